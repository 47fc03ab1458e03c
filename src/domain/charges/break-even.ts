import { type Paise, PRICE_E4_MAX, paise } from '../money.js';
import { chargesAt, dpCharge, type Product, type Side, totalCharges, turnoverPaise } from './charges.js';
import { exactOfPaise } from './exact.js';
import { ratesOn } from './rates.js';

const PRICE_PAISE_MAX = PRICE_E4_MAX / 100;

export interface EntryTrade {
  /** Of the entry: BUY opens a long, SELL a short (MIS only). */
  readonly side: Side;
  readonly product: Product;
  readonly quantity: number;
  readonly entryPricePaise: number;
  /** The rates of this day hold for both ways. */
  readonly date: string;
  /** Only prices on this tick count; without it every paisa does. */
  readonly tickPaise?: number;
}

/** The first whole number in (low, high] that passes; `low` fails, `high` passes, and passing never stops again. */
function firstPassing(low: number, high: number, passes: (step: number) => boolean): number {
  let failing = low;
  let passing = high;
  while (passing - failing > 1) {
    const middle = Math.floor((failing + passing) / 2);
    if (passes(middle)) passing = middle;
    else failing = middle;
  }
  return passing;
}

/**
 * The exit price nearest to the entry at which the round trip, one order each way, loses nothing after all charges (with
 * the depository's fee on a CNC sale): the lowest for a long, the highest for a short. Undefined where no price on the tick
 * does, as for a short at one paisa. Throws a RangeError on a CNC short, on a quantity, price or tick that is no positive
 * whole number, and on a date without known rates.
 */
export function breakEvenPricePaise(trade: EntryTrade): Paise | undefined {
  const { side, product, quantity, entryPricePaise, date, tickPaise = 1 } = trade;
  const long = side === 'BUY';
  if (!long && product === 'CNC') throw new RangeError('a CNC position cannot be opened by a sale');
  if (!Number.isSafeInteger(tickPaise) || tickPaise <= 0)
    throw new RangeError(`a tick must be a positive whole number of paise: ${tickPaise}`);
  const rates = ratesOn(date);
  const entry = turnoverPaise({ quantity, pricePaise: entryPricePaise });
  const spent =
    totalCharges(chargesAt(BigInt(entry), side, product, rates)) +
    (product === 'CNC' ? totalCharges(dpCharge(date)) : 0n);
  const paisaExact = exactOfPaise(paise(1));
  const losesNothing = (ticks: number) => {
    const turnover = BigInt(quantity) * BigInt(ticks) * BigInt(tickPaise);
    const gross = (long ? turnover - BigInt(entry) : BigInt(entry) - turnover) * paisaExact;
    const exit = totalCharges(chargesAt(turnover, long ? 'SELL' : 'BUY', product, rates));
    return gross >= spent + exit;
  };
  // The net moves one way only with the price: charges take less than a hundredth of each further paisa.
  const atEntry = Math.floor(entryPricePaise / tickPaise);
  if (!long) {
    const ticks = firstPassing(0, atEntry + 1, step => !losesNothing(step)) - 1;
    return ticks > 0 ? paise(ticks * tickPaise) : undefined;
  }
  const highest = Math.floor(PRICE_PAISE_MAX / tickPaise);
  if (atEntry >= highest || !losesNothing(highest)) return undefined;
  return paise(firstPassing(atEntry, highest, losesNothing) * tickPaise);
}
