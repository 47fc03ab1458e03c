import { at, type Numbers } from '../series.js';

/** Only the values that are finite numbers. */
export function known(values: Numbers): Float64Array {
  const out = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (Number.isFinite(value)) out[count++] = Number(value);
  }
  return out.subarray(0, count);
}

/** The values of both series in the periods in which both are known, from the first period of each on. */
export function paired(one: Numbers, other: Numbers): [Float64Array, Float64Array] {
  const length = Math.min(one.length, other.length);
  const ones = new Float64Array(length);
  const others = new Float64Array(length);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    if (!Number.isFinite(one[i]) || !Number.isFinite(other[i])) continue;
    ones[count] = Number(one[i]);
    others[count] = Number(other[i]);
    count += 1;
  }
  return [ones.subarray(0, count), others.subarray(0, count)];
}

/** Each value less a rate: one for all periods, or one for each. Unknown where either is. */
export function less(values: Numbers, rate: number | Numbers): Float64Array {
  return Float64Array.from(
    values,
    (value, i) => (value ?? Number.NaN) - ((typeof rate === 'number' ? rate : rate[i]) ?? Number.NaN),
  );
}

export function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += at(values, i);
  return total;
}

/** Undefined without values. */
export const mean = (values: Float64Array): number | undefined =>
  values.length === 0 ? undefined : sum(values) / values.length;

const isConstant = (values: Float64Array) => values.every(value => value === values[0]);

/**
 * Variance, dividing by n - `ddof`: 1 estimates that of the source (sample), 0 is that of the values themselves (population).
 * Exactly 0 for equal values, whatever rounding does to their mean. Undefined for less than `ddof` + 1 values.
 */
export function variance(values: Float64Array, ddof: 0 | 1): number | undefined {
  const centre = mean(values);
  if (centre === undefined || values.length <= ddof) return undefined;
  if (isConstant(values)) return 0;
  return values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - ddof);
}

/** The square root of the variance. */
export function deviation(values: Float64Array, ddof: 0 | 1): number | undefined {
  const squared = variance(values, ddof);
  return squared === undefined ? undefined : Math.sqrt(squared);
}

/** Sample covariance (ddof 1) of two series of equal length. Undefined for less than two values. */
export function covariance(one: Float64Array, other: Float64Array): number | undefined {
  const [centre, otherCentre] = [mean(one), mean(other)];
  if (centre === undefined || otherCentre === undefined || one.length < 2) return undefined;
  if (isConstant(one) || isConstant(other)) return 0;
  let total = 0;
  for (let i = 0; i < one.length; i += 1) total += (at(one, i) - centre) * (at(other, i) - otherCentre);
  return total / (one.length - 1);
}

/**
 * The value that a share of an ascending series lies below, between two neighbours linearly (Hyndman and Fan's type 7, as
 * numpy and R have it): position (n - 1) * share. Undefined without values.
 */
export function quantileOfSorted(ascending: Float64Array, share: number): number | undefined {
  if (ascending.length === 0 || !(share >= 0 && share <= 1)) return undefined;
  const position = (ascending.length - 1) * share;
  const below = Math.floor(position);
  const low = at(ascending, below);
  const high = at(ascending, Math.min(below + 1, ascending.length - 1));
  return low + (position - below) * (high - low);
}

/** The central moments of the values themselves: skewness, and kurtosis above that of a normal distribution (0). */
export function shape(values: Float64Array): { skewness: number; excessKurtosis: number } | undefined {
  const centre = mean(values);
  const squared = variance(values, 0);
  if (centre === undefined || !squared) return undefined;
  const moment = (power: number) =>
    values.reduce((total, value) => total + (value - centre) ** power, 0) / values.length;
  return { skewness: moment(3) / squared ** 1.5, excessKurtosis: moment(4) / squared ** 2 - 3 };
}

/**
 * One figure by another. Over zero it is an infinity with the sign of `over` (a gain without any risk), and undefined when
 * `over` is zero too; undefined when either is.
 */
export function ratio(over: number | undefined, under: number | undefined): number | undefined {
  if (over === undefined || under === undefined) return undefined;
  const quotient = over / under;
  return Number.isNaN(quotient) ? undefined : quotient;
}

/** The same, but undefined over zero: for figures whose convention has no answer there. */
export function finiteRatio(over: number | undefined, under: number | undefined): number | undefined {
  const quotient = ratio(over, under);
  return quotient !== undefined && Number.isFinite(quotient) ? quotient : undefined;
}
