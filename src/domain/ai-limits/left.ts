import { and, eq, sql } from 'drizzle-orm';
import { ALL, aiSpendTotals } from '../../db/schema/main/index.js';
import { type MainFile, prepared } from '../../db/store.js';
import { type Micros, micros } from '../money.js';
import { periodStarts, type SpendLimit } from '../chat/spend-limits.js';

/** How far one limit is used at an instant. */
export interface LimitLeft extends SpendLimit {
  spentMicros: Micros;
  /** Taken by calls under way. */
  reservedMicros: Micros;
  /** At least 0, also where a limit was lowered below what is spent. */
  leftMicros: Micros;
}

const p = sql.placeholder;

const total = prepared((read: MainFile['read']) =>
  read
    .select({ spent: aiSpendTotals.spentMicros, reserved: aiSpendTotals.reservedMicros })
    .from(aiSpendTotals)
    .where(
      and(
        eq(aiSpendTotals.scope, p('scope')),
        eq(aiSpendTotals.period, p('period')),
        eq(aiSpendTotals.periodStart, p('periodStart')),
        eq(aiSpendTotals.provider, p('provider')),
      ),
    )
    .prepare(),
);

/** What is left of each limit: one row of the running totals each, at any amount of use. */
export async function leftOf(
  read: MainFile['read'],
  userId: string,
  limits: readonly SpendLimit[],
  at: number,
): Promise<LimitLeft[]> {
  const starts = periodStarts(at);
  const left: LimitLeft[] = [];
  for (const limit of limits) {
    const { scope, provider, period, limitMicros } = limit;
    const key = { scope: scope === 'service' ? ALL : userId, provider, period, periodStart: starts[period] };
    const row = await Promise.resolve(total(read).get(key));
    const spentMicros = micros(row?.spent ?? 0);
    const reservedMicros = micros(row?.reserved ?? 0);
    const leftMicros = micros(Math.max(0, limitMicros - spentMicros - reservedMicros));
    left.push({ ...limit, spentMicros, reservedMicros, leftMicros });
  }
  return left;
}
