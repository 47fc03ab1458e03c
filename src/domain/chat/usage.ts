import { and, between, count, eq, gte, lt, sql } from 'drizzle-orm';
import { ALL, aiSpendTotals, aiUsageTracking } from '../../db/schema/main/index.js';
import type { MainFile } from '../../db/store.js';
import { addDays, istInstant } from '../ist.js';
import { datesOf, type NamedPeriod } from '../named-period.js';
import type { SpendPeriod } from './spend-limits.js';

/** What the calls to one provider came to. */
export interface ProviderSpend {
  readonly provider: string;
  readonly spentMicros: number;
  /** Held by calls under way. */
  readonly reservedMicros: number;
}

/** Which running totals a period is made of: months add up to years exactly, and a long period reads a row a month. */
const TOTALS: Record<NamedPeriod, SpendPeriod> = {
  today: 'day',
  week: 'week',
  month: 'month',
  year: 'month',
  fy: 'month',
  all: 'month',
};

/** What a person's AI calls cost by provider, from the running totals: the same after a million calls, archived ones included. */
export async function spentIn(
  read: MainFile['read'],
  userId: string,
  period: NamedPeriod,
  today: string,
): Promise<ProviderSpend[]> {
  const { from, to } = datesOf(period, today);
  const { scope, provider, period: kind, periodStart, spentMicros, reservedMicros } = aiSpendTotals;
  const rows = await read
    .select({
      provider,
      spentMicros: sql`sum(${spentMicros})`.mapWith(Number),
      reservedMicros: sql`sum(${reservedMicros})`.mapWith(Number),
    })
    .from(aiSpendTotals)
    .where(and(eq(scope, userId), eq(kind, TOTALS[period]), between(periodStart, from, to)))
    .groupBy(provider);
  return rows
    .filter(each => each.provider !== ALL)
    .sort((a, b) => b.spentMicros - a.spentMicros || (a.provider < b.provider ? -1 : 1));
}

/** Calls of one provider, failed ones among them. */
export interface ProviderCalls {
  readonly provider: string;
  readonly calls: number;
  readonly failed: number;
  readonly tokens: number;
}

/** A person's calls of one period that is not longer than a month, row by row. */
export async function callsIn(
  read: MainFile['read'],
  userId: string,
  period: 'today' | 'week' | 'month',
  today: string,
): Promise<ProviderCalls[]> {
  const { from, to } = datesOf(period, today);
  const { provider, success, tokensUsed, createdAt } = aiUsageTracking;
  return await read
    .select({
      provider,
      calls: count(),
      failed: sql`sum(1 - ${success})`.mapWith(Number),
      tokens: sql`sum(${tokensUsed})`.mapWith(Number),
    })
    .from(aiUsageTracking)
    .where(
      and(
        eq(aiUsageTracking.userId, userId),
        gte(createdAt, istInstant(from, '00:00')),
        lt(createdAt, istInstant(addDays(to, 1), '00:00')),
      ),
    )
    .groupBy(provider);
}
