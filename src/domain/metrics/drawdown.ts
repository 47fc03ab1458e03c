import type { Numbers } from '../series.js';
import { cagr, equityCurve } from './growth.js';
import { finiteRatio, known } from './stats.js';

/** One fall of an equity curve below its peak so far. Places are indices into the curve. */
export interface Drawdown {
  /** At the trough, as a part of the peak: -0.25 is a quarter below. */
  readonly depth: number;
  readonly peak: number;
  readonly trough: number;
  /** Where the peak was reached again; undefined while it has not been. */
  readonly recovery: number | undefined;
  /** From the peak to the recovery, or to the end of the curve, in periods. */
  readonly periods: number;
}

/** All drawdowns of an equity curve of positive values, in time. Throws a RangeError on a value that is not positive. */
export function drawdowns(equity: Numbers): Drawdown[] {
  const found: Drawdown[] = [];
  let peak = 0;
  let trough: number | undefined;
  const value = (i: number) => equity[i] ?? Number.NaN;
  const end = (at: number, recovery?: number) => {
    if (trough !== undefined)
      found.push({ depth: value(trough) / value(peak) - 1, peak, trough, recovery, periods: at - peak });
  };
  for (let i = 0; i < equity.length; i += 1) {
    if (!(value(i) > 0)) throw new RangeError(`the equity at place ${i} must be positive: ${value(i)}`);
    if (value(i) >= value(peak)) {
      end(i, i);
      peak = i;
      trough = undefined;
    } else if (trough === undefined || value(i) < value(trough)) trough = i;
  }
  end(equity.length - 1);
  return found;
}

/** How far below its highest value so far the compounded curve is after each period, from 0 to -1; the start counts as a peak. */
export function underwater(returns: Numbers): Float64Array {
  let peak = 1;
  return equityCurve(returns).map(value => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}

/**
 * The deepest fall of the compounded curve below its highest value so far: 0 or negative. The start counts as a peak, so a loss
 * in the first period does too. Undefined without a known return.
 */
export function maxDrawdown(returns: Numbers): number | undefined {
  if (known(returns).length === 0) return undefined;
  return underwater(returns).reduce((deepest, depth) => Math.min(deepest, depth), 0);
}

/** Growth a year by the deepest drawdown, over all the periods given. Undefined where nothing was ever lost. */
export function calmar(returns: Numbers, periodsPerYear: number): number | undefined {
  const deepest = maxDrawdown(returns);
  return finiteRatio(cagr(returns, periodsPerYear), deepest && -deepest);
}

/** Sterling ratio with the usual 10 % added to the deepest drawdown (Kestner). */
export function sterling(returns: Numbers, periodsPerYear: number): number | undefined {
  const deepest = maxDrawdown(returns);
  return finiteRatio(cagr(returns, periodsPerYear), deepest === undefined ? undefined : 0.1 - deepest);
}

/** Martin's ulcer index: the root mean square of all depths. */
export function ulcerIndex(returns: Numbers): number | undefined {
  const depths = underwater(returns);
  if (known(returns).length === 0) return undefined;
  return Math.sqrt(depths.reduce((total, depth) => total + depth * depth, 0) / depths.length);
}

/** Becker's pain index: the mean of all depths, as a positive figure. */
export function painIndex(returns: Numbers): number | undefined {
  const depths = underwater(returns);
  if (known(returns).length === 0) return undefined;
  return -depths.reduce((total, depth) => total + depth, 0) / depths.length;
}
