import { dpCharge } from '../../domain/charges/charges.js';
import { contractNote, type NoteOrder } from '../../domain/charges/contract-note.js';
import { toPaise } from '../../domain/charges/exact.js';
import { bookCash, type BookTx, endOrder, positionOf, report, saveGtt, saveOrder } from './books.js';
import { refuseTerms, reserve } from './checks.js';
import { shareOf } from './fills.js';
import type { Listing } from './listing.js';
import { expireGtts } from './matching.js';
import { isMarketable } from './prices.js';
import type { OrderRow } from './rows.js';

/** An action with what it means for one share held, worked out before the transaction. */
export type AppliedAction =
  | { kind: 'dividend'; symbol: string; exDate: string; paisePerShare: number }
  | { kind: 'rename'; symbol: string; exDate: string; newSymbol: string }
  | {
      kind: 'split' | 'bonus';
      symbol: string;
      exDate: string;
      numerator: number;
      denominator: number;
      /** Of a new share: the previous close on the new scale. */
      pricePaise: number;
    };

/**
 * Before the first price of a session: what was traded the session before is settled (T+1), corporate actions take effect,
 * old triggers lapse, and orders that waited for the open are checked again.
 */
export function openDay(
  tx: BookTx,
  actions: readonly AppliedAction[],
  listings: ReadonlyMap<string, Listing>,
): void {
  const { sql, book } = tx;
  sql.dropFlat.run(book.id);
  sql.settlePositions.run(book.id);
  book.day_net = 0;
  book.session_date = tx.date;
  for (const action of actions) if (action.kind === 'dividend') payDividend(tx, action);
  for (const action of actions)
    if (action.kind === 'rename') rename(tx, action);
    else if (action.kind !== 'dividend') applyRatio(tx, action);
  expireGtts(tx);
  for (const order of sql.openOrders.all(book.id))
    if (order.queued === 1) admit(tx, order, listings.get(order.symbol));
}

function payDividend(tx: BookTx, action: AppliedAction & { kind: 'dividend' }): void {
  const { quantity } = positionOf(tx, 'CNC', action.symbol);
  const amount = quantity * action.paisePerShare;
  if (amount > 0) bookCash(tx, 'dividend', action.symbol, amount);
}

/** Orders and triggers are of a price or a name that a share does not have any more. */
function cancelAll(tx: BookTx, symbol: string, why: string): void {
  const { sql, book } = tx;
  for (const order of sql.openOrders.all(book.id))
    if (order.symbol === symbol) endOrder(tx, order, 'cancelled', why);
  for (const gtt of sql.activeGtts.all(book.id))
    if (gtt.symbol === symbol)
      saveGtt(tx, Object.assign(gtt, { status: 'cancelled' as const, message: why }));
}

function rename(tx: BookTx, action: AppliedAction & { kind: 'rename' }): void {
  const { sql, book } = tx;
  const { symbol, newSymbol, exDate, kind } = action;
  const why = `${symbol} is called ${newSymbol} from ${exDate} on: open orders and triggers are cancelled.`;
  cancelAll(tx, symbol, why);
  const { quantity } = positionOf(tx, 'CNC', symbol);
  // What was traded by the new name before is another share: then the two stay apart.
  if (quantity === 0 || sql.tradedOnce.get(book.id, newSymbol) !== undefined) return;
  sql.renamePosition.run(newSymbol, book.id, symbol);
  const row = sql.addRename.run(book.id, symbol, newSymbol, quantity, exDate, tx.atMs);
  const actionId = `N-${Number(row.lastInsertRowid)}`;
  const told = { actionId, symbol, kind, newSymbol, quantity, exDate, atMs: tx.atMs };
  report(tx, { kind: 'corporate_action', action: told });
}

function applyRatio(tx: BookTx, action: AppliedAction & { kind: 'split' | 'bonus' }): void {
  const { sql, book } = tx;
  const { symbol, kind, numerator, denominator, exDate } = action;
  cancelAll(tx, symbol, `${symbol} has a ${kind} on ${exDate}: open orders and triggers are cancelled.`);
  const held = positionOf(tx, 'CNC', symbol);
  if (held.quantity === 0) return;
  const quantityAfter = shareOf(held.quantity, numerator, denominator);
  sql.savePosition.run({ ...held, quantity: quantityAfter, cost: quantityAfter === 0 ? 0 : held.cost });
  const row = sql.addAction.run(
    book.id,
    symbol,
    kind,
    numerator,
    denominator,
    held.quantity,
    quantityAfter,
    exDate,
    tx.atMs,
  );
  report(tx, {
    kind: 'corporate_action',
    action: {
      actionId: `A-${Number(row.lastInsertRowid)}`,
      symbol,
      kind,
      numerator,
      denominator,
      quantityBefore: held.quantity,
      quantityAfter,
      exDate,
      atMs: tx.atMs,
    },
  });
  const rest = held.quantity * numerator - quantityAfter * denominator;
  const fraction = Math.floor((rest * action.pricePaise) / denominator);
  if (fraction > 0) bookCash(tx, 'fraction', symbol, fraction);
}

/** An order that waited for the open meets the rules and the funds of the new session. */
function admit(tx: BookTx, order: OrderRow, listing: Listing | undefined): void {
  if (!listing) return endOrder(tx, order, 'rejected', 'HALTED: there is no price at the open.');
  const terms = {
    symbol: order.symbol,
    side: order.side,
    product: order.product,
    orderType: order.order_type,
    validity: order.validity,
    quantity: order.quantity,
    pricePaise: order.price,
    triggerPaise: order.trigger_price,
  };
  // A stop that the night has passed over is set off at once, as the exchange does with what is in its book already.
  const refused = refuseTerms(terms, listing, order.trigger_price !== null);
  const means = refused ?? reserve(tx, terms, listing, { remaining: order.quantity, blocked: order.blocked });
  if ('kind' in means) return endOrder(tx, order, 'rejected', `${means.code}: ${means.message}`);
  order.queued = 0;
  order.blocked = means.blocked;
  order.message = null;
  const { print } = listing;
  order.taking = order.price === null || (print && isMarketable(order.side, order.price, print)) ? 1 : 0;
  saveOrder(tx, order);
}

/** After the last price of a session: DAY orders end, and the contract note and the depository's fees are booked. */
export function closeDay(tx: BookTx): void {
  const { sql, book } = tx;
  for (const order of sql.openOrders.all(book.id))
    endOrder(tx, order, 'expired', 'DAY orders end with the session.');
  bookNote(tx);
  for (const { symbol, day_bought, day_sold } of sql.positionsOf.all(book.id, 'CNC'))
    if (day_sold > day_bought) bookCash(tx, 'dp_charge', symbol, 0 - toPaise(dpCharge(tx.date).dp));
  book.closed_date = tx.date;
}

/** STT and stamp duty of the day's note are whole rupees: what that changes is an entry of its own. */
function bookNote(tx: BookTx): void {
  const trades = tx.sql.dayTrades.all(tx.book.id, tx.date);
  if (trades.length === 0) return;
  const orders = new Map<number, NoteOrder & { fills: { quantity: number; pricePaise: number }[] }>();
  let booked = 0;
  for (const { order_id, side, product, quantity, price, charges } of trades) {
    const order = orders.get(order_id) ?? { side, product, fills: [] };
    order.fills.push({ quantity, pricePaise: price });
    orders.set(order_id, order);
    booked += charges;
  }
  const note = contractNote({ date: tx.date, orders: [...orders.values()] });
  const rounding = note.chargesPaise - booked;
  if (rounding !== 0) bookCash(tx, 'note_rounding', null, -rounding);
}
