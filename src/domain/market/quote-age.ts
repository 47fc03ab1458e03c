import { istDate } from '../ist.js';
import type { Quote } from '../ports.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How old a price may be that something is decided on, in milliseconds of market time. */
export interface QuoteAgeLimits {
  readonly quoteAgeMsMax: number;
  /** While the market is closed: past the longest closure of the exchange, so that a suspended share is not decided on. */
  readonly closeAgeMsMax: number;
}

export const QUOTE_AGE_LIMITS: QuoteAgeLimits = { quoteAgeMsMax: 15 * SECOND_MS, closeAgeMsMax: 7 * DAY_MS };

type Aged = Pick<Quote, 'symbol' | 'atMs' | 'marketOpen'>;

/** A quote that may be decided on. `mark` goes wherever the price is shown: `3 s old`, `last close, from 20 Nov, 15:30`. */
export interface DecidableQuote<Q extends Aged> {
  readonly quote: Q;
  readonly ageMs: number;
  readonly basis: 'live' | 'last_close';
  readonly mark: string;
}

export type QuoteAgeRefusal =
  | { code: 'STALE_QUOTE'; symbol: string; ageMs: number; limitMs: number; message: string }
  | { code: 'QUOTE_AHEAD'; symbol: string; aheadMs: number; message: string };

export type QuoteDecision<Q extends Aged> =
  | { ok: true; value: DecidableQuote<Q> }
  | { ok: false; refusal: QuoteAgeRefusal };

/**
 * Whether something may be decided on a quote at `nowMs` of the market's clock. In a running session not past
 * `quoteAgeMsMax`; in a closed market the last close counts, marked as such, up to `closeAgeMsMax`. A quote from after
 * `nowMs` is refused, since one of the two clocks is wrong. Throws a RangeError on instants that are no numbers.
 */
export function decidable<Q extends Aged>(
  quote: Q,
  nowMs: number,
  limits: QuoteAgeLimits = QUOTE_AGE_LIMITS,
): QuoteDecision<Q> {
  const { symbol, atMs, marketOpen } = quote;
  const ageMs = nowMs - atMs;
  if (!Number.isSafeInteger(ageMs)) throw new RangeError(`not instants in milliseconds: ${nowMs}, ${atMs}`);
  if (ageMs < 0) {
    const message = `The price of ${symbol} is marked ${durationText(-ageMs)} ahead of the market's clock: nothing is decided on it. Ask again; if it stays so, check the clock of this machine.`;
    return { ok: false, refusal: { code: 'QUOTE_AHEAD', symbol, aheadMs: -ageMs, message } };
  }
  const limitMs = marketOpen ? limits.quoteAgeMsMax : limits.closeAgeMsMax;
  if (!(ageMs <= limitMs)) {
    const message = `The price of ${symbol} is ${durationText(ageMs)} old (${fromText(atMs, nowMs)}); ${
      marketOpen ? 'while the market is open' : 'of a last close'
    } at most ${durationText(limitMs)} are allowed, so nothing is decided on it. Wait for a newer price and ask again.`;
    return { ok: false, refusal: { code: 'STALE_QUOTE', symbol, ageMs, limitMs, message } };
  }
  const basis = marketOpen ? 'live' : 'last_close';
  return { ok: true, value: { quote, ageMs, basis, mark: ageMark(quote, nowMs) } };
}

/** The age of a price as it is shown beside it: `3 s old` in a running session, `last close, from 20 Nov, 15:30` otherwise. */
export function ageMark({ atMs, marketOpen }: Pick<Quote, 'atMs' | 'marketOpen'>, nowMs: number): string {
  return marketOpen ? `${durationText(nowMs - atMs)} old` : `last close, ${fromText(atMs, nowMs)}`;
}

/** Whole units, rounded down, the two largest: `3 s`, `4 min`, `2 h 5 min`, `3 d 1 h`. Negative counts as none: `0 s`. */
export function durationText(ms: number): string {
  const units: [string, number][] = [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['min', MINUTE_MS],
    ['s', SECOND_MS],
  ];
  const start = units.findIndex(([, unit]) => ms >= unit);
  if (start < 0) return '0 s';
  // Seconds beside minutes are more than anybody asks of an age.
  const parts = units.slice(start, ms >= HOUR_MS ? start + 2 : start + 1);
  let rest = ms;
  const words = parts.map(([name, unit]) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count > 0 ? `${count} ${name}` : '';
  });
  return words.filter(word => word !== '').join(' ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const IST_OFFSET_MS = 5 * HOUR_MS + 30 * MINUTE_MS;

/** The time in India of an instant: `from 15:30` on the day of `nowMs`, else `from 20 Nov, 15:30`, with the year if it is another. */
export function fromText(atMs: number, nowMs: number): string {
  const time = new Date(atMs + IST_OFFSET_MS).toISOString().slice(11, 16);
  const date = istDate(atMs);
  const today = istDate(nowMs);
  if (date === today) return `from ${time}`;
  const [year, month, day] = date.split('-').map(Number);
  const words = `${day} ${MONTHS[(month ?? 1) - 1]}`;
  return today.startsWith(`${year}-`) ? `from ${words}, ${time}` : `from ${words} ${year}, ${time}`;
}
