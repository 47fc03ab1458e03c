import { and, count, desc, eq, gt, inArray, ne, notInArray, sql } from 'drizzle-orm';
import { gttOrders, orderChanges, tradingAccounts, tradingOrders } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { BookFacts, LiveOrder, OrderCheck } from './facts.js';
import { killSwitchIsOn } from './kill-switch.js';
import { limitsOf, type TradingReader } from './limits.js';

type Read = TradingReader | TradingTx;

const MINUTE_MS = 60_000;
/** More than `open_orders` can ever be: past it a book is out of hand, and every guard that adds orders up denies. */
export const LIVE_ORDERS_MAX = 1_000;

const p = sql.placeholder;
// Spelled out like the partial indexes, or SQLite could not use them.
const isLive = sql`${tradingOrders.status} IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled')`;
const isChangeLive = sql`${orderChanges.status} IN ('submitting', 'unknown')`;
const isGttLive = sql`${gttOrders.status} IN ('submitting', 'unknown', 'active')`;

// What a person or a deployment sent; a trigger that goes off and a square-off are the exchange's doing.
const isSent = and(
  inArray(tradingOrders.authority, ['press', 'deployment']),
  notInArray(tradingOrders.status, ['denied', 'not_placed']),
);

const accountRow = prepared((read: Read) =>
  read
    .select({ mode: tradingAccounts.mode, closedAt: tradingAccounts.closedAt })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, p('userId')))
    .prepare(),
);

const liveRows = prepared((read: Read) =>
  read
    .select({
      id: tradingOrders.id,
      symbol: tradingOrders.symbol,
      side: tradingOrders.side,
      product: tradingOrders.product,
      quantity: tradingOrders.quantity,
      filledQuantity: tradingOrders.filledQuantity,
      price: tradingOrders.price,
      triggerPrice: tradingOrders.triggerPrice,
      quotePrice: tradingOrders.quotePrice,
      protective: tradingOrders.protective,
      status: tradingOrders.status,
    })
    .from(tradingOrders)
    .where(and(isLive, eq(tradingOrders.userId, p('userId')), eq(tradingOrders.bookId, p('bookId'))))
    .limit(LIVE_ORDERS_MAX + 1)
    .prepare(),
);

const sentSince = prepared((read: Read) =>
  read
    .select({ orders: count() })
    .from(tradingOrders)
    .where(and(eq(tradingOrders.userId, p('userId')), gt(tradingOrders.createdAt, p('afterMs')), isSent))
    .prepare(),
);

const sentOnDate = prepared((read: Read) =>
  read
    .select({ orders: count() })
    .from(tradingOrders)
    .where(
      and(
        eq(tradingOrders.userId, p('userId')),
        eq(tradingOrders.bookId, p('bookId')),
        eq(tradingOrders.marketDate, p('date')),
        isSent,
      ),
    )
    .prepare(),
);

const sameOrder = prepared((read: Read) =>
  read
    .select({ orderNumber: tradingOrders.orderNumber })
    .from(tradingOrders)
    .where(
      and(
        eq(tradingOrders.userId, p('userId')),
        gt(tradingOrders.createdAt, p('afterMs')),
        eq(tradingOrders.bookId, p('bookId')),
        eq(tradingOrders.symbol, p('symbol')),
        eq(tradingOrders.side, p('side')),
        eq(tradingOrders.product, p('product')),
        eq(tradingOrders.quantity, p('quantity')),
        ne(tradingOrders.status, 'rejected'),
        isSent,
      ),
    )
    .orderBy(desc(tradingOrders.createdAt))
    .limit(1)
    .prepare(),
);

const liveChange = prepared((read: Read) =>
  read
    .select({ id: orderChanges.id })
    .from(orderChanges)
    .innerJoin(tradingOrders, eq(tradingOrders.id, orderChanges.orderId))
    .where(and(isChangeLive, eq(orderChanges.userId, p('userId')), eq(tradingOrders.symbol, p('symbol'))))
    .limit(1)
    .prepare(),
);

const liveGtts = prepared((read: Read) =>
  read
    .select({
      id: gttOrders.id,
      bookId: gttOrders.bookId,
      symbol: gttOrders.symbol,
      side: gttOrders.side,
      product: gttOrders.product,
      quantity: gttOrders.quantity,
      price: gttOrders.price,
      targetPrice: gttOrders.targetPrice,
      status: gttOrders.status,
      createdAt: gttOrders.createdAt,
    })
    .from(gttOrders)
    .where(and(isGttLive, eq(gttOrders.userId, p('userId'))))
    .limit(LIVE_ORDERS_MAX + 1)
    .prepare(),
);

interface SameOrder {
  readonly userId: string;
  readonly bookId: number;
  readonly symbol: string;
  readonly side: OrderCheck['order']['side'];
  readonly product: OrderCheck['order']['product'];
  readonly quantity: number;
  readonly afterMs: number;
}

/** What the trading file says about an order, in a handful of indexed reads whose cost does not grow with history. */
export async function readBookFacts(read: Read, check: OrderCheck): Promise<BookFacts> {
  const { account, order, market, nowMs } = check;
  const { userId, bookId } = account;
  const { symbol, side, product, quantity } = order;
  const limits = await limitsOf(read, userId);
  const live = bounded(await liveRows(read).all({ userId, bookId }));
  const triggers = bounded(await liveGtts(read).all({ userId }));
  const same = { userId, bookId, symbol, side, product, quantity, afterMs: nowMs - limits.duplicate_window };
  return {
    account: (await accountRow(read).get({ userId })) ?? null,
    killSwitchIsOn: await killSwitchIsOn(read, userId),
    limits,
    liveOrders: [
      ...live.filter(({ id }) => id !== check.replaces).map(liveOrder),
      ...triggers.filter(each => each.bookId === bookId && !isExit(each)).map(waitingEntry),
    ],
    replaced: live.filter(({ id }) => id === check.replaces).map(liveOrder)[0] ?? null,
    ordersOfMinute: (await sentSince(read).get({ userId, afterMs: nowMs - MINUTE_MS }))?.orders ?? 0,
    ordersOfDay: (await sentOnDate(read).get({ userId, bookId, date: market.session.date }))?.orders ?? 0,
    duplicateOf: check.replaces ? null : await duplicateOf(read, check, triggers, same),
    lockedBy: {
      order: live.find(each => each.symbol === symbol && isUnsure(each.status))?.id ?? null,
      change: (await liveChange(read).get({ userId, symbol }))?.id ?? null,
      gtt: triggers.find(each => each.symbol === symbol && isUnsure(each.status))?.id ?? null,
    },
  };
}

const isUnsure = (status: string) => status === 'submitting' || status === 'unknown';

/** Shares of CNC cannot be sold short: such a trigger can only end a position. */
const isExit = ({ side, product }: Pick<GttRow, 'side' | 'product'>) => side === 'SELL' && product === 'CNC';

type GttRow = Awaited<ReturnType<ReturnType<typeof liveGtts>['all']>>[number];
type OrderRow = Awaited<ReturnType<ReturnType<typeof liveRows>['all']>>[number];

/** The same again of its own kind: a trigger beside an order is a plan, two alike are a mistake. */
async function duplicateOf(
  read: Read,
  { authority, nowMs }: OrderCheck,
  triggers: readonly GttRow[],
  same: SameOrder,
): Promise<string | null> {
  if (authority !== 'gtt') {
    const found = await sameOrder(read).get({ ...same });
    return found ? `#${found.orderNumber}` : null;
  }
  const alike = triggers.find(
    each =>
      each.createdAt > same.afterMs &&
      each.createdAt <= nowMs &&
      (['bookId', 'symbol', 'side', 'product', 'quantity'] as const).every(key => each[key] === same[key]),
  );
  return alike?.id ?? null;
}

function bounded<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > LIVE_ORDERS_MAX)
    throw new RangeError(`more than ${LIVE_ORDERS_MAX} orders of one account are open: cancel some first`);
  return rows;
}

const liveOrder = (row: OrderRow): LiveOrder => ({
  id: row.id,
  symbol: row.symbol,
  side: row.side,
  product: row.product,
  remaining: row.quantity - row.filledQuantity,
  filled: row.filledQuantity,
  pricePaise: row.price ?? row.triggerPrice ?? row.quotePrice,
  protective: row.protective,
});

/** A trigger that opens a position is placed by the exchange without another check: it counts from the day it is left there. */
const waitingEntry = ({ id, symbol, side, product, quantity, price, targetPrice }: GttRow): LiveOrder => ({
  id,
  symbol,
  side,
  product,
  remaining: quantity,
  filled: 0,
  // Of stop and target one is placed: the dearer one is reckoned with.
  pricePaise: Math.max(price, targetPrice ?? 0),
  protective: false,
});
