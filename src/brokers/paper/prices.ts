import type { Side } from '../../domain/broker-port.js';
import { PAPER } from './rules.js';
import type { OrderRow } from './rows.js';

/** What one symbol trades at, at one instant of a session: all that a fill is decided on. Prices in paise. */
export interface Print {
  symbol: string;
  lastPaise: number;
  /** Null where the source has no order book. */
  bidPaise: number | null;
  askPaise: number | null;
  tickFor(pricePaise: number): number;
  /** The day's band, null where no previous close is known. */
  band: { lowPaise: number; highPaise: number } | null;
  /** Shares that one book may get in the interval that ends here, and when the interval began. */
  capQuantity: number;
  sinceMs: number;
  averageDayVolume: number;
  /** On a bar: the price moved here through all prices between, so that a stop is met at its trigger. */
  through: boolean;
}

/** What happens to an order at a print. Undefined: nothing. */
export interface Decision {
  triggered: boolean;
  /** The price of a fill of so many shares; undefined where the order is triggered and does not trade. */
  priceOf: ((quantity: number) => number) | undefined;
  taking: boolean;
}

/** The nearest multiple of the tick at or beyond the price, against the one who trades; at least one tick. */
function onTick(side: Side, pricePaise: number, print: Print): number {
  const tickPaise = print.tickFor(Math.max(1, Math.round(pricePaise)));
  const ticks = side === 'BUY' ? Math.ceil(pricePaise / tickPaise) : Math.floor(pricePaise / tickPaise);
  return Math.max(1, ticks) * tickPaise;
}

function withinBand(pricePaise: number, { band, lastPaise }: Print): number {
  if (!band) return pricePaise;
  // A print outside of the band (bars of special days) stays the measure.
  const low = Math.min(band.lowPaise, lastPaise);
  const high = Math.max(band.highPaise, lastPaise);
  return Math.min(high, Math.max(low, pricePaise));
}

/** The offer for a buyer and the bid for a seller; half a documented spread from the last price where there is no book. */
export function farSidePaise(side: Side, print: Print): number {
  const quoted = side === 'BUY' ? print.askPaise : print.bidPaise;
  if (quoted !== null) return quoted;
  const half = Math.max(
    print.tickFor(print.lastPaise),
    (print.lastPaise * PAPER.halfSpreadBasisPoints) / 10_000,
  );
  return withinBand(onTick(side, print.lastPaise + (side === 'BUY' ? half : -half), print), print);
}

/** What a market order of this size pays or gets: the far side and the impact of its size, on the tick, within the band. */
export function marketPricePaise(side: Side, quantity: number, print: Print): number {
  const far = farSidePaise(side, print);
  const share = quantity / Math.max(1, print.averageDayVolume);
  const impact = (far * PAPER.impactBasisPoints * Math.sqrt(share)) / 10_000;
  return Math.max(1, withinBand(onTick(side, far + (side === 'BUY' ? impact : -impact), print), print));
}

const better = (side: Side, a: number, b: number) => (side === 'BUY' ? Math.min(a, b) : Math.max(a, b));

/** Whether `pricePaise` is as good as the limit, or better, for this side. */
const reaches = (side: Side, pricePaise: number, limitPaise: number) =>
  side === 'BUY' ? pricePaise <= limitPaise : pricePaise >= limitPaise;

/** Whether a limit order of this price could trade at once. */
export function isMarketable(side: Side, limitPaise: number, print: Print): boolean {
  return reaches(side, farSidePaise(side, print), limitPaise);
}

/** Whether a stop of this side is set off: a buying stop by prices at or above its trigger. */
export function stopReached(side: Side, triggerPaise: number, lastPaise: number): boolean {
  return side === 'BUY' ? lastPaise >= triggerPaise : lastPaise <= triggerPaise;
}

/** A print whose price passed through the trigger stands at the trigger; a gap stands where it opened. */
export function printAtTrigger(print: Print, triggerPaise: number): Print {
  return print.through ? { ...print, lastPaise: triggerPaise, bidPaise: null, askPaise: null } : print;
}

/**
 * What a print does to an order that is in the book.
 * MARKET: the far side and impact. LIMIT that could trade when it came in: the same, never worse than its price. LIMIT that
 * waits: at its price, once the last price is strictly better, so that everybody at the price was served before. SL and
 * SL-M: when the last price reaches the trigger, as LIMIT or MARKET.
 */
export function decide(order: OrderRow, print: Print): Decision | undefined {
  const { side, trigger_price: trigger, price } = order;
  if (order.status === 'trigger_pending' && trigger !== null) {
    if (!stopReached(side, trigger, print.lastPaise)) return undefined;
    const at = printAtTrigger(print, trigger);
    const taking = price === null || isMarketable(side, price, at);
    return { triggered: true, taking, priceOf: taking ? takenAt(side, price, at) : undefined };
  }
  if (price === null) return { triggered: false, taking: true, priceOf: takenAt(side, null, print) };
  const taking = order.taking === 1 && isMarketable(side, price, print);
  if (taking) return { triggered: false, taking, priceOf: takenAt(side, price, print) };
  const through = print.lastPaise !== price && reaches(side, print.lastPaise, price);
  return through ? { triggered: false, taking: false, priceOf: () => price } : undefined;
}

/** The same at the instant at which an order comes in or changes: a price that was made before it did not go through it. */
export function decideOnEntry(order: OrderRow, print: Print): Decision | undefined {
  const decision = decide(order, print);
  return decision && (decision.taking || decision.triggered) ? decision : undefined;
}

const takenAt = (side: Side, limitPaise: number | null, print: Print) => (quantity: number) => {
  const price = marketPricePaise(side, quantity, print);
  return limitPaise === null ? price : better(side, price, limitPaise);
};
