import { and, eq, isNull, sql } from 'drizzle-orm';
import { tradingExecutions, tradingPositions } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, Product } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';

/** An open position as it is kept. `strategyId` is '' where there is none; quantity and cost are signed. */
export interface StoredPosition {
  id: string;
  symbol: string;
  product: Product;
  strategyId: string;
  quantity: number;
  cost: number;
  currentPrice: number | null;
  realizedPnl: number;
  openedAt: number;
}

const p = sql.placeholder;

const columns = {
  id: tradingPositions.id,
  symbol: tradingPositions.symbol,
  product: tradingPositions.product,
  strategyId: sql<string>`coalesce(${tradingPositions.strategyId}, '')`,
  quantity: tradingPositions.quantity,
  cost: tradingPositions.cost,
  currentPrice: tradingPositions.currentPrice,
  realizedPnl: tradingPositions.realizedPnl,
  openedAt: tradingPositions.openedAt,
};
const open = and(
  eq(tradingPositions.userId, p('userId')),
  eq(tradingPositions.bookId, p('bookId')),
  isNull(tradingPositions.closedAt),
);

const ofSymbol = prepared((tx: TradingTx) =>
  tx
    .select(columns)
    .from(tradingPositions)
    .where(and(open, eq(tradingPositions.symbol, p('symbol'))))
    .limit(PORTFOLIO_LIMITS.positionsMax)
    .prepare(),
);

/** A read that is also made inside of transactions. */
export type PositionsReader = Pick<TradingTx, 'select'>;

const ofBook = prepared((read: PositionsReader) =>
  read
    .select(columns)
    .from(tradingPositions)
    .where(open)
    .orderBy(tradingPositions.symbol, tradingPositions.product)
    .limit(PORTFOLIO_LIMITS.positionsMax + 1)
    .prepare(),
);

export async function openPositionsOf(
  tx: TradingTx,
  { userId, bookId }: Account,
  symbol: string,
): Promise<StoredPosition[]> {
  return await ofSymbol(tx).all({ userId, bookId, symbol });
}

/** All open positions of a book, by symbol. @throws Error past `positionsMax`: a part of them would be taken for all */
export async function openPositions(
  read: PositionsReader,
  { userId, bookId }: Account,
): Promise<StoredPosition[]> {
  const found = await ofBook(read).all({ userId, bookId });
  if (found.length > PORTFOLIO_LIMITS.positionsMax)
    throw new Error(`a book has more than ${PORTFOLIO_LIMITS.positionsMax} open positions`);
  return found;
}

export const insertPosition = prepared((tx: TradingTx) =>
  tx
    .insert(tradingPositions)
    .values({
      id: p('id'),
      userId: p('userId'),
      bookId: p('bookId'),
      symbol: p('symbol'),
      product: p('product'),
      strategyId: p('strategyId'),
      quantity: p('quantity'),
      cost: p('cost'),
      currentPrice: p('currentPrice'),
      realizedPnl: p('realizedPnl'),
      openedAt: p('atMs'),
    })
    .prepare(),
);

export const updatePosition = prepared((tx: TradingTx) =>
  tx
    .update(tradingPositions)
    .set({
      quantity: sql`${p('quantity')}`,
      cost: sql`${p('cost')}`,
      currentPrice: sql`${p('currentPrice')}`,
      realizedPnl: sql`${p('realizedPnl')}`,
      closedAt: sql`${p('closedAt')}`,
    })
    .where(eq(tradingPositions.id, p('id')))
    .prepare(),
);

export const markPosition = prepared((tx: TradingTx) =>
  tx
    .update(tradingPositions)
    .set({ currentPrice: sql`${p('currentPrice')}` })
    .where(and(eq(tradingPositions.id, p('id')), isNull(tradingPositions.closedAt)))
    .prepare(),
);

/** What one share of an execution cost more than the quote at its confirmation, in paise; null where there was none. */
export const slippageOfExecution = prepared((tx: TradingTx) =>
  tx
    .select({ slippage: tradingExecutions.slippage })
    .from(tradingExecutions)
    .where(eq(tradingExecutions.id, p('id')))
    .prepare(),
);
