import type { Account } from '../ports.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { type BookDay, dayBefore, daysBetween } from './stored-days.js';
import type { PositionsReader } from './stored-positions.js';

/** Trading dates, both included. */
export interface Period {
  from: string;
  to: string;
}

/** The days of a book in a period, and the one before it, whose close everything is measured from. */
export interface PeriodDays {
  base: BookDay | undefined;
  days: BookDay[];
}

/** Why a period cannot be reported on, in words for a person. */
export type PeriodRefusal =
  | { code: 'NO_DAYS'; message: string }
  | { code: 'TOO_LONG'; daysMax: number; message: string };

export type PeriodAnswer<T> = { ok: true; value: T } | { ok: false; refusal: PeriodRefusal };

export async function periodDays(
  read: PositionsReader,
  account: Account,
  { from, to }: Period,
): Promise<PeriodAnswer<PeriodDays & { first: BookDay; last: BookDay }>> {
  const daysMax = PORTFOLIO_LIMITS.daysPerReportMax;
  const days = await daysBetween(read, account, { from, to, limit: daysMax + 1 });
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) {
    const message = `Nothing is booked from ${from} to ${to}: choose a period in which the account was open.`;
    return { ok: false, refusal: { code: 'NO_DAYS', message } };
  }
  if (days.length > daysMax) {
    const message = `A report covers at most ${daysMax} trading days: choose a shorter period.`;
    return { ok: false, refusal: { code: 'TOO_LONG', daysMax, message } };
  }
  return { ok: true, value: { base: await dayBefore(read, account, from), days, first, last } };
}
