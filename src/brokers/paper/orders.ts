import type {
  Account,
  BrokerAnswer,
  BrokerOrderChange,
  BrokerOrderRequest,
  BrokerSession,
} from '../../domain/broker-port.js';
import { CHARGES_KNOWN_FROM } from '../../domain/charges/rates.js';
import { istDate } from '../../domain/ist.js';
import type { TradingMarket } from '../../domain/ports.js';
import { type BookTx, endOrder, onBook, saveOrder } from './books.js';
import { isQuantity, refuseForm, refuseTerms, reserve, TAG, type Terms } from './checks.js';
import { type Exchange, squareOffAt } from './exchange.js';
import { carryOut } from './fills.js';
import { type Listing, listingAt, no, type No } from './listing.js';
import { enterOrder, newOrder } from './matching.js';
import { decideOnEntry, isMarketable } from './prices.js';
import { countOrder } from './rates.js';
import { orderId, type OrderRow, rowIdOf } from './rows.js';
import { PAPER } from './rules.js';

const isOpen = ({ status }: OrderRow) =>
  status === 'open' || status === 'trigger_pending' || status === 'partially_filled';

/** The symbol as it stands now, or why it cannot be traded. */
export async function listingNow(x: Exchange, market: TradingMarket, symbol: string): Promise<Listing | No> {
  const { date, open } = market.session;
  if (date < CHARGES_KNOWN_FROM)
    return no('HALTED', `Charges are known from ${CHARGES_KNOWN_FROM} on: nothing can be traded on ${date}.`);
  const listed = (await market.data.symbols()).find(each => each.symbol === symbol);
  if (!listed) return no('INPUT', `${symbol} is not listed here.`);
  if (listed.kind === 'index') return no('INPUT', `${symbol} is an index: it can be looked at, not traded.`);
  return await listingAt(x.facts, market, symbol, { date, atMs: market.nowMs, open });
}

/** MIS orders that open something are no use after the square-off. Closing ones do not meet it: nothing is left to close. */
async function refuseTime(
  x: Exchange,
  account: Account,
  { product, validity }: Terms,
  { session, nowMs }: TradingMarket,
): Promise<No | undefined> {
  if (!session.open && validity === 'IOC')
    return no('CLOSED', 'The market is closed: an IOC order trades at once or not at all.');
  if (!session.open && session.opensAtMs === null)
    return no('CLOSED', 'The market is closed, and no session follows.');
  if (!session.open || product !== 'MIS') return undefined;
  const running = (await x.sessions(account, { fromMs: nowMs, toMs: nowMs })).at(-1);
  return running && nowMs >= squareOffAt(running)
    ? no('CLOSED', 'MIS positions of the day were squared off: MIS opens again with the next session.')
    : undefined;
}

const atNow = ({ nowMs, session }: TradingMarket) => ({ atMs: nowMs, date: session.date });

/**
 * Places an order. A tag that was used before places another order, as a real exchange would: it is the caller's to send
 * each once, and its tests see a doubled one.
 */
export async function place(
  x: Exchange,
  { account }: BrokerSession,
  market: TradingMarket,
  request: BrokerOrderRequest,
): Promise<BrokerAnswer<{ brokerOrderId: string }>> {
  const refused = refuseForm(request) ?? (await refuseTime(x, account, request, market));
  if (refused) return refused;
  const wallMs = x.clock.now();
  const tooMany = x.rates.pass(x.ledger, account.userId, wallMs);
  if (tooMany) return tooMany;
  const listing = await listingNow(x, market, request.symbol);
  if ('kind' in listing) return listing;
  const wrong = refuseTerms(request, listing);
  if (wrong) return wrong;
  return onBook(x.ledger, account, atNow(market), tx => {
    if ((tx.sql.openTotals.get(tx.book.id)?.orders ?? 0) >= PAPER.openOrdersMax)
      return no('RATE', `At most ${PAPER.openOrdersMax} orders can be open: cancel one.`);
    const means = reserve(tx, request, listing);
    if ('kind' in means) return means;
    countOrder(tx, account.userId, wallMs);
    const order = enterOrder(tx, rowOf(tx, request, listing, means.blocked, market), listing.print);
    return { kind: 'yes', value: { brokerOrderId: orderId(order.id) } };
  });
}

function rowOf(
  tx: BookTx,
  request: BrokerOrderRequest,
  { print }: Listing,
  blocked: number,
  { session }: TradingMarket,
): Omit<OrderRow, 'id'> {
  const { tag, side, pricePaise } = request;
  const taking = pricePaise === null || (print !== undefined && isMarketable(side, pricePaise, print));
  const opensOn = session.opensAtMs === null ? '' : ` on ${istDate(session.opensAtMs)}`;
  return newOrder(tx, request, {
    tag,
    origin: 'call',
    gtt_tag: null,
    blocked,
    queued: session.open ? 0 : 1,
    taking: taking ? 1 : 0,
    message: session.open ? null : `Queued for the open${opensOn}: it is checked again then.`,
  });
}

/** The row of an id that the caller was given, if it may still be changed. */
function openOrder(tx: BookTx, brokerOrderId: string): OrderRow | No {
  const id = rowIdOf('O', brokerOrderId);
  const order = id === undefined ? undefined : tx.sql.order.get(id, tx.book.id);
  if (!order) return no('NOT_FOUND', `There is no order ${brokerOrderId}.`);
  return isOpen(order) ? order : no('FINISHED', `Order ${brokerOrderId} is ${order.status}.`);
}

/** The terms that an order would have. A trigger that was met stays as it was. */
function changed(order: OrderRow, change: BrokerOrderChange): Terms & { tag: string } {
  return {
    tag: change.tag,
    symbol: order.symbol,
    side: order.side,
    product: order.product,
    orderType: order.order_type,
    validity: order.validity,
    quantity: change.quantity ?? order.quantity,
    pricePaise: change.pricePaise ?? order.price,
    triggerPaise: change.triggerPaise ?? order.trigger_price,
  };
}

/** Changes an open order; a new price can make it trade at once. It loses nothing that was filled. */
export async function modify(
  x: Exchange,
  { account }: BrokerSession,
  market: TradingMarket,
  brokerOrderId: string,
  change: BrokerOrderChange,
): Promise<BrokerAnswer<{ tag: string }>> {
  const wallMs = x.clock.now();
  const tooMany = x.rates.pass(x.ledger, account.userId, wallMs);
  if (tooMany) return tooMany;
  const found = x.ledger.sql.book.get(account.userId, account.bookId);
  const seen = found && x.ledger.sql.order.get(rowIdOf('O', brokerOrderId) ?? 0, found.id);
  if (!seen) return no('NOT_FOUND', `There is no order ${brokerOrderId}.`);
  const listing = await listingNow(x, market, seen.symbol);
  if ('kind' in listing) return listing;
  return onBook(x.ledger, account, atNow(market), tx => {
    const order = openOrder(tx, brokerOrderId);
    if ('kind' in order) return order;
    const refused = applyChange(tx, order, change, listing);
    if (refused) return refused;
    countOrder(tx, account.userId, wallMs);
    const { print } = listing;
    // Before its fills: whoever reads the reports must know how many shares the order is for when they come.
    saveOrder(tx, order);
    const decision = print && order.queued === 0 ? decideOnEntry(order, print) : undefined;
    if (decision && print) carryOut(tx, order, decision, print);
    return { kind: 'yes', value: { tag: change.tag } };
  });
}

function applyChange(
  tx: BookTx,
  order: OrderRow,
  change: BrokerOrderChange,
  listing: Listing,
): No | undefined {
  const terms = changed(order, change);
  const form = refuseForm(terms);
  if (form) return form;
  const remaining = terms.quantity - order.filled_quantity;
  if (!isQuantity(remaining))
    return no('INPUT', `${order.filled_quantity} shares are filled: the quantity must be more than that.`);
  const waits = order.status === 'trigger_pending';
  if (!waits && change.triggerPaise !== undefined && order.trigger_price !== change.triggerPaise)
    return no('INPUT', 'The trigger of this order was met already.');
  const now = { ...terms, quantity: remaining, triggerPaise: waits ? terms.triggerPaise : null };
  const refused = refuseTerms(now, listing, order.queued === 1);
  if (refused) return refused;
  const held = { remaining: order.quantity - order.filled_quantity, blocked: order.blocked };
  const means = reserve(tx, now, listing, held);
  if ('kind' in means) return means;
  const { print } = listing;
  order.quantity = terms.quantity;
  order.price = terms.pricePaise;
  order.trigger_price = terms.triggerPaise;
  order.blocked = means.blocked;
  order.last_change_tag = change.tag;
  order.taking =
    order.price === null || (!waits && print && isMarketable(order.side, order.price, print)) ? 1 : 0;
  return undefined;
}

/** Cancels what of an order is not filled. */
export function cancel(
  x: Exchange,
  { account }: BrokerSession,
  market: { atMs: number; date: string },
  brokerOrderId: string,
  tag: string,
): BrokerAnswer<{ tag: string }> {
  if (!TAG.test(tag)) return no('INPUT', 'A tag is 1 to 20 letters and digits.');
  return onBook(x.ledger, account, market, tx => {
    const order = openOrder(tx, brokerOrderId);
    if ('kind' in order) return order;
    order.last_change_tag = tag;
    endOrder(tx, order, 'cancelled', 'Cancelled on request.');
    return { kind: 'yes', value: { tag } };
  });
}
