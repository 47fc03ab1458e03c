import { and, count, desc, eq, gt, inArray, ne, notInArray, sql } from 'drizzle-orm';
import { gttOrders, orderChanges, tradingAccounts, tradingOrders } from '../../db/schema/trading/index.js';
import type { TradingTx } from '../../db/store.js';
import type { BookFacts, LiveOrder, OrderCheck } from './facts.js';
import { killSwitchIsOn } from './kill-switch.js';
import { limitsOf, type TradingReader } from './limits.js';

type Read = TradingReader | TradingTx;

const MINUTE_MS = 60_000;
/** More than `open_orders` can ever be: past it a book is out of hand, and every guard that adds orders up denies. */
export const LIVE_ORDERS_MAX = 1_000;

// Spelled out like the partial indexes, or SQLite could not use them.
const isLive = sql`${tradingOrders.status} IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled')`;
const isChangeLive = sql`${orderChanges.status} IN ('submitting', 'unknown')`;
const isGttLive = sql`${gttOrders.status} IN ('submitting', 'unknown', 'active')`;

/** What the trading file says about an order, in a handful of indexed reads whose cost does not grow with history. */
export async function readBookFacts(read: Read, check: OrderCheck): Promise<BookFacts> {
  const { userId } = check.account;
  const [account] = await read
    .select({ mode: tradingAccounts.mode, closedAt: tradingAccounts.closedAt })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, userId));
  const limits = await limitsOf(read, userId);
  const live = await liveRows(read, check);
  return {
    account: account ?? null,
    killSwitchIsOn: await killSwitchIsOn(read, userId),
    limits,
    liveOrders: live.filter(({ id }) => id !== check.replaces).map(liveOrder),
    replaced: live.filter(({ id }) => id === check.replaces).map(liveOrder)[0] ?? null,
    ordersOfMinute: await ordersOfMinute(read, check),
    ordersOfDay: await ordersOfDay(read, check),
    duplicateOf: check.replaces ? null : await duplicateOf(read, check, limits.duplicate_window),
    lockedBy: {
      order: live.find(({ symbol, status }) => symbol === check.order.symbol && isUnsure(status))?.id ?? null,
      change: await liveChange(read, check),
      gtt: await liveGtt(read, check),
    },
  };
}

const isUnsure = (status: string) => status === 'submitting' || status === 'unknown';

async function liveRows(read: Read, { account }: OrderCheck) {
  const { id, symbol, side, product, quantity, filledQuantity, price, triggerPrice, quotePrice } =
    tradingOrders;
  const { protective, status } = tradingOrders;
  const rows = await read
    .select({
      id,
      symbol,
      side,
      product,
      quantity,
      filledQuantity,
      price,
      triggerPrice,
      quotePrice,
      protective,
      status,
    })
    .from(tradingOrders)
    .where(and(isLive, eq(tradingOrders.userId, account.userId), eq(tradingOrders.bookId, account.bookId)))
    .limit(LIVE_ORDERS_MAX + 1);
  if (rows.length > LIVE_ORDERS_MAX)
    throw new RangeError(`more than ${LIVE_ORDERS_MAX} orders of one account are open: cancel some first`);
  return rows;
}

const liveOrder = (row: Awaited<ReturnType<typeof liveRows>>[number]): LiveOrder => ({
  id: row.id,
  symbol: row.symbol,
  side: row.side,
  product: row.product,
  remaining: row.quantity - row.filledQuantity,
  pricePaise: row.price ?? row.triggerPrice ?? row.quotePrice,
  protective: row.protective,
});

// What a person or a deployment sent; a trigger that goes off and a square-off are the exchange's doing.
const isSent = and(
  inArray(tradingOrders.authority, ['press', 'deployment']),
  notInArray(tradingOrders.status, ['denied', 'not_placed']),
);

async function ordersOfMinute(read: Read, { account, nowMs }: OrderCheck): Promise<number> {
  const [row] = await read
    .select({ orders: count() })
    .from(tradingOrders)
    .where(
      and(eq(tradingOrders.userId, account.userId), gt(tradingOrders.createdAt, nowMs - MINUTE_MS), isSent),
    );
  return row?.orders ?? 0;
}

async function ordersOfDay(read: Read, { account, market }: OrderCheck): Promise<number> {
  const [row] = await read
    .select({ orders: count() })
    .from(tradingOrders)
    .where(
      and(
        eq(tradingOrders.userId, account.userId),
        eq(tradingOrders.bookId, account.bookId),
        eq(tradingOrders.marketDate, market.session.date),
        isSent,
      ),
    );
  return row?.orders ?? 0;
}

async function duplicateOf(read: Read, { account, order, nowMs }: OrderCheck, windowMs: number) {
  const [row] = await read
    .select({ orderNumber: tradingOrders.orderNumber })
    .from(tradingOrders)
    .where(
      and(
        eq(tradingOrders.userId, account.userId),
        gt(tradingOrders.createdAt, nowMs - windowMs),
        eq(tradingOrders.bookId, account.bookId),
        eq(tradingOrders.symbol, order.symbol),
        eq(tradingOrders.side, order.side),
        eq(tradingOrders.product, order.product),
        eq(tradingOrders.quantity, order.quantity),
        ne(tradingOrders.status, 'rejected'),
        isSent,
      ),
    )
    .orderBy(desc(tradingOrders.createdAt))
    .limit(1);
  return row ? `#${row.orderNumber}` : null;
}

async function liveChange(read: Read, { account, order }: OrderCheck): Promise<string | null> {
  const [row] = await read
    .select({ id: orderChanges.id })
    .from(orderChanges)
    .innerJoin(tradingOrders, eq(tradingOrders.id, orderChanges.orderId))
    .where(and(isChangeLive, eq(orderChanges.userId, account.userId), eq(tradingOrders.symbol, order.symbol)))
    .limit(1);
  return row?.id ?? null;
}

async function liveGtt(read: Read, { account, order }: OrderCheck): Promise<string | null> {
  const [row] = await read
    .select({ id: gttOrders.id })
    .from(gttOrders)
    .where(
      and(
        isGttLive,
        eq(gttOrders.userId, account.userId),
        eq(gttOrders.symbol, order.symbol),
        ne(gttOrders.status, 'active'),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}
