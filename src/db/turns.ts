import { LIMITS } from '../limits.js';

/** A queue for one thing that only one may have at a time: first come, first served. */
export interface Turns {
  /** Resolves when it is the caller's turn; undefined when it is so at once. Throws when too many wait. */
  take(): Promise<void> | undefined;
  next(): void;
  /** Fails all who wait. */
  fail(fault: Error): void;
}

export function turns(name: string): Turns {
  const waiting: { go: () => void; fail: (fault: Error) => void }[] = [];
  let busy = false;
  return {
    take: () => {
      if (!busy) {
        busy = true;
        return undefined;
      }
      if (waiting.length >= LIMITS.txWaitersMax)
        throw new Error(`${waiting.length} transactions are already waiting for ${name}`);
      return new Promise((go, fail) => waiting.push({ go, fail }));
    },
    next: () => {
      const waiter = waiting.shift();
      if (waiter) waiter.go();
      else busy = false;
    },
    fail: fault => {
      for (const waiter of waiting.splice(0)) waiter.fail(fault);
    },
  };
}

/** Runs `work` when it is its turn. */
export async function during<T>(queue: Turns, work: () => Promise<T>): Promise<T> {
  const wait = queue.take();
  if (wait) await wait;
  try {
    return await work();
  } finally {
    queue.next();
  }
}
