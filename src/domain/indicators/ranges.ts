import { at, requirePeriod, unknowns } from '../series.js';
import { ema, type Seed, sma, wilder } from './averages.js';
import type { Ranges } from './bars.js';
import { highest, lowest } from './extremes.js';

/**
 * What the true range of the first bar is, which has no close before it. `none`: unknown (Wilder, Skender); `highLow`: its
 * own range (StockCharts), which makes every average of it begin one bar earlier, and differ for good.
 */
export type FirstRange = 'none' | 'highLow';

/** Wilder's true range: the largest of high - low and the distances of both to the close before. */
export function trueRange({ high, low, close }: Ranges, firstRange: FirstRange = 'none'): Float64Array {
  const out = new Float64Array(close.length);
  for (let i = 1; i < out.length; i += 1)
    out[i] = Math.max(at(high, i), at(close, i - 1)) - Math.min(at(low, i), at(close, i - 1));
  if (out.length > 0) out[0] = firstRange === 'highLow' ? at(high, 0) - at(low, 0) : Number.NaN;
  return out;
}

/** Average true range by Wilder's smoothing. */
export function atr(bars: Ranges, period: number, firstRange: FirstRange = 'none'): Float64Array {
  return wilder(trueRange(bars, firstRange), period);
}

/** Donchian's channel. `window`: whether its highest and lowest are of the `prior` bars (a breakout can be seen) or include the `current` one. */
export function donchian(
  { high, low }: Ranges,
  { period, window = 'prior' }: { period: number; window?: 'prior' | 'current' },
): { upper: Float64Array; middle: Float64Array; lower: Float64Array } {
  const shift = window === 'prior' ? 1 : 0;
  const upper = delayed(highest(high, period), shift);
  const lower = delayed(lowest(low, period), shift);
  const middle = new Float64Array(upper.length);
  for (let i = 0; i < middle.length; i += 1) middle[i] = (at(upper, i) + at(lower, i)) / 2;
  return { upper, middle, lower };
}

function delayed(values: Float64Array, bars: number): Float64Array {
  const out = unknowns(values.length);
  out.set(values.subarray(0, Math.max(0, values.length - bars)), Math.min(bars, values.length));
  return out;
}

/** Keltner's channel: an exponential average of the close, and `multiplier` average true ranges to each side. */
export function keltner(
  bars: Ranges,
  options: { period: number; atrPeriod: number; multiplier: number; seed?: Seed; firstRange?: FirstRange },
): { upper: Float64Array; middle: Float64Array; lower: Float64Array } {
  const middle = ema(bars.close, options.period, options.seed);
  const range = atr(bars, options.atrPeriod, options.firstRange);
  const upper = new Float64Array(middle.length);
  const lower = new Float64Array(middle.length);
  for (let i = 0; i < middle.length; i += 1) {
    upper[i] = at(middle, i) + options.multiplier * at(range, i);
    lower[i] = at(middle, i) - options.multiplier * at(range, i);
  }
  return { upper, middle, lower };
}

/** Below this part of the largest sum of squares since the last exact one, sliding has lost too many digits. */
const SQUARES_PART_MIN = 1e-6;

/**
 * Population standard deviation (ddof 0) of the last `period` values. The sum of squares slides with the window (Welford)
 * and is computed anew once a window, and whenever it has shrunk so far that rounding would show.
 */
export function deviation(values: Float64Array, period: number): Float64Array {
  const means = sma(values, period);
  const out = unknowns(values.length);
  let squares = 0;
  let squaresMax = 0;
  let age = period;
  for (let i = 0; i < values.length; i += 1) {
    const mean = at(means, i);
    if (Number.isNaN(mean)) continue;
    if (age < period) {
      const old = at(values, i - period);
      squares += (at(values, i) - old) * (at(values, i) - mean + old - at(means, i - 1));
    }
    if (age >= period || squares < squaresMax * SQUARES_PART_MIN) {
      squares = squaresOf(values, i - period + 1, i + 1);
      squaresMax = squares;
      age = 0;
    }
    age += 1;
    squaresMax = Math.max(squaresMax, squares);
    out[i] = Math.sqrt(squares / period);
  }
  return out;
}

function squaresOf(values: Float64Array, from: number, until: number): number {
  let mean = 0;
  for (let i = from; i < until; i += 1) mean += at(values, i) - at(values, from);
  mean = mean / (until - from) + at(values, from);
  let squares = 0;
  for (let i = from; i < until; i += 1) squares += (at(values, i) - mean) ** 2;
  return squares;
}

/**
 * Bollinger's bands with the population deviation (ddof 0). `percentB` is 0 at the lower band and 1 at the upper, `zScore`
 * the distance from the middle in deviations; both unknown where nothing moved. `width` is a part of the middle.
 */
export function bollinger(
  closes: Float64Array,
  { period, deviations }: { period: number; deviations: number },
): Record<'upper' | 'middle' | 'lower' | 'percentB' | 'zScore' | 'width', Float64Array> {
  requirePeriod(period);
  const middle = sma(closes, period);
  const spread = deviation(closes, period);
  const [upper, lower, percentB, zScore, width] = [0, 1, 2, 3, 4].map(() => unknowns(closes.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < closes.length; i += 1) {
    const half = deviations * at(spread, i);
    upper[i] = at(middle, i) + half;
    lower[i] = at(middle, i) - half;
    width[i] = (2 * half) / at(middle, i);
    if (!(half > 0)) continue;
    percentB[i] = (at(closes, i) - at(lower, i)) / (2 * half);
    zScore[i] = (at(closes, i) - at(middle, i)) / at(spread, i);
  }
  return { upper, middle, lower, percentB, zScore, width };
}
