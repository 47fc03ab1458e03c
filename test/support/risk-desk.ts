import type { Ids } from '../../src/domain/ports.js';
import type { Desk, TradingMarket } from '../../src/domain/ports.js';
import {
  gttOrders,
  orderChanges,
  tradingAccounts,
  tradingOrders,
} from '../../src/db/schema/trading/index.js';
import type { Store, TradingTx } from '../../src/db/store.js';
import { AUDIT_KEY } from './audit-trail.js';
import { NOW, temporaryStore, testClock } from './folder.js';

export const PERSON = 'PERSON1';

const counted = (): Ids => {
  let made = 0;
  return { next: () => `MADE${String((made += 1)).padStart(6, '0')}` };
};

const unused = () => {
  throw new Error('risk has no business with this');
};

/** A desk on a real store with two open accounts; whatever risk may not use throws. */
export async function riskDesk(market: () => TradingMarket = unused) {
  const store = await temporaryStore();
  const clock = testClock();
  await store.trading.tx(async tx => {
    for (const userId of [PERSON, 'PERSON2'])
      await tx
        .insert(tradingAccounts)
        .values({ userId, mode: 'paper', nextOrderNumber: 1, openedAt: NOW - 1 });
  });
  const desk = {
    store,
    clock,
    ids: counted(),
    auditKey: AUDIT_KEY,
    market: () => Promise.resolve(market()),
    sleep: unused,
  } as unknown as Desk;
  return { desk, store, clock };
}

type Order = Partial<typeof tradingOrders.$inferInsert>;

let numbers = 0;

/** An open order to buy 10 INFY, of a second ago. */
export const storeOrder = async (store: Store, change: Order = {}): Promise<string> =>
  await store.trading.tx(tx => insertOrder(tx, change));

export async function insertOrder(tx: TradingTx, change: Order = {}): Promise<string> {
  numbers += 1;
  const id = change.id ?? `ORDER${numbers}`;
  const createdAt = change.createdAt ?? NOW - 1_000;
  await tx.insert(tradingOrders).values({
    userId: PERSON,
    orderNumber: numbers,
    symbol: 'INFY',
    orderType: 'MARKET',
    side: 'BUY',
    product: 'CNC',
    validity: 'DAY',
    quantity: 10,
    price: null,
    triggerPrice: null,
    status: 'open',
    authority: 'press',
    brokerOrderId: null,
    strategyId: null,
    filledQuantity: 0,
    filledValue: 0,
    commission: 0,
    updatedAt: createdAt,
    filledAt: null,
    bookId: 1,
    marketDate: '2026-11-23',
    quotePrice: 150_000,
    quoteAt: NOW - 1_000,
    actionId: `CARD${numbers}`,
    gttId: null,
    protective: false,
    message: null,
    ...change,
    id,
    createdAt,
  });
  return id;
}

export async function storeChange(store: Store, orderId: string, status: 'submitting' | 'accepted') {
  await store.trading.tx(async tx => {
    await tx.insert(orderChanges).values({
      id: `CHANGE${orderId}`,
      orderId,
      userId: PERSON,
      kind: 'cancel',
      status,
      authority: 'press',
      actionId: `CHANGECARD${orderId}`.slice(0, 20),
      createdAt: NOW,
      updatedAt: NOW,
    });
  });
}

type Gtt = Partial<typeof gttOrders.$inferInsert>;

/** A stop to sell 10 INFY. */
export async function storeGtt(store: Store, id: string, status: 'submitting' | 'active', change: Gtt = {}) {
  await store.trading.tx(async tx => {
    await tx.insert(gttOrders).values({
      id,
      userId: PERSON,
      bookId: 1,
      kind: 'single',
      symbol: 'INFY',
      side: 'SELL',
      product: 'CNC',
      quantity: 10,
      triggerPrice: 140_000,
      price: 139_900,
      status,
      actionId: `${id}CARD`,
      createdAt: NOW,
      updatedAt: NOW,
      ...change,
    });
  });
}
