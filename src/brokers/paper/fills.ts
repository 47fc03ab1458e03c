import { chargesOfTurnover, type Charges } from '../../domain/charges/charges.js';
import { sumExact, toPaise } from '../../domain/charges/exact.js';
import type { ChargeLines } from '../../domain/broker-port.js';
import { paise } from '../../domain/money.js';
import {
  type BookTx,
  fundsOf,
  marginPaise,
  openingQuantity,
  positionOf,
  report,
  saveOrder,
  endOrder,
} from './books.js';
import type { Decision, Print } from './prices.js';
import { type OrderRow, type PositionRow, tradeOf } from './rows.js';

/** The lines of a trade, each rounded to the paisa; IPFT goes with the exchange's. */
function rounded(charges: Charges): ChargeLines {
  return {
    brokerage: toPaise(charges.brokerage),
    stt: toPaise(charges.stt),
    exchange: toPaise(sumExact([charges.exchange, charges.ipft])),
    sebi: toPaise(charges.sebi),
    stamp: toPaise(charges.stamp),
    gst: toPaise(charges.gst),
  };
}

export const sumOf = (lines: ChargeLines) =>
  lines.brokerage + lines.stt + lines.exchange + lines.sebi + lines.stamp + lines.gst;

/** Charges of an order that has traded so much, in whole paise. Throws a RangeError on a date without known rates. */
export function chargesOf(
  order: Pick<OrderRow, 'side' | 'product'>,
  turnoverPaise: number,
  date: string,
): ChargeLines {
  const { side, product } = order;
  return rounded(chargesOfTurnover({ side, product, date, turnoverPaise }));
}

/** What one more fill adds: rounded sums less rounded sums, so that the fills of an order add up to the rounded order. */
function chargesOfFill(order: OrderRow, valuePaise: number, date: string): ChargeLines {
  const before = chargesOf(order, order.filled_value, date);
  const after = chargesOf(order, order.filled_value + valuePaise, date);
  const line = (name: keyof ChargeLines) => paise(after[name] - before[name]);
  return {
    brokerage: line('brokerage'),
    stt: line('stt'),
    exchange: line('exchange'),
    sebi: line('sebi'),
    stamp: line('stamp'),
    gst: line('gst'),
  };
}

/** `amount` times `part` over `whole`, rounded down towards zero without leaving whole numbers. */
export const shareOf = (amount: number, part: number, whole: number) =>
  part === whole ? amount : Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** A position after a trade. What is closed takes its share of the cost along. */
function moved(
  position: PositionRow,
  side: OrderRow['side'],
  quantity: number,
  pricePaise: number,
): PositionRow {
  const signed = side === 'BUY' ? quantity : -quantity;
  const held = position.quantity;
  const closing = held * signed < 0 ? Math.min(Math.abs(held), quantity) : 0;
  const kept = position.cost - shareOf(position.cost, closing, Math.max(1, Math.abs(held)));
  return {
    ...position,
    quantity: held + signed,
    cost: kept + Math.sign(signed) * (quantity - closing) * pricePaise,
    day_bought: position.day_bought + (side === 'BUY' ? quantity : 0),
    day_sold: position.day_sold + (side === 'SELL' ? quantity : 0),
  };
}

/** Books one fill: trade, position, cash and the order's progress, with a report of the trade. The caller reports the order. */
export function bookFill(tx: BookTx, order: OrderRow, quantity: number, pricePaise: number): void {
  const { sql, book } = tx;
  const value = quantity * pricePaise;
  const charges = chargesOfFill(order, value, tx.date);
  const row = {
    ...charges,
    order_id: order.id,
    book: book.id,
    symbol: order.symbol,
    side: order.side,
    product: order.product,
    quantity,
    price: pricePaise,
    date: tx.date,
    at: tx.atMs,
  };
  const id = Number(sql.addTrade.run(row).lastInsertRowid);
  const net = (order.side === 'BUY' ? -value : value) - sumOf(charges);
  const before = positionOf(tx, order.product, order.symbol);
  const after = moved(before, order.side, quantity, pricePaise);
  sql.savePosition.run(after);
  book.cash += net;
  book.day_net += order.product === 'MIS' ? net + after.cost - before.cost : net;
  const remaining = order.quantity - order.filled_quantity;
  order.blocked = shareOf(order.blocked, remaining - quantity, remaining);
  order.filled_quantity += quantity;
  order.filled_value += value;
  order.status = order.filled_quantity === order.quantity ? 'filled' : 'partially_filled';
  report(tx, { kind: 'trade', trade: tradeOf({ ...row, id }, order.tag) });
}

/** The cash that a fill takes: notional and charges of a CNC purchase, margin and charges of what an MIS order opens. */
function cashNeeded(tx: BookTx, order: OrderRow, quantity: number, pricePaise: number): number {
  const charges = sumOf(chargesOfFill(order, quantity * pricePaise, tx.date));
  if (order.product === 'CNC') return order.side === 'BUY' ? quantity * pricePaise + charges : 0;
  const remaining = order.quantity - order.filled_quantity;
  const opening = openingQuantity(tx, order.symbol, order.side, quantity, remaining);
  return opening === 0 ? 0 : marginPaise(opening * pricePaise, tx.config) + charges;
}

/** The most of `quantity` that the account can pay for; halving finds it. */
function affordable(
  tx: BookTx,
  order: OrderRow,
  quantity: number,
  priceOf: (quantity: number) => number,
): number {
  const budget = fundsOf(tx).available + order.blocked;
  const fits = (count: number) => cashNeeded(tx, order, count, priceOf(count)) <= budget;
  if (fits(quantity)) return quantity;
  let low = 0;
  let high = quantity;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Shares of a print's interval that the book has not had yet. */
function left({ sql, book }: BookTx, print: Print): number {
  return print.capQuantity - Number(sql.tradedSince.get(book.id, print.symbol, print.sinceMs));
}

/**
 * What a decision at a print does to an order: trigger, fill within the cap and the funds, and the end of an IOC order.
 * The square-off takes no notice of the cap: the position has to go.
 */
export function carryOut(tx: BookTx, order: OrderRow, decision: Decision, print: Print): void {
  const wanted = order.quantity - order.filled_quantity;
  const possible = order.origin === 'square_off' ? wanted : Math.min(wanted, Math.max(0, left(tx, print)));
  if (decision.triggered) {
    order.status = 'open';
    order.taking = decision.taking ? 1 : 0;
  }
  const { priceOf } = decision;
  const bought = priceOf && possible > 0 ? priced(tx, order, possible, priceOf) : 0;
  if (bought < possible && priceOf) {
    endOrder(
      tx,
      order,
      order.filled_quantity > 0 ? 'cancelled' : 'rejected',
      'FUNDS: the price left too little cash for the rest.',
    );
    return;
  }
  if (order.validity === 'IOC' && order.status !== 'filled')
    endOrder(tx, order, 'cancelled', 'What could not trade at once was cancelled (IOC).');
  else if (bought > 0 || decision.triggered) saveOrder(tx, order);
}

function priced(
  tx: BookTx,
  order: OrderRow,
  quantity: number,
  priceOf: (quantity: number) => number,
): number {
  const count = order.origin === 'square_off' ? quantity : affordable(tx, order, quantity, priceOf);
  if (count > 0) bookFill(tx, order, count, priceOf(count));
  return count;
}
