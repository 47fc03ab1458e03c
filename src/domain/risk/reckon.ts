import { chargesOfTurnover, shownCharges } from '../charges/charges.js';
import type { BookFacts, MarketFacts, OrderCheck, OrderTerms, Reckoned } from './facts.js';
import type { Quote } from '../ports.js';

const BPS = 10_000n;

/** The product of two whole numbers, NaN where either is none or the result is past the exact integers. */
export function times(a: number, b: number): number {
  const product = a * b;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product) ? product : NaN;
}

/** The sum of whole numbers, NaN where one is none or the sum is past the exact integers. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) {
    total += value;
    if (!Number.isSafeInteger(value) || !Number.isSafeInteger(total)) return NaN;
  }
  return total;
}

/** So many basis points of an amount, rounded down (towards minus infinity) or up. NaN where either is no whole number. */
export function bpsOf(amount: number, bps: number, rounding: 'down' | 'up' = 'down'): number {
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(bps)) return NaN;
  const exact = BigInt(amount) * BigInt(bps);
  const floor = exact / BPS - (exact % BPS < 0n ? 1n : 0n);
  const value = Number(rounding === 'up' && exact % BPS !== 0n ? floor + 1n : floor);
  return Number.isSafeInteger(value) ? value : NaN;
}

/**
 * What one share of an order is reckoned at, the dearest it can plausibly trade at: a BUY at its limit, else at what is
 * asked, and never below the last price where the trigger alone bounds it; a SELL at the highest of limit, bid and last,
 * since a better price makes a short larger. NaN without a quote.
 */
export function reckoningPrice(order: OrderTerms, quote: Quote | null): number {
  if (quote === null) return NaN;
  if (order.side === 'BUY' && order.pricePaise !== null) return order.pricePaise;
  const far = order.side === 'BUY' ? quote.askPaise : quote.bidPaise;
  return Math.max(order.pricePaise ?? 0, order.triggerPaise ?? 0, far ?? 0, quote.lastPaise);
}

/** What the replaced order holds back, without its charges: rather too little than too much. */
export function releasedPaise(
  { replaced }: Pick<BookFacts, 'replaced'>,
  { misMarginBps }: Pick<MarketFacts, 'misMarginBps'>,
): number {
  if (replaced === null || replaced.protective) return 0;
  const value = times(replaced.remaining, replaced.pricePaise ?? NaN);
  if (replaced.product === 'MIS') return bpsOf(value, misMarginBps);
  return replaced.side === 'BUY' ? value : 0;
}

/** The charges of an order of this turnover, each leg to the paisa as a fill debits them; NaN where the rates of the day are not known. */
export function chargesPaiseOf(order: OrderTerms, turnoverPaise: number, date: string): number {
  try {
    const { side, product } = order;
    return shownCharges(chargesOfTurnover({ date, side, product, turnoverPaise })).totalPaise;
  } catch (fault) {
    if (fault instanceof RangeError) return NaN;
    throw fault;
  }
}

/**
 * An order only makes a position smaller when it goes against it and is not larger than what the other open orders
 * against it leave. An "exit" that is larger is an entry, and every guard of entries applies to all of it. What a changed
 * order has filled already is in the position, and no longer part of what it can do.
 */
export function reckon(check: OrderCheck, book: Pick<BookFacts, 'liveOrders' | 'replaced'>): Reckoned {
  const { order, quote, market, portfolio } = check;
  const mine = { symbol: order.symbol, product: order.product };
  const isMine = (other: { symbol: string; product: string }) =>
    other.symbol === mine.symbol && other.product === mine.product;
  const held = sum(portfolio.positions.filter(isMine).map(({ quantity }) => quantity));
  const isAgainst = order.side === 'SELL' ? held > 0 : held < 0;
  const exits = book.liveOrders.filter(other => isMine(other) && other.side === order.side);
  const closable = isAgainst ? sum([Math.abs(held), ...exits.map(({ remaining }) => -remaining)]) : 0;
  const pricePaise = reckoningPrice(order, quote);
  const openQuantity = order.quantity - (book.replaced?.filled ?? 0);
  const notionalPaise = times(pricePaise, openQuantity);
  return {
    pricePaise,
    openQuantity,
    notionalPaise,
    chargesPaise: chargesPaiseOf(order, notionalPaise, market.session.date),
    heldQuantity: held,
    closableQuantity: Math.max(0, closable),
    isReducing: Number.isSafeInteger(openQuantity) && openQuantity > 0 && openQuantity <= closable,
  };
}
