import type { Numbers } from '../series.js';
import { cagr } from './growth.js';
import { annualVolatility, type Rate } from './ratios.js';
import { covariance, deviation, finiteRatio, known, less, mean, paired, variance } from './stats.js';

// Returns and those of the benchmark are of the same periods; a period in which either is unknown is left out.

/** Which periods count: all, or only those in which the benchmark's excess return was above or below zero. */
export type Side = 'all' | 'up' | 'down';

/** The excess returns of both, of the periods that count. */
function excesses(
  returns: Numbers,
  benchmark: Numbers,
  { riskFree = 0, side = 'all' }: { riskFree?: Rate; side?: Side } = {},
): [Float64Array, Float64Array] {
  const [ours, theirs] = paired(less(returns, riskFree), less(benchmark, riskFree));
  if (side === 'all') return [ours, theirs];
  const counts = theirs.map(value => (side === 'up' ? value : -value));
  return [ours.filter((_, i) => (counts[i] ?? 0) > 0), theirs.filter((_, i) => (counts[i] ?? 0) > 0)];
}

type Options = { riskFree?: Rate; side?: Side };

/** Covariance of the excess returns by the variance of the benchmark's. Undefined where the benchmark did not move. */
export function beta(returns: Numbers, benchmark: Numbers, options: Options = {}): number | undefined {
  const [ours, theirs] = excesses(returns, benchmark, options);
  return finiteRatio(covariance(ours, theirs), variance(theirs, 1));
}

/** Jensen's alpha per period: the mean excess return that `beta` does not explain (the intercept of least squares). */
export function alpha(returns: Numbers, benchmark: Numbers, options: Options = {}): number | undefined {
  const [ours, theirs] = excesses(returns, benchmark, options);
  const slope = finiteRatio(covariance(ours, theirs), variance(theirs, 1));
  const [our, their] = [mean(ours), mean(theirs)];
  return slope === undefined || our === undefined || their === undefined ? undefined : our - slope * their;
}

/** Alpha of a year: (1 + alpha) ^ periods per year - 1. */
export function annualAlpha(
  returns: Numbers,
  benchmark: Numbers,
  { periodsPerYear, ...options }: Options & { periodsPerYear: number },
): number | undefined {
  const each = alpha(returns, benchmark, options);
  return each === undefined || each < -1 ? undefined : (1 + each) ** periodsPerYear - 1;
}

/** Pearson's correlation of the excess returns. Undefined where either did not move. */
export function correlation(returns: Numbers, benchmark: Numbers, riskFree: Rate = 0): number | undefined {
  const [ours, theirs] = excesses(returns, benchmark, { riskFree });
  const [spread, theirSpread] = [deviation(ours, 1), deviation(theirs, 1)];
  if (spread === undefined || theirSpread === undefined) return undefined;
  const found = finiteRatio(covariance(ours, theirs), spread * theirSpread);
  return found === undefined ? undefined : Math.max(-1, Math.min(1, found));
}

/** Sample deviation of the difference to the benchmark, for a year. */
export function trackingError(
  returns: Numbers,
  benchmark: Numbers,
  periodsPerYear: number,
): number | undefined {
  return annualVolatility(less(returns, benchmark), periodsPerYear);
}

/** Difference of the compound annual growth rates, over the periods in which both are known. */
export function activePremium(
  returns: Numbers,
  benchmark: Numbers,
  periodsPerYear: number,
): number | undefined {
  const [ours, theirs] = paired(returns, benchmark);
  const [our, their] = [cagr(ours, periodsPerYear), cagr(theirs, periodsPerYear)];
  return our === undefined || their === undefined ? undefined : our - their;
}

/** Active premium by tracking error: the geometric information ratio. */
export function informationRatio(
  returns: Numbers,
  benchmark: Numbers,
  periodsPerYear: number,
): number | undefined {
  return finiteRatio(
    activePremium(returns, benchmark, periodsPerYear),
    trackingError(returns, benchmark, periodsPerYear),
  );
}

/** Mean difference to the benchmark by its sample deviation, per period. */
export function excessSharpe(returns: Numbers, benchmark: Numbers): number | undefined {
  const active = known(less(returns, benchmark));
  return finiteRatio(mean(active), deviation(active, 1));
}

/** Treynor ratio: compound annual growth of the excess returns by beta. */
export function treynor(
  returns: Numbers,
  benchmark: Numbers,
  { riskFree, periodsPerYear }: { riskFree: Rate; periodsPerYear: number },
): number | undefined {
  const [ours] = excesses(returns, benchmark, { riskFree });
  return finiteRatio(cagr(ours, periodsPerYear), beta(returns, benchmark, { riskFree }));
}

/**
 * Growth a year of ours by the benchmark's, in the periods in which the benchmark rose or fell; with `all`, each over all its
 * own periods.
 */
export function captureRatio(
  returns: Numbers,
  benchmark: Numbers,
  { side, periodsPerYear }: { side: Side; periodsPerYear: number },
): number | undefined {
  const [ours, theirs] = side === 'all' ? [returns, benchmark] : excesses(returns, benchmark, { side });
  return finiteRatio(cagr(ours, periodsPerYear), cagr(theirs, periodsPerYear));
}

/** The part of the benchmark's rising (falling) periods in which ours rose (fell) too. */
export function numberRatio(returns: Numbers, benchmark: Numbers, side: 'up' | 'down'): number | undefined {
  const [ours] = excesses(returns, benchmark, { side });
  return mean(ours.map(value => ((side === 'up' ? value : -value) > 0 ? 1 : 0)));
}

/** The part of the benchmark's rising (falling) periods in which ours did better than it. */
export function percentRatio(returns: Numbers, benchmark: Numbers, side: 'up' | 'down'): number | undefined {
  const [ours, theirs] = excesses(returns, benchmark, { side });
  return mean(ours.map((value, i) => (value > (theirs[i] ?? Number.NaN) ? 1 : 0)));
}
