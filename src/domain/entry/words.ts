import { ORDER_TYPES, PRODUCTS, SIDES, VALIDITIES } from '../../db/schema/values.js';
import { isDate } from '../ist.js';
import { accepted, ENTRY_LIMITS, type Entry, refusedEntry, wrongInput } from './result.js';

export type Side = (typeof SIDES)[number];
export type OrderType = (typeof ORDER_TYPES)[number];
export type Product = (typeof PRODUCTS)[number];
export type Validity = (typeof VALIDITIES)[number];

const ASCII_WORD = /^[A-Za-z-]{1,12}$/;

/** One of the words, in any case. Letters of other alphabets that become Latin ones in upper case (`ſ`, `ı`) are refused. */
function oneOf<const W extends string>(input: unknown, what: string, words: readonly W[]): Entry<W> {
  const upper = typeof input === 'string' && ASCII_WORD.test(input) ? input.toUpperCase() : undefined;
  const word = words.find(each => each === upper);
  return word === undefined ? refusedEntry(what, wrongInput(input), words.join(', ')) : accepted(word);
}

export const parseSide = (input: unknown): Entry<Side> => oneOf(input, 'side', SIDES);
export const parseOrderType = (input: unknown): Entry<OrderType> => oneOf(input, 'order type', ORDER_TYPES);
/** CNC is delivery, MIS intraday. */
export const parseProduct = (input: unknown): Entry<Product> => oneOf(input, 'product', PRODUCTS);
export const parseValidity = (input: unknown): Entry<Validity> => oneOf(input, 'validity', VALIDITIES);

/** A real calendar date `YYYY-MM-DD` within the bounds, both included. */
export function parseDate(
  input: unknown,
  what = 'date',
  { first = ENTRY_LIMITS.firstDate, last = ENTRY_LIMITS.lastDate }: { first?: string; last?: string } = {},
): Entry<string> {
  if (typeof input === 'string' && isDate(input) && input >= first && input <= last) return accepted(input);
  return refusedEntry(
    what,
    wrongInput(input),
    `a date from ${first} to ${last} written YYYY-MM-DD, such as ${last}`,
  );
}
