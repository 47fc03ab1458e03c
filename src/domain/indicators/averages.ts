import { at, firstKnown, requirePeriod, unknowns } from '../series.js';

/**
 * How an exponential average begins. `sma`: with the mean of the first `period` values, at the last of them (Wilder,
 * StockCharts' ChartSchool, Skender). `first`: with the first value, at the first bar (a spreadsheet's recursion,
 * `ewm(adjust=False)`).
 */
export type Seed = 'sma' | 'first';

/** Simple moving average. Unknown until `period` values were seen; unknown values are allowed only at the start. */
export function sma(values: Float64Array, period: number): Float64Array {
  requirePeriod(period);
  const out = unknowns(values.length);
  const first = firstKnown(values);
  const full = Math.min(first + period - 1, values.length);
  let sum = 0;
  for (let i = first; i < full; i += 1) sum += at(values, i);
  for (let i = full; i < values.length; i += 1) {
    sum += at(values, i);
    out[i] = sum / period;
    sum -= at(values, i - period + 1);
  }
  return out;
}

/** Linearly weighted moving average: the newest value weighs `period`, the oldest 1. */
export function wma(values: Float64Array, period: number): Float64Array {
  requirePeriod(period);
  const out = unknowns(values.length);
  const first = firstKnown(values);
  const weights = (period * (period + 1)) / 2;
  let sum = 0;
  let weighted = 0;
  for (let i = first; i < values.length; i += 1) {
    const age = i - first;
    if (age < period) {
      weighted += (age + 1) * at(values, i);
      sum += at(values, i);
    } else {
      weighted += period * at(values, i) - sum;
      sum += at(values, i) - at(values, i - period);
    }
    if (age >= period - 1) out[i] = weighted / weights;
  }
  return out;
}

/** Exponential moving average with the smoothing 2 / (period + 1). */
export function ema(values: Float64Array, period: number, seed: Seed = 'sma'): Float64Array {
  return exponential(values, period, 2 / (period + 1), seed);
}

/** Wilder's smoothing: an exponential average with 1 / period, seeded by the mean of the first `period` values. */
export function wilder(values: Float64Array, period: number): Float64Array {
  return exponential(values, period, 1 / period, 'sma');
}

function exponential(values: Float64Array, period: number, share: number, seed: Seed): Float64Array {
  requirePeriod(period);
  const out = unknowns(values.length);
  const first = firstKnown(values);
  const start = seed === 'first' ? first : first + period - 1;
  if (start >= values.length) return out;
  let average = 0;
  for (let i = first; i <= start; i += 1) average += at(values, i);
  average /= start - first + 1;
  out[start] = average;
  for (let i = start + 1; i < values.length; i += 1) {
    average += share * (at(values, i) - average);
    out[i] = average;
  }
  return out;
}

/** Moving average convergence/divergence: `macd` = fast - slow average, `signal` = average of it, `histogram` = difference. */
export function macd(
  closes: Float64Array,
  { fast, slow, signal, seed = 'sma' }: { fast: number; slow: number; signal: number; seed?: Seed },
): { macd: Float64Array; signal: Float64Array; histogram: Float64Array } {
  const line = minus(ema(closes, fast, seed), ema(closes, slow, seed));
  const smoothed = ema(line, signal, seed);
  return { macd: line, signal: smoothed, histogram: minus(line, smoothed) };
}

function minus(one: Float64Array, other: Float64Array): Float64Array {
  const out = new Float64Array(one.length);
  for (let i = 0; i < out.length; i += 1) out[i] = at(one, i) - at(other, i);
  return out;
}
