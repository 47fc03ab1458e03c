import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawdowns, maxDrawdown } from '../../../src/domain/metrics/drawdown.js';
import { equityCurve, simpleReturns, timeWeightedReturn } from '../../../src/domain/metrics/growth.js';
import { computeMetric, METRICS } from '../../../src/domain/metrics/index.js';
import { normalDensity, normalQuantile } from '../../../src/domain/metrics/normal.js';
import { modifiedEs, modifiedVar } from '../../../src/domain/metrics/tail.js';
import { known, shape } from '../../../src/domain/metrics/stats.js';
import * as trades from '../../../src/domain/metrics/trades.js';
import { xirr } from '../../../src/domain/metrics/xirr.js';
import { readCsv, sharedTest } from '../../support/shared-data.js';

const RUNS = { seed: 20261122, numRuns: 300 };
const returns = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -0.3, max: 0.3, noNaN: true }) },
    fc.constantFrom(0, 0.01, -1, Number.NaN, Infinity, -Infinity),
  ),
  { maxLength: 30 },
);

describe('every figure', () => {
  test('has a name of its own and a convention in words', () => {
    expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
    for (const { method } of METRICS) expect(method.length).toBeGreaterThan(10);
  });

  test('is a number or a refusal in words for any returns, never NaN', () => {
    fc.assert(
      fc.property(returns, returns, (ours, theirs) => {
        for (const { name } of METRICS) {
          const answer = computeMetric(name, { returns: ours, benchmark: theirs });
          if (answer.ok) expect(answer.value, name).not.toBeNaN();
          else expect(answer.refusal.message, name).toMatch(/\.$/);
        }
      }),
      RUNS,
    );
  });

  test('says how many periods it would need instead of guessing', () => {
    expect(computeMetric('sharpe', { returns: [0.01, Number.NaN] })).toMatchObject({
      ok: false,
      refusal: { code: 'NOT_ENOUGH_DATA', needs: 2, has: 1 },
    });
    expect(computeMetric('beta', { returns: [0.01, 0.02] })).toMatchObject({
      refusal: { code: 'NOT_ENOUGH_DATA', has: 0, message: expect.stringContaining('benchmark') },
    });
    expect(computeMetric('sharp', { returns: [] })).toMatchObject({ refusal: { code: 'UNKNOWN_METRIC' } });
  });

  test.each([
    ['sharpe', [0.01, 0.01, 0.01], Infinity],
    ['sharpe', [-0.01, -0.01, -0.01], -Infinity],
    ['sharpe', [0, 0, 0], 'UNDEFINED'],
    ['sortino', [0.01, 0.02], Infinity],
    ['calmar', [0.01, 0.02], 'UNDEFINED'],
    ['annual_volatility', [0.1, 0.1, 0.1], 0],
    ['annual_return_cagr', [-1, 0.5], -1],
    ['annual_return_cagr', [-1.5], 'UNDEFINED'],
    ['stability_r2', [0.01, 0.01, 0.01, 0.01], 1],
    ['skewness', [0.1, 0.1, 0.1], 'UNDEFINED'],
  ])('%s of %j is %s', (name, given, expected) => {
    const answer = computeMetric(name, { returns: given });
    if (typeof expected === 'string')
      expect(answer).toMatchObject({ ok: false, refusal: { code: expected } });
    else expect(answer).toMatchObject({ ok: true, value: expected });
  });
});

describe('equity and drawdowns', () => {
  test('a drawdown has its depth, peak, trough, recovery and length', () => {
    expect(drawdowns([100, 80, 90, 100, 110, 99, 104.5])).toEqual([
      { depth: 80 / 100 - 1, peak: 0, trough: 1, recovery: 3, periods: 3 },
      { depth: 99 / 110 - 1, peak: 4, trough: 5, recovery: undefined, periods: 2 },
    ]);
    expect(drawdowns([])).toEqual([]);
    expect(() => drawdowns([1, 0])).toThrow(RangeError);
  });

  test('the deepest of them is the maximum drawdown of the returns', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 40 }),
        given => {
          const found = drawdowns([1, ...equityCurve(given)]);
          const deepest = Math.min(0, ...found.map(({ depth }) => depth));
          expect(maxDrawdown(given)).toBeCloseTo(deepest, 12);
        },
      ),
      RUNS,
    );
  });

  test('returns of prices compound back to them, and a missing price leaves its two returns unknown', () => {
    const prices = [100, 110, 99, 120];
    expect([...equityCurve(simpleReturns(prices), 100)].map(Math.round)).toEqual([110, 99, 120]);
    expect([...simpleReturns([1, Number.NaN, 2, 4])]).toEqual([Number.NaN, Number.NaN, 1]);
  });

  test('the time-weighted return does not see when money came and went', () => {
    const steps = [
      { valueBeforeFlow: 110, flow: 90 },
      { valueBeforeFlow: 220, flow: -220 },
      { valueBeforeFlow: 0, flow: 50 },
      { valueBeforeFlow: 60, flow: 0 },
    ];
    expect(timeWeightedReturn(100, steps)).toBeCloseTo(1.1 * 1.1 * 1.2 - 1, 12);
    expect(timeWeightedReturn(0, steps)).toBeUndefined();
    expect(timeWeightedReturn(100, [])).toBeUndefined();
    expect(timeWeightedReturn(100, [{ valueBeforeFlow: Number.NaN, flow: 0 }])).toBeUndefined();
    expect(
      timeWeightedReturn(100, [
        { valueBeforeFlow: 50, flow: -80 },
        { valueBeforeFlow: 5, flow: 0 },
      ]),
    ).toBeUndefined();
  });
});

describe('the normal distribution', () => {
  test.each([
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [0.95, 1.6448536269514722],
    [0.975, 1.9599639845400543],
    [0.99, 2.3263478740408408],
    [0.05, -1.6448536269514722],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0470962993612],
  ])('the quantile of %s is %s', (probability, z) => {
    expect(Math.abs(normalQuantile(probability) - z)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(z)));
  });

  test.each([0, 1, -0.1, Number.NaN])('there is no quantile of %s', probability => {
    expect(() => normalQuantile(probability)).toThrow(RangeError);
  });

  test('the modified shortfall is the mean of the expanded density below its quantile, integrated by steps', () => {
    const given = [0.01, -0.04, 0.02, 0.03, -0.01, 0.015, -0.02, 0.005, 0.01, -0.06, 0.025];
    const values = known(given);
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
    const { skewness: s = 0, excessKurtosis: k = 0 } = shape(values) ?? {};
    const density = (x: number) =>
      normalDensity(x) *
      (1 +
        (s / 6) * (x ** 3 - 3 * x) +
        (k / 24) * (x ** 4 - 6 * x * x + 3) +
        (s ** 2 / 72) * (x ** 6 - 15 * x ** 4 + 45 * x * x - 15));
    const until = ((modifiedVar(given, 0.05) ?? 0) - mean) / spread;
    const step = 1e-4;
    let integral = 0;
    for (let x = until - step / 2; x > -12; x -= step) integral += x * density(x) * step;
    expect(modifiedEs(given, 0.05)).toBeCloseTo(mean + spread * Math.min(integral / 0.05, until), 7);
  });
});

describe('trades', () => {
  test('no trades, only gains and only losses have their answers', () => {
    expect(trades.winRate([])).toBeUndefined();
    expect(trades.profitFactor([5, 0])).toBe(Infinity);
    expect(trades.profitFactor([])).toBeUndefined();
    expect(trades.profitFactor([-5])).toBe(0);
    expect(trades.payoffRatio([5])).toBeUndefined();
    expect(trades.losingStreak([1, -1, -1, 0, -1])).toBe(2);
  });

  sharedTest('the figures of the reference backtest agree', () => {
    const rows = readCsv('expected/backtests/reliance_sma20_50_long_comm0.trades.csv');
    const profits = rows.map(row => Number(row['PnL']));
    const parts = rows.map(row => Number(row['ReturnPct']));
    expect((trades.winRate(profits) ?? 0) * 100).toBeCloseTo(33.33333333333333, 10);
    expect(trades.profitFactor(parts)).toBeCloseTo(1.0197526348479033, 10);
    expect((trades.expectancy(parts) ?? 0) * 100).toBeCloseTo(0.0559975046027598, 10);
    expect(trades.systemQuality(profits)).toBeCloseTo(-0.15667436385583544, 10);
    expect(trades.kellyOfTrades(profits)).toBeCloseTo(-0.03595125003492161, 10);
  });
});

describe('the rate of return of dated flows', () => {
  const flow = (date: string, amount: number) => ({ date, amount });

  test.each([
    ['nothing', [], 'ONE_SIDED'],
    ['money in alone', [flow('2024-01-01', -5), flow('2025-01-01', -5)], 'ONE_SIDED'],
    ['in and out on one day', [flow('2024-01-01', -5), flow('2024-01-01', 7)], 'ONE_SIDED'],
    ['an amount that is no number', [flow('2024-01-01', Number.NaN)], 'BAD_FLOW'],
    ['a day that never was', [flow('2024-02-30', -5), flow('2025-01-01', 7)], 'BAD_FLOW'],
    ['a date written otherwise', [flow('1/1/2024', -5), flow('2025-01-01', 7)], 'BAD_FLOW'],
    [
      'flows that no rate balances',
      [flow('2024-01-01', 1), flow('2025-01-01', -1), flow('2026-01-01', 1)],
      'NO_RATE',
    ],
  ])('%s is refused', (_, flows, code) => {
    expect(xirr(flows)).toMatchObject({
      ok: false,
      refusal: { code, message: expect.stringMatching(/\.$/) },
    });
  });

  test('too many flows are refused', () => {
    const many = Array.from({ length: 100_001 }, () => flow('2024-01-01', 1));
    expect(xirr(many)).toMatchObject({ refusal: { code: 'TOO_MANY_FLOWS' } });
  });

  test('a total loss that says so is -100 %', () => {
    expect(xirr([flow('2024-01-01', -1000), flow('2025-01-01', 0)])).toMatchObject({ ok: true, rate: -1 });
  });

  test('several rates are all given', () => {
    const answer = xirr([flow('2023-01-01', -100), flow('2024-01-01', 230), flow('2024-12-31', -132)]);
    expect(
      answer.ok &&
        [answer.rate, ...answer.otherRates].map(rate => Number(rate.toFixed(9))).sort((a, b) => a - b),
    ).toEqual([0.1, 0.2]);
  });

  test('money put in once and taken out once gives back the rate it grew at, for any size and time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15_000 }),
        fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
        fc.double({ min: -0.9, max: 5, noNaN: true }),
        (days, amount, rate) => {
          const date = new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10);
          const grown = amount * (1 + rate) ** (days / 365);
          fc.pre(Number.isFinite(grown) && grown > amount * 1e-9 && grown < amount * 1e20);
          const answer = xirr([flow('2000-01-01', -amount), flow(date, grown)]);
          expect(answer.ok).toBe(true);
          if (answer.ok) expect(Math.abs(answer.rate - rate)).toBeLessThan(1e-9 * Math.max(1, rate));
        },
      ),
      RUNS,
    );
  });
});
