import { and, eq, sql } from 'drizzle-orm';
import { bookTotals, tradingPositions } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, BrokerFunds, BrokerHolding, BrokerOrder } from '../broker-port.js';
import { ask } from './connection.js';
import type { OrderDesk } from './desk.js';
import { ORDER_LIMITS } from './limits.js';
import { happened } from './notes.js';
import { CHANGEABLE } from './order-state.js';
import { liveOrders } from './reads.js';
import type { OrderRow, TradingRead } from './rows.js';
import { syncBook } from './sync.js';

const p = sql.placeholder;

/**
 * Something that the broker sees otherwise than we. `ours` and `theirs` are shares (of a position, or left of an open
 * order), or paise of cash. It is shown and never settled by itself.
 */
export interface Difference {
  kind: 'position' | 'order' | 'cash';
  /** `INFY:CNC`, the broker's order id, or `cash`. */
  of: string;
  ours: number;
  theirs: number;
}

export type Compared = { ok: true; differences: Difference[] } | { ok: false; message: string };

interface BrokerSide {
  holdings: readonly BrokerHolding[];
  funds: BrokerFunds;
  orders: readonly BrokerOrder[];
}

/**
 * What the broker holds against what our books say: positions by symbol and product, open orders, cash. Each difference
 * that is new is told once. An account that moves while it is read is read again, and left for the next time after that.
 */
export async function differencesOf(desk: OrderDesk, account: Account): Promise<Compared> {
  let before = await syncBook(desk, account);
  for (let read = 1; read <= ORDER_LIMITS.stableReadsMax; read += 1) {
    if (!before.ok) return before;
    const theirs = await readBroker(desk, account);
    if (!theirs.ok) return theirs;
    // Ours are read before the broker is asked what came since: what another sync books meanwhile shows up there.
    const differences = await compare(desk, account, theirs.value);
    const after = await syncBook(desk, account);
    if (!after.ok) return after;
    if (after.lastSeq === before.lastSeq) {
      await desk.store.trading.tx(tx => tell(tx, desk, account, differences));
      return { ok: true, differences };
    }
    before = after;
  }
  return { ok: false, message: 'the account keeps moving: it is compared the next time' };
}

/** What the broker says the account is now. */
export async function readBroker(
  desk: OrderDesk,
  account: Account,
): Promise<{ ok: true; value: BrokerSide } | { ok: false; message: string }> {
  const holdings = await ask(desk, account, of => desk.broker.holdings(of));
  if (!holdings.ok) return holdings;
  const funds = await ask(desk, account, of => desk.broker.funds(of));
  if (!funds.ok) return funds;
  const orders = await ask(desk, account, of => desk.broker.openOrders(of));
  if (!orders.ok) return orders;
  return { ok: true, value: { holdings: holdings.value, funds: funds.value, orders: orders.value } };
}

const compare = async (desk: OrderDesk, account: Account, theirs: BrokerSide): Promise<Difference[]> =>
  await desk.store.trading.tx(async tx =>
    [
      ...(await positionDifferences(tx, account, theirs.holdings)),
      ...orderDifferences(await openOrdersOf(tx, account), theirs.orders),
      ...(await cashDifferences(tx, account, theirs.funds)),
    ].slice(0, ORDER_LIMITS.differencesMax),
  );

/** Sums where ours and theirs are not the same number. */
function unequal(
  kind: Difference['kind'],
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): Difference[] {
  const of = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return of
    .map(each => ({ kind, of: each, ours: ours.get(each) ?? 0, theirs: theirs.get(each) ?? 0 }))
    .filter(each => each.ours !== each.theirs);
}

const sums = <T>(rows: readonly T[], of: (row: T) => string, quantity: (row: T) => number) => {
  const sum = new Map<string, number>();
  for (const row of rows) sum.set(of(row), (sum.get(of(row)) ?? 0) + quantity(row));
  return sum;
};

const openPositions = prepared((tx: TradingTx) =>
  tx
    .select({
      symbol: tradingPositions.symbol,
      product: tradingPositions.product,
      quantity: tradingPositions.quantity,
    })
    .from(tradingPositions)
    .where(
      and(
        eq(tradingPositions.userId, p('userId')),
        eq(tradingPositions.bookId, p('bookId')),
        sql`${tradingPositions.closedAt} IS NULL`,
      ),
    )
    .prepare(),
);

async function positionDifferences(
  tx: TradingTx,
  { userId, bookId }: Account,
  holdings: readonly BrokerHolding[],
): Promise<Difference[]> {
  const positions = await openPositions(tx).all({ userId, bookId });
  const of = (each: { symbol: string; product: string }) => `${each.symbol}:${each.product}`;
  const quantity = (each: { quantity: number }) => each.quantity;
  return unequal('position', sums(positions, of, quantity), sums(holdings, of, quantity));
}

const openOrdersOf = async (db: TradingRead, { userId, bookId }: Account): Promise<OrderRow[]> =>
  (await liveOrders(db, userId)).filter(each => each.bookId === bookId && CHANGEABLE.includes(each.status));

const orderDifferences = (ours: readonly OrderRow[], theirs: readonly BrokerOrder[]): Difference[] =>
  unequal(
    'order',
    sums(
      ours,
      each => each.brokerOrderId ?? each.id,
      each => each.quantity - each.filledQuantity,
    ),
    sums(
      theirs,
      each => each.brokerOrderId,
      each => each.quantity - each.filledQuantity,
    ),
  );

const cashOfBook = prepared((tx: TradingTx) =>
  tx
    .select({ cash: bookTotals.cash })
    .from(bookTotals)
    .where(and(eq(bookTotals.userId, p('userId')), eq(bookTotals.bookId, p('bookId'))))
    .prepare(),
);

async function cashDifferences(
  tx: TradingTx,
  { userId, bookId }: Account,
  { cashPaise }: BrokerFunds,
): Promise<Difference[]> {
  const cash = (await cashOfBook(tx).get({ userId, bookId }))?.cash ?? 0;
  return unequal('cash', new Map([['cash', cash]]), new Map([['cash', cashPaise]]));
}

async function tell(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  differences: readonly Difference[],
): Promise<void> {
  const keyOf = (each: Difference) => JSON.stringify([each.kind, each.of, each.ours, each.theirs]);
  const { fresh, gone } = desk.process.seen(account, differences.map(keyOf));
  const { userId, bookId } = account;
  const event = { userId, relatedId: String(bookId) };
  for (const each of differences.filter(one => fresh.includes(keyOf(one))))
    await happened(tx, desk, { ...event, type: 'book.differs', severity: 'critical', data: { ...each } });
  if (gone.length > 0 && differences.length === 0)
    await happened(tx, desk, { ...event, type: 'book.agrees', data: { settled: gone.length } });
}
