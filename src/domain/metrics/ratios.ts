import type { Numbers } from '../series.js';
import { underwater, painIndex, ulcerIndex } from './drawdown.js';
import { cagr } from './growth.js';
import { deviation, finiteRatio, known, less, mean, ratio, variance } from './stats.js';

/** A rate per period of the returns: the same for all, or one for each. */
export type Rate = number | Numbers;

const scale = (value: number | undefined, factor: number) =>
  value === undefined ? undefined : value * factor;

/** Sample standard deviation (ddof 1) times the root of the periods per year. */
export function annualVolatility(returns: Numbers, periodsPerYear: number): number | undefined {
  return scale(deviation(known(returns), 1), Math.sqrt(periodsPerYear));
}

/**
 * Volatility of a year of independent compounded periods: sqrt((variance + (1 + g)^2)^periods - (1 + g)^(2 periods)) with the
 * geometric mean g: the convention of the backtester in our reference run.
 */
export function compoundedVolatility(returns: Numbers, periodsPerYear: number): number | undefined {
  const spread = variance(known(returns), 1);
  const growth = cagr(returns, 1);
  if (spread === undefined || growth === undefined) return undefined;
  const squared = (1 + growth) ** 2;
  return Math.sqrt((spread + squared) ** periodsPerYear - squared ** periodsPerYear);
}

/**
 * Sharpe ratio: mean return above the riskless rate by its sample deviation (ddof 1), times the root of the periods per year.
 * An infinity when every period brought the same; undefined for less than two periods.
 */
export function sharpe(returns: Numbers, riskFree: Rate, periodsPerYear: number): number | undefined {
  const excess = known(less(returns, riskFree));
  return scale(ratio(mean(excess), deviation(excess, 1)), Math.sqrt(periodsPerYear));
}

/** Sharpe ratio with the compound annual growth of the excess returns over their annual deviation. */
export function sharpeGeometric(
  returns: Numbers,
  riskFree: Rate,
  periodsPerYear: number,
): number | undefined {
  const excess = known(less(returns, riskFree));
  return ratio(cagr(excess, periodsPerYear), annualVolatility(excess, periodsPerYear));
}

const partialMoment = (values: Float64Array, side: 1 | -1, power: 1 | 2): number | undefined =>
  mean(values.map(value => Math.max(value * side, 0) ** power));

/**
 * Root mean square of the shortfalls below a required return per period. Divides by all periods, not by the losing ones
 * alone. Not annualised.
 */
export function downsideDeviation(returns: Numbers, required: Rate): number | undefined {
  const squared = partialMoment(known(less(returns, required)), -1, 2);
  return squared === undefined ? undefined : Math.sqrt(squared);
}

/** The same for what lies above the required return. */
export function upsideRisk(returns: Numbers, required: Rate): number | undefined {
  const squared = partialMoment(known(less(returns, required)), 1, 2);
  return squared === undefined ? undefined : Math.sqrt(squared);
}

/** Mean shortfall below the required return over all periods. */
export function downsidePotential(returns: Numbers, required: Rate): number | undefined {
  return partialMoment(known(less(returns, required)), -1, 1);
}

/** Mean excess above the required return over all periods. */
export function upsidePotential(returns: Numbers, required: Rate): number | undefined {
  return partialMoment(known(less(returns, required)), 1, 1);
}

/**
 * Sortino ratio: mean return above the required one by the downside deviation, times the root of the periods per year. An
 * infinity when no period fell short; undefined for less than two periods.
 */
export function sortino(returns: Numbers, required: Rate, periodsPerYear: number): number | undefined {
  const excess = known(less(returns, required));
  if (excess.length < 2) return undefined;
  return scale(ratio(mean(excess), downsideDeviation(excess, 0)), Math.sqrt(periodsPerYear));
}

/** Sortino ratio as the backtester of our reference run has it: compound annual growth by the annual downside deviation. */
export function sortinoGeometric(returns: Numbers, periodsPerYear: number): number | undefined {
  return ratio(
    cagr(returns, periodsPerYear),
    scale(downsideDeviation(returns, 0), Math.sqrt(periodsPerYear)),
  );
}

/**
 * Keating and Shadwick's omega: all that lies above the riskless and required return by all that lies below. `requiredYearly`
 * is for a year and taken to a period by its root. Undefined when nothing lies below, or at -100 % and less.
 */
export function omega(
  returns: Numbers,
  riskFree: Rate,
  { requiredYearly, periodsPerYear }: { requiredYearly: number; periodsPerYear: number },
): number | undefined {
  if (!(requiredYearly > -1)) return undefined;
  const required = (1 + requiredYearly) ** (1 / periodsPerYear) - 1;
  const excess = less(returns, riskFree);
  return finiteRatio(upsidePotential(excess, required), downsidePotential(excess, required));
}

/** Mean above the required return, by the mean shortfall below it. */
export function omegaSharpe(returns: Numbers, required: Rate): number | undefined {
  return finiteRatio(mean(known(less(returns, required))), downsidePotential(returns, required));
}

/** Sortino, van der Meer and Plantinga's upside potential ratio: mean excess above by root mean square shortfall below. */
export function upsidePotentialRatio(returns: Numbers, required: Rate): number | undefined {
  return finiteRatio(upsidePotential(returns, required), downsideDeviation(returns, required));
}

/** The part of all periods that brought more (`1`) or less (`-1`) than the required return. */
export function frequency(returns: Numbers, required: Rate, side: 1 | -1): number | undefined {
  return mean(known(less(returns, required)).map(value => (value * side > 0 ? 1 : 0)));
}

/** Growth a year above the riskless rate of a year, by the ulcer index. */
export function martin(returns: Numbers, riskFreeYearly: number, periodsPerYear: number): number | undefined {
  const growth = cagr(returns, periodsPerYear);
  return finiteRatio(growth === undefined ? undefined : growth - riskFreeYearly, ulcerIndex(returns));
}

/** The same by the pain index. */
export function painRatio(
  returns: Numbers,
  riskFreeYearly: number,
  periodsPerYear: number,
): number | undefined {
  const growth = cagr(returns, periodsPerYear);
  return finiteRatio(growth === undefined ? undefined : growth - riskFreeYearly, painIndex(returns));
}

/** The share of capital that Kelly's rule would stake, halved: mean excess return by twice its sample variance. */
export function kellyHalf(returns: Numbers, riskFree: Rate): number | undefined {
  const excess = known(less(returns, riskFree));
  return scale(finiteRatio(mean(excess), variance(excess, 1)), 0.5);
}

/**
 * How steadily an account grew: the squared correlation of its cumulative log return with time, 0 to 1. Undefined for less
 * than two periods, when nothing moved, and after a total loss.
 */
export function stability(returns: Numbers): number | undefined {
  const values = known(returns);
  if (values.length < 2 || values.some(value => value <= -1)) return undefined;
  let log = 0;
  const logs = values.map(value => {
    log += Math.log1p(value);
    return log;
  });
  const centre = (values.length - 1) / 2;
  const average = mean(logs) ?? 0;
  const spread = logs.reduce((total, value) => total + (value - average) ** 2, 0);
  const shared = logs.reduce((total, value, i) => total + (value - average) * (i - centre), 0);
  const times = logs.reduce((total, _, i) => total + (i - centre) ** 2, 0);
  const part = finiteRatio(shared ** 2, spread * times);
  return part === undefined ? undefined : Math.min(1, part);
}

/** The longest time below a peak, in periods; 0 when there was none. Undefined without a known return. */
export function maxDrawdownPeriods(returns: Numbers): number | undefined {
  if (known(returns).length === 0) return undefined;
  let longest = 0;
  let below = 0;
  for (const depth of underwater(returns)) {
    below = depth < 0 ? below + 1 : 0;
    longest = Math.max(longest, below);
  }
  return longest;
}
