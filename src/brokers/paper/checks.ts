import type { BrokerOrderRequest } from '../../domain/broker-port.js';
import { PAISE_MAX } from '../../domain/money.js';
import { type BookTx, fundsOf, marginPaise, openingQuantity, sellable } from './books.js';
import { chargesOf, sumOf } from './fills.js';
import { inRupees, type Listing, no, type No, refusePrice } from './listing.js';
import { farSidePaise, stopReached } from './prices.js';
import { PAPER } from './rules.js';

export const TAG = /^[A-Za-z0-9]{1,20}$/;
const isPrice = (value: number | null) =>
  value === null || (Number.isSafeInteger(value) && value > 0 && value <= PAISE_MAX);

export const isQuantity = (value: number) =>
  Number.isSafeInteger(value) && value > 0 && value <= PAPER.quantityMax;

/** The terms of an order in the exchange's own words: what a new order and a changed one are checked by. */
export type Terms = Pick<
  BrokerOrderRequest,
  'symbol' | 'side' | 'product' | 'orderType' | 'validity' | 'quantity'
> & { pricePaise: number | null; triggerPaise: number | null };

const allowed = <T>(list: readonly T[], value: T) => list.includes(value);

/** A request that cannot be read as an order. */
export function refuseForm(terms: Terms & { tag: string }): No | undefined {
  const { side, product, orderType, validity, quantity, pricePaise, triggerPaise } = terms;
  const isStop = orderType === 'SL' || orderType === 'SL-M';
  const hasPrice = orderType === 'LIMIT' || orderType === 'SL';
  if (!TAG.test(terms.tag)) return no('INPUT', 'A tag is 1 to 20 letters and digits.');
  if (!allowed(['BUY', 'SELL'], side) || !allowed(['CNC', 'MIS'], product))
    return no('INPUT', 'An order is BUY or SELL, and CNC or MIS.');
  if (!allowed(['MARKET', 'LIMIT', 'SL', 'SL-M'], orderType) || !allowed(['DAY', 'IOC'], validity))
    return no('INPUT', 'An order is MARKET, LIMIT, SL or SL-M, and DAY or IOC.');
  if (!isQuantity(quantity))
    return no('INPUT', `A quantity is a whole number from 1 to ${PAPER.quantityMax}, not ${quantity}.`);
  if (!isPrice(pricePaise) || !isPrice(triggerPaise))
    return no('INPUT', 'Prices and triggers are whole paise above 0.');
  if (hasPrice !== (pricePaise !== null))
    return no('INPUT', `A ${orderType} order has ${hasPrice ? 'a' : 'no'} price.`);
  if (isStop !== (triggerPaise !== null))
    return no('INPUT', `A ${orderType} order has ${isStop ? 'a' : 'no'} trigger price.`);
  if (isStop && validity === 'IOC')
    return no('INPUT', 'A stop order is valid for the DAY: it waits for its trigger.');
  if (
    pricePaise !== null &&
    triggerPaise !== null &&
    (side === 'BUY' ? pricePaise < triggerPaise : pricePaise > triggerPaise)
  )
    return no(
      'INPUT',
      `The price of an SL order to ${side} is not ${side === 'BUY' ? 'below' : 'above'} its trigger.`,
    );
  return undefined;
}

/** What an order is expected to cost a share; a market order with a reserve. */
function expectedPaise(terms: Terms, listing: Listing): number {
  if (terms.pricePaise !== null) return terms.pricePaise;
  const far = listing.print ? farSidePaise(terms.side, listing.print) : listing.lastPaise;
  const reserve = listing.print ? PAPER.marketReservePercent : PAPER.queuedReservePercent;
  return Math.ceil(((terms.triggerPaise ?? far) * (100 + reserve)) / 100);
}

/** The exchange's rules of price and size. `mayBeReached`: a stop that is in the book already, and may be set off at once. */
export function refuseTerms(terms: Terms, listing: Listing, mayBeReached = false): No | undefined {
  const { pricePaise, triggerPaise, side } = terms;
  const refused = refusePrice(listing, pricePaise, 'price') ?? refusePrice(listing, triggerPaise, 'trigger');
  if (refused) return refused;
  if (terms.quantity * expectedPaise(terms, listing) > PAPER.freezeValuePaise)
    return no('FREEZE', 'One order is worth at most ₹10 crore: split it.');
  if (!mayBeReached && triggerPaise !== null && stopReached(side, triggerPaise, listing.lastPaise))
    return no(
      'INPUT',
      `A stop to ${side} waits for a price ${side === 'BUY' ? 'above' : 'below'} the last one of ${inRupees(listing.lastPaise)}; ${inRupees(triggerPaise)} is reached already. Choose another trigger, or a MARKET or LIMIT order.`,
    );
  return undefined;
}

/**
 * What the account must have for an order: the cash that it holds back, or the no. `before` is what the order itself holds
 * back already: its shares still to fill, and its cash.
 */
export function reserve(
  tx: BookTx,
  terms: Terms,
  listing: Listing,
  before: { remaining: number; blocked: number } = { remaining: 0, blocked: 0 },
): { blocked: number } | No {
  const { symbol, side, product, quantity } = terms;
  if (product === 'CNC' && side === 'SELL') {
    const free = sellable(tx, symbol) + before.remaining;
    return quantity <= free
      ? { blocked: 0 }
      : no(
          'HOLDING',
          `${free} shares of ${symbol} can be sold, not ${quantity}: CNC sells what is held and not in another order.`,
        );
  }
  const value = quantity * expectedPaise(terms, listing);
  const charges = sumOf(chargesOf(terms, value, tx.date));
  const opening =
    product === 'CNC' ? quantity : openingQuantity(tx, symbol, side, quantity, before.remaining);
  const notional = opening * expectedPaise(terms, listing);
  const blocked =
    opening === 0 ? 0 : charges + (product === 'CNC' ? notional : marginPaise(notional, tx.config));
  const { available } = fundsOf(tx);
  return blocked <= available + before.blocked
    ? { blocked }
    : no(
        'FUNDS',
        `The order needs ${inRupees(blocked)} with its charges, and ${inRupees(Math.max(0, available + before.blocked))} are available: order less, or free some cash.`,
      );
}
