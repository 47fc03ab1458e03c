import { at, requirePeriod, unknowns } from '../series.js';
import { wilder } from './averages.js';
import type { Ranges } from './bars.js';
import { atr, type FirstRange, trueRange } from './ranges.js';

/**
 * Wilder's directional movement: `plus` and `minus` indicators, `dx` and its average `adx`, all 0 to 100, smoothed Wilder's
 * way; `adx` begins with the mean of the first `period` values of `dx`. Where there was no movement at all, `dx` is 0.
 */
export function adx(bars: Ranges, period: number): Record<'plus' | 'minus' | 'dx' | 'adx', Float64Array> {
  requirePeriod(period);
  const length = bars.close.length;
  const ups = unknowns(length);
  const downs = unknowns(length);
  for (let i = 1; i < length; i += 1) {
    const up = at(bars.high, i) - at(bars.high, i - 1);
    const down = at(bars.low, i - 1) - at(bars.low, i);
    ups[i] = up > down && up > 0 ? up : 0;
    downs[i] = down > up && down > 0 ? down : 0;
  }
  const range = wilder(trueRange(bars), period);
  const plus = wilder(ups, period);
  const minus = wilder(downs, period);
  const dx = unknowns(length);
  for (let i = period; i < length; i += 1) {
    const divisor = at(range, i) === 0 ? 1 : at(range, i);
    plus[i] = (100 * at(plus, i)) / divisor;
    minus[i] = (100 * at(minus, i)) / divisor;
    const sum = at(plus, i) + at(minus, i);
    dx[i] = sum === 0 ? 0 : (100 * Math.abs(at(plus, i) - at(minus, i))) / sum;
  }
  return { plus, minus, dx, adx: wilder(dx, period) };
}

/**
 * Seban's SuperTrend: bands of `multiplier` average true ranges around (high + low) / 2 that only tighten until the close
 * before has crossed them. Begins rising when the first close is at or above the middle. `upper` is known while the trend
 * falls, `lower` while it rises, `trend` is whichever of them is.
 */
export function superTrend(
  bars: Ranges,
  {
    period,
    multiplier,
    firstRange = 'none',
  }: { period: number; multiplier: number; firstRange?: FirstRange },
): Record<'trend' | 'upper' | 'lower', Float64Array> {
  const { high, low, close } = bars;
  const range = atr(bars, period, firstRange);
  const [trend, upper, lower] = [unknowns(close.length), unknowns(close.length), unknowns(close.length)];
  let above = Number.NaN;
  let below = Number.NaN;
  let rising = true;
  for (let i = 1; i < close.length; i += 1) {
    if (Number.isNaN(at(range, i))) continue;
    const middle = (at(high, i) + at(low, i)) / 2;
    const away = multiplier * at(range, i);
    const before = at(close, i - 1);
    if (Number.isNaN(above)) rising = at(close, i) >= middle;
    if (!(middle + away >= above && before <= above)) above = middle + away;
    if (!(middle - away <= below && before >= below)) below = middle - away;
    rising = at(close, i) > (rising ? below : above);
    (rising ? lower : upper)[i] = rising ? below : above;
    trend[i] = rising ? below : above;
  }
  return { trend, upper, lower };
}

/**
 * Wilder's parabolic stop and reverse. Assumes a rising trend from the first bar on, so everything up to the first
 * reversal is a guess and unknown here (as Skender has it). `reversal` is 1 on the bars where the trend turned, else 0.
 */
export function parabolicSar(
  { high, low }: Pick<Ranges, 'high' | 'low'>,
  { step, max, start = step }: { step: number; max: number; start?: number },
): Record<'sar' | 'reversal', Float64Array> {
  const sars = unknowns(high.length);
  const reversal = unknowns(high.length);
  let rising = true;
  let known = false;
  let acceleration = start;
  let extreme = high[0] ?? Number.NaN;
  let sar = low[0] ?? Number.NaN;
  for (let i = 1; i < high.length; i += 1) {
    sar += acceleration * (extreme - sar);
    const before = Math.max(0, i - 2);
    if (i > 1 && rising) sar = Math.min(sar, at(low, i - 1), at(low, before));
    if (i > 1 && !rising) sar = Math.max(sar, at(high, i - 1), at(high, before));
    const turned = rising ? at(low, i) < sar : at(high, i) > sar;
    const reached = rising === turned ? at(low, i) : at(high, i);
    if (turned) {
      sar = extreme;
      rising = !rising;
      acceleration = start;
      extreme = reached;
    } else if (rising ? reached > extreme : reached < extreme) {
      extreme = reached;
      acceleration = Math.min(acceleration + step, max);
    }
    if (known) sars[i] = sar;
    if (known) reversal[i] = turned ? 1 : 0;
    known ||= turned;
  }
  return { sar: sars, reversal };
}
