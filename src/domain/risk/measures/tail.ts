import { normalDensity, normalQuantile } from '../../metrics/normal.js';
import { deviation, mean, quantileOfSorted } from '../../metrics/stats.js';
import { type Figure, figureOf, RISK_LIMITS } from './figure.js';
import type { PortfolioDays } from './returns.js';

/** How sure, and for how many days ahead. */
export interface Tail {
  /** 0.95 or 0.99, say: between 0.5 and 1. */
  readonly confidence: number;
  readonly horizonDays: number;
}

/** Losses, positive, in the unit of the exposures. Negative would be a gain even in the tail. */
export interface TailRisk {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** The confidences and horizons that a risk report has. */
export const TAILS: readonly Tail[] = [0.95, 0.99].flatMap(confidence =>
  [1, 10].map(horizonDays => ({ confidence, horizonDays })),
);

/** @throws RangeError outside what makes sense */
export function requireTail({ confidence, horizonDays }: Tail): void {
  if (!(confidence >= 0.5 && confidence < 1))
    throw new RangeError(`a confidence lies between 0.5 and 1, not ${confidence}`);
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > RISK_LIMITS.horizonDaysMax)
    throw new RangeError(`a horizon is 1 to ${RISK_LIMITS.horizonDaysMax} whole days, not ${horizonDays}`);
}

const scaling = (horizonDays: number) =>
  horizonDays === 1 ? 'one day' : `one day times the root of ${horizonDays}`;

/** How many of the worst days the expected shortfall is the mean of: floor((n - 1) * tail) + 1. */
export const worstDays = (days: number, confidence: number): number =>
  // 1 - 0.9 is a little below 0.1 in binary, which must not lose a day.
  Math.floor((days - 1) * (1 - confidence) + 1e-9) + 1;

/** So many days that at least one lies in the tail. */
export const historicalDaysMin = (confidence: number): number =>
  Math.max(RISK_LIMITS.daysMinHistorical, Math.ceil(1 / (1 - confidence) - 1e-9));

/**
 * Historical simulation. Value at risk is the quantile at position (n - 1) * (1 - confidence) of the ascending changes, linear
 * between neighbours (Hyndman and Fan's type 7); expected shortfall the mean of the worst days up to that position, so that it
 * is never the smaller. Longer horizons by the square root of time.
 */
export function historicalTail(days: PortfolioDays, tail: Tail): Figure<TailRisk> {
  requireTail(tail);
  const { confidence, horizonDays } = tail;
  const { ascending, window } = days;
  const method = `historical, type 7 quantile, mean of the worst days, ${scaling(horizonDays)}`;
  return figureOf({ window, method, sampleSize: ascending.length }, historicalDaysMin(confidence), () => {
    const root = Math.sqrt(horizonDays);
    const worst = ascending.subarray(0, worstDays(ascending.length, confidence));
    return {
      valueAtRisk: -(quantileOfSorted(ascending, 1 - confidence) ?? 0) * root,
      expectedShortfall: -(mean(worst) ?? 0) * root,
    };
  });
}

/**
 * The normal distribution with the changes' mean and sample deviation (ddof 1): the mean grows with the days, the deviation
 * with their root. Value at risk z * deviation - mean with the exact quantile z; expected shortfall density(z) / (1 - confidence)
 * * deviation - mean.
 */
export function parametricTail(days: PortfolioDays, tail: Tail): Figure<TailRisk> {
  requireTail(tail);
  const { confidence, horizonDays } = tail;
  const { changes, window } = days;
  const method = `normal distribution, sample mean and deviation, ${scaling(horizonDays)}`;
  return figureOf({ window, method, sampleSize: changes.length }, RISK_LIMITS.daysMinParametric, () => {
    const gain = (mean(changes) ?? 0) * horizonDays;
    const spread = (deviation(changes, 1) ?? 0) * Math.sqrt(horizonDays);
    const { quantile, shortfall } = normalTail(confidence);
    return { valueAtRisk: quantile * spread - gain, expectedShortfall: shortfall * spread - gain };
  });
}

/** How many deviations a normal loss exceeds with 1 - `confidence`, and how many it then is on average. */
export function normalTail(confidence: number): { quantile: number; shortfall: number } {
  const quantile = normalQuantile(confidence);
  return { quantile, shortfall: normalDensity(quantile) / (1 - confidence) };
}
