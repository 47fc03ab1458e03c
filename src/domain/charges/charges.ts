import type { PRODUCTS, SIDES } from '../../db/schema/values.js';
import { type Paise, paise } from '../money.js';
import { atRate, type Exact, exactOfPaise, minusExact, percentOf, sumExact, toPaise, ZERO } from './exact.js';
import { type Rates, ratesOn } from './rates.js';

export type Side = (typeof SIDES)[number];
export type Product = (typeof PRODUCTS)[number];

/** In the order of a contract note; `dp` is posted to the ledger and stands on no note. */
export const CHARGE_LINES = ['brokerage', 'stt', 'exchange', 'ipft', 'sebi', 'stamp', 'gst', 'dp'] as const;
export type ChargeLine = (typeof CHARGE_LINES)[number];

/** Unrounded amounts, zero where a line does not apply. */
export type Charges = Readonly<Record<ChargeLine, Exact>>;

export interface Fill {
  readonly quantity: number;
  readonly pricePaise: number;
}

export interface OrderTerms {
  /** The trade date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly side: Side;
  readonly product: Product;
}

export function mapLines<Value>(valueOf: (line: ChargeLine) => Value): Record<ChargeLine, Value> {
  return Object.fromEntries(CHARGE_LINES.map(line => [line, valueOf(line)])) as Record<ChargeLine, Value>;
}

export const NO_CHARGES: Charges = mapLines(() => ZERO);

/** Quantity times price. Throws a RangeError unless both are positive whole numbers and the value is within `PAISE_MAX`. */
export function turnoverPaise({ quantity, pricePaise }: Fill): Paise {
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    throw new RangeError(`a quantity must be a positive whole number: ${quantity}`);
  if (!Number.isSafeInteger(pricePaise) || pricePaise <= 0)
    throw new RangeError(`a price must be a positive whole number of paise: ${pricePaise}`);
  return paise(quantity * pricePaise);
}

function brokerageOf(turnover: bigint, product: Product, { mis, misCapPaise }: Rates['brokerage']): Exact {
  if (product === 'CNC') return ZERO;
  const share = atRate(turnover, mis);
  const cap = exactOfPaise(misCapPaise);
  return share < cap ? share : cap;
}

/**
 * All that one executed order of this turnover costs. The product alone decides between the rates of delivery and of the
 * day: a CNC sale of shares bought the same day pays as delivery, the dearer of the two.
 */
export function chargesAt(turnover: bigint, side: Side, product: Product, rates: Rates): Charges {
  const buy = side === 'BUY';
  const brokerage = brokerageOf(turnover, product, rates.brokerage);
  const exchange = atRate(turnover, rates.exchange.exchange);
  const sebi = atRate(turnover, rates.sebi.sebi);
  const sttRate = product === 'CNC' ? rates.stt.cnc : buy ? 0n : rates.stt.misSell;
  const stampRate = !buy ? 0n : product === 'CNC' ? rates.stamp.cncBuy : rates.stamp.misBuy;
  return {
    brokerage,
    stt: atRate(turnover, sttRate),
    exchange,
    ipft: atRate(turnover, rates.exchange.ipft),
    sebi,
    stamp: atRate(turnover, stampRate),
    gst: percentOf(sumExact([brokerage, exchange, sebi]), rates.gst.percent),
    dp: ZERO,
  };
}

/**
 * The charges of an order that has traded `turnoverPaise` so far: they depend on that sum alone, not on how it was filled.
 * Throws a RangeError on a turnover that is no whole number of paise from 0, and on a date without known rates.
 */
export function chargesOfTurnover(order: OrderTerms & { readonly turnoverPaise: number }): Charges {
  const turnover = paise(order.turnoverPaise);
  if (turnover < 0) throw new RangeError(`a turnover cannot be negative: ${turnover} paise`);
  return chargesAt(BigInt(turnover), order.side, order.product, ratesOn(order.date));
}

/**
 * What one more fill adds to its order, `orderTurnoverBefore` being the paise of the fills before it: the brokerage that is
 * left under the cap, and its share of the rest. The fills of an order sum to `chargesOfOrder` exactly, however grouped.
 * Throws RangeErrors as `turnoverPaise` and `chargesOfTurnover` do.
 */
export function chargesOfFill(fill: OrderTerms & Fill & { readonly orderTurnoverBefore: number }): Charges {
  const before = chargesOfTurnover({ ...fill, turnoverPaise: fill.orderTurnoverBefore });
  const after = chargesOfTurnover({ ...fill, turnoverPaise: fill.orderTurnoverBefore + turnoverPaise(fill) });
  return mapLines(line => minusExact(after[line], before[line]));
}

/** The charges of an order with these fills of one day, nothing where there are none. RangeErrors as in `chargesOfFill`. */
export function chargesOfOrder(order: OrderTerms & { readonly fills: readonly Fill[] }): Charges {
  const turnover = order.fills.reduce((sum, fill) => sum + turnoverPaise(fill), 0);
  return chargesOfTurnover({ ...order, turnoverPaise: turnover });
}

/**
 * The depository's fee with its GST, owed once for each share and day on which any of it is sold from holdings (CNC),
 * whatever the quantity and the number of orders. Throws a RangeError on a date without known rates.
 */
export function dpCharge(date: string): Charges {
  const rates = ratesOn(date);
  const fee = exactOfPaise(rates.dp.feePaise);
  return { ...NO_CHARGES, dp: sumExact([fee, percentOf(fee, rates.gst.percent)]) };
}

export function addCharges(...all: readonly Charges[]): Charges {
  return mapLines(line => sumExact(all.map(charges => charges[line])));
}

/** The unrounded sum of the lines. */
export function totalCharges(charges: Charges): Exact {
  return sumExact(CHARGE_LINES.map(line => charges[line]));
}

export interface ShownCharges {
  readonly lines: Readonly<Record<ChargeLine, Paise>>;
  readonly totalPaise: Paise;
}

/**
 * For reading: every line rounded to the paisa, halves up, and the total is the sum of the lines as shown, so that a reader
 * can add them up. It may differ from `toPaise(totalCharges(…))` by a few paise; fills are debited leg by leg, as here.
 */
export function shownCharges(charges: Charges): ShownCharges {
  const lines = mapLines(line => toPaise(charges[line]));
  return { lines, totalPaise: paise(CHARGE_LINES.reduce((sum, line) => sum + lines[line], 0)) };
}
