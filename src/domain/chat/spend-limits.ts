import { ALL, type Provider } from '../../db/schema/main/index.js';
import { SPEND_PERIODS } from '../../db/schema/values.js';
import { dateOfDay, dayNumber, istDate } from '../ist.js';
import { type Micros, micros } from '../money.js';

export type SpendPeriod = (typeof SPEND_PERIODS)[number];

/** A bound on what is spent and reserved together in one period (IST; weeks from Monday), in micro-dollars. */
export interface SpendLimit {
  /** A person's own limit, or the one of the whole service. */
  scope: 'person' | 'service';
  /** `*` bounds all providers together; the service has no other. */
  provider: Provider | typeof ALL;
  period: SpendPeriod;
  limitMicros: Micros;
}

/** Which limit has no room for a reservation, and how much room it still has. */
export interface SpendDenial {
  code: 'COST_LIMIT';
  scope: SpendLimit['scope'];
  provider: SpendLimit['provider'];
  period: SpendPeriod;
  limitMicros: Micros;
  leftMicros: Micros;
}

/** The worst case of a call, to be taken from the limits before it starts. */
export interface Reservation {
  id: string;
  userId: string;
  provider: Provider;
  model: string;
  micros: Micros;
  /** UTC milliseconds: it counts in the periods of this instant, also when it is settled in the next one. */
  at: number;
}

/** A running total: the key of one row of `ai_spend_totals`. */
export interface Total {
  scope: string;
  provider: SpendLimit['provider'];
  period: SpendPeriod;
  periodStart: string;
}

/** Where no limit is set: far above any spend, and sums with it stay exact. */
export const UNLIMITED = micros(1e15);

/** Thrown inside a transaction, so that everything of it is undone; use-cases turn it into its denial. */
export class SpendDenied extends Error {
  readonly denial: SpendDenial;
  constructor(denial: SpendDenial) {
    super(
      `the ${denial.scope}'s limit of ${denial.limitMicros} micro-dollars a ${denial.period} has no room`,
    );
    this.name = 'SpendDenied';
    this.denial = denial;
  }
}

/** The first day of each period that an instant lies in. */
export function periodStarts(at: number): Record<SpendPeriod, string> {
  const day = istDate(at);
  const number = dayNumber(day);
  // Day 0 was a Thursday, so day 4 was a Monday.
  return { day, week: dateOfDay(number - ((number + 3) % 7)), month: `${day.slice(0, 7)}-01` };
}

/** Every total that a call counts in. All are kept whether limited or not: a limit may be set in mid-period. */
export function totalsOf({ userId, provider, at }: Pick<Reservation, 'userId' | 'provider' | 'at'>): Total[] {
  const starts = periodStarts(at);
  const totals: Total[] = [];
  for (const period of SPEND_PERIODS) {
    const periodStart = starts[period];
    totals.push({ scope: userId, provider: ALL, period, periodStart });
    totals.push({ scope: userId, provider, period, periodStart });
    totals.push({ scope: ALL, provider: ALL, period, periodStart });
  }
  return totals;
}

/** The strictest of the limits on one total. */
export function limitOf(total: Total, limits: readonly SpendLimit[]): Micros {
  const scope = total.scope === ALL ? 'service' : 'person';
  let strictest = UNLIMITED;
  for (const limit of limits)
    if (
      limit.scope === scope &&
      limit.period === total.period &&
      limit.provider === total.provider &&
      limit.limitMicros < strictest
    )
      strictest = limit.limitMicros;
  return strictest;
}
