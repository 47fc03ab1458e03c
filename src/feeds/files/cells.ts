import { PAISE_MAX, type Paise, type PriceE4, parsePriceE4 } from '../../domain/money.js';
import { DATE_MAX, DATE_MIN, parseDate } from './dates.js';
import type { Column, Line, Verdict } from './format.js';

// Each reader takes one value of a line. Where the value is wrong it leaves the reason on the line and returns a stand-in.

const EQUITY_SYMBOL = /^[A-Z0-9&-]{1,20}$/;
const SERIES = /^[A-Z0-9]{1,2}$/;
const GROUPED = /^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/;
const WHOLE = /^(\d{1,15})(?:\.0{1,4})?$/;
const DECIMAL = /^-?\d{1,9}(\.\d{1,9})?$/;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Blank, or the dash with which NSE marks a value that it does not publish. */
const isUnknown = (text: string) => text === '' || text === '-';

export function fail(line: Line, column: Column, reason: string, verdict: Verdict = 'rejected'): void {
  if (line.problem !== undefined) return;
  line.problem = { field: column.name, reason, value: line.fields[column.index] ?? '' };
  line.verdict = verdict;
}

/** The value without the blanks around it. */
export const textCell = (line: Line, column: Column): string => (line.fields[column.index] ?? '').trim();

/** A number's text without thousands separators, which can only stand inside quotes. */
function numberText(line: Line, column: Column): string {
  const text = textCell(line, column);
  return text.includes(',') && GROUPED.test(text) ? text.replaceAll(',', '') : text;
}

/** A price or level, 0 included. `decimals` is 2 for equities, whose prices are whole paise, and 4 for indices. */
export function levelCell(line: Line, column: Column, decimals: 2 | 4): PriceE4 {
  const price = parsePriceE4(numberText(line, column));
  if (price !== undefined && (decimals === 4 || price % 100 === 0)) return price;
  fail(line, column, `not a price: digits with at most ${decimals} decimals, not negative, up to 100000000`);
  return 0 as PriceE4;
}

/** A price that a source may leave out, or give as 0 for "none" (the previous close of a new listing). */
export function optionalPriceCell(line: Line, column: Column | undefined, decimals: 2 | 4): PriceE4 | null {
  if (column === undefined || isUnknown(textCell(line, column))) return null;
  return levelCell(line, column, decimals) || null;
}

/** A whole number, not negative; `9.0` is taken as 9. */
export function countCell(line: Line, column: Column): number {
  const match = WHOLE.exec(numberText(line, column));
  if (match) return Number(match[1]);
  fail(line, column, 'not a whole number of at most 15 digits');
  return 0;
}

export function optionalCountCell(line: Line, column: Column | undefined): number | null {
  return column === undefined || isUnknown(textCell(line, column)) ? null : countCell(line, column);
}

/**
 * Whole paise from an amount with at most 2 decimals, in units of `rupees` rupees (100000 for lakhs). A company's market
 * value passes the bound on amounts that people hold, so the bound is an argument.
 */
export function moneyCell(
  line: Line,
  column: Column,
  rupees: number,
  paiseMax: number = PAISE_MAX,
): Paise | null {
  const text = numberText(line, column);
  if (isUnknown(text)) return null;
  const match = /^(\d{1,14})(?:\.(\d{1,2})0*)?$/.exec(text);
  const amount = match
    ? (Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))) * rupees
    : Infinity;
  if (amount <= paiseMax) return amount as Paise;
  fail(line, column, `not an amount: digits with at most 2 decimals, up to ${paiseMax / 100 / rupees}`);
  return null;
}

/** A plain decimal within bounds, for ratios and scores. */
export function decimalCell(line: Line, column: Column, min: number, max: number): number {
  const text = textCell(line, column);
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  fail(line, column, `not a decimal number from ${min} to ${max}`);
  return min;
}

export const optionalDecimalCell = (line: Line, column: Column, min: number, max: number) =>
  isUnknown(textCell(line, column)) ? null : decimalCell(line, column, min, max);

/** A day that exists, from 1990 on and not after `latest`. */
export function dateCell(line: Line, column: Column, latest: string = DATE_MAX): string {
  return checkDate(line, column, textCell(line, column), latest);
}

export function checkDate(line: Line, column: Column, text: string, latest: string): string {
  const date = parseDate(text);
  if (date === undefined) fail(line, column, 'not a date: write 2022-08-08 or 08-Aug-2022');
  else if (date < DATE_MIN) fail(line, column, `before ${DATE_MIN}, when there was no such market data`);
  else if (date > latest) fail(line, column, `after ${latest}, in the future`);
  else return date;
  return DATE_MIN;
}

export function symbolCell(line: Line, column: Column): string {
  const symbol = textCell(line, column);
  if (!isEquitySymbol(symbol)) fail(line, column, 'not an NSE symbol: 1 to 20 of A-Z, 0-9, & and -');
  return symbol;
}

export const isEquitySymbol = (text: string) => EQUITY_SYMBOL.test(text);

export function seriesCell(line: Line, column: Column): string {
  const series = textCell(line, column);
  if (!SERIES.test(series)) fail(line, column, 'not a series such as EQ or BE: one or two of A-Z and 0-9');
  return series;
}

/** Words: any script, no control or direction-changing characters. Null where blank. */
export function optionalWordsCell(line: Line, column: Column | undefined, charsMax: number): string | null {
  if (column === undefined) return null;
  const words = textCell(line, column);
  if (words.length > charsMax) fail(line, column, `longer than ${charsMax} characters`);
  else if (CONTROLS.test(words)) fail(line, column, 'holds control characters, which no text here may');
  return words === '' ? null : words;
}

export function wordsCell(line: Line, column: Column, charsMax: number): string {
  const words = optionalWordsCell(line, column, charsMax);
  if (words === null) fail(line, column, 'blank, but needed');
  return words ?? '';
}

export function oneOfCell<const T extends string>(
  line: Line,
  column: Column,
  allowed: readonly [T, ...T[]],
): T {
  const text = textCell(line, column).toLowerCase();
  const value = allowed.find(it => it === text);
  if (value === undefined) fail(line, column, `not one of ${allowed.join(', ')}`);
  return value ?? allowed[0];
}
