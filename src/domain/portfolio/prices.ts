import { addDays, istDate, istInstant } from '../ist.js';
import type { Account, DailyBar, Desk, MarketData, Quote, TradingMarket, Truth } from '../ports.js';
import { BENCHMARK, PORTFOLIO_LIMITS } from './limits.js';

/**
 * A price as a book is valued at it. `stale`: older than it may be while the market is open, or not of its last session;
 * `missing`: the market has none, and `pricePaise` is the one last seen here, null where there never was any.
 */
export interface Price {
  state: 'fresh' | 'stale' | 'missing';
  pricePaise: number | null;
  /** The market's instant of the price; null where it is not known. */
  atMs: number | null;
  ageMs: number | null;
  truth: Truth | null;
  source: string | null;
}

/** The part of a desk that books need: they ask no broker and tell no wall time. */
export type BookDesk = Pick<Desk, 'store' | 'market'>;

/** The market that a book is traded on. @throws Error where the person is on another one now: its prices would be wrong */
export async function marketOf(desk: BookDesk, account: Account): Promise<TradingMarket> {
  const market = await desk.market(account.userId);
  if (market.bookId !== account.bookId)
    throw new Error(`book ${account.bookId} cannot be valued on the market of book ${market.bookId}`);
  return market;
}

/** The quotes there are of some symbols. */
export async function quotesOf(
  { data, nowMs }: TradingMarket,
  symbols: Iterable<string>,
): Promise<Map<string, Quote>> {
  const quotes = new Map<string, Quote>();
  for (const symbol of new Set(symbols)) {
    const answer = await data.quote(symbol, nowMs);
    if (answer.ok) quotes.set(symbol, answer.value);
  }
  return quotes;
}

/** The price to value a position at: its quote, or the one last seen where there is none. */
export function priceFrom(
  { nowMs, session }: TradingMarket,
  quote: Quote | undefined,
  lastSeenPaise: number | null,
): Price {
  if (!quote)
    return {
      state: 'missing',
      pricePaise: lastSeenPaise,
      atMs: null,
      ageMs: null,
      truth: null,
      source: null,
    };
  const { lastPaise, atMs, truth, source } = quote;
  const ageMs = Math.max(0, nowMs - atMs);
  const isFresh = session.open ? ageMs <= PORTFOLIO_LIMITS.quoteAgeMsMax : istDate(atMs) >= session.date;
  return { state: isFresh ? 'fresh' : 'stale', pricePaise: lastPaise, atMs, ageMs, truth, source };
}

/** Closes of past sessions, read once for each symbol. */
export interface Closes {
  /** Sessions from the first date on, up to the last, oldest first. */
  sessions(symbols: Iterable<string>): Promise<string[]>;
  /**
   * The close of a date, or of the last session before it where there was none. `open` while its session runs; undefined where
   * there is none at all.
   */
  on(symbol: string, date: string): Promise<number | 'open' | undefined>;
}

/** Closes as they were published: quantities of that day belong to prices of that day. */
export function closesOf(market: TradingMarket, from: string, to: string): Closes {
  const bars = new Map<string, readonly DailyBar[]>();
  const toMs = Math.min(market.nowMs, istInstant(addDays(to, 1), '00:00') - 1);
  const barsOf = async (symbol: string) => {
    const known = bars.get(symbol);
    if (known) return known;
    const read = await readBars(market.published, symbol, toMs);
    bars.set(symbol, read);
    return read;
  };
  return {
    sessions: async symbols => {
      const dates = new Set<string>();
      for (const symbol of [BENCHMARK, ...symbols])
        for (const { date } of await barsOf(symbol)) if (from <= date && date <= to) dates.add(date);
      return [...dates].sort();
    },
    on: async (symbol, date) => {
      const bar = (await barsOf(symbol)).findLast(each => each.date <= date);
      return bar && (bar.date === date && !bar.complete ? 'open' : bar.closePaise);
    },
  };
}

async function readBars(data: MarketData, symbol: string, toMs: number): Promise<readonly DailyBar[]> {
  const answer = await data.dailyBars(symbol, { toMs, count: PORTFOLIO_LIMITS.barsMax });
  return answer.ok ? answer.value : [];
}
