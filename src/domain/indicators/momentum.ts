import { at, firstKnown, requirePeriod, unknowns } from '../series.js';
import { type Seed, sma } from './averages.js';
import { type Bars, type Ranges, typicalPrices } from './bars.js';
import { highest, lowest } from './extremes.js';

/**
 * Wilder's relative strength index, 0 to 100, known from the `period`-th change on. `seed`: the averages of gains and losses
 * begin as the mean of the first `period` changes (`sma`: Wilder, Skender), or at 0 on the first bar (`first`: the sheets
 * with `ewm(adjust=False)`). Without a loss it is 100, also when nothing moved (as Skender and StockCharts have it).
 */
export function rsi(closes: Float64Array, period: number, seed: Seed = 'sma'): Float64Array {
  requirePeriod(period);
  const out = unknowns(closes.length);
  const first = firstKnown(closes);
  const known = first + period;
  const seeded = seed === 'sma' ? known : first;
  let gain = 0;
  let loss = 0;
  for (let i = first + 1; i < closes.length; i += 1) {
    const change = at(closes, i) - at(closes, i - 1);
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    if (i <= seeded) {
      gain += up / period;
      loss += down / period;
    } else {
      gain += (up - gain) / period;
      loss += (down - loss) / period;
    }
    if (i >= known) out[i] = loss > 0 ? 100 - 100 / (1 + gain / loss) : 100;
  }
  return out;
}

/** Where each value lies between the lowest and highest of the last `period`, 0 to 1; 0 when these are equal. */
function placeInRange(values: Float64Array, high: Float64Array, low: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i += 1) {
    const range = at(high, i) - at(low, i);
    out[i] = range === 0 ? 0 : (at(values, i) - at(low, i)) / range;
  }
  return out;
}

function scaled(values: Float64Array, factor: number, shift: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i += 1) out[i] = at(values, i) * factor + shift;
  return out;
}

/** Lane's stochastic oscillator, 0 to 100: `k` smoothed by a simple average of `smooth` (1: fast), `d` = average of `k`, `j` = 3k - 2d. */
export function stochastic(
  { high, low, close }: Ranges,
  { period, smooth, signal }: { period: number; smooth: number; signal: number },
): { k: Float64Array; d: Float64Array; j: Float64Array } {
  const place = placeInRange(close, highest(high, period), lowest(low, period));
  const k = sma(scaled(place, 100, 0), smooth);
  const d = sma(k, signal);
  const j = new Float64Array(k.length);
  for (let i = 0; i < j.length; i += 1) j[i] = 3 * at(k, i) - 2 * at(d, i);
  return { k, d, j };
}

/** Williams %R, -100 to 0: the fast stochastic less 100. */
export function williamsR({ high, low, close }: Ranges, period: number): Float64Array {
  return scaled(placeInRange(close, highest(high, period), lowest(low, period)), 100, -100);
}

/** Chande and Kroll's stochastic RSI, 0 to 1 (StockCharts' scale; Skender's is a hundred times it), with `k` and `d` as simple averages. */
export function stochasticRsi(
  closes: Float64Array,
  options: { rsiPeriod: number; period: number; smooth: number; signal: number; seed?: Seed },
): { k: Float64Array; d: Float64Array } {
  const { rsiPeriod, period, smooth, signal, seed } = options;
  const strength = rsi(closes, rsiPeriod, seed);
  const k = sma(placeInRange(strength, highest(strength, period), lowest(strength, period)), smooth);
  return { k, d: sma(k, signal) };
}

/**
 * Lambert's commodity channel index: typical price less its average, over 0.015 times the mean absolute deviation from it.
 * Unknown where the typical price did not move. The deviation needs the whole window at each bar: O(bars * period).
 */
export function cci(bars: Ranges, period: number): Float64Array {
  const typical = typicalPrices(bars);
  const average = sma(typical, period);
  const out = unknowns(typical.length);
  for (let i = period - 1; i < typical.length; i += 1) {
    const mean = at(average, i);
    let spread = 0;
    // Told by the prices themselves: the sliding mean of equal ones is off by its rounding, which is no movement.
    let moved = false;
    for (let back = i - period + 1; back <= i; back += 1) {
      spread += Math.abs(at(typical, back) - mean);
      moved ||= at(typical, back) !== at(typical, i);
    }
    if (moved) out[i] = ((at(typical, i) - mean) * period) / (0.015 * spread);
  }
  return out;
}

/** Percent change against the close `period` bars before. */
export function rateOfChange(closes: Float64Array, period: number): Float64Array {
  requirePeriod(period);
  const out = unknowns(closes.length);
  for (let i = period; i < out.length; i += 1) out[i] = (at(closes, i) / at(closes, i - period) - 1) * 100;
  return out;
}

/** Money flow index, 0 to 100: an RSI of typical price times volume over a plain window; 100 without outflow. */
export function mfi(bars: Ranges & Pick<Bars, 'volume'>, period: number): Float64Array {
  requirePeriod(period);
  const typical = typicalPrices(bars);
  const out = unknowns(typical.length);
  const flow = (i: number) =>
    Math.sign(at(typical, i) - at(typical, i - 1)) * at(typical, i) * at(bars.volume, i);
  let inflow = 0;
  let outflow = 0;
  // Counted apart from the sums, whose rounding would leave a trace of flows that have left the window.
  let outflows = 0;
  for (let i = 1; i < out.length; i += 1) {
    const came = flow(i);
    if (came > 0) inflow += came;
    else outflow -= came;
    if (came < 0) outflows += 1;
    const left = i > period ? flow(i - period) : 0;
    if (left > 0) inflow -= left;
    else outflow += left;
    if (left < 0) outflows -= 1;
    if (i >= period) out[i] = outflows === 0 ? 100 : (100 * inflow) / (inflow + outflow);
  }
  return out;
}
