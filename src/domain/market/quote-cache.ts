import { count, min, sql } from 'drizzle-orm';
import { marketDataCache } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import type { MainReader } from '../../db/market/stored-history.js';
import type { Quote } from '../ports.js';

export const QUOTE_CACHE_LIMITS = { quotesMax: 500 } as const;

/**
 * Stores the newest quotes, one row a symbol, in one transaction. `last_updated` is an instant of the market's clock, so a
 * quote's age is market time less that. An index has no volume and counts as 0. Throws a RangeError past `quotesMax`.
 */
export async function storeQuotes({ main }: Store, quotes: readonly Quote[]): Promise<void> {
  if (quotes.length > QUOTE_CACHE_LIMITS.quotesMax)
    throw new RangeError(`at most ${QUOTE_CACHE_LIMITS.quotesMax} quotes are stored at once`);
  if (quotes.length === 0) return;
  const rows = quotes.map(quote => ({
    symbol: quote.symbol,
    price: quote.lastPaise,
    volume: quote.volume ?? 0,
    bid: quote.bidPaise,
    ask: quote.askPaise,
    lastUpdated: quote.atMs,
    source: quote.source,
    isSimulated: quote.truth === 'simulated',
  }));
  const { price, volume, bid, ask, lastUpdated, source, isSimulated } = marketDataCache;
  const columns = { price, volume, bid, ask, lastUpdated, source, isSimulated };
  const set = Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]),
  );
  await main.tx(async tx => {
    await tx.insert(marketDataCache).values(rows).onConflictDoUpdate({ target: marketDataCache.symbol, set });
  });
}

/** How many symbols have a stored quote, and the market instant of the oldest; null where there is none. */
export async function quoteCacheAge(
  read: MainReader,
): Promise<{ symbols: number; oldestAtMs: number | null }> {
  const [row] = await read
    .select({ symbols: count(), oldestAtMs: min(marketDataCache.lastUpdated).mapWith(Number) })
    .from(marketDataCache);
  return row ?? { symbols: 0, oldestAtMs: null };
}
