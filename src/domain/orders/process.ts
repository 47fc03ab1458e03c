import type { Account } from '../broker-port.js';
import { ORDER_LIMITS } from './limits.js';

/**
 * What only this process knows, and forgets when it dies: which accounts were reconciled since it started, which calls to
 * the broker are under way, and since when something unknown has left no trace there.
 */
export interface OrderProcess {
  /** Nothing is placed for an account before it is reconciled. */
  isReconciled(account: Account): boolean;
  reconciled(account: Account): void;
  /** Ids of orders, changes and triggers. What waits for its outcome and is not in here was left by a crash. */
  inFlight: Set<string>;
  /** Notes a reading without a trace. @returns whether it is proof: the first such was long enough ago */
  absent(id: string, nowMs: number): boolean;
  /** A trace was found, or the matter is closed. */
  present(id: string): void;
  /** Compares with what was seen the last time. @returns what is new, and what is gone */
  seen(account: Account, differences: readonly string[]): { fresh: string[]; gone: string[] };
}

const keyOf = ({ userId, bookId }: Account): string => `${userId}:${bookId}`;

export function orderProcess(): OrderProcess {
  const accounts = new Set<string>();
  const absentSince = new Map<string, number>();
  const told = new Map<string, readonly string[]>();
  return {
    isReconciled: account => accounts.has(keyOf(account)),
    reconciled: account => void accounts.add(keyOf(account)),
    inFlight: new Set(),
    absent: (id, nowMs) => {
      const since = absentSince.get(id);
      // A wall clock that was set back starts the wait anew.
      if (since === undefined || since > nowMs) absentSince.set(id, nowMs);
      return since !== undefined && nowMs - since >= ORDER_LIMITS.absenceMs;
    },
    present: id => void absentSince.delete(id),
    seen: (account, differences) => {
      const before = told.get(keyOf(account)) ?? [];
      told.set(keyOf(account), differences);
      return {
        fresh: differences.filter(each => !before.includes(each)),
        gone: before.filter(each => !differences.includes(each)),
      };
    },
  };
}
