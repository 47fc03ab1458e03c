import { and, eq, gte, isNull, lte, notInArray, sql } from 'drizzle-orm';
import type { BookDesk } from './prices.js';
import { cashEntries, symbolDays } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, MarketSymbol } from '../ports.js';
import { type Period, type PeriodAnswer, periodDays } from './periods.js';
import { type BookDay, symbolDaysOf } from './stored-days.js';
import { keyOf } from './value-day.js';
import { NO_SECTOR } from './value-book.js';

/** What one symbol of one strategy, or several, made in a period. Paise; `pnl` is `trading` and what follows it. */
export interface AttributionPart {
  /** Change in value and proceeds less what was paid, before charges: the sum of `realized` and `unrealized`. */
  trading: number;
  /** Of what was closed in the period: proceeds less cost. */
  realized: number;
  /** The change of what open positions are worth above their cost. */
  unrealized: number;
  dividends: number;
  /** Of fills: 0 or less. */
  charges: number;
  /** Depository charges and fractions. */
  adjustments: number;
  pnl: number;
}

export type NamedPart = AttributionPart & { name: string };

/**
 * A period's profit and loss, taken apart four ways. Each way adds up to `pnl` with `noteRoundings`, which belong to no symbol:
 * `unexplained` is what does not, and is 0 unless the books are wrong. Paise.
 */
export interface Attribution {
  from: string;
  to: string;
  since: string | null;
  /** Change in equity less net deposits. */
  pnl: number;
  equityChange: number;
  netDeposits: number;
  bySymbol: NamedPart[];
  /** '' is trades of no strategy. */
  byStrategy: NamedPart[];
  bySector: NamedPart[];
  byCost: Omit<AttributionPart, 'pnl'>;
  noteRoundings: number;
  unexplained: number;
  isFinal: boolean;
}

const p = sql.placeholder;

const flowsBySymbol = prepared((tx: TradingTx) => {
  const { symbol, strategyId, bought, sold, charges, dividends, adjustments, realized, date } = symbolDays;
  const total = (column: typeof bought) => sql<number>`sum(${column})`.mapWith(Number);
  return tx
    .select({
      symbol,
      strategyId,
      bought: total(bought),
      sold: total(sold),
      charges: total(charges),
      dividends: total(dividends),
      adjustments: total(adjustments),
      realized: total(realized),
    })
    .from(symbolDays)
    .where(
      and(
        eq(symbolDays.userId, p('userId')),
        eq(symbolDays.bookId, p('bookId')),
        gte(date, p('from')),
        lte(date, p('to')),
      ),
    )
    .groupBy(symbol, strategyId)
    .prepare();
});

const cashOfNoSymbol = prepared((tx: TradingTx) =>
  tx
    .select({ amount: sql<number>`coalesce(sum(${cashEntries.amount}), 0)`.mapWith(Number) })
    .from(cashEntries)
    .where(
      and(
        eq(cashEntries.userId, p('userId')),
        eq(cashEntries.bookId, p('bookId')),
        gte(cashEntries.date, p('from')),
        lte(cashEntries.date, p('to')),
        isNull(cashEntries.symbol),
        notInArray(cashEntries.kind, ['deposit', 'withdrawal']),
      ),
    )
    .prepare(),
);

interface Source extends AttributionPart {
  symbol: string;
  strategyId: string;
}

/** Takes a period apart by the days of its symbols: no fill is read. `symbols` tells the sectors. */
export async function attributionOf(
  { store }: BookDesk,
  account: Account,
  period: Period,
  symbols: readonly MarketSymbol[],
): Promise<PeriodAnswer<Attribution>> {
  return await store.trading.tx(async tx => {
    const found = await periodDays(tx, account, period);
    if (!found.ok) return found;
    const { base, days, first, last } = found.value;
    const closing = await valuesAt(tx, account, [days.at(-2) ?? base, last]);
    const sources = await sourcesOf(
      tx,
      account,
      { opening: await valuesAt(tx, account, [base]), closing },
      period,
    );
    const { userId, bookId } = account;
    const range = { userId, bookId, from: first.date, to: last.date };
    const noteRoundings = (await cashOfNoSymbol(tx).get(range))?.amount ?? 0;
    const equityChange = last.closingEquity - (base?.closingEquity ?? 0);
    const netDeposits = days.reduce((sum, day) => sum + day.netDeposits, 0);
    const pnl = equityChange - netDeposits;
    const sectors = new Map(symbols.map(({ symbol, sector }) => [symbol, sector]));
    const { pnl: explained, ...byCost } = sumOf(sources);
    const value: Attribution = {
      from: first.date,
      to: last.date,
      since: base?.date ?? null,
      pnl,
      equityChange,
      netDeposits,
      bySymbol: grouped(sources, ({ symbol }) => symbol),
      byStrategy: grouped(sources, ({ strategyId }) => strategyId),
      bySector: grouped(sources, ({ symbol }) => sectors.get(symbol) ?? NO_SECTOR),
      byCost,
      noteRoundings,
      unexplained: pnl - explained - noteRoundings,
      isFinal: last.isFinal,
    };
    return { ok: true, value };
  });
}

/** Values after the last of some days. One that still runs has rows only for what was booked on it: the rest is as before. */
async function valuesAt(
  tx: TradingTx,
  account: Account,
  days: readonly (BookDay | undefined)[],
): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  for (const day of days)
    for (const row of day ? await symbolDaysOf(tx, account, day.date) : [])
      values.set(keyOf(row), row.closingValue);
  return values;
}

/** What each symbol of each strategy made: the cash it brought, and its value after the period less that before it. */
async function sourcesOf(
  tx: TradingTx,
  { userId, bookId }: Account,
  { opening, closing }: { opening: ReadonlyMap<string, number>; closing: ReadonlyMap<string, number> },
  { from, to }: Period,
): Promise<Source[]> {
  const flows = await flowsBySymbol(tx).all({ userId, bookId, from, to });
  return flows.map(flow => {
    const { symbol, strategyId, bought, sold, realized, dividends, charges, adjustments } = flow;
    const key = keyOf({ symbol, strategyId });
    const trading = sold - bought + (closing.get(key) ?? 0) - (opening.get(key) ?? 0);
    const unrealized = trading - realized;
    const pnl = trading + dividends - charges + adjustments;
    const paid = 0 - charges;
    return { symbol, strategyId, trading, realized, unrealized, dividends, charges: paid, adjustments, pnl };
  });
}

function sumOf(parts: readonly AttributionPart[]): AttributionPart {
  const sum = { trading: 0, realized: 0, unrealized: 0, dividends: 0, charges: 0, adjustments: 0, pnl: 0 };
  for (const part of parts) {
    sum.trading += part.trading;
    sum.realized += part.realized;
    sum.unrealized += part.unrealized;
    sum.dividends += part.dividends;
    sum.charges += part.charges;
    sum.adjustments += part.adjustments;
    sum.pnl += part.pnl;
  }
  return sum;
}

function grouped(sources: readonly Source[], nameOf: (source: Source) => string): NamedPart[] {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const group = groups.get(nameOf(source));
    if (group) group.push(source);
    else groups.set(nameOf(source), [source]);
  }
  return [...groups]
    .map(([name, group]) => Object.assign(sumOf(group), { name }))
    .sort((a, b) => b.pnl - a.pnl || (a.name < b.name ? -1 : 1));
}
