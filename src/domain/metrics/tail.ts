import type { Numbers } from '../series.js';
import { normalDensity, normalQuantile } from './normal.js';
import { deviation, finiteRatio, known, mean, quantileOfSorted, shape } from './stats.js';

// All figures here are signed returns of one period (a loss is negative) at a tail probability: 0.05 for 95 % confidence.

const isTail = (tail: number) => tail > 0 && tail < 1;

/** The return that `tail` of all periods stayed below, between neighbours linearly (type 7). `tail` may be 0 and 1. */
export function historicalVar(returns: Numbers, tail: number): number | undefined {
  return quantileOfSorted(known(returns).sort(), tail);
}

/**
 * Mean of the worst floor((n - 1) * tail) + 1 returns: those at or below the historical value at risk, which is therefore
 * never worse.
 */
export function historicalEs(returns: Numbers, tail: number): number | undefined {
  const ascending = known(returns).sort();
  if (!(tail >= 0 && tail <= 1)) return undefined;
  return mean(ascending.subarray(0, Math.floor((ascending.length - 1) * tail) + 1));
}

function moments(returns: Numbers) {
  const values = known(returns);
  const [centre, spread] = [mean(values), deviation(values, 0)];
  return centre === undefined || spread === undefined || values.length < 2
    ? undefined
    : { centre, spread, values };
}

/** Value at risk of a normal distribution with the returns' mean and population deviation (ddof 0). */
export function gaussianVar(returns: Numbers, tail: number): number | undefined {
  const found = moments(returns);
  return found && isTail(tail) ? found.centre + normalQuantile(tail) * found.spread : undefined;
}

/** Expected shortfall of that distribution: mean - deviation * density(z) / tail. */
export function gaussianEs(returns: Numbers, tail: number): number | undefined {
  const found = moments(returns);
  if (!found || !isTail(tail)) return undefined;
  return found.centre - (found.spread * normalDensity(normalQuantile(tail))) / tail;
}

/** The quantile of a distribution with this skewness and excess kurtosis (Cornish and Fisher's expansion). */
function cornishFisher(
  z: number,
  { skewness, excessKurtosis }: { skewness: number; excessKurtosis: number },
): number {
  return (
    z +
    ((z * z - 1) * skewness) / 6 +
    ((z ** 3 - 3 * z) * excessKurtosis) / 24 -
    ((2 * z ** 3 - 5 * z) * skewness ** 2) / 36
  );
}

/** Modified value at risk: the normal one with the quantile corrected for population skewness and kurtosis. */
export function modifiedVar(returns: Numbers, tail: number): number | undefined {
  const found = moments(returns);
  const form = found && shape(found.values);
  if (!found || !form || !isTail(tail)) return undefined;
  return found.centre + cornishFisher(normalQuantile(tail), form) * found.spread;
}

/**
 * Modified expected shortfall (Boudt, Peterson and Croux 2008): the mean of Edgeworth's second-order density below the
 * Cornish-Fisher quantile, in closed form through Hermite polynomials; never better than that quantile.
 */
export function modifiedEs(returns: Numbers, tail: number): number | undefined {
  const found = moments(returns);
  const form = found && shape(found.values);
  if (!found || !form || !isTail(tail)) return undefined;
  const { skewness, excessKurtosis } = form;
  const h = cornishFisher(normalQuantile(tail), form);
  const [second, third] = [h * h - 1, h ** 3 - 3 * h];
  const [fourth, fifth] = [h ** 4 - 6 * h * h + 3, h ** 5 - 10 * h ** 3 + 15 * h];
  const series =
    1 +
    (skewness / 6) * (h * second + h) +
    (excessKurtosis / 24) * (h * third + second) +
    (skewness ** 2 / 72) * (h * fifth + fourth);
  return found.centre + found.spread * Math.min((-normalDensity(h) * series) / tail, h);
}

/** The 95th percentile by the 5th, without signs. Undefined where the 5th is zero. */
export function tailRatio(returns: Numbers): number | undefined {
  const ascending = known(returns).sort();
  const [right, left] = [quantileOfSorted(ascending, 0.95), quantileOfSorted(ascending, 0.05)];
  if (right === undefined || left === undefined) return undefined;
  return finiteRatio(Math.abs(right), Math.abs(left));
}
