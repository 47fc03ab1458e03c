import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import { instruments, marketEvents, stockMarketData as bars } from '../../../db/schema/main/index.js';
import { prepared } from '../../../db/store.js';
import type { SymbolChange } from '../adjust.js';
import type { KeyEvent } from '../context.js';
import type { MarketHistory, PriceBar, ShareHistory } from '../facts.js';
import { INDEX_SERIES } from '../rows.js';
import {
  adjustedShare,
  type MarketReader,
  storedActions,
  storedSeries,
  storedSymbols,
} from '../stored-series.js';

export const HISTORY_LIMITS = {
  /**
   * Shares that the market's breadth, sectors and events are computed from: memory grows with them. Members of NSE's
   * imported lists come first.
   */
  sharesMax: 600,
  renamesMax: 20,
} as const;

const NIFTY = 'NIFTY 50';
const VOLATILITY = 'INDIA VIX';
/** Later than any bar, so that a series is on the scale of its last day. */
const LATEST = '9999-12-31';

export interface StoredHistory {
  readonly history: MarketHistory;
  readonly actions: Awaited<ReturnType<typeof storedActions>>['actions'];
  /** The first and last day of any bar; undefined where there is none. */
  readonly span: readonly [first: string, last: string] | undefined;
}

const anySeries = prepared((read: MarketReader) =>
  read
    .select({ series: bars.series })
    .from(bars)
    .where(eq(bars.symbol, sql.placeholder('symbol')))
    .limit(1)
    .prepare(),
);

const industryOf = prepared((read: MarketReader) =>
  read
    .select({ industry: instruments.industry })
    .from(instruments)
    .where(eq(instruments.symbol, sql.placeholder('symbol')))
    .prepare(),
);

/** All stored official bars as one market: shares adjusted for corporate actions, each once, under its newest name. */
export async function storedHistory(read: MarketReader): Promise<StoredHistory> {
  const known = await storedActions(read);
  const indices = new Map<string, readonly PriceBar[]>();
  const names = new Set<string>();
  for (const symbol of await storedSymbols(read)) {
    const found = await anySeries(read).get({ symbol });
    if (found?.series === INDEX_SERIES) indices.set(symbol, await indexBars(read, symbol));
    else names.add(newestName(symbol, known.changes));
  }
  const shares: ShareHistory[] = [];
  for (const { symbol, industry } of await membersFirst(read, names)) {
    const adjusted = await adjustedShare(read, symbol, LATEST, known);
    shares.push({ symbol, industry, bars: adjusted.map(priceBar) });
  }
  const history: MarketHistory = {
    nifty: indices.get(NIFTY) ?? [],
    volatility: indices.get(VOLATILITY) ?? [],
    indices,
    shares,
  };
  return {
    history,
    actions: known.actions,
    span: spanOf([...indices.values(), ...shares.map(({ bars }) => bars)]),
  };
}

const priceBar = ({
  date,
  highPaise,
  lowPaise,
  closePaise,
}: {
  date: string;
  highPaise: number;
  lowPaise: number;
  closePaise: number;
}): PriceBar => ({ date, high: highPaise, low: lowPaise, close: closePaise });

/** An index in points. */
async function indexBars(read: MarketReader, symbol: string): Promise<PriceBar[]> {
  const series = await storedSeries(read, symbol);
  return series.bars.map(({ date, decimals, high, low, close }) => {
    const unit = 10 ** decimals;
    return { date, high: high / unit, low: low / unit, close: close / unit };
  });
}

function newestName(symbol: string, changes: readonly SymbolChange[]): string {
  let name = symbol;
  for (let steps = 0; steps < HISTORY_LIMITS.renamesMax; steps++) {
    const change = changes.find(({ from }) => from === name);
    if (!change) break;
    name = change.to;
  }
  return name;
}

async function membersFirst(
  read: MarketReader,
  names: ReadonlySet<string>,
): Promise<{ symbol: string; industry: string | undefined }[]> {
  const all: { symbol: string; industry: string | undefined }[] = [];
  for (const symbol of names) {
    const found = await industryOf(read).get({ symbol });
    all.push({ symbol, industry: found?.industry ?? undefined });
  }
  const isMember = ({ industry }: { industry: string | undefined }) => industry !== undefined;
  return [...all.filter(isMember), ...all.filter(each => !isMember(each))].slice(0, HISTORY_LIMITS.sharesMax);
}

function spanOf(series: readonly (readonly PriceBar[])[]): StoredHistory['span'] {
  let span: [string, string] | undefined;
  for (const bars of series) {
    const [first, last] = [bars[0]?.date, bars.at(-1)?.date];
    if (first === undefined || last === undefined) continue;
    span = span ? [first < span[0] ? first : span[0], last > span[1] ? last : span[1]] : [first, last];
  }
  return span;
}

/** The operator's events from `from` to `to`, both included. */
export async function importedEvents(read: MarketReader, from: string, to: string): Promise<KeyEvent[]> {
  const rows = await read
    .select({
      date: marketEvents.eventDate,
      title: marketEvents.eventTitle,
      impact: marketEvents.impactLevel,
      source: marketEvents.source,
    })
    .from(marketEvents)
    .where(and(gte(marketEvents.eventDate, from), lte(marketEvents.eventDate, to)))
    .orderBy(asc(marketEvents.eventDate));
  return rows.filter(({ source }) => source === 'imported');
}
