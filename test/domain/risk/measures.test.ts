import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentration, liquidity } from '../../../src/domain/risk/measures/concentration.js';
import { contributions, shortfallParts } from '../../../src/domain/risk/measures/contribution.js';
import type { Figure } from '../../../src/domain/risk/measures/figure.js';
import {
  annualVolatility,
  betaTo,
  correlationMatrix,
  covarianceMatrix,
} from '../../../src/domain/risk/measures/moments.js';
import { alignReturns, portfolioDays, type ReturnsTable } from '../../../src/domain/risk/measures/returns.js';
import { HISTORICAL_SHOCKS, replayedReturn, stress } from '../../../src/domain/risk/measures/stress.js';
import { historicalTail, parametricTail, TAILS } from '../../../src/domain/risk/measures/tail.js';
import { randomFrom } from '../../support/random.js';
import { readCsv, sharedTest } from '../../support/shared-data.js';

const RUNS = { seed: 20261122, numRuns: 60 };

function valueOf<Value>(figure: Figure<Value>): Value {
  if ('value' in figure) return figure.value;
  throw new Error(`needs ${figure.notEnoughData.needs}, has ${figure.notEnoughData.has}`);
}

/** Returns that share a factor, so that positions hedge and add to each other. */
function tableOf(symbols: number, days: number, seed: number): ReturnsTable {
  const random = randomFrom(seed);
  const factor = Float64Array.from({ length: days }, () => (random() - 0.5) * 0.04);
  const dates = Array.from({ length: days }, (_, day) =>
    new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10),
  );
  const returns = Array.from({ length: symbols }, (_, s) =>
    factor.map(value => value * s * 0.4 + (random() - 0.48) * 0.03),
  );
  return { symbols: returns.map((_, s) => `S${s}`), dates, returns };
}

const exposuresOf = (symbols: number) =>
  fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: symbols, maxLength: symbols });
const portfolio = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  days: fc.integer({ min: 100, max: 300 }),
  exposures: exposuresOf(5),
  tail: fc.constantFrom(...TAILS),
});
const near = (a: number, b: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

describe('value at risk and expected shortfall', () => {
  test('a hundred and one days from -50 to 50 have the tails one can count', () => {
    const returns = Float64Array.from({ length: 101 }, (_, day) => ((day * 37) % 101) - 50);
    const dates = tableOf(1, 101, 1).dates;
    const days = portfolioDays({ symbols: ['A'], dates, returns: [returns] }, Float64Array.of(1));
    expect(historicalTail(days, { confidence: 0.95, horizonDays: 1 })).toEqual({
      value: { valueAtRisk: expect.closeTo(45, 9), expectedShortfall: 47.5 },
      window: { from: '2020-01-01', to: '2020-04-10' },
      method: expect.stringContaining('historical'),
      sampleSize: 101,
    });
    expect(valueOf(historicalTail(days, { confidence: 0.99, horizonDays: 10 }))).toEqual({
      valueAtRisk: expect.closeTo(49 * Math.sqrt(10), 9),
      expectedShortfall: expect.closeTo(49.5 * Math.sqrt(10), 9),
    });
    expect(valueOf(historicalTail(days, { confidence: 0.9, horizonDays: 1 }))).toEqual({
      valueAtRisk: expect.closeTo(40, 9),
      expectedShortfall: 45,
    });
    const spread = Math.sqrt((101 * (101 ** 2 - 1)) / 12 / 100);
    expect(valueOf(parametricTail(days, { confidence: 0.99, horizonDays: 10 }))).toEqual({
      valueAtRisk: expect.closeTo(2.3263478740408408 * spread * Math.sqrt(10), 9),
      expectedShortfall: expect.closeTo(2.665214220345808 * spread * Math.sqrt(10), 9),
    });
  });

  test('the expected shortfall is never below the value at risk', () => {
    fc.assert(
      fc.property(portfolio, ({ seed, days, exposures, tail }) => {
        const past = portfolioDays(tableOf(5, days, seed), Float64Array.from(exposures));
        for (const figure of [historicalTail(past, tail), parametricTail(past, tail)]) {
          const { valueAtRisk, expectedShortfall } = valueOf(figure);
          expect(expectedShortfall).toBeGreaterThanOrEqual(valueAtRisk - 1e-9);
        }
      }),
      RUNS,
    );
  });

  test('the contributions of the positions sum to the whole, parametric and historical', () => {
    fc.assert(
      fc.property(portfolio, ({ seed, days, exposures, tail }) => {
        const table = tableOf(5, days, seed);
        const held = Float64Array.from(exposures);
        const past = portfolioDays(table, held);
        const parts = valueOf(contributions(table, held, tail));
        const whole = valueOf(parametricTail(past, tail));
        near(
          parts.reduce((total, { component }) => total + component.valueAtRisk, 0),
          whole.valueAtRisk,
        );
        near(
          parts.reduce((total, { component }) => total + component.expectedShortfall, 0),
          whole.expectedShortfall,
        );
        const lost = valueOf(shortfallParts(table, held, tail)).reduce((total, part) => total + part, 0);
        near(lost, valueOf(historicalTail(past, tail)).expectedShortfall);
      }),
      RUNS,
    );
  });

  test('a marginal figure is what a small further exposure adds', () => {
    const table = tableOf(3, 250, 5);
    const tail = { confidence: 0.95, horizonDays: 10 };
    const risk = (exposure: number) =>
      valueOf(parametricTail(portfolioDays(table, Float64Array.of(1, exposure, -2)), tail)).valueAtRisk;
    const [, second] = valueOf(contributions(table, Float64Array.of(1, 0.5, -2), tail));
    expect(second?.marginal.valueAtRisk).toBeCloseTo((risk(0.5 + 1e-5) - risk(0.5 - 1e-5)) / 2e-5, 7);
  });

  test('too few days are said instead of guessed', () => {
    const past = portfolioDays(tableOf(2, 99, 1), Float64Array.of(1, 1));
    expect(historicalTail(past, { confidence: 0.99, horizonDays: 1 })).toMatchObject({
      notEnoughData: { needs: 100, has: 99 },
    });
    expect(historicalTail(past, { confidence: 0.95, horizonDays: 1 })).toHaveProperty('value');
    const none = portfolioDays({ symbols: [], dates: [], returns: [] }, Float64Array.of());
    expect(parametricTail(none, { confidence: 0.95, horizonDays: 1 })).toMatchObject({
      notEnoughData: { has: 0 },
    });
    expect(annualVolatility(none)).toMatchObject({ notEnoughData: { needs: 30, has: 0 } });
  });

  test.each([
    { confidence: 1, horizonDays: 1 },
    { confidence: 0.4, horizonDays: 1 },
    { confidence: Number.NaN, horizonDays: 1 },
    { confidence: 0.95, horizonDays: 0 },
    { confidence: 0.95, horizonDays: 1.5 },
    { confidence: 0.95, horizonDays: 1e9 },
  ])('%j is a fault', tail => {
    const past = portfolioDays(tableOf(1, 100, 1), Float64Array.of(1));
    expect(() => historicalTail(past, tail)).toThrow(RangeError);
    expect(() => parametricTail(past, tail)).toThrow(RangeError);
    expect(() => contributions(tableOf(1, 100, 1), Float64Array.of(1), tail)).toThrow(RangeError);
  });

  test.each([[[1]], [[1, Number.NaN]], [[1, Infinity]]])(
    'exposures of %j for two symbols are a fault',
    held => {
      expect(() => portfolioDays(tableOf(2, 100, 1), Float64Array.from(held))).toThrow(RangeError);
    },
  );
});

describe('moments', () => {
  test.each([1, 2, 3, 6])('covariances and correlations of %i symbols are those of plain sums', symbols => {
    const table = tableOf(symbols, 120, symbols);
    const { values: covariances } = valueOf(covarianceMatrix(table));
    const { values: correlations } = valueOf(correlationMatrix(table));
    const plain = (a: Float64Array, b: Float64Array) => {
      const [meanA, meanB] = [a, b].map(values => values.reduce((total, value) => total + value, 0) / 120);
      return (
        a.reduce((total, value, day) => total + (value - (meanA ?? 0)) * ((b[day] ?? 0) - (meanB ?? 0)), 0) /
        119
      );
    };
    for (const [i, a] of table.returns.entries())
      for (const [j, b] of table.returns.entries()) {
        expect(covariances[i * symbols + j]).toBeCloseTo(plain(a, b), 15);
        const expected = plain(a, b) / Math.sqrt(plain(a, a) * plain(b, b));
        expect(correlations[i * symbols + j]).toBeCloseTo(expected, 12);
      }
    expect(correlations[0]).toBe(1);
  });

  test('a symbol that never moved has no correlation and is named', () => {
    const table = tableOf(3, 100, 1);
    const returns = [table.returns[0], new Float64Array(100).fill(0.1), table.returns[2]].filter(
      each => !!each,
    );
    const { symbols, unmoved, values } = valueOf(correlationMatrix({ ...table, returns }));
    expect({ symbols, unmoved, size: values.length }).toEqual({
      symbols: ['S0', 'S2'],
      unmoved: ['S1'],
      size: 4,
    });
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('beta to an index is its multiple, and there is none to an index that stood still', () => {
    const window = { from: '', to: '' };
    const index = tableOf(1, 100, 3).returns[0] ?? new Float64Array();
    expect(valueOf(betaTo(index, { window, changes: index.map(value => 1.4 * value + 0.001) }))).toBeCloseTo(
      1.4,
      12,
    );
    const still = new Float64Array(100).fill(0.1);
    expect(betaTo(still, { window, changes: index })).toMatchObject({ notEnoughData: { needs: 60, has: 0 } });
    expect(() => betaTo(still.subarray(1), { window, changes: index })).toThrow(RangeError);
  });

  test('volatility is for a year of 252 days', () => {
    const changes = Float64Array.from({ length: 100 }, (_, day) => (day % 2 === 0 ? 1 : -1));
    const figure = annualVolatility({ window: { from: 'a', to: 'b' }, changes, ascending: changes });
    expect(valueOf(figure)).toBeCloseTo(Math.sqrt((100 / 99) * 252), 12);
  });
});

describe('aligning closes', () => {
  test('only days that all symbols have are kept, and the dropped ones are counted', () => {
    const aligned = alignReturns([
      {
        symbol: 'A',
        dates: ['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-06'],
        closes: [100, 110, 121, 60.5],
      },
      {
        symbol: 'B',
        dates: ['2025-01-01', '2025-01-03', '2025-01-06', '2025-01-07'],
        closes: [10, 20, 40, Number.NaN],
      },
    ]);
    expect(aligned).toMatchObject({ dates: ['2025-01-03', '2025-01-06'], droppedDays: 2, missing: [1, 2] });
    expect(aligned.returns.map(returns => [...returns].map(value => Number(value.toFixed(9))))).toEqual([
      [0.21, -0.5],
      [1, 1],
    ]);
  });

  test('no symbols and no common days give a table without days', () => {
    expect(alignReturns([])).toMatchObject({ dates: [], returns: [], droppedDays: 0 });
    const apart = alignReturns([
      { symbol: 'A', dates: ['2025-01-01'], closes: [1] },
      { symbol: 'B', dates: ['2025-01-02'], closes: [1] },
    ]);
    expect(apart).toMatchObject({ dates: [], droppedDays: 2 });
  });

  test.each([
    { dates: ['2025-01-02', '2025-01-01'], closes: [1, 2] },
    { dates: ['2025-01-01', '2025-01-01'], closes: [1, 2] },
    { dates: ['2025-01-01'], closes: [1, 2] },
  ])('%j is a fault', given => {
    expect(() => alignReturns([{ symbol: 'A', ...given }])).toThrow(RangeError);
  });
});

describe('concentration and liquidity', () => {
  test('four equal positions count as four, long or short', () => {
    const positions = [5, -5, 5, 5, 0].map((value, i) => ({ symbol: `S${i}`, value }));
    const found = concentration(positions);
    expect(found).toMatchObject({ value: { hhi: 0.25, effectivePositions: 4 } });
    expect('value' in found && found.value.weights).toHaveLength(4);
    expect(concentration([])).toMatchObject({ notEnoughData: { needs: 1, has: 0 } });
  });

  test('a thousand shares at a tenth of two thousand a day take five days', () => {
    const volumes = [1000, 3000, Number.NaN, 2000, 2000, 2000];
    expect(liquidity(-1000, volumes, 0.1)).toEqual({
      value: { daysToExit: 5, averageDailyVolume: 2000 },
      sampleSize: 5,
    });
    expect(liquidity(1000, [1, 2], 0.1)).toMatchObject({ notEnoughData: { needs: 5, has: 2 } });
    expect(liquidity(1, [0, 0, 0, 0, 0], 0.1)).toMatchObject({ value: { daysToExit: Infinity } });
    expect(() => liquidity(1, volumes, 0)).toThrow(RangeError);
  });
});

describe('stress', () => {
  test('a position is replayed, else goes through beta, else is named', () => {
    const result = stress(
      [
        { symbol: 'A', exposure: 1000, replayed: -0.2, beta: 9 },
        { symbol: 'B', exposure: -500, beta: 2 },
        { symbol: 'C', exposure: 100, beta: 30 },
        { symbol: 'D', exposure: 100 },
      ],
      -0.1,
    );
    expect(result).toEqual({
      profit: -200 + 100 - 100,
      positions: [
        { symbol: 'A', return: -0.2, profit: -200, by: 'replayed' },
        { symbol: 'B', return: -0.2, profit: 100, by: 'beta' },
        { symbol: 'C', return: -1, profit: -100, by: 'beta' },
      ],
      unknown: ['D'],
    });
    expect(stress([{ symbol: 'B', exposure: 1, beta: 1 }], undefined).unknown).toEqual(['B']);
  });

  const WHAT_NIFTY_DID: Readonly<Record<string, number>> = {
    CHINA_2015: -0.0592,
    BREXIT_2016: -0.022,
    NOTES_2016: -0.0719,
    CREDIT_2018: -0.1072,
    TAX_CUT_2019: 0.0532,
    COVID_2020: -0.3724,
    COVID_2020_03_12: -0.083,
    COVID_2020_03_13: 0.0381,
    COVID_2020_03_23: -0.1298,
    UKRAINE_2022: -0.0478,
    ELECTION_2024: -0.0593,
    YEN_2024: -0.0268,
    TARIFFS_2025: -0.0324,
  };
  for (const shock of HISTORICAL_SHOCKS)
    sharedTest(`NIFTY 50 in ${shock.code} is what the stored days say`, () => {
      const rows = readCsv('market/index_daily/NIFTY50.csv');
      const history = {
        dates: rows.map(row => row['date'] ?? ''),
        closes: rows.map(row => Number(row['close'])),
      };
      expect(replayedReturn(history, shock)).toBeCloseTo(WHAT_NIFTY_DID[shock.code] ?? Number.NaN, 4);
    });

  test('a history without the days, or without a close before, replays nothing', () => {
    const history = { dates: ['2025-01-01', '2025-01-02', '2025-01-03'], closes: [10, 11, 22] };
    const over = (from: string, to: string) => replayedReturn(history, { from, to });
    expect(over('2025-01-02', '2025-01-03')).toBeCloseTo(1.2, 12);
    expect(over('2025-01-01', '2025-01-02')).toBeUndefined();
    expect(over('2025-01-02', '2025-01-04')).toBeUndefined();
    expect(over('2025-01-03', '2025-01-02')).toBeUndefined();
  });
});
