import { and, eq, sql } from 'drizzle-orm';
import { gttOrders, orderChanges, tradingAccounts, tradingOrders } from '../../db/schema/trading/index.js';
import { prepared, type TradingFile, type TradingTx } from '../../db/store.js';
import type { Account } from '../broker-port.js';
import { type Paise, paise } from '../money.js';
import type { Authority, TradingMode } from './desk.js';
import type { OrderStatus } from './order-state.js';
import type { OrderTerms } from './terms.js';

const p = sql.placeholder;
/** Either connection. */
export type TradingRead = Pick<TradingTx, 'select'> | TradingFile['read'];
export type OrderRow = typeof tradingOrders.$inferSelect;
export type ChangeRow = typeof orderChanges.$inferSelect;
export type GttRow = typeof gttOrders.$inferSelect;

const accountOf = prepared((db: TradingRead) =>
  db
    .select({ mode: tradingAccounts.mode, closedAt: tradingAccounts.closedAt })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, p('userId')))
    .prepare(),
);

/** The mode of an account that is open. */
export async function openAccount(db: TradingRead, userId: string): Promise<TradingMode | undefined> {
  const found = await accountOf(db).get({ userId });
  return found && found.closedAt === null ? found.mode : undefined;
}

const takeNumber = prepared((tx: TradingTx) =>
  tx
    .update(tradingAccounts)
    .set({ nextOrderNumber: sql`${tradingAccounts.nextOrderNumber} + 1` })
    .where(eq(tradingAccounts.userId, p('userId')))
    .returning({ next: tradingAccounts.nextOrderNumber })
    .prepare(),
);

const insertOrder = prepared((tx: TradingTx) =>
  tx
    .insert(tradingOrders)
    .values({
      id: p('id'),
      userId: p('userId'),
      bookId: p('bookId'),
      orderNumber: p('orderNumber'),
      symbol: p('symbol'),
      side: p('side'),
      product: p('product'),
      orderType: p('orderType'),
      validity: p('validity'),
      quantity: p('quantity'),
      price: p('pricePaise'),
      triggerPrice: p('triggerPaise'),
      status: p('status'),
      authority: p('authority'),
      brokerOrderId: p('brokerOrderId'),
      strategyId: p('strategyId'),
      filledQuantity: 0,
      filledValue: 0,
      commission: 0,
      createdAt: p('nowMs'),
      updatedAt: p('nowMs'),
      marketDate: p('marketDate'),
      quotePrice: p('quotePaise'),
      quoteAt: p('quoteAtMs'),
      actionId: p('actionId'),
      gttId: p('gttId'),
      protective: p('protective'),
      message: p('message'),
    })
    .prepare(),
);

/** An order as it first enters the file. */
export interface NewOrder {
  id: string;
  account: Account;
  terms: OrderTerms;
  status: OrderStatus;
  authority: Authority;
  brokerOrderId: string | null;
  strategyId: string | null;
  marketDate: string;
  /** The far side of the quote that the person saw. */
  quote: { pricePaise: Paise; atMs: number } | null;
  actionId: string | null;
  gttId: string | null;
  protective: boolean;
  message: string | null;
}

/** @returns the order's number, which counts per person */
export async function addOrder(tx: TradingTx, order: NewOrder, nowMs: number): Promise<number> {
  const { account, terms, quote, ...rest } = order;
  const taken = await takeNumber(tx).get({ userId: account.userId });
  if (!taken) throw new Error(`no trading account of ${account.userId}`);
  const orderNumber = taken.next - 1;
  await insertOrder(tx).run({
    // First: the terms of an order that the broker made come with its standing there, which is not ours.
    ...terms,
    ...rest,
    ...account,
    orderNumber,
    quotePaise: quote?.pricePaise ?? null,
    quoteAtMs: quote?.atMs ?? null,
    nowMs,
  });
  return orderNumber;
}

const ownOrder = prepared((db: TradingRead) =>
  db
    .select()
    .from(tradingOrders)
    .where(and(eq(tradingOrders.id, p('id')), eq(tradingOrders.userId, p('userId'))))
    .prepare(),
);
const ownBrokerOrder = prepared((db: TradingRead) =>
  db
    .select()
    .from(tradingOrders)
    .where(and(eq(tradingOrders.brokerOrderId, p('brokerOrderId')), eq(tradingOrders.userId, p('userId'))))
    .prepare(),
);

export const orderById = async (db: TradingRead, userId: string, id: string): Promise<OrderRow | undefined> =>
  await ownOrder(db).get({ userId, id });

/** Our row of an order that the broker speaks of: by our tag, else by the broker's own id. */
export async function orderOfBroker(
  db: TradingRead,
  account: Account,
  told: { tag: string; brokerOrderId: string },
): Promise<OrderRow | undefined> {
  const { userId, bookId } = account;
  const found =
    (await ownOrder(db).get({ userId, id: told.tag })) ??
    (await ownBrokerOrder(db).get({ userId, brokerOrderId: told.brokerOrderId }));
  return found?.bookId === bookId ? found : undefined;
}

const setOrder = prepared((tx: TradingTx) =>
  tx
    .update(tradingOrders)
    .set({
      status: sql`${p('status')}`,
      brokerOrderId: sql`${p('brokerOrderId')}`,
      quantity: sql`${p('quantity')}`,
      price: sql`${p('price')}`,
      triggerPrice: sql`${p('triggerPrice')}`,
      filledQuantity: sql`${p('filledQuantity')}`,
      filledValue: sql`${p('filledValue')}`,
      commission: sql`${p('commission')}`,
      filledAt: sql`${p('filledAt')}`,
      message: sql`${p('message')}`,
      updatedAt: sql`${p('updatedAt')}`,
    })
    .where(and(eq(tradingOrders.id, p('id')), eq(tradingOrders.userId, p('userId'))))
    .prepare(),
);

type Changing =
  | 'status'
  | 'brokerOrderId'
  | 'quantity'
  | 'price'
  | 'triggerPrice'
  | 'filledQuantity'
  | 'filledValue'
  | 'commission'
  | 'filledAt'
  | 'message';

/** Writes what changed of an order. @returns the order as it is now */
export async function updateOrder(
  tx: TradingTx,
  row: OrderRow,
  change: Partial<Pick<OrderRow, Changing>>,
  nowMs: number,
): Promise<OrderRow> {
  // The wall clock may be set back; a row cannot change before it was made.
  const next = { ...row, ...change, updatedAt: Math.max(row.createdAt, nowMs) };
  await setOrder(tx).run(next);
  return next;
}

export const accountOfRow = ({ userId, bookId }: { userId: string; bookId: number }): Account => ({
  userId,
  bookId,
});

export const paiseOrNull = (amount: number | null): Paise | null => (amount === null ? null : paise(amount));

export const termsOf = (row: OrderRow): OrderTerms => ({
  symbol: row.symbol,
  side: row.side,
  product: row.product,
  orderType: row.orderType,
  validity: row.validity,
  quantity: row.quantity,
  pricePaise: paiseOrNull(row.price),
  triggerPaise: paiseOrNull(row.triggerPrice),
});
