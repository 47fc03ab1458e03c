import { setImmediate as giveWay } from 'node:timers/promises';
import { and, asc, between, eq, max, sql } from 'drizzle-orm';
import { corporateActions, dataImports, stockMarketData, symbolChanges } from '../../db/schema/main/index.js';
import { equityBars, type MainReader, storedDays, storedSymbols } from '../../db/market/stored-history.js';
import { prepared } from '../../db/store.js';
import type { Calendar } from '../calendar.js';
import { type Paise, paise } from '../money.js';
import type { Bar, MarketSymbol } from '../ports.js';
import { regularTrading, specialPhases } from '../session-times.js';
import {
  adjustedSeries,
  type CorporateAction,
  stitchedSeries,
  type SymbolChange,
  symbolHistory,
} from './adjust.js';
import { calendarOf } from './stored-calendar.js';

/** Bars of other sources, such as Kite's adjusted ones, stand beside and are not mixed in. */
const SOURCE = 'nse';
const INDEX_SERIES = 'INDEX';
/** Days that are dated before other work gets its turn. */
const DAYS_BETWEEN_TURNS = 200;

/** One day of the stored history: its trading date and when shares began and ended to trade, UTC milliseconds. */
export interface StoredSession {
  date: string;
  openMs: number;
  closeMs: number;
}

/** What is stored, without the bars themselves. `changes` ascend by date. */
export interface StoredHistory {
  sessions: StoredSession[];
  symbols: MarketSymbol[];
  changes: SymbolChange[];
}

/** Grows with every import: what was read before is then out of date. */
export async function historyVersion(read: MainReader): Promise<number> {
  const row = await newestImport(read).get();
  return row?.newest ?? 0;
}

const newestImport = prepared((read: MainReader) =>
  read
    .select({ newest: max(dataImports.id) })
    .from(dataImports)
    .prepare(),
);

/** Reads what history is stored: a session for every day that has an official bar, with the times of its date. */
export async function readHistory(read: MainReader): Promise<StoredHistory> {
  const days = await storedDays(read, SOURCE);
  if (days.length === 0) return { sessions: [], symbols: [], changes: [] };
  const calendar = await calendarOf(read);
  const symbols = await storedSymbols(read, SOURCE);
  const changes = await read.select().from(symbolChanges).orderBy(asc(symbolChanges.firstDate));
  const known = changes.map(({ oldSymbol, newSymbol, firstDate }) => ({
    from: oldSymbol,
    to: newSymbol,
    firstDate,
  }));
  const sessions: StoredSession[] = [];
  for (const date of days) {
    if (sessions.length % DAYS_BETWEEN_TURNS === 0) await giveWay();
    sessions.push(sessionOf(date, calendar));
  }
  return {
    sessions,
    symbols: symbols.map(({ symbol, series, name, industry }) => ({
      symbol,
      name: name ?? symbol,
      kind: series === INDEX_SERIES ? 'index' : 'equity',
      sector: industry ?? laterIndustry(symbol, known, symbols),
    })),
    changes: known,
  };
}

/** A list of constituents knows a share by its present name only. */
function laterIndustry(
  symbol: string,
  changes: readonly SymbolChange[],
  symbols: readonly { symbol: string; industry: string | null }[],
): string | null {
  const names = changes.filter(({ to }) => symbolHistory(to, changes).some(part => part.symbol === symbol));
  const industries = names.map(({ to }) => symbols.find(each => each.symbol === to)?.industry ?? null);
  return industries.findLast(industry => industry !== null) ?? null;
}

/** Bars are what traded, so a day that the calendar does not know, or has no times for, counts with ordinary hours. */
function sessionOf(date: string, calendar: Calendar): StoredSession {
  const times = calendar.specials.get(date)?.times;
  const phases = times === undefined || times === 'regular' ? [] : specialPhases(date, times);
  const parts = phases.filter(({ phase }) => phase === 'continuous');
  const ordinary = regularTrading(date, false);
  return { date, openMs: parts[0]?.from ?? ordinary.from, closeMs: parts.at(-1)?.to ?? ordinary.to };
}

export interface BarRange {
  symbol: string;
  /** Trading dates, both included. */
  from: string;
  to: string;
  /** The day whose knowledge counts: later renames and corporate actions have not happened yet. */
  asOf: string;
  /** On the scale of `asOf`, or as they were published. */
  adjusted: boolean;
}

/**
 * Official daily bars of a share under all the names it had by `asOf`, or of an index, oldest first. Adjusted ones are
 * rounded to whole paise and shares. Nothing after `asOf` changes the answer.
 */
export async function storedBars(
  read: MainReader,
  changes: readonly SymbolChange[],
  range: BarRange,
): Promise<Bar[]> {
  const known = changes.filter(({ firstDate }) => firstDate <= range.asOf);
  const to = range.to < range.asOf ? range.to : range.asOf;
  const bars: Bar[] = [];
  for (const part of symbolHistory(range.symbol, known).reverse()) {
    const rows = await rowsOf(read, part.symbol, range.from, to);
    const within = rows.filter(
      ({ date }) =>
        (part.since === undefined || date >= part.since) && (part.until === undefined || date < part.until),
    );
    bars.push(...within.map(barOf));
  }
  return range.adjusted ? adjust(bars, await actionsOf(read, known, range), range.asOf) : bars;
}

type Row = Pick<
  typeof stockMarketData.$inferSelect,
  'date' | 'priceDecimals' | 'openPrice' | 'highPrice' | 'lowPrice' | 'closePrice' | 'volume'
>;

const p = sql.placeholder;

const shareRows = prepared((read: MainReader) =>
  read
    .select()
    .from(equityBars)
    .where(
      and(
        eq(equityBars.symbol, p('symbol')),
        eq(equityBars.source, SOURCE),
        between(equityBars.date, p('from'), p('to')),
      ),
    )
    .orderBy(asc(equityBars.date))
    .prepare(),
);

const indexRows = prepared((read: MainReader) => {
  const bar = stockMarketData;
  const { date, priceDecimals, openPrice, highPrice, lowPrice, closePrice, volume } = bar;
  return read
    .select({ date, priceDecimals, openPrice, highPrice, lowPrice, closePrice, volume })
    .from(bar)
    .where(
      and(
        eq(bar.symbol, p('symbol')),
        eq(bar.source, SOURCE),
        eq(bar.series, INDEX_SERIES),
        between(bar.date, p('from'), p('to')),
      ),
    )
    .orderBy(asc(bar.date))
    .prepare();
});

async function rowsOf(read: MainReader, symbol: string, from: string, to: string): Promise<Row[]> {
  const shares = await shareRows(read).all({ symbol, from, to });
  return shares.length > 0 ? shares : await indexRows(read).all({ symbol, from, to });
}

function barOf(row: Row): Bar {
  const unit = 10 ** (row.priceDecimals - 2);
  const price = (value: number): Paise => paise(Math.max(1, Math.round(value / unit)));
  return {
    date: row.date,
    openPaise: price(row.openPrice),
    highPaise: price(row.highPrice),
    lowPaise: price(row.lowPrice),
    closePaise: price(row.closePrice),
    volume: row.volume,
  };
}

const actionRows = prepared((read: MainReader) => {
  const action = corporateActions;
  return read
    .select()
    .from(action)
    .where(
      and(
        sql`${action.symbol} IN (SELECT value FROM json_each(${p('names')}))`,
        between(action.exDate, p('from'), p('asOf')),
      ),
    )
    .prepare();
});

async function actionsOf(
  read: MainReader,
  changes: readonly SymbolChange[],
  { symbol, from, asOf }: BarRange,
): Promise<CorporateAction[]> {
  const names = symbolHistory(symbol, changes).map(part => part.symbol);
  const rows = await actionRows(read).all({ names: JSON.stringify(names), from, asOf });
  const dated = rows.map(row => ({
    symbol: row.symbol,
    date: row.exDate,
    exDate: row.exDate,
    kind: row.kind,
    factor: row.priceFactor,
  }));
  return stitchedSeries(symbol, changes, name => dated.filter(row => row.symbol === name));
}

function adjust(bars: Bar[], actions: readonly CorporateAction[], asOf: string): Bar[] {
  if (actions.length === 0) return bars;
  const raw = bars.map(bar => ({
    date: bar.date,
    open: bar.openPaise,
    high: bar.highPaise,
    low: bar.lowPaise,
    close: bar.closePaise,
    volume: bar.volume ?? 0,
  }));
  const whole = (value: number): Paise => paise(Math.max(1, Math.round(value)));
  return adjustedSeries(raw, actions, asOf).map((bar, place) => ({
    date: bar.date,
    openPaise: whole(bar.openPaise),
    highPaise: whole(bar.highPaise),
    lowPaise: whole(bar.lowPaise),
    closePaise: whole(bar.closePaise),
    volume: typeof bars[place]?.volume === 'number' ? Math.round(bar.volume) : null,
  }));
}
