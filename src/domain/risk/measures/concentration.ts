import { known, mean } from '../../metrics/stats.js';
import type { Numbers } from '../../series.js';
import { RISK_LIMITS, type NotEnoughData } from './figure.js';

/** How much of a portfolio lies in how few positions. */
export interface Concentration {
  /** Herfindahl-Hirschman index: the sum of the squared weights, 1 / positions to 1. */
  readonly hhi: number;
  /** 1 / hhi: as many positions of equal size would be as concentrated. */
  readonly effectivePositions: number;
  /** Part of the gross value, the largest first. */
  readonly weights: readonly { readonly symbol: string; readonly weight: number }[];
}

/** Concentration of the gross value: a short position counts like a long one. Positions worth nothing are left out. */
export function concentration(
  positions: readonly { readonly symbol: string; readonly value: number }[],
): { readonly value: Concentration } | { readonly notEnoughData: NotEnoughData } {
  const held = positions.filter(({ value }) => Number.isFinite(value) && value !== 0);
  const gross = held.reduce((total, { value }) => total + Math.abs(value), 0);
  if (held.length === 0)
    return { notEnoughData: { needs: 1, has: 0, method: 'squared weights of the gross value' } };
  const weights = held
    .map(({ symbol, value }) => ({ symbol, weight: Math.abs(value) / gross }))
    .sort((a, b) => b.weight - a.weight || (a.symbol < b.symbol ? -1 : 1));
  const hhi = weights.reduce((total, { weight }) => total + weight ** 2, 0);
  return { value: { hhi, effectivePositions: 1 / hhi, weights } };
}

/** How long it takes to sell, and by which volume that was reckoned. */
export interface Liquidity {
  /** Trading days, with fractions; Infinity where nothing was traded. */
  readonly daysToExit: number;
  readonly averageDailyVolume: number;
}

/**
 * Days to trade out of a position at a part of the mean daily volume (0.1: one share in ten). `volumes` are those of the latest
 * days, in shares; unknown ones are left out. @throws RangeError on a participation outside 0 to 1 or a quantity that is no number
 */
export function liquidity(
  quantity: number,
  volumes: Numbers,
  participation: number,
): { readonly value: Liquidity; readonly sampleSize: number } | { readonly notEnoughData: NotEnoughData } {
  if (!(participation > 0 && participation <= 1) || !Number.isFinite(quantity))
    throw new RangeError(`liquidity needs a quantity and a participation above 0 up to 1: ${participation}`);
  const days = known(volumes).filter(volume => volume >= 0);
  const averageDailyVolume = mean(days);
  if (averageDailyVolume === undefined || days.length < RISK_LIMITS.volumeDaysMin) {
    const method = 'quantity / (mean daily volume * participation)';
    return { notEnoughData: { needs: RISK_LIMITS.volumeDaysMin, has: days.length, method } };
  }
  const daysToExit = quantity === 0 ? 0 : Math.abs(quantity) / (averageDailyVolume * participation);
  return { value: { daysToExit, averageDailyVolume }, sampleSize: days.length };
}
