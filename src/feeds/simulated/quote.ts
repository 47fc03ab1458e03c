import { paise, type Paise } from '../../domain/money.js';
import { ceilToTick, floorToTick } from '../tick.js';
import { shareAt } from './model.js';

/** [average turnover of a day from which it applies, in crore rupees, spread in basis points of the price]. */
const SPREADS: readonly (readonly [turnoverCrore: number, basisPoints: number])[] = [
  [1_000, 1],
  [400, 2],
  [150, 3],
];
const SPREAD_THIN_BASIS_POINTS = 5;
/** Spreads are double while the opening prices are found. */
const OPENING_MS = 10 * 60_000;
const PAISE_PER_CRORE = 1e9;

/** The bid–offer spread of a share in basis points: the busier, the narrower. At least one tick comes of it. */
export function spreadBasisPoints(place: number, elapsedMs: number): number {
  const { levelPaise, volume } = shareAt(place);
  const turnover = (levelPaise * volume) / PAISE_PER_CRORE;
  const usual = SPREADS.find(([from]) => turnover >= from)?.[1] ?? SPREAD_THIN_BASIS_POINTS;
  return elapsedMs < OPENING_MS ? 2 * usual : usual;
}

/**
 * Best bid and offer around a last price: the last trade was at one of the two, in turn of the five-second step. Both
 * are on tick, bid below offer, and within the day's band of ±20 % around the previous close.
 */
export function bidAndAsk(
  place: number,
  lastPaise: number,
  previousClosePaise: number | null,
  elapsedMs: number,
): { bidPaise: Paise; askPaise: Paise } {
  const width = (lastPaise * spreadBasisPoints(place, elapsedMs)) / 10_000;
  const below = Math.min(floorToTick(lastPaise - width), floorToTick(lastPaise - 1));
  const above = Math.max(ceilToTick(lastPaise + width), ceilToTick(lastPaise + 1));
  const step = Math.floor(elapsedMs / 5_000) + place;
  const soldLast = Math.floor(step * 0.618_033_988_75) !== Math.floor((step - 1) * 0.618_033_988_75);
  const reference = previousClosePaise ?? lastPaise;
  const atBid = (soldLast || below < reference * 0.8) && above <= reference * 1.2;
  return atBid
    ? { bidPaise: paise(lastPaise), askPaise: paise(above) }
    : { bidPaise: paise(below), askPaise: paise(lastPaise) };
}
