import { type DenialCode, inUnit, type Unit } from '../denials.js';
import type { GuardFacts } from '../facts.js';
import { ruleOf, type LimitName } from '../limits.js';

/** What one condition says of an order. `measure` stands where it is a matter of how much. */
export type Verdict =
  | { readonly ok: true; readonly measure: Measure | null }
  | { readonly ok: false; readonly message: string; readonly measure: Measure | null };

export interface Measure {
  readonly unit: Unit;
  readonly limit: number;
  /** What the order would come to, with everything that counts beside it. */
  readonly value: number;
  /** What was left for it; never negative. */
  readonly room: number;
}

/**
 * One rule an order has to pass. `entries` guards bound new risk: an order that only makes a position smaller passes them,
 * so that nobody is held in a position by their own limits. `all` guards hold for every order.
 */
export interface Guard {
  readonly code: DenialCode;
  readonly appliesTo: 'all' | 'entries';
  /** Whether keeping it is counted as discipline: a limit of the person's own, not a mistake of form. */
  readonly isLimit: boolean;
  readonly check: (facts: GuardFacts) => Verdict;
}

export const PASS: Verdict = { ok: true, measure: null };

/** Passes where `condition` holds. */
export function must(condition: boolean, message: string): Verdict {
  return condition ? PASS : { ok: false, message, measure: null };
}

/** The first condition that fails; later ones are not looked at. The measure of the last one where all pass. */
export function every(...conditions: readonly (() => Verdict)[]): Verdict {
  let last = PASS;
  for (const condition of conditions) {
    last = condition();
    if (!last.ok) return last;
  }
  return last;
}

interface Amount {
  /** The subject of the sentence, such as `Your orders of INFY`. */
  readonly what: string;
  readonly unit: Unit;
  /** What there is without the order. */
  readonly before: number;
  /** What the order adds. */
  readonly adds: number;
  readonly limit: number;
  /** What sets the bound: a limit of the person's, or words. */
  readonly bound: LimitName | { readonly words: string; readonly todo: string };
}

const boundWords = (bound: Amount['bound']) =>
  typeof bound === 'string' ? `your limit ${bound} (${ruleOf(bound).words})` : bound.words;

const todoOf = (bound: Amount['bound']) =>
  typeof bound !== 'string'
    ? bound.todo
    : bound === 'price_band'
      ? 'Move the price nearer, or loosen the limit, which takes effect after 24 hours.'
      : 'Order less, or loosen the limit, which takes effect after 24 hours.';

const isOrAre = (value: number, unit: Unit) =>
  (unit === 'shares' || unit === 'count') && value !== 1 ? 'are' : 'is';

/** Passes where before + adds <= limit. A figure that is no exact whole number denies. */
export function atMost(amount: Amount): Verdict {
  const { what, unit, before, adds, limit, bound } = amount;
  const value = before + adds;
  if (![before, adds, limit, value].every(Number.isSafeInteger))
    return {
      ok: false,
      message: `${what} cannot be reckoned against ${boundWords(bound)}: a figure is missing. Nothing is placed without it; try again when prices and balances are there.`,
      measure: null,
    };
  const measure = { unit, limit, value, room: Math.max(0, limit - before) };
  if (value <= limit) return { ok: true, measure };
  const [came, most, room] = [value, limit, measure.room].map(each => inUnit(each, unit));
  const message = `${what} would come to ${came}; ${boundWords(bound)} allows ${most}, and ${room} ${isOrAre(measure.room, unit)} left. ${todoOf(bound)}`;
  return { ok: false, message, measure };
}

/** Passes where value < limit: a stop that is reached holds. A figure that is no exact whole number denies. */
export function below(
  amount: Pick<Amount, 'what' | 'unit' | 'limit'> & { value: number; todo: string },
): Verdict {
  const { what, unit, value, limit, todo } = amount;
  if (!Number.isSafeInteger(value) || !Number.isSafeInteger(limit))
    return {
      ok: false,
      message: `${what} is not known, so no new position is opened. Try again when prices and balances are there.`,
      measure: null,
    };
  const measure = { unit, limit, value, room: Math.max(0, limit - value) };
  if (value < limit) return { ok: true, measure };
  return {
    ok: false,
    message: `${what} is ${inUnit(value, unit)}; at ${inUnit(limit, unit)} ${todo}`,
    measure,
  };
}
