import type { Numbers } from '../series.js';
import { known } from './stats.js';

/** Simple returns of a series of prices or values: one less than prices, unknown where either price is not positive. */
export function simpleReturns(prices: Numbers): Float64Array {
  const out = new Float64Array(Math.max(0, prices.length - 1));
  for (let i = 0; i < out.length; i += 1) {
    const [before, now] = [prices[i] ?? Number.NaN, prices[i + 1] ?? Number.NaN];
    out[i] = before > 0 && now > 0 && now < Infinity ? now / before - 1 : Number.NaN;
  }
  return out;
}

/**
 * What `start` grows to after each period, simple returns compounded. A period whose return is unknown counts as one without
 * change, so that later periods keep their place.
 */
export function equityCurve(returns: Numbers, start = 1): Float64Array {
  const out = new Float64Array(returns.length);
  let value = start;
  for (let i = 0; i < out.length; i += 1) {
    const change = returns[i] ?? Number.NaN;
    if (Number.isFinite(change)) value *= 1 + change;
    out[i] = value;
  }
  return out;
}

/** Return after each period since the start. */
export const cumulativeReturns = (returns: Numbers): Float64Array =>
  equityCurve(returns).map(value => value - 1);

/** Return over all periods. Undefined without a known return. */
export function cumulativeReturn(returns: Numbers): number | undefined {
  const last = equityCurve(returns).at(-1);
  return last === undefined || known(returns).length === 0 ? undefined : last - 1;
}

/**
 * Compound annual growth rate: growth ^ (periods per year / periods) - 1. Periods are counted, not calendar days, those of
 * unknown return too. -1 after a total loss; undefined without a known return or when more than everything was lost.
 */
export function cagr(returns: Numbers, periodsPerYear: number): number | undefined {
  const total = cumulativeReturn(returns);
  if (total === undefined || total < -1) return undefined;
  return (1 + total) ** (periodsPerYear / returns.length) - 1;
}

/** An account's value just before money was paid in (positive `flow`) or out, and how much was. */
export interface FlowStep {
  readonly valueBeforeFlow: number;
  readonly flow: number;
}

/**
 * Time-weighted return: the growth between flows, chained, so that when money came and went does not count. The last step is
 * the end (its flow is 0). Between a full withdrawal and the next deposit nothing grows. Undefined when the start is not
 * positive, an amount is no number, or a withdrawal leaves less than nothing.
 */
export function timeWeightedReturn(start: number, steps: readonly FlowStep[]): number | undefined {
  if (!(start > 0 && start < Infinity) || steps.length === 0) return undefined;
  let growth = 1;
  let invested = start;
  for (const { valueBeforeFlow, flow } of steps) {
    if (!Number.isFinite(valueBeforeFlow) || !Number.isFinite(flow) || invested < 0) return undefined;
    if (invested > 0) growth *= valueBeforeFlow / invested;
    else if (valueBeforeFlow !== 0) return undefined;
    invested = valueBeforeFlow + flow;
  }
  return growth - 1;
}
