import { expect, test, vi } from 'vitest';
import { BOT_LIMITS } from '../../src/bots/limits.js';
import { deliverNotices, type DueNotice, NotDelivered } from '../../src/bots/notify.js';
import { said } from '../../src/domain/reply.js';
import { testClock } from '../support/folder.js';

const notice = (noticeId: number, chatId = 'a'): DueNotice => ({
  noticeId,
  platform: 'terminal',
  chatId,
  reply: said(`notice ${noticeId}`),
});

/** A queue in memory, and a chat that does what the test says. */
function round(due: readonly DueNotice[], send: (chatId: string) => Promise<void>) {
  const noted: string[] = [];
  const failures: unknown[] = [];
  const parts = {
    clock: testClock(),
    chat: { platform: 'terminal' as const, send },
    queue: {
      due: () => Promise.resolve(due),
      delivered: async ({ noticeId }: DueNotice) => void noted.push(`sent ${noticeId}`),
      failed: async ({ noticeId }: DueNotice, failure: unknown) => {
        noted.push(`failed ${noticeId}`);
        failures.push(failure);
      },
    },
  };
  return { noted, failures, run: (signal = new AbortController().signal) => deliverNotices(parts, signal) };
}

test('what is due arrives in order and is noted', async () => {
  const { noted, run } = round([notice(1), notice(2)], () => Promise.resolve());
  expect(await run()).toEqual({ sent: 2, failed: 0 });
  expect(noted).toEqual(['sent 1', 'sent 2']);
});

test('after a failure a place gets no later notice in the same round; other places do', async () => {
  const { noted, failures, run } = round([notice(1), notice(2), notice(3, 'b')], chatId =>
    chatId === 'a'
      ? Promise.reject(new NotDelivered('slow down', { isFinal: false, retryAfterMs: 5_000 }))
      : Promise.resolve(),
  );
  expect(await run()).toEqual({ sent: 1, failed: 1 });
  expect(noted).toEqual(['failed 1', 'sent 3']);
  expect(failures).toEqual([
    { nowMs: expect.any(Number), error: 'slow down', isFinal: false, retryAfterMs: 5_000 },
  ]);
});

test('a sending that hangs counts as failed after its time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { failures, run } = round([notice(1)], () => new Promise(() => undefined));
    const done = run();
    await vi.advanceTimersByTimeAsync(BOT_LIMITS.sendMsMax);
    expect(await done).toEqual({ sent: 0, failed: 1 });
    expect(failures).toEqual([expect.objectContaining({ error: 'no answer within 15 s', isFinal: false })]);
  } finally {
    vi.useRealTimers();
  }
});

test('a round that was told to end begins no new sending', async () => {
  const { noted, run } = round([notice(1)], () => Promise.resolve());
  expect(await run(AbortSignal.abort())).toEqual({ sent: 0, failed: 0 });
  expect(noted).toEqual([]);
});
