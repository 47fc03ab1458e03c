import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { noticeDeliveries, notices } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared, type Store } from '../../db/store.js';
import { printable } from '../printable.js';
import type { Platform } from '../people/person.js';
import type { Reply } from '../reply.js';
import { NOTICE_LIMITS } from './limits.js';

/** One notice on its way to one place. */
export interface Delivery {
  noticeId: number;
  platform: Platform;
  chatId: string;
  userId: string;
  kind: string;
  reply: Reply;
  /** Sendings that failed so far. */
  attempts: number;
  /** When it came about, UTC milliseconds. */
  createdAt: number;
}

type DeliveryKey = Pick<Delivery, 'noticeId' | 'platform' | 'chatId'>;

// Spelt as in the partial index, with nothing bound, or it would not serve.
const IS_WAITING = sql`${noticeDeliveries.state} = 'waiting'`;
const p = sql.placeholder;

const due = prepared((read: MainFile['read']) =>
  read
    .select({
      noticeId: noticeDeliveries.noticeId,
      platform: noticeDeliveries.platform,
      chatId: noticeDeliveries.chatId,
      userId: notices.userId,
      kind: notices.kind,
      reply: notices.reply,
      attempts: noticeDeliveries.attempts,
      createdAt: notices.createdAt,
    })
    .from(noticeDeliveries)
    .innerJoin(notices, eq(notices.id, noticeDeliveries.noticeId))
    .where(
      and(
        eq(noticeDeliveries.platform, p('platform')),
        IS_WAITING,
        lte(noticeDeliveries.nextAt, p('nowMs')),
        gt(notices.expiresAt, p('nowMs')),
      ),
    )
    .orderBy(asc(noticeDeliveries.nextAt), asc(noticeDeliveries.noticeId))
    .limit(NOTICE_LIMITS.dueReadMax)
    .prepare(),
);

/**
 * What has to be brought to the chats of one platform now, the longest waiting first, at most `NOTICE_LIMITS.dueReadMax`.
 * Whoever sends one calls `delivered` or `failedDelivery` for it. A kill between a sending and its `delivered` sends that one
 * again: a platform that takes a key of its own against doubles gets `noticeId`.
 */
export async function dueDeliveries(
  { main }: Pick<Store, 'main'>,
  platform: Platform,
  nowMs: number,
): Promise<Delivery[]> {
  const rows = await Promise.resolve(due(main.read).all({ platform, nowMs }));
  // Every reply in the queue went in as one.
  return rows.map(({ reply, ...row }) => Object.assign(row, { reply: reply as unknown as Reply }));
}

const own = ({ noticeId, platform, chatId }: DeliveryKey) =>
  and(
    eq(noticeDeliveries.noticeId, noticeId),
    eq(noticeDeliveries.platform, platform),
    eq(noticeDeliveries.chatId, chatId),
    eq(noticeDeliveries.state, 'waiting'),
  );

/** Notes that it arrived. @returns false where it does not wait any more */
export async function delivered(
  { main }: Pick<Store, 'main'>,
  key: DeliveryKey,
  nowMs: number,
): Promise<boolean> {
  const set = await main.tx(tx =>
    tx
      .update(noticeDeliveries)
      .set({ state: 'sent', closedAt: nowMs, lastError: null })
      .where(own(key))
      .returning({ noticeId: noticeDeliveries.noticeId }),
  );
  return set.length > 0;
}

/** How long after its nth failure a delivery is tried again: doubling from two seconds, never more than half an hour. */
export const backoffMs = (failures: number): number =>
  Math.min(
    NOTICE_LIMITS.backoffMsMax,
    NOTICE_LIMITS.backoffFirstMs * 2 ** Math.max(0, Math.min(failures, 30) - 1),
  );

/**
 * Notes that a sending failed, and when it is tried again; `error` is kept, and must hold no key. Given up after `NOTICE_LIMITS.attemptsMax`, or at once where
 * `isFinal`: the place does not exist any more, or the person has shut us out.
 * @returns what stands of it now; undefined where it does not wait any more
 */
export async function failedDelivery(
  { main }: Pick<Store, 'main'>,
  key: DeliveryKey,
  failure: { nowMs: number; error: string; isFinal: boolean; retryAfterMs?: number },
): Promise<'waiting' | 'failed' | undefined> {
  const { nowMs, error, isFinal, retryAfterMs = 0 } = failure;
  return await main.tx(async tx => {
    const [row] = await tx
      .select({ attempts: noticeDeliveries.attempts })
      .from(noticeDeliveries)
      .where(own(key));
    if (!row) return undefined;
    const attempts = row.attempts + 1;
    const state = isFinal || attempts >= NOTICE_LIMITS.attemptsMax ? 'failed' : 'waiting';
    await setFailed(tx, key, {
      state,
      attempts,
      closedAt: state === 'failed' ? nowMs : null,
      nextAt: nowMs + Math.max(backoffMs(attempts), Math.min(retryAfterMs, NOTICE_LIMITS.backoffMsMax)),
      lastError: printable(error.trim() || 'no reason given', NOTICE_LIMITS.errorLettersMax),
    });
    return state;
  });
}

async function setFailed(
  tx: MainTx,
  key: DeliveryKey,
  set: Pick<typeof noticeDeliveries.$inferInsert, 'state' | 'attempts' | 'closedAt' | 'nextAt' | 'lastError'>,
): Promise<void> {
  await tx.update(noticeDeliveries).set(set).where(own(key));
}
