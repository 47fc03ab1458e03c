import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Reply } from '../domain/reply.js';
import type { Chat, Platform } from './chat.js';
import { BOT_LIMITS } from './limits.js';

/** One notice on its way to one place. */
export interface DueNotice {
  noticeId: number;
  platform: Platform;
  chatId: string;
  reply: Reply;
}

/** The durable queue, as it is brought to the chats. */
export interface NoticeQueue {
  due(platform: Platform, nowMs: number): Promise<readonly DueNotice[]>;
  delivered(notice: DueNotice, nowMs: number): Promise<unknown>;
  /** `retryAfterMs`: what the platform asked for; the queue backs off by itself, and gives up after its own bound. */
  failed(
    notice: DueNotice,
    failure: { nowMs: number; error: string; isFinal: boolean; retryAfterMs?: number },
  ): Promise<unknown>;
}

/** A sending that will never work (the place is gone), or only after a wait. A `Chat` may throw it instead of any error. */
export class NotDelivered extends Error {
  readonly isFinal: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, facts: { isFinal: boolean; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.name = 'NotDelivered';
    this.isFinal = facts.isFinal;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/**
 * One round: brings what is due to the chats of one platform, in order. For a job of the service. A place where one sending
 * failed gets no later one in the same round, so that notices do not overtake one another.
 * @returns how many arrived, and how many did not
 */
export async function deliverNotices(
  parts: { queue: NoticeQueue; chat: Chat; clock: Clock },
  signal: AbortSignal,
): Promise<{ sent: number; failed: number }> {
  const { queue, chat, clock } = parts;
  const done = { sent: 0, failed: 0 };
  const blocked = new Set<string>();
  for (const notice of (await queue.due(chat.platform, clock.now())).slice(0, BOT_LIMITS.noticesPerRound)) {
    if (signal.aborted) break;
    if (blocked.has(notice.chatId)) continue;
    try {
      await sendWithin(chat, notice);
      await queue.delivered(notice, clock.now());
      done.sent += 1;
    } catch (error) {
      blocked.add(notice.chatId);
      await queue.failed(notice, { nowMs: clock.now(), ...failureOf(error) });
      done.failed += 1;
    }
  }
  return done;
}

function failureOf(error: unknown): { error: string; isFinal: boolean; retryAfterMs?: number } {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof NotDelivered)) return { error: message, isFinal: false };
  const { isFinal, retryAfterMs } = error;
  return { error: message, isFinal, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** A sending that hangs must not hold up everybody's notices. */
async function sendWithin(chat: Chat, { chatId, reply }: DueNotice): Promise<void> {
  const wait = new AbortController();
  const late = setTimeout(BOT_LIMITS.sendMsMax, 'late', { ref: false, signal: wait.signal });
  try {
    const sent = await Promise.race([chat.send(chatId, reply), late]);
    if (sent === 'late') throw new Error(`no answer within ${BOT_LIMITS.sendMsMax / 1_000} s`);
  } finally {
    wait.abort();
    await late.catch(() => undefined);
  }
}
