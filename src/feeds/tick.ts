/** [price from which the next band begins, tick], in paise: NSE cash market. */
const TICK_BANDS: readonly (readonly [belowPaise: number, tickPaise: number])[] = [
  [25_000, 1],
  [100_000, 5],
  [500_000, 10],
  [1_000_000, 50],
  [2_000_000, 100],
];
const TICK_TOP_PAISE = 500;

/**
 * The tick of a price in paise, taken from the price's own band. NSE sets a share's band monthly from last month's
 * close; a simulated share has no such lag.
 */
export function tickOf(pricePaise: number): number {
  for (const [below, tick] of TICK_BANDS) if (pricePaise < below) return tick;
  return TICK_TOP_PAISE;
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
