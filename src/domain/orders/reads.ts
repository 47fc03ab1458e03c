import { and, desc, eq, lt, sql } from 'drizzle-orm';
import {
  gttOrders,
  orderChanges,
  pendingActions,
  tradingExecutions,
  tradingOrders,
  tradingPositions,
} from '../../db/schema/trading/index.js';
import { prepared } from '../../db/store.js';
import type { Account, Desk } from '../ports.js';
import { ORDER_LIMITS } from './limits.js';
import type { ChangeRow, GttRow, OrderRow, TradingRead } from './rows.js';
import type { OrderTerms } from './terms.js';

const p = sql.placeholder;
// Spelt as in the partial index, with nothing bound, or it would not serve.
const IS_LIVE = sql`${tradingOrders.status} IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled')`;

const liveOrdersOfPerson = prepared((db: TradingRead) =>
  db
    .select()
    .from(tradingOrders)
    .where(and(eq(tradingOrders.userId, p('userId')), IS_LIVE))
    .orderBy(tradingOrders.createdAt)
    .limit(ORDER_LIMITS.liveReadMax)
    .prepare(),
);

/** Everything of a person that can still fill or may exist, oldest first, on every market of theirs. */
export const liveOrders = async (db: TradingRead, userId: string): Promise<OrderRow[]> =>
  await liveOrdersOfPerson(db).all({ userId });

const byNumber = prepared((db: TradingRead) =>
  db
    .select()
    .from(tradingOrders)
    .where(and(eq(tradingOrders.userId, p('userId')), eq(tradingOrders.orderNumber, p('orderNumber'))))
    .prepare(),
);

/** The order that a person calls `#8`, `'8'` or `8`. Undefined for anything that is no number of an order of theirs. */
export async function orderByNumber(
  desk: Pick<Desk, 'store'>,
  person: { userId: string },
  reference: string | number,
): Promise<OrderRow | undefined> {
  const digits = /^#?([1-9]\d{0,14})$/.exec(String(reference))?.[1];
  if (digits === undefined) return undefined;
  const { userId } = person;
  return await byNumber(desk.store.trading.read).get({ userId, orderNumber: Number(digits) });
}

/** A person's newest orders, at most `ORDER_LIMITS.ordersReadMax`, and before the order numbered `before` where given. */
export async function ordersOf(
  desk: Pick<Desk, 'store'>,
  person: { userId: string },
  { limit, before }: { limit: number; before?: number },
): Promise<OrderRow[]> {
  return await desk.store.trading.read
    .select()
    .from(tradingOrders)
    .where(
      and(
        eq(tradingOrders.userId, person.userId),
        before === undefined ? undefined : lt(tradingOrders.orderNumber, before),
      ),
    )
    .orderBy(desc(tradingOrders.orderNumber))
    .limit(boundedTo(limit));
}

const boundedTo = (limit: number): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= ORDER_LIMITS.ordersReadMax) return limit;
  throw new RangeError(`not a number from 1 to ${ORDER_LIMITS.ordersReadMax}: ${limit}`);
};

/** The newest fills of one order of a person. */
export const fillsOf = async (desk: Pick<Desk, 'store'>, person: { userId: string }, orderId: string) =>
  await desk.store.trading.read
    .select()
    .from(tradingExecutions)
    .where(and(eq(tradingExecutions.orderId, orderId), eq(tradingExecutions.userId, person.userId)))
    .orderBy(desc(tradingExecutions.executedAt))
    .limit(ORDER_LIMITS.ordersReadMax);

/** What was asked to be changed of one order of a person, newest first. */
export const changesOf = async (
  desk: Pick<Desk, 'store'>,
  person: { userId: string },
  orderId: string,
): Promise<ChangeRow[]> =>
  await desk.store.trading.read
    .select()
    .from(orderChanges)
    .where(and(eq(orderChanges.orderId, orderId), eq(orderChanges.userId, person.userId)))
    .orderBy(desc(orderChanges.createdAt))
    .limit(ORDER_LIMITS.ordersReadMax);

/** A person's triggers, newest first. */
export const gttsOf = async (
  desk: Pick<Desk, 'store'>,
  person: { userId: string },
  { limit }: { limit: number },
): Promise<GttRow[]> =>
  await desk.store.trading.read
    .select()
    .from(gttOrders)
    .where(eq(gttOrders.userId, person.userId))
    .orderBy(desc(gttOrders.createdAt))
    .limit(boundedTo(limit));

/** A person's cards that wait for a press, without what only their buttons carry. */
export const cardsOf = async (desk: Pick<Desk, 'store' | 'clock'>, person: { userId: string }) =>
  await desk.store.trading.read
    .select({
      id: pendingActions.id,
      kind: pendingActions.kind,
      payload: pendingActions.payload,
      expiresAt: pendingActions.expiresAt,
    })
    .from(pendingActions)
    .where(
      and(
        eq(pendingActions.userId, person.userId),
        sql`${pendingActions.state} = 'pending'`,
        sql`${pendingActions.expiresAt} > ${desk.clock.now()}`,
      ),
    )
    .limit(ORDER_LIMITS.liveCardsMax);

const heldOf = prepared((db: TradingRead) =>
  db
    .select({ quantity: sql`coalesce(sum(${tradingPositions.quantity}), 0)`.mapWith(Number) })
    .from(tradingPositions)
    .where(
      and(
        eq(tradingPositions.userId, p('userId')),
        eq(tradingPositions.bookId, p('bookId')),
        eq(tradingPositions.symbol, p('symbol')),
        eq(tradingPositions.product, p('product')),
        sql`${tradingPositions.closedAt} IS NULL`,
      ),
    )
    .prepare(),
);

type Exit = Pick<OrderTerms, 'symbol' | 'side' | 'product' | 'quantity'>;

/** Shares of the position that an order of this side makes smaller. */
async function closable(db: TradingRead, account: Account, order: Omit<Exit, 'quantity'>): Promise<number> {
  const { symbol, side, product } = order;
  const held = (await heldOf(db).get({ ...account, symbol, product }))?.quantity ?? 0;
  return Math.max(0, side === 'SELL' ? held : -held);
}

/**
 * Whether an order can only make a position smaller, other open orders of its kind included. Shares of CNC cannot be sold
 * short, so every sale of them can.
 */
export async function isProtective(db: TradingRead, account: Account, order: Exit): Promise<boolean> {
  const { symbol, side, product, quantity } = order;
  if (product === 'CNC') return side === 'SELL';
  const shares = await closable(db, account, order);
  if (shares < quantity) return false;
  const open = await liveOrders(db, account.userId);
  const alike = open.filter(
    each =>
      each.bookId === account.bookId &&
      each.symbol === symbol &&
      each.side === side &&
      each.product === product,
  );
  const promised = alike.reduce((sum, each) => sum + each.quantity - each.filledQuantity, 0);
  return promised + quantity <= shares;
}

/**
 * Ids of the open orders that can only make a position smaller as it stands now, which is not as it stood when they were
 * placed: a stop can be older than the position that it protects, and outlive it. The older ones first, as far as it goes.
 */
export async function exitsAmong(db: TradingRead, orders: readonly OrderRow[]): Promise<ReadonlySet<string>> {
  const left = new Map<string, number>();
  const exits = new Set<string>();
  for (const order of orders) {
    const { id, userId, bookId, symbol, side, product, quantity, filledQuantity } = order;
    const position = JSON.stringify([bookId, symbol, side]);
    const shares = left.get(position) ?? (await closable(db, { userId, bookId }, order));
    const remaining = quantity - filledQuantity;
    const isExit = product === 'CNC' ? side === 'SELL' : remaining <= shares;
    if (isExit) exits.add(id);
    if (product === 'MIS') left.set(position, isExit ? shares - remaining : shares);
  }
  return exits;
}
