import { and, asc, eq, sql } from 'drizzle-orm';
import { symbolTotals, tradingLots } from '../../db/schema/trading/index.js';
import { prepared } from '../../db/store.js';
import type { Account, Product } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import type { LotView } from './stored-lots.js';
import { openPositions, type PositionsReader, type StoredPosition } from './stored-positions.js';
import { type Totals, totalsRow } from './stored-totals.js';

export type { LotView } from './stored-lots.js';
export type { PositionsReader, StoredPosition } from './stored-positions.js';
export type { Totals } from './stored-totals.js';

/** Open positions of a book, by symbol. @throws Error past `positionsMax` */
export async function positionsOf(read: PositionsReader, account: Account): Promise<StoredPosition[]> {
  return await openPositions(read, account);
}

/** All that ever moved a book's cash, and the cash; undefined for a book that was never opened. Paise. */
export async function totalsOf(read: PositionsReader, account: Account): Promise<Totals | undefined> {
  return await totalsRow(read, account);
}

export type StoredLot = typeof tradingLots.$inferSelect;

const p = sql.placeholder;
const ofView = and(
  eq(tradingLots.userId, p('userId')),
  eq(tradingLots.bookId, p('bookId')),
  eq(tradingLots.view, p('view')),
  sql`${tradingLots.quantity} <> 0`,
);
const order = [
  asc(tradingLots.symbol),
  asc(tradingLots.product),
  asc(tradingLots.strategyId),
  asc(tradingLots.id),
];

const lotsOfView = prepared((read: PositionsReader) =>
  read
    .select()
    .from(tradingLots)
    .where(ofView)
    .orderBy(...order)
    .limit(PORTFOLIO_LIMITS.lotsShownMax)
    .prepare(),
);
const lotsOfSymbol = prepared((read: PositionsReader) =>
  read
    .select()
    .from(tradingLots)
    .where(and(ofView, eq(tradingLots.symbol, p('symbol'))))
    .orderBy(...order)
    .limit(PORTFOLIO_LIMITS.lotsShownMax)
    .prepare(),
);

/** Open lots in one view, of one symbol or all, oldest first in each inventory; at most `lotsShownMax`. */
export async function lotsOf(
  read: PositionsReader,
  { userId, bookId }: Account,
  { view, symbol }: { view: LotView; symbol?: string },
): Promise<StoredLot[]> {
  if (symbol === undefined) return await lotsOfView(read).all({ userId, bookId, view });
  return await lotsOfSymbol(read).all({ userId, bookId, view, symbol });
}

/** Sums of the open lots of one inventory: signed quantity and cost, and the charges of their entries. */
export interface LotSum {
  symbol: string;
  product: Product;
  strategyId: string;
  quantity: number;
  cost: number;
  charges: number;
}

const lotSums = prepared((read: PositionsReader) => {
  const { symbol, product, strategyId } = tradingLots;
  const total = (column: typeof tradingLots.quantity | typeof tradingLots.cost) =>
    sql<number>`sum(${column})`.mapWith(Number);
  return read
    .select({
      symbol,
      product,
      strategyId,
      quantity: total(tradingLots.quantity),
      cost: total(tradingLots.cost),
      charges: total(tradingLots.charges),
    })
    .from(tradingLots)
    .where(ofView)
    .groupBy(symbol, product, strategyId)
    .prepare();
});

/** The open lots of one view, added up by symbol, product and strategy. Closed lots are not read. */
export async function lotSumsOf(
  read: PositionsReader,
  { userId, bookId }: Account,
  view: LotView,
): Promise<LotSum[]> {
  return await lotSums(read).all({ userId, bookId, view });
}

export type SymbolTotals = typeof symbolTotals.$inferSelect;

const ofSymbols = prepared((read: PositionsReader) =>
  read
    .select()
    .from(symbolTotals)
    .where(and(eq(symbolTotals.userId, p('userId')), eq(symbolTotals.bookId, p('bookId'))))
    .orderBy(asc(symbolTotals.symbol), asc(symbolTotals.strategyId))
    .limit(PORTFOLIO_LIMITS.symbolTotalsMax)
    .prepare(),
);

/** Totals by symbol and strategy since the book was opened; at most `symbolTotalsMax`. */
export async function symbolTotalsOf(
  read: PositionsReader,
  { userId, bookId }: Account,
): Promise<SymbolTotals[]> {
  return await ofSymbols(read).all({ userId, bookId });
}
