import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { corporateActions, stockMarketData as bars, symbolChanges } from '../../db/schema/main/index.js';
import { type MainFile, prepared } from '../../db/store.js';
import { paise } from '../money.js';
import {
  type AdjustedBar,
  adjustedSeries,
  type CorporateAction,
  stitchedSeries,
  type SymbolChange,
  symbolHistory,
} from './adjust.js';
import { INDEX_SERIES } from './rows.js';

/** The main file, to be read. */
export type MarketReader = MainFile['read'];

export const STORED_LIMITS = { symbolsMax: 50_000, actionsMax: 200_000, changesMax: 10_000 } as const;

/** An official bar. Prices are whole numbers of 10^-decimals: paise for a share, and for an index mostly hundredths. */
export interface StoredBar {
  readonly date: string;
  readonly decimals: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly previousClose: number | null;
  readonly volume: number | null;
}

export interface StoredSeries {
  readonly kind: 'equity' | 'index';
  /** One a day, ascending: of a share's series EQ, else BE. */
  readonly bars: readonly StoredBar[];
}

const nextSymbol = prepared((read: MarketReader) =>
  read
    .select({ symbol: bars.symbol })
    .from(bars)
    .where(gt(bars.symbol, sql.placeholder('after')))
    .orderBy(asc(bars.symbol))
    .limit(1)
    .prepare(),
);

/** Every symbol with a bar, ascending: found by stepping through the key, since the table is long. */
export async function storedSymbols(read: MarketReader): Promise<string[]> {
  const symbols: string[] = [];
  while (symbols.length < STORED_LIMITS.symbolsMax) {
    const next = await nextSymbol(read).get({ after: symbols.at(-1) ?? '' });
    if (!next) break;
    symbols.push(next.symbol);
  }
  return symbols;
}

const barsOf = prepared((read: MarketReader) =>
  read
    .select({
      date: bars.date,
      series: bars.series,
      decimals: bars.priceDecimals,
      open: bars.openPrice,
      high: bars.highPrice,
      low: bars.lowPrice,
      close: bars.closePrice,
      previousClose: bars.previousClose,
      volume: bars.volume,
    })
    .from(bars)
    .where(and(eq(bars.symbol, sql.placeholder('symbol')), eq(bars.source, 'nse')))
    .orderBy(asc(bars.date), asc(bars.series))
    .prepare(),
);

/** The official bars of a symbol; none where it has none. */
export async function storedSeries(read: MarketReader, symbol: string): Promise<StoredSeries> {
  const rows = await barsOf(read).all({ symbol });
  const index = rows.filter(({ series }) => series === INDEX_SERIES);
  if (index.length > 0) return { kind: 'index', bars: index };
  const byDate = new Map<string, (typeof rows)[number]>();
  // BE comes before EQ, which is then the one that stays.
  for (const row of rows) if (row.series === 'BE' || row.series === 'EQ') byDate.set(row.date, row);
  return { kind: 'equity', bars: [...byDate.values()] };
}

/** Every corporate action, and every change of a symbol. */
export async function storedActions(
  read: MarketReader,
): Promise<{ actions: (CorporateAction & { symbol: string })[]; changes: SymbolChange[] }> {
  const actions = await read
    .select({
      symbol: corporateActions.symbol,
      exDate: corporateActions.exDate,
      kind: corporateActions.kind,
      factor: corporateActions.priceFactor,
    })
    .from(corporateActions)
    .orderBy(asc(corporateActions.symbol), asc(corporateActions.exDate))
    .limit(STORED_LIMITS.actionsMax);
  const changes = await read
    .select({
      from: symbolChanges.oldSymbol,
      to: symbolChanges.newSymbol,
      firstDate: symbolChanges.firstDate,
    })
    .from(symbolChanges)
    .limit(STORED_LIMITS.changesMax);
  return { actions, changes };
}

type Actions = Awaited<ReturnType<typeof storedActions>>;

/**
 * The bars of a share under all its names, on the scale of `asOf`. `symbol` is its newest name; see `adjustedSeries`.
 * @throws RangeError on a factor that is not positive.
 */
export async function adjustedShare(
  read: MarketReader,
  symbol: string,
  asOf: string,
  { actions, changes }: Actions,
): Promise<AdjustedBar[]> {
  const named = new Map<string, readonly StoredBar[]>();
  for (const part of symbolHistory(symbol, changes))
    named.set(part.symbol, (await storedSeries(read, part.symbol)).bars);
  const raw = stitchedSeries(symbol, changes, name =>
    (named.get(name) ?? []).map(bar => ({
      date: bar.date,
      open: paise(bar.open),
      high: paise(bar.high),
      low: paise(bar.low),
      close: paise(bar.close),
      volume: bar.volume ?? 0,
    })),
  );
  const own = stitchedSeries(symbol, changes, name =>
    actions
      .filter(action => action.symbol === name)
      .map(({ exDate, kind, factor }) => ({ date: exDate, exDate, kind, factor })),
  );
  return adjustedSeries(raw, own, asOf);
}
