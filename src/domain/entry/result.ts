import { shown } from '../printable.js';

/** What an entrance read: a value that keeps its invariants, or words for the person: what was wrong, what is allowed, what to do. */
export type Entry<T> = { ok: true; value: T } | { ok: false; message: string };

/** Every bound of what may be entered. A caller's own bound counts where it is tighter. */
export const ENTRY_LIMITS = {
  /** A hundred million shares; the exchange's freeze quantity and the person's limits are far below. */
  quantityMax: 100_000_000,
  /** ₹1 crore a share; MRF, the dearest of NSE, is at about ₹1.5 lakh. */
  pricePaiseMax: 1_00_00_000 * 100,
  /** ₹1,000 crore. */
  amountPaiseMax: 1_000 * 1_00_00_000 * 100,
  percentMax: 100,
  /** What a caller may allow: positions of several times the equity, say. */
  percentMost: 1_000,
  firstDate: '1990-01-01',
  lastDate: '2099-12-31',
  orderNumberMax: 1_000_000_000,
  textCharsMax: 40,
} as const;

export const accepted = <T>(value: T): Entry<T> => ({ ok: true, value });

/** `what` is the argument's name as the person knows it. */
export const refusedEntry = (what: string, wrong: string, allowed: string): Entry<never> => ({
  ok: false,
  message: `The ${what} ${wrong}. Allowed: ${allowed}.`,
});

/** How a wrong input reads after the argument's name; never calls anything on the input. */
export function wrongInput(input: unknown): string {
  if (input === undefined || input === null) return 'is missing';
  if (typeof input === 'string') return input.trim() === '' ? 'is empty' : `cannot be ${shown(input)}`;
  if (typeof input === 'number') return `cannot be ${Object.is(input, -0) ? '-0' : input}`;
  return 'has to be written as plain text';
}
