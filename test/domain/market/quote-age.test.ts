import { expect, test } from 'vitest';
import { ageMark, decidable, durationText, fromText } from '../../../src/domain/market/quote-age.js';

/** 2026-11-20 15:30 IST, a Friday's close. */
const CLOSE = Date.UTC(2026, 10, 20, 10, 0);
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const LIMITS = { quoteAgeMsMax: 15 * SECOND, closeAgeMsMax: 168 * HOUR };
const quote = (atMs: number, marketOpen: boolean) => ({ symbol: 'INFY', atMs, marketOpen });

test('in a running session a quote may be decided on up to its limit and not a millisecond longer', () => {
  const open = quote(CLOSE, true);
  expect(decidable(open, CLOSE + 3_000, LIMITS)).toEqual({
    ok: true,
    value: { quote: open, ageMs: 3_000, basis: 'live', mark: '3 s old' },
  });
  expect(decidable(open, CLOSE + 15_000, LIMITS).ok).toBe(true);
  expect(decidable(open, CLOSE + 15_001, LIMITS)).toEqual({
    ok: false,
    refusal: {
      code: 'STALE_QUOTE',
      symbol: 'INFY',
      ageMs: 15_001,
      limitMs: 15_000,
      message:
        'The price of INFY is 15 s old (from 15:30); while the market is open at most 15 s are allowed, so nothing is decided on it. Wait for a newer price and ask again.',
    },
  });
});

test("yesterday's close of a share that has not traded today is too old while the market is open", () => {
  expect(decidable(quote(CLOSE, true), CLOSE + 66 * HOUR, LIMITS)).toMatchObject({
    ok: false,
    refusal: { code: 'STALE_QUOTE', message: expect.stringContaining('2 d 18 h old (from 20 Nov, 15:30)') },
  });
});

test('in a closed market the last close counts, marked, until it is older than any closure', () => {
  const closed = quote(CLOSE, false);
  expect(decidable(closed, CLOSE + 40 * HOUR, LIMITS)).toMatchObject({
    ok: true,
    value: { basis: 'last_close', mark: 'last close, from 20 Nov, 15:30' },
  });
  expect(decidable(closed, CLOSE + 168 * HOUR, LIMITS).ok).toBe(true);
  expect(decidable(closed, CLOSE + 168 * HOUR + 1, LIMITS)).toMatchObject({
    ok: false,
    refusal: { code: 'STALE_QUOTE', message: expect.stringContaining('of a last close at most 7 d') },
  });
});

test('a quote ahead of the clock is refused, and instants that are no numbers are a fault', () => {
  expect(decidable(quote(CLOSE + 5_000, true), CLOSE, LIMITS)).toMatchObject({
    ok: false,
    refusal: { code: 'QUOTE_AHEAD', aheadMs: 5_000 },
  });
  expect(() => decidable(quote(NaN, true), CLOSE, LIMITS)).toThrow(RangeError);
  expect(() => decidable(quote(CLOSE, true), Infinity, LIMITS)).toThrow(RangeError);
});

test('a limit that is no number lets nothing through', () => {
  expect(decidable(quote(CLOSE, true), CLOSE, { ...LIMITS, quoteAgeMsMax: NaN }).ok).toBe(false);
});

test.each([
  [-1, '0 s'],
  [999, '0 s'],
  [3_400, '3 s'],
  [240_000, '4 min'],
  [299_000, '4 min'],
  [2 * HOUR, '2 h'],
  [2 * HOUR + 300_000, '2 h 5 min'],
  [73 * HOUR, '3 d 1 h'],
])('%d ms read %s', (ms, words) => {
  expect(durationText(ms)).toBe(words);
});

test('a time is shown with its day when that is not today, and its year when that is not this', () => {
  expect(fromText(CLOSE, CLOSE + HOUR)).toBe('from 15:30');
  expect(fromText(CLOSE, CLOSE + 24 * HOUR)).toBe('from 20 Nov, 15:30');
  expect(fromText(CLOSE, CLOSE + 60 * 24 * HOUR)).toBe('from 20 Nov 2026, 15:30');
  expect(ageMark({ atMs: CLOSE, marketOpen: true }, CLOSE + 61_000)).toBe('1 min old');
});
