import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sma, wma } from '../../../src/domain/indicators/averages.js';
import { highest, lowest } from '../../../src/domain/indicators/extremes.js';
import {
  type Bars,
  computeIndicator,
  INDICATORS,
  type Settings,
} from '../../../src/domain/indicators/index.js';
import { deviation } from '../../../src/domain/indicators/ranges.js';
import { sessionVwap } from '../../../src/domain/indicators/volume.js';
import { randomFrom } from '../../support/random.js';

const SEED = { seed: 20261122, numRuns: 200 };

/** A walk in whole paise with some flat stretches; five bars to a session. */
function walk(length: number, seed: number): Bars {
  const random = randomFrom(seed);
  const columns = { open: [0], high: [0], low: [0], close: [0], volume: [0] };
  for (const column of Object.values(columns)) column.length = 0;
  let price = 100_000;
  for (let i = 0; i < length; i += 1) {
    const flat = i % 40 > 33;
    const open = price;
    if (!flat) price += Math.round((random() - 0.5) * 4_000);
    columns.open.push(open);
    columns.close.push(price);
    columns.high.push(Math.max(open, price) + (flat ? 0 : Math.round(random() * 500)));
    columns.low.push(Math.min(open, price) - (flat ? 0 : Math.round(random() * 500)));
    columns.volume.push(flat ? 0 : Math.round(random() * 10_000));
  }
  return {
    open: Float64Array.from(columns.open),
    high: Float64Array.from(columns.high),
    low: Float64Array.from(columns.low),
    close: Float64Array.from(columns.close),
    volume: Float64Array.from(columns.volume),
    session: Float64Array.from({ length }, (_, i) => Math.floor(i / 5)),
  };
}

const firstOf = (bars: Bars, count: number): Bars => ({
  open: bars.open.slice(0, count),
  high: bars.high.slice(0, count),
  low: bars.low.slice(0, count),
  close: bars.close.slice(0, count),
  volume: bars.volume.slice(0, count),
  session: bars.session.slice(0, count),
});

function series(name: string, bars: Bars, settings: Settings = {}) {
  const answer = computeIndicator(name, bars, settings);
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.series;
}

describe.each(INDICATORS)('$name', ({ name, outputs, parameters }) => {
  test('gives what it declares, as long as the bars, with figures or NaN and never an infinity', () => {
    for (const length of [0, 1, 2, 15, 200]) {
      const given = series(name, walk(length, 1));
      expect(Object.keys(given)).toEqual(outputs);
      for (const column of Object.values(given)) {
        expect(column).toHaveLength(length);
        expect(column.every(value => Number.isFinite(value) || Number.isNaN(value))).toBe(true);
      }
    }
  });

  test('never looks ahead: the first bars alone give the same figures', () => {
    const bars = walk(260, 2);
    const whole = series(name, bars);
    for (const count of [40, 131, 259])
      for (const [output, column] of Object.entries(series(name, firstOf(bars, count))))
        expect([...column], output).toEqual([...(whole[output]?.subarray(0, count) ?? [])]);
  });

  test('has figures at the end for its usual settings and for the least and other choices', () => {
    const others = Object.entries(parameters).map(([key, parameter]) => ({
      [key]: parameter.kind === 'choice' ? (parameter.choices.at(-1) ?? '') : parameter.min,
    }));
    for (const settings of [{}, ...others])
      for (const [output, column] of Object.entries(series(name, walk(200, 3), settings)))
        if (!['upper', 'lower'].includes(output) || name !== 'supertrend')
          expect(column.subarray(190, 194).some(Number.isFinite), output).toBe(true);
  });
});

describe('computing an indicator by name', () => {
  test('says which settings were used', () => {
    const answer = computeIndicator('ema', walk(30, 1), { period: 5 });
    expect(answer).toMatchObject({ ok: true, settings: { period: 5, seed: 'sma' } });
  });

  test.each([
    ['macdd', {}, 'UNKNOWN_INDICATOR'],
    ['sma', { periods: 3 }, 'UNKNOWN_SETTING'],
    ['sma', { toString: 3 }, 'UNKNOWN_SETTING'],
    ['obv', { period: 3 }, 'UNKNOWN_SETTING'],
    ['sma', { period: 0 }, 'BAD_SETTING'],
    ['sma', { period: 2.5 }, 'BAD_SETTING'],
    ['sma', { period: Number.NaN }, 'BAD_SETTING'],
    ['sma', { period: 1e308 }, 'BAD_SETTING'],
    ['sma', { period: '20' }, 'BAD_SETTING'],
    ['sma', { period: null }, 'BAD_SETTING'],
    ['ema', { seed: 'zero' }, 'BAD_SETTING'],
    ['psar', { max: Infinity }, 'BAD_SETTING'],
  ])('refuses %s with %j as %s, in words', (name, settings, code) => {
    const answer = computeIndicator(name, walk(30, 1), settings);
    expect(answer).toMatchObject({ ok: false, refusal: { code, message: expect.stringMatching(/\.$/) } });
  });

  test('every usual setting is allowed by its own range', () => {
    for (const { name, parameters } of INDICATORS) {
      const usual = Object.fromEntries(Object.entries(parameters).map(([key, { usual }]) => [key, usual]));
      expect(computeIndicator(name, walk(3, 1), usual).ok, name).toBe(true);
    }
  });
});

describe('sliding windows', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 });
  const period = fc.integer({ min: 1, max: 12 });
  const windowed = (numbers: number[], size: number, of: (window: number[]) => number) =>
    numbers.map((_, i) => (i + 1 < size ? Number.NaN : of(numbers.slice(i + 1 - size, i + 1))));

  test('the highest and lowest are those of the window', () => {
    fc.assert(
      fc.property(values, period, (numbers, size) => {
        const column = Float64Array.from(numbers);
        expect([...highest(column, size)]).toEqual(windowed(numbers, size, window => Math.max(...window)));
        expect([...lowest(column, size)]).toEqual(windowed(numbers, size, window => Math.min(...window)));
      }),
      SEED,
    );
  });

  test('averages of whole numbers are exact, also after unknown values at the start', () => {
    fc.assert(
      fc.property(values, period, fc.integer({ min: 0, max: 5 }), (numbers, size, unknown) => {
        const column = Float64Array.from([...Array<number>(unknown).fill(Number.NaN), ...numbers]);
        const mean = (window: number[]) => window.reduce((sum, value) => sum + value, 0) / size;
        const weighted = (window: number[]) =>
          window.reduce((sum, value, i) => sum + value * (i + 1), 0) / ((size * (size + 1)) / 2);
        expect([...sma(column, size).subarray(unknown)]).toEqual(windowed(numbers, size, mean));
        expect([...wma(column, size).subarray(unknown)]).toEqual(windowed(numbers, size, weighted));
      }),
      SEED,
    );
  });

  test('the deviation keeps its digits far from zero, and is exactly zero where nothing moves', () => {
    const random = randomFrom(7);
    const offset = 1e6;
    const numbers = Array.from({ length: 3_000 }, (_, i) =>
      i % 300 > 200 ? offset : offset + (random() - 0.5) * (i % 300 < 100 ? 1e4 : 0.01),
    );
    const exact = windowed(numbers, 20, window => {
      const mean = window.reduce((sum, value) => sum + (value - offset), 0) / 20;
      return Math.sqrt(window.reduce((sum, value) => sum + (value - offset - mean) ** 2, 0) / 20);
    });
    const computed = deviation(Float64Array.from(numbers), 20);
    for (const [i, value] of computed.entries())
      if (i >= 19) expect(Math.abs(value - (exact[i] ?? 0)), String(i)).toBeLessThan(1e-8);
    expect(computed[299]).toBe(0);
  });

  test('money flow without any outflow is 100, also when nothing moves after prices that rounded', () => {
    const close = Float64Array.from([10.1, 10.3, 10.2, 10.7, 10.6, ...Array<number>(20).fill(10.6)]);
    const volume = close.map((_, i) => 1000.1 + i / 3);
    const bars = { open: close, high: close, low: close, close, volume, session: close };
    expect([...(series('mfi', bars, { period: 5 })['mfi'] ?? [])].slice(10)).toEqual(Array(15).fill(100));
  });

  test('the VWAP of a session begins anew with each session', () => {
    const one = Float64Array.from([10, 20, 30, 50]);
    const bars = { high: one, low: one, close: one, volume: Float64Array.from([1, 3, 0, 2]) };
    const vwap = sessionVwap({ ...bars, session: Float64Array.from([1, 1, 2, 2]) });
    expect([...vwap]).toEqual([10, 17.5, Number.NaN, 50]);
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])('a period of %s is a fault', bad => {
    expect(() => sma(Float64Array.from([1, 2]), bad)).toThrow(RangeError);
  });
});

test('a price that stands still has no channel index, whatever rounding makes of its mean', () => {
  const prices = Float64Array.from({ length: 60 }, (_, i) => (i < 20 ? 1_000 + i : 0.1));
  const still: Bars = {
    open: prices,
    high: prices,
    low: prices,
    close: prices,
    volume: prices,
    session: prices,
  };
  const { cci = new Float64Array() } = series('cci', still);
  expect(cci[38]).toBeLessThan(0);
  expect(Array.from(cci.slice(39))).toEqual(Array<number>(21).fill(Number.NaN));
});
