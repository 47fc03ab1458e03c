import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FearGreedInputs, fearGreed, sentimentOf } from '../../../src/domain/market/fear-greed.js';

const NOTHING: FearGreedInputs = {
  niftyByAverage: undefined,
  volatilityByAverage: undefined,
  sharesAboveAverage: 0,
  sharesBelowAverage: 0,
  advances: 0,
  declines: 0,
  yearHighs: 0,
  yearLows: 0,
  sharesWithYear: 0,
};
const CALM: FearGreedInputs = {
  niftyByAverage: 1,
  volatilityByAverage: 1,
  sharesAboveAverage: 25,
  sharesBelowAverage: 25,
  advances: 25,
  declines: 25,
  yearHighs: 0,
  yearLows: 0,
  sharesWithYear: 50,
};
const inputs = (change: Partial<FearGreedInputs>, base = CALM) => fearGreed({ ...base, ...change });

describe('the fear-greed figure', () => {
  test.each<[string, Partial<FearGreedInputs>, number]>([
    ['is 50 on a day like any other', {}, 50],
    ['takes a quarter from momentum: 5 % above the mean is 75', { niftyByAverage: 1.05 }, 56.3],
    ['cuts momentum off at 10 %', { niftyByAverage: 1.3 }, 62.5],
    ['takes a quarter from volatility: 20 % above its mean is 25', { volatilityByAverage: 1.2 }, 43.8],
    ['takes a fifth from shares above their mean', { sharesAboveAverage: 50, sharesBelowAverage: 0 }, 60],
    ['takes 15 % from advances', { advances: 0, declines: 50 }, 42.5],
    ['takes 15 % from 52-week highs and lows', { yearHighs: 3, yearLows: 1 }, 53.8],
  ])('%s', (_name, change, value) => {
    expect(inputs(change)).toMatchObject({ value, missing: [] });
  });

  test('is 0 in the worst case and 100 in the best', () => {
    const worst = {
      niftyByAverage: 0.5,
      volatilityByAverage: 3,
      sharesAboveAverage: 0,
      sharesBelowAverage: 9,
    };
    const best = {
      niftyByAverage: 2,
      volatilityByAverage: 0.2,
      sharesAboveAverage: 9,
      sharesBelowAverage: 0,
    };
    expect(inputs({ ...worst, advances: 0, declines: 9, yearHighs: 0, yearLows: 9 })?.value).toBe(0);
    expect(inputs({ ...best, advances: 9, declines: 0, yearHighs: 9, yearLows: 0 })?.value).toBe(100);
  });

  test('gives the weight of missing parts to the others, and names them', () => {
    expect(inputs({ niftyByAverage: 1.1, volatilityByAverage: 1.5 }, NOTHING)).toEqual({
      value: 50,
      parts: { momentum: 100, volatility: 0 },
      missing: ['average', 'advances', 'extremes'],
    });
    expect(inputs({ volatilityByAverage: undefined, advances: 50, declines: 0 })?.value).toBe(60);
  });

  test.each<[string, Partial<FearGreedInputs>]>([
    ['nothing', {}],
    ['one part', { niftyByAverage: 1 }],
    [
      'one part and too few shares',
      { niftyByAverage: 1, advances: 4, sharesAboveAverage: 4, sharesWithYear: 4 },
    ],
  ])('does not exist of %s', (_name, change) => expect(inputs(change, NOTHING)).toBeUndefined());

  test('stays within 0 and 100, and rises when NIFTY does', () => {
    const ratio = fc.double({ min: 0.1, max: 3, noNaN: true });
    const count = fc.nat(60);
    fc.assert(
      fc.property(ratio, ratio, count, count, count, (nifty, vix, up, down, highs) => {
        const day = { volatilityByAverage: vix, advances: up, declines: down, yearHighs: highs };
        const value = inputs({ ...day, niftyByAverage: nifty })?.value ?? NaN;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
        expect(inputs({ ...day, niftyByAverage: nifty + 0.01 })?.value).toBeGreaterThanOrEqual(value);
      }),
      { seed: 12 },
    );
  });

  test.each([
    [0, 'very_bearish'],
    [19.9, 'very_bearish'],
    [20, 'bearish'],
    [40, 'neutral'],
    [60, 'neutral'],
    [60.1, 'bullish'],
    [80, 'bullish'],
    [80.1, 'very_bullish'],
  ])('of %d is %s', (value, sentiment) => expect(sentimentOf(value)).toBe(sentiment));
});
