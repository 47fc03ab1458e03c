import type { importUpserts, barChanges } from '../../../db/market/upserts.js';
import { type BarRow, type FundamentalsRow, INDEX_SERIES } from '../rows.js';
import type { Landing } from './landing.js';

type Writes = Pick<ReturnType<typeof importUpserts>, 'bar'> & ReturnType<typeof barChanges>;

/** How many symbols' industries are kept at hand: a bhavcopy names a few thousand. */
const INDUSTRIES_MAX = 20_000;

/** Industries by symbol, each looked up once; emptied when it is full. */
export function industries(writes: Writes): (symbol: string) => string | null {
  const known = new Map<string, string | null>();
  return symbol => {
    const found = known.get(symbol);
    if (found !== undefined) return found;
    const industry = (writes.industryOf.get(symbol) ?? null) as string | null;
    if (known.size >= INDUSTRIES_MAX) known.clear();
    known.set(symbol, industry);
    return industry;
  };
}

/** Puts a bar: shares in paise, an index in hundredths of a point where that is exact, else in ten-thousandths. */
export function landBar(writes: Writes, landing: Landing, row: BarRow): 'added' | 'changed' | 'unchanged' {
  const isIndex = row.series === INDEX_SERIES;
  const previousClose = row.previousClose ?? (isIndex ? knownPreviousClose(writes, row) : null);
  const { open, high, low, close } = row;
  const isExact = [open, high, low, close, previousClose ?? 0].every(price => price % 100 === 0);
  const step = !isIndex || isExact ? 100 : 1;
  const scaled = (price: number | null) => (price === null ? null : price / step);
  // NSE's lists call "Industry" what its classification calls the sector, so that one word is both.
  const industry = isIndex ? null : landing.industryOf(row.symbol);
  return writes.bar(
    [
      row.symbol,
      row.date,
      row.series,
      row.source,
      step === 100 ? 2 : 4,
      open / step,
      high / step,
      low / step,
      close / step,
      scaled(row.last),
      scaled(previousClose),
      scaled(row.vwap),
      row.volume,
      row.turnover,
      row.trades,
      row.deliveryQuantity,
      industry,
      industry,
      landing.importId,
    ],
    landing.overrules,
  );
}

/** In ten-thousandths: a file without it must not leave one of another scale beside its own prices. */
function knownPreviousClose(writes: Writes, row: BarRow): number | null {
  const known = writes.previousClose.get(row.symbol, row.date, row.series, row.source) as
    | { decimals: number; previousClose: number | null }
    | undefined;
  if (!known || known.previousClose === null) return null;
  return known.previousClose * 10 ** (4 - known.decimals);
}

/** Puts the figures on the share's bar of that day; undefined where there is none. */
export function landFundamentals(
  writes: Writes,
  landing: Landing,
  row: FundamentalsRow,
): 'changed' | 'unchanged' | undefined {
  const series = writes.seriesOf.get(row.symbol, row.date);
  if (series === undefined) return undefined;
  const { changes } = writes.fundamentals.run({
    symbol: row.symbol,
    date: row.date,
    series,
    market_cap: row.marketCap,
    pe_ratio: row.peRatio,
    analyst_rating: row.analystRating,
    news_sentiment_score: row.newsSentimentScore,
    sector: row.sector,
    industry: row.industry,
    import_id: landing.importId,
    only: landing.overrules,
  });
  return changes > 0 ? 'changed' : 'unchanged';
}
