import { and, asc, desc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { bookDays, cashEntries, symbolDays } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, CashKind } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import type { PositionsReader } from './stored-positions.js';

export type BookDay = typeof bookDays.$inferSelect;
export type SymbolDay = typeof symbolDays.$inferSelect;

const p = sql.placeholder;
const ofBook = and(eq(bookDays.userId, p('userId')), eq(bookDays.bookId, p('bookId')));

const latest = prepared((read: PositionsReader) =>
  read.select().from(bookDays).where(ofBook).orderBy(desc(bookDays.date)).limit(1).prepare(),
);
const before = prepared((read: PositionsReader) =>
  read
    .select()
    .from(bookDays)
    .where(and(ofBook, lt(bookDays.date, p('date'))))
    .orderBy(desc(bookDays.date))
    .limit(1)
    .prepare(),
);
const at = prepared((read: PositionsReader) =>
  read
    .select()
    .from(bookDays)
    .where(and(ofBook, eq(bookDays.date, p('date'))))
    .prepare(),
);
const between = prepared((read: PositionsReader) =>
  read
    .select()
    .from(bookDays)
    .where(and(ofBook, gte(bookDays.date, p('from')), lte(bookDays.date, p('to'))))
    .orderBy(asc(bookDays.date))
    .limit(p('limit'))
    .prepare(),
);

export async function latestDay(
  read: PositionsReader,
  { userId, bookId }: Account,
): Promise<BookDay | undefined> {
  return await latest(read).get({ userId, bookId });
}

/** The last day before a date. */
export async function dayBefore(
  read: PositionsReader,
  { userId, bookId }: Account,
  date: string,
): Promise<BookDay | undefined> {
  return await before(read).get({ userId, bookId, date });
}

export async function dayAt(
  read: PositionsReader,
  { userId, bookId }: Account,
  date: string,
): Promise<BookDay | undefined> {
  return await at(read).get({ userId, bookId, date });
}

/** Days from `from` to `to`, both included, oldest first; at most `limit`. */
export async function daysBetween(
  read: PositionsReader,
  { userId, bookId }: Account,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<BookDay[]> {
  return await between(read).all({ userId, bookId, from, to, limit });
}

const lastFinal = prepared((read: PositionsReader) =>
  read
    .select()
    .from(bookDays)
    .where(and(ofBook, eq(bookDays.isFinal, true)))
    .orderBy(desc(bookDays.date))
    .limit(1)
    .prepare(),
);

/** The last day whose close is booked. Only the days since then are looked through. */
export async function lastFinalDay(
  read: PositionsReader,
  { userId, bookId }: Account,
): Promise<BookDay | undefined> {
  return await lastFinal(read).get({ userId, bookId });
}

const insert = prepared((tx: TradingTx) =>
  tx
    .insert(bookDays)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      date: p('date'),
      openingEquity: p('equity'),
      closingEquity: p('equity'),
      closingCash: p('cash'),
      netDeposits: 0,
      realized: 0,
      charges: 0,
      fills: 0,
      growth: p('growth'),
      peakGrowth: p('peakGrowth'),
      isFinal: false,
    })
    .prepare(),
);
const reopen = prepared((tx: TradingTx) =>
  tx
    .update(bookDays)
    .set({ isFinal: false })
    .where(and(ofBook, eq(bookDays.date, p('date'))))
    .prepare(),
);

/** Makes the row of a day that follows all others. */
export async function beginDay(
  tx: TradingTx,
  { userId, bookId }: Account,
  date: string,
  previous: BookDay | undefined,
): Promise<void> {
  await insert(tx).run({
    userId,
    bookId,
    date,
    equity: previous?.closingEquity ?? 0,
    cash: previous?.closingCash ?? 0,
    growth: previous?.growth ?? 1,
    peakGrowth: previous?.peakGrowth ?? 1,
  });
}

/**
 * The day that something of `date` is booked on: its own, or the newest there is where that is later, so that a day that others
 * follow never changes. A day that was closed is open again, and its next close counts what came late.
 */
export async function bookingDay(
  tx: TradingTx,
  account: Account,
  date: string,
): Promise<{ date: string; isMarked: boolean }> {
  const newest = await latestDay(tx, account);
  if (!newest || newest.date < date) {
    await beginDay(tx, account, date, newest);
    return { date, isMarked: false };
  }
  const { userId, bookId } = account;
  if (newest.isFinal) await reopen(tx).run({ userId, bookId, date: newest.date });
  return { date: newest.date, isMarked: newest.markedAt !== null };
}

/** Adds what was booked, and what it changed at the prices last seen, so that cash and equity are never behind it. */
export const addToDay = prepared((tx: TradingTx) =>
  tx
    .update(bookDays)
    .set({
      netDeposits: sql`${bookDays.netDeposits} + ${p('netDeposits')}`,
      realized: sql`${bookDays.realized} + ${p('realized')}`,
      charges: sql`${bookDays.charges} + ${p('charges')}`,
      fills: sql`${bookDays.fills} + ${p('fills')}`,
      closingCash: sql`${bookDays.closingCash} + ${p('cash')}`,
      closingEquity: sql`${bookDays.closingEquity} + ${p('equity')}`,
    })
    .where(and(ofBook, eq(bookDays.date, p('date'))))
    .prepare(),
);

export const valueDay = prepared((tx: TradingTx) =>
  tx
    .update(bookDays)
    .set({
      openingEquity: sql`${p('openingEquity')}`,
      closingEquity: sql`${p('closingEquity')}`,
      closingCash: sql`${p('closingCash')}`,
      growth: sql`${p('growth')}`,
      peakGrowth: sql`${p('peakGrowth')}`,
      benchmark: sql`${p('benchmark')}`,
      isFinal: sql`${p('isFinal')}`,
      markedAt: sql`${p('markedAt')}`,
    })
    .where(and(ofBook, eq(bookDays.date, p('date'))))
    .prepare(),
);

/** Rows that were cut off would make a wrong sum: that is a fault. */
function whole<Row>(rows: Row[], date: string): Row[] {
  const { rowsPerDayMax } = PORTFOLIO_LIMITS;
  if (rows.length <= rowsPerDayMax) return rows;
  throw new Error(`more than ${rowsPerDayMax} rows are booked on ${date}: the day cannot be valued`);
}

const symbolsOfDay = prepared((read: PositionsReader) =>
  read
    .select()
    .from(symbolDays)
    .where(
      and(
        eq(symbolDays.userId, p('userId')),
        eq(symbolDays.bookId, p('bookId')),
        eq(symbolDays.date, p('date')),
      ),
    )
    .limit(PORTFOLIO_LIMITS.rowsPerDayMax + 1)
    .prepare(),
);

/** What each symbol and strategy did on a day, and held at its end. */
export async function symbolDaysOf(
  read: PositionsReader,
  { userId, bookId }: Account,
  date: string,
): Promise<SymbolDay[]> {
  return whole(await symbolsOfDay(read).all({ userId, bookId, date }), date);
}

const cashOfDay = prepared((read: PositionsReader) =>
  read
    .select({
      kind: cashEntries.kind,
      symbol: cashEntries.symbol,
      amount: cashEntries.amount,
      equityBefore: cashEntries.equityBefore,
    })
    .from(cashEntries)
    .where(
      and(
        eq(cashEntries.userId, p('userId')),
        eq(cashEntries.bookId, p('bookId')),
        eq(cashEntries.date, p('date')),
      ),
    )
    .orderBy(asc(cashEntries.bookedAt), sql`rowid`)
    .limit(PORTFOLIO_LIMITS.rowsPerDayMax + 1)
    .prepare(),
);

/** Cash that moved without a fill on a day, in the order of the market's time. */
export async function cashOf(read: PositionsReader, { userId, bookId }: Account, date: string) {
  return whole(await cashOfDay(read).all({ userId, bookId, date }), date);
}

/** Money of the person's own that came or went: it is no gain and no loss. */
export const isFlow = ({ kind }: { kind: CashKind }): boolean => kind === 'deposit' || kind === 'withdrawal';
