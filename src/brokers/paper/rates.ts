import { istDate } from '../../domain/ist.js';
import type { Ledger } from './books.js';
import { type No, no } from './listing.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** The exchange's count of what each person sends. The last minute is in memory, the day's count in the ledger. */
export interface RateGate {
  /** Counts one order or change, or refuses it. */
  pass(ledger: Ledger, userId: string, wallMs: number): No | undefined;
}

export function rateGate(): RateGate {
  const sent = new Map<string, number[]>();
  return {
    pass: (ledger, userId, wallMs) => {
      const { ordersPerSecondMax, ordersPerMinuteMax, ordersPerDayMax } = ledger.config;
      const lately = (sent.get(userId) ?? []).filter(at => at > wallMs - MINUTE_MS);
      const inSecond = lately.filter(at => at > wallMs - SECOND_MS).length;
      if (inSecond >= ordersPerSecondMax)
        return no('RATE', `At most ${ordersPerSecondMax} orders a second: wait a second.`);
      if (lately.length >= ordersPerMinuteMax)
        return no('RATE', `At most ${ordersPerMinuteMax} orders a minute: wait a minute.`);
      const row = ledger.sql.login.get(userId);
      const today = row?.orders_date_wall === istDate(wallMs) ? row.orders_count : 0;
      if (today >= ordersPerDayMax)
        return no('RATE', `At most ${ordersPerDayMax} orders a day: go on tomorrow.`);
      lately.push(wallMs);
      sent.set(userId, lately);
      return undefined;
    },
  };
}

/** Counts an order or a change towards its day, in the transaction that takes it. */
export function countOrder({ sql }: Pick<Ledger, 'sql'>, userId: string, wallMs: number): void {
  sql.countOrder.run({ userId, date: istDate(wallMs) });
}
