import { paise } from '../domain/money.js';
import { tickSizePaise } from '../domain/ticks.js';

/** The bands a simulated market uses on all its dates: those in force since April 2025. */
const BANDS_OF = '2026-08-24';

/**
 * The tick of a price in paise (fractions allowed), taken from the price itself. NSE sets a share's tick monthly from last
 * month's close; a simulated share has no such lag, so that its prices do not depend on how its sessions are dated.
 */
export function tickOf(pricePaise: number): number {
  return tickSizePaise(paise(Math.max(1, Math.round(pricePaise))), BANDS_OF);
}

/** The nearest price on tick, at least one tick. */
export function toTick(pricePaise: number): number {
  const tick = tickOf(pricePaise);
  return Math.max(tick, Math.round(pricePaise / tick) * tick);
}

/** The highest price on tick that is not above. */
export function floorToTick(pricePaise: number): number {
  const tick = tickOf(pricePaise);
  return Math.max(tick, Math.floor(pricePaise / tick) * tick);
}

/** The lowest price on tick that is not below. */
export function ceilToTick(pricePaise: number): number {
  const tick = tickOf(pricePaise);
  return Math.max(tick, Math.ceil(pricePaise / tick) * tick);
}
