import { and, desc, eq, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { bookTotals, symbolDays, symbolTotals } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account } from '../broker-port.js';
import type { PositionsReader } from './stored-positions.js';

const p = sql.placeholder;

/** `column = column + what was to be inserted`, for each. */
const added = (columns: Record<string, SQLiteColumn>) =>
  Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [
      key,
      sql`${column} + excluded.${sql.identifier(column.name)}`,
    ]),
  );

/** What a fill or a cash entry adds to every total that it counts in. Paise, and counts. */
export interface Amounts {
  bought: number;
  sold: number;
  charges: number;
  dividends: number;
  adjustments: number;
  /** Gross. */
  realized: number;
  fills: number;
}

export const NOTHING: Amounts = {
  bought: 0,
  sold: 0,
  charges: 0,
  dividends: 0,
  adjustments: 0,
  realized: 0,
  fills: 0,
};

/** What amounts bring into the cash. */
export const cashFlowOf = (of: Omit<Amounts, 'realized' | 'fills'>): number =>
  of.sold - of.bought - of.charges + of.dividends + of.adjustments;

/** What only the total of a whole book has. */
export interface BookAmounts extends Amounts {
  deposits: number;
  withdrawals: number;
  slippage: number;
}

const amounts = {
  bought: p('bought'),
  sold: p('sold'),
  charges: p('charges'),
  dividends: p('dividends'),
  adjustments: p('adjustments'),
  realized: p('realized'),
  fills: p('fills'),
};

const addBook = prepared((tx: TradingTx) => {
  const { bought, sold, charges, dividends, adjustments, realized, fills } = bookTotals;
  const { deposits, withdrawals, slippage } = bookTotals;
  const common = { bought, sold, charges, dividends, adjustments, realized, fills };
  return tx
    .insert(bookTotals)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      ...amounts,
      deposits: p('deposits'),
      withdrawals: p('withdrawals'),
      slippage: p('slippage'),
    })
    .onConflictDoUpdate({
      target: [bookTotals.userId, bookTotals.bookId],
      set: added({ ...common, deposits, withdrawals, slippage }),
    })
    .prepare();
});

const addSymbol = prepared((tx: TradingTx) => {
  const { bought, sold, charges, dividends, adjustments, realized, fills, wins, losses } = symbolTotals;
  return tx
    .insert(symbolTotals)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      symbol: p('symbol'),
      strategyId: p('strategyId'),
      ...amounts,
      wins: p('wins'),
      losses: p('losses'),
    })
    .onConflictDoUpdate({
      target: [symbolTotals.userId, symbolTotals.bookId, symbolTotals.symbol, symbolTotals.strategyId],
      set: added({ bought, sold, charges, dividends, adjustments, realized, fills, wins, losses }),
    })
    .prepare();
});

const addSymbolDay = prepared((tx: TradingTx) => {
  const { bought, sold, charges, dividends, adjustments, realized, fills } = symbolDays;
  const { userId, bookId, date, symbol, strategyId } = symbolDays;
  return tx
    .insert(symbolDays)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      date: p('date'),
      symbol: p('symbol'),
      strategyId: p('strategyId'),
      ...amounts,
      closingQuantity: p('closingQuantity'),
      closingValue: p('closingValue'),
    })
    .onConflictDoUpdate({
      target: [userId, bookId, date, symbol, strategyId],
      set: {
        ...added({ bought, sold, charges, dividends, adjustments, realized, fills }),
        closingQuantity: sql`excluded.closing_quantity`,
        closingValue: sql`excluded.closing_value`,
      },
    })
    .prepare();
});

export async function addToBook(
  tx: TradingTx,
  { userId, bookId }: Account,
  added: BookAmounts,
): Promise<void> {
  await addBook(tx).run({ userId, bookId, ...added });
}

/** Where an amount counts, and what is held there after it: of all products together, at the prices last seen. */
export interface SymbolPlace extends Account {
  symbol: string;
  strategyId: string;
  date: string;
  closingQuantity: number;
  closingValue: number;
}

const valueSoFar = prepared((tx: TradingTx) => {
  const { userId, bookId, date, symbol, strategyId } = symbolDays;
  const previous = sql`(SELECT max(date) FROM book_days
    WHERE user_id = ${p('userId')} AND book_id = ${p('bookId')} AND date < ${p('date')})`;
  return tx
    .select({ value: symbolDays.closingValue })
    .from(symbolDays)
    .where(
      and(
        eq(userId, p('userId')),
        eq(bookId, p('bookId')),
        sql`${date} IN (${p('date')}, ${previous})`,
        eq(symbol, p('symbol')),
        eq(strategyId, p('strategyId')),
      ),
    )
    .orderBy(desc(date))
    .limit(1)
    .prepare();
});

/**
 * Adds to the total of a symbol and strategy, and to its day.
 * @returns what it added to the equity: the cash, and the change in the value of what is held
 */
export async function addToSymbol(
  tx: TradingTx,
  place: SymbolPlace,
  added: Amounts & { wins: number; losses: number },
): Promise<number> {
  const { userId, bookId, symbol, strategyId, date, closingQuantity, closingValue } = place;
  const before = await valueSoFar(tx).get({ userId, bookId, symbol, strategyId, date });
  await addSymbol(tx).run({ userId, bookId, symbol, strategyId, ...added });
  await addSymbolDay(tx).run({
    userId,
    bookId,
    symbol,
    strategyId,
    date,
    closingQuantity,
    closingValue,
    ...added,
  });
  return cashFlowOf(added) + closingValue - (before?.value ?? 0);
}

/** Puts what is held at the end of a day where the day's amounts stand; they stay as they are. */
export async function valueSymbolDay(tx: TradingTx, place: SymbolPlace): Promise<void> {
  const { userId, bookId, symbol, strategyId, date, closingQuantity, closingValue } = place;
  await addSymbolDay(tx).run({
    userId,
    bookId,
    symbol,
    strategyId,
    date,
    closingQuantity,
    closingValue,
    ...NOTHING,
  });
}

export type Totals = typeof bookTotals.$inferSelect;

const totals = prepared((read: PositionsReader) =>
  read
    .select()
    .from(bookTotals)
    .where(and(eq(bookTotals.userId, p('userId')), eq(bookTotals.bookId, p('bookId'))))
    .prepare(),
);

export async function totalsRow(
  read: PositionsReader,
  { userId, bookId }: Account,
): Promise<Totals | undefined> {
  return await totals(read).get({ userId, bookId });
}
