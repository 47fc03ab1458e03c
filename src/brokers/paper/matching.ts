import type { Side } from '../../domain/broker-port.js';
import { type BookTx, endOrder, report, saveGtt } from './books.js';
import { refuseTerms, reserve, type Terms } from './checks.js';
import { carryOut } from './fills.js';
import { decide, decideOnEntry, isMarketable, type Print, printAtTrigger } from './prices.js';
import { type GttRow, gttOf, orderOf, type OrderRow } from './rows.js';
import { PAPER } from './rules.js';

/** What of a book can be touched by a price. Orders that wait for an open have met it before the first one. */
export interface Work {
  orders: readonly OrderRow[];
  gtts: readonly GttRow[];
}

export type PrintFor = (symbol: string, side: Side) => Print | undefined;

export function workOf({ sql, book }: Pick<BookTx, 'sql' | 'book'>): Work {
  return {
    orders: sql.openOrders.all(book.id),
    gtts: sql.activeGtts.all(book.id),
  };
}

/** The leg that a price sets off: the first waits on one side of the price, the second on the other. */
function reachedLeg(gtt: GttRow, lastPaise: number): { trigger: number; price: number } | undefined {
  const reached = (trigger: number, above: boolean) => (above ? lastPaise >= trigger : lastPaise <= trigger);
  if (reached(gtt.trigger_1, gtt.above_1 === 1)) return { trigger: gtt.trigger_1, price: gtt.price_1 };
  const { trigger_2: trigger, price_2: price } = gtt;
  return trigger !== null && price !== null && reached(trigger, gtt.above_1 === 0)
    ? { trigger, price }
    : undefined;
}

/** Whether these prices do anything: a look that costs no transaction. */
export function isDue(work: Work, printFor: PrintFor): boolean {
  const touches = (order: OrderRow) => {
    const print = printFor(order.symbol, order.side);
    return print !== undefined && decide(order, print) !== undefined;
  };
  const sets = (gtt: GttRow) => {
    const print = printFor(gtt.symbol, gtt.side);
    return print !== undefined && reachedLeg(gtt, print.lastPaise) !== undefined;
  };
  return work.orders.some(touches) || work.gtts.some(sets);
}

/** Lets prices act on a book: first on its orders, oldest first, then on what waits for a trigger. */
export function step(tx: BookTx, printFor: PrintFor): void {
  const work = workOf(tx);
  for (const order of work.orders) {
    const print = printFor(order.symbol, order.side);
    const decision = print && decide(order, print);
    if (decision) carryOut(tx, order, decision, print);
  }
  for (const gtt of work.gtts) {
    const print = printFor(gtt.symbol, gtt.side);
    const leg = print && reachedLeg(gtt, print.lastPaise);
    if (leg) setOff(tx, gtt, leg.price, printAtTrigger(print, leg.trigger));
  }
}

/**
 * Puts an order into the ledger and lets a print act on it at once. Reports it as it then stands; one that nobody placed by
 * a call also as it comes in, because whoever reads the reports must know of it before its first fill.
 */
export function enterOrder(tx: BookTx, row: Omit<OrderRow, 'id'>, print: Print | undefined): OrderRow {
  const order = { ...row, id: Number(tx.sql.addOrder.run(row).lastInsertRowid) };
  if (row.origin !== 'call') report(tx, { kind: 'order', order: orderOf(order) });
  const seq = tx.book.last_seq;
  const decision = print && row.queued === 0 ? decideOnEntry(order, print) : undefined;
  if (decision && print) carryOut(tx, order, decision, print);
  else if (order.validity === 'IOC')
    endOrder(tx, order, 'cancelled', 'What could not trade at once was cancelled (IOC).');
  if (row.origin === 'call' && tx.book.last_seq === seq) report(tx, { kind: 'order', order: orderOf(order) });
  return order;
}

export const newOrder = (
  tx: BookTx,
  terms: Terms,
  rest: Pick<OrderRow, 'tag' | 'origin' | 'gtt_tag' | 'blocked' | 'queued' | 'taking' | 'message'>,
): Omit<OrderRow, 'id'> => ({
  book: tx.book.id,
  symbol: terms.symbol,
  side: terms.side,
  product: terms.product,
  order_type: terms.orderType,
  validity: terms.validity,
  quantity: terms.quantity,
  price: terms.pricePaise,
  trigger_price: terms.triggerPaise,
  status: terms.triggerPaise === null ? 'open' : 'trigger_pending',
  filled_quantity: 0,
  filled_value: 0,
  last_change_tag: null,
  placed_at: tx.atMs,
  updated_at: tx.atMs,
  ...rest,
});

/** A trigger is met: its LIMIT order is checked now, and placed, or the trigger is rejected with the reason. */
function setOff(tx: BookTx, gtt: GttRow, pricePaise: number, print: Print): void {
  const { symbol, side, product, quantity } = gtt;
  const terms: Terms = {
    symbol,
    side,
    product,
    quantity,
    orderType: 'LIMIT',
    validity: 'DAY',
    pricePaise,
    triggerPaise: null,
  };
  const listing = { ...print, print };
  const means = refuseTerms(terms, listing) ?? reserve(tx, terms, listing);
  if ('kind' in means) {
    gtt.status = 'rejected';
    gtt.message = `${means.code}: ${means.message}`;
    saveGtt(tx, gtt);
    return;
  }
  const row = newOrder(tx, terms, {
    tag: `GTT${gtt.id}`,
    origin: 'gtt',
    gtt_tag: gtt.tag,
    blocked: means.blocked,
    queued: 0,
    taking: isMarketable(side, pricePaise, print) ? 1 : 0,
    message: null,
  });
  const order = enterOrder(tx, row, print);
  gtt.status = 'triggered';
  gtt.order_id = order.id;
  saveGtt(tx, gtt);
}

/** A trigger lives a year. */
export function expireGtts(tx: BookTx): void {
  for (const gtt of tx.sql.activeGtts.all(tx.book.id))
    if (tx.atMs - gtt.placed_at >= PAPER.gttDays * 86_400_000) {
      gtt.status = 'expired';
      gtt.message = 'A trigger is kept for a year.';
      saveGtt(tx, gtt);
    }
}

/** Cancels open MIS orders and closes MIS positions at the far side, whole. A symbol without a price waits. */
export function squareOff(tx: BookTx, printFor: PrintFor): void {
  for (const order of tx.sql.openOrders.all(tx.book.id))
    if (order.product === 'MIS')
      endOrder(tx, order, 'cancelled', 'Open MIS orders are cancelled when positions are squared off.');
  for (const { symbol, quantity } of tx.sql.positionsOf.all(tx.book.id, 'MIS')) {
    const side = quantity > 0 ? 'SELL' : 'BUY';
    const print = printFor(symbol, side);
    if (quantity === 0 || !print) continue;
    const terms: Terms = {
      symbol,
      side,
      product: 'MIS',
      quantity: Math.abs(quantity),
      orderType: 'MARKET',
      validity: 'DAY',
      pricePaise: null,
      triggerPaise: null,
    };
    const tag = `SQ${tx.book.id}N${tx.book.last_seq}`;
    const message = 'Squared off by the exchange before the close.';
    enterOrder(
      tx,
      newOrder(tx, terms, {
        tag,
        origin: 'square_off',
        gtt_tag: null,
        blocked: 0,
        queued: 0,
        taking: 1,
        message,
      }),
      print,
    );
  }
}

/** The report of a trigger that was placed or changed by a call. */
export const reportGtt = (tx: BookTx, gtt: GttRow) => report(tx, { kind: 'gtt', gtt: gttOf(gtt) });
