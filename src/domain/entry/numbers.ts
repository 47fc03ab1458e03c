import { formatPaise, type Paise, paise, parsePaise } from '../money.js';
import { accepted, ENTRY_LIMITS, type Entry, refusedEntry, wrongInput } from './result.js';

/** Digits without a leading zero, alone or in Indian groups (`1,00,000`); ASCII only, nothing around them. */
const WHOLE = /^(?:[1-9]\d{0,14}|[1-9]\d?(?:,\d\d){0,6},\d{3}|[1-9]\d\d)$/;
const DECIMAL = /^(0|[1-9]\d{0,14}|[1-9]\d?(?:,\d\d){0,6},\d{3})(?:\.\d{1,2})?$/;

const bounded = (max: number | undefined, hardMax: number) => Math.min(max ?? hardMax, hardMax);

/** The text of a number as JSON writes it, or the text itself; undefined for everything else. */
function textOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input.length <= ENTRY_LIMITS.textCharsMax ? input : undefined;
  return typeof input === 'number' ? String(input) : undefined;
}

const grouped = (count: number) => formatPaise(paise(count * 100)).slice(1, -3);

/**
 * Whole shares from 1: `10`, `"10"`, `"1,000"`, `"1,00,000"` (Indian groups, well formed). Refused: fractions, signs, leading
 * zeros, exponents, blanks, other digits than 0-9, and everything that is no number. `max` is the person's own bound.
 */
export function parseQuantity(input: unknown, { max }: { max?: number } = {}): Entry<number> {
  return whole(input, 'quantity', 'shares', bounded(max, ENTRY_LIMITS.quantityMax));
}

/** The number of an order as it is shown: `#8`, `"8"` or 8. */
export function parseOrderNumber(input: unknown): Entry<number> {
  const bare = typeof input === 'string' && input.startsWith('#') ? input.slice(1) : input;
  return whole(bare, 'order number', 'as the list of orders shows it', ENTRY_LIMITS.orderNumberMax);
}

/** A count of sessions, days or orders, from 1 to `max`, written as a quantity. */
export function parseCount(input: unknown, what: string, max: number): Entry<number> {
  return whole(input, what, '', bounded(max, ENTRY_LIMITS.quantityMax));
}

function whole(input: unknown, what: string, unit: string, max: number): Entry<number> {
  const text = textOf(input);
  const value = text !== undefined && WHOLE.test(text) ? Number(text.replaceAll(',', '')) : undefined;
  if (value !== undefined && value <= max) return accepted(value);
  const allowed = `a whole number from 1 to ${grouped(max)}${unit && ` ${unit}`}, such as 10 or 1,000`;
  return refusedEntry(what, wrongInput(input), allowed);
}

/**
 * Rupees a share, exact to the paisa: `1450.5`, `"1450.50"`, `"₹1,450.50"`. At least one paisa, at most two decimals, Indian
 * groups. A number counts as JSON writes it, so 0.1 + 0.2 is refused rather than rounded.
 */
export function parsePrice(input: unknown, what = 'price', { max }: { max?: Paise } = {}): Entry<Paise> {
  return rupees(input, what, bounded(max, ENTRY_LIMITS.pricePaiseMax));
}

/** An amount of rupees, such as what to spend or a limit, written as a price. */
export function parseAmount(input: unknown, what = 'amount', { max }: { max?: Paise } = {}): Entry<Paise> {
  return rupees(input, what, bounded(max, ENTRY_LIMITS.amountPaiseMax));
}

function rupees(input: unknown, what: string, max: number): Entry<Paise> {
  const written = textOf(input);
  const text = typeof input === 'string' ? written?.replace(/^₹/, '') : written;
  const value = text !== undefined && DECIMAL.test(text) ? parsePaise(text.replaceAll(',', '')) : undefined;
  if (value !== undefined && value > 0 && value <= max) return accepted(value);
  const allowed = `rupees from ${formatPaise(paise(1))} to ${formatPaise(paise(max))} with at most two decimals, such as 1450.50 or ₹1,450.50`;
  return refusedEntry(what, wrongInput(input), allowed);
}

/** A percentage as whole hundredths of a percent (basis points), so that it is exact. */
export type BasisPoints = number & { readonly unit: 'basis_points' };

/**
 * A percentage above 0 and at most `max` (else 100): `2.5`, `"2.5"` or `"2.5%"`, at most two decimals. The value is in basis
 * points: 2.5 % is 250.
 */
export function parsePercent(
  input: unknown,
  what = 'percentage',
  { max }: { max?: number } = {},
): Entry<BasisPoints> {
  const most = bounded(max ?? ENTRY_LIMITS.percentMax, ENTRY_LIMITS.percentMost);
  const written = textOf(input);
  const text = typeof input === 'string' ? written?.replace(/%$/, '') : written;
  const value = text !== undefined && DECIMAL.test(text) ? parsePaise(text) : undefined;
  if (value !== undefined && value > 0 && value <= most * 100) return accepted(Number(value) as BasisPoints);
  const allowed = `a percentage above 0 and at most ${most} with at most two decimals, such as 2.5`;
  return refusedEntry(what, wrongInput(input), allowed);
}
