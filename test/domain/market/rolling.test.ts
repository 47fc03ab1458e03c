import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rollingMax, rollingMoments, rollingRank } from '../../../src/domain/market/rolling.js';

const series = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60 });
const windows = fc.integer({ min: 2, max: 12 });

/** Checks a step against a plain computation on the last `window` values after each value. */
function compare(
  step: (value: number) => number | undefined,
  plain: (last: number[], newest: number) => number,
  values: number[],
  window: number,
  least = window,
) {
  for (const [index, value] of values.entries()) {
    const last = values.slice(Math.max(0, index + 1 - window), index + 1);
    const answer = step(value);
    if (last.length < least) expect(answer).toBeUndefined();
    else expect(answer).toBeCloseTo(plain(last, value), 9);
  }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('rolling windows agree with the plain computation', () => {
  test('of the mean and the sample standard deviation', () => {
    fc.assert(
      fc.property(series, windows, (values, window) => {
        const average = rollingMoments(window);
        compare(value => average(value)?.mean, mean, values, window);
        const moments = rollingMoments(window);
        compare(
          value => moments(value)?.deviation,
          last => Math.sqrt(last.reduce((sum, x) => sum + (x - mean(last)) ** 2, 0) / (window - 1)),
          values,
          window,
        );
      }),
      { seed: 9 },
    );
  });

  test('of the maximum', () => {
    fc.assert(
      fc.property(series, windows, (values, window) => {
        compare(rollingMax(window), last => Math.max(...last), values, window);
      }),
      { seed: 10 },
    );
  });

  test('of the rank of the newest value', () => {
    fc.assert(
      fc.property(series, windows, (values, window) => {
        const least = Math.ceil(window / 2);
        const rank = (last: number[], newest: number) =>
          last.filter(value => value <= newest).length / last.length;
        compare(rollingRank(window, least), rank, values, window, least);
      }),
      { seed: 11 },
    );
  });
});
