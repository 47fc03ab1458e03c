import { dayNumber } from '../ist.js';
import { type Paise, paise } from '../money.js';
import type { Closure, Opening } from './lots.js';

/** 1 for what is owned, -1 for what is owed (short). */
export type Sign = 1 | -1;

/** What a closed part of a lot came to. `net` is after the charges of entry and exit; all in paise. */
export interface Closed {
  quantity: number;
  cost: number;
  proceeds: number;
  charges: number;
  net: number;
}

/** The amounts of a closure: a long lot was paid for at its entry, a short one is paid for at its exit. */
export function closedOf({ quantity, entry, exit, charges }: Closure, sign: Sign): Closed {
  const [cost, proceeds] = sign > 0 ? [entry, exit] : [exit, entry];
  return { quantity, cost, proceeds, charges, net: proceeds - cost - charges };
}

/** Sums of what one fill closed. `realized` is gross: proceeds less cost. */
export interface ClosedSum {
  quantity: number;
  realized: number;
  net: number;
  wins: number;
  losses: number;
}

export function sumClosed(closed: readonly Closed[]): ClosedSum {
  const sum = { quantity: 0, realized: 0, net: 0, wins: 0, losses: 0 };
  for (const each of closed) {
    sum.quantity += each.quantity;
    sum.realized += each.proceeds - each.cost;
    sum.net += each.net;
    if (each.net > 0) sum.wins += 1;
    else sum.losses += 1;
  }
  return sum;
}

/** The part of a position that a fill changes: `quantity` and `cost` signed, `realizedPnl` after charges. */
export interface PositionAmounts {
  quantity: number;
  cost: number;
  realizedPnl: number;
}

/**
 * A position after a fill of the side `sign`: `kept` is the position that was open (of quantity 0 when the fill closed it),
 * `opened` the one that begins with the fill. A fill that turns long into short ends one and begins another.
 * @throws Error where lots were closed without an open position: the books disagree with themselves
 */
export function positionAfter(
  open: PositionAmounts | undefined,
  sign: Sign,
  closures: readonly Closure[],
  opening: Opening | null,
): { kept: PositionAmounts | undefined; opened: PositionAmounts | undefined } {
  if (closures.length > 0 && !open) throw new Error('lots were closed that no open position has');
  const kept = open && { ...open };
  for (const closure of closures) {
    if (!kept) break;
    kept.quantity += sign * closure.quantity;
    kept.cost += sign * closure.entry;
    kept.realizedPnl += closedOf(closure, sign > 0 ? -1 : 1).net;
  }
  const added = opening && { quantity: sign * opening.quantity, cost: sign * opening.cost, realizedPnl: 0 };
  if (!added) return { kept, opened: undefined };
  if (!kept || kept.quantity === 0) return { kept, opened: added };
  return {
    kept: { ...kept, quantity: kept.quantity + added.quantity, cost: kept.cost + added.cost },
    opened: undefined,
  };
}

/** Money that came (positive) or went, and what the book was worth just before; null where that is not known. */
export interface Flow {
  readonly amount: number;
  readonly equityBefore: number | null;
}

/**
 * Time-weighted growth after a day: the growth before, times what each stretch between flows made of the money that was in.
 * A flow counts at the moment it was booked, at the prices last seen before it; one without them counts at the beginning of
 * its stretch. While nothing (or less) is invested nothing grows. Amounts in paise.
 */
export function growthAfter(
  growthBefore: number,
  day: { readonly openingEquity: number; readonly flows: readonly Flow[]; readonly closingEquity: number },
): number {
  let growth = growthBefore;
  let invested = day.openingEquity;
  const grow = (to: number) => {
    if (invested > 0) growth *= to / invested;
  };
  for (const { amount, equityBefore } of day.flows) {
    const before = equityBefore ?? invested;
    grow(before);
    invested = before + amount;
  }
  grow(day.closingEquity);
  return growth;
}

/** The year of Indian income tax that a date lies in, named by its first calendar year: 2026 for April 2026 to March 2027. */
export function financialYear(date: string): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}

const SHORT_TERM_DAYS_MAX = 365;

/** How long shares were held, by calendar days: sold on the day they came, within 365 days, or later. */
export function taxTerm(openedDate: string, closedDate: string): 'intraday' | 'short' | 'long' {
  if (openedDate === closedDate) return 'intraday';
  return dayNumber(closedDate) - dayNumber(openedDate) > SHORT_TERM_DAYS_MAX ? 'long' : 'short';
}

export const sumPaise = (amounts: Iterable<number>): Paise => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return paise(sum);
};
