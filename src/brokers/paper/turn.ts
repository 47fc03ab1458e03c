import type { Account } from '../../domain/broker-port.js';
import { PAPER } from './rules.js';

/** Calls of one book one after the other: between a look at the market and the transaction nothing else happens to it. */
export function inTurn() {
  const tails = new Map<string, { last: Promise<unknown>; waiting: number }>();
  return async <T>({ userId, bookId }: Account, work: () => Promise<T>): Promise<T> => {
    const key = `${bookId}|${userId}`;
    const queue = tails.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (queue.waiting >= PAPER.waitingCallsMax)
      throw new Error(`${queue.waiting} calls already wait for this account`);
    queue.waiting += 1;
    tails.set(key, queue);
    const run = queue.last.then(work, work);
    queue.last = run;
    try {
      return await run;
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) tails.delete(key);
    }
  };
}
