import { addDays, istDate } from '../ist.js';
import type { Account, TradingMarket } from '../ports.js';
import { BENCHMARK, PORTFOLIO_LIMITS } from './limits.js';
import { type BookDesk, type Closes, closesOf, marketOf, priceFrom, quotesOf } from './prices.js';
import { daysBetween, lastFinalDay, latestDay, symbolDaysOf } from './stored-days.js';
import { markPosition, openPositions } from './stored-positions.js';
import { valueOneDay } from './value-day.js';

const LAST_DATE = '2199-12-31';

/** What became of the days of a book. */
export interface KeptDays {
  /** Days whose close was booked by this call. */
  closed: string[];
  /** Whether days are left for another call. */
  more: boolean;
  /** The day that could not be closed, for want of the prices of these symbols: it is tried again. */
  waiting: { date: string; symbols: string[] } | null;
}

/**
 * Brings the days of a book up to the market's: every session since the last close is valued at its own close, also those
 * while the service was off, at most `daysPerCallMax` in one call; and the last one, once its session is over.
 */
export async function keepDays(desk: BookDesk, account: Account): Promise<KeptDays> {
  const market = await marketOf(desk, account);
  const kept: KeptDays = { closed: [], more: false, waiting: null };
  const { dates, more, closes } = await daysToClose(desk, account, market);
  kept.more = more;
  for (const date of dates) {
    if (date === market.session.date && !isOver(market)) break;
    const missing = await closeOne(desk, account, market, { date, closes });
    if (missing === 'open') break;
    if (missing.length > 0) return { ...kept, waiting: { date, symbols: missing } };
    kept.closed.push(date);
  }
  return kept;
}

/** Over for the day: a session can have a second part after a break. */
export function isOver({ session }: TradingMarket): boolean {
  return !session.open && !(session.opensAtMs !== null && istDate(session.opensAtMs) === session.date);
}

/** The days since the last close that are sessions, or have something booked on them; oldest first. */
async function daysToClose(
  { store }: BookDesk,
  account: Account,
  market: TradingMarket,
): Promise<{ dates: string[]; more: boolean; closes: Closes }> {
  const { read } = store.trading;
  const { daysAheadMax, daysPerCallMax } = PORTFOLIO_LIMITS;
  const today = market.session.date;
  const last = await lastFinalDay(read, account);
  const first = last ? addDays(last.date, 1) : undefined;
  const rows = await daysBetween(read, account, {
    from: first ?? '',
    to: LAST_DATE,
    limit: daysPerCallMax,
  });
  const from = first ?? rows[0]?.date ?? today;
  const reach = addDays(from, daysAheadMax);
  const to = reach < today ? reach : today;
  const closes = closesOf(market, from, to);
  if (!last && rows.length === 0) return { dates: [], more: false, closes };
  const held = last ? await symbolDaysOf(read, account, last.date) : [];
  const symbols = held.filter(day => day.closingQuantity !== 0).map(day => day.symbol);
  const booked = rows.map(row => row.date).filter(date => date <= today);
  const dates = [...new Set([...booked, ...(await closes.sessions(symbols))])].sort();
  const more = to < today || dates.length > daysPerCallMax;
  return { dates: dates.slice(0, daysPerCallMax), more, closes };
}

/** @returns the symbols without a price, `open` while the session of one still runs, nothing when the day is closed */
async function closeOne(
  { store }: BookDesk,
  account: Account,
  { nowMs }: TradingMarket,
  { date, closes }: { date: string; closes: Closes },
): Promise<string[] | 'open'> {
  const prices = new Map<string, number>();
  const benchmark = await closes.on(BENCHMARK, date);
  if (benchmark === 'open') return 'open';
  for (let tries = 0; tries < PORTFOLIO_LIMITS.triesMax; tries += 1) {
    const wanted = await store.trading.tx(
      async tx =>
        await valueOneDay(tx, account, date, {
          prices,
          benchmark: benchmark ?? null,
          markedAt: nowMs,
          isFinal: true,
        }),
    );
    if (wanted.length === 0) return [];
    const without: string[] = [];
    for (const symbol of wanted) {
      const close = await closes.on(symbol, date);
      if (close === 'open') return 'open';
      if (close === undefined) without.push(symbol);
      else prices.set(symbol, close);
    }
    if (without.length > 0) return without;
  }
  throw new Error(
    `the holdings of ${date} changed ${PORTFOLIO_LIMITS.triesMax} times while they were valued`,
  );
}

/** What `markPositions` did. `unpriced`: symbols that are held and have no quote, or only an old one. */
export interface Marked {
  days: KeptDays;
  unpriced: string[];
  /** Whether the day's equity was kept: only when every price is known and the days before are closed. */
  dayMarked: boolean;
}

/**
 * Keeps the prices of open positions, and with them what the running day stands at. Closes the days before it first. A day
 * whose prices are not all known stays as it was seen last.
 */
export async function markPositions(desk: BookDesk, account: Account): Promise<Marked> {
  const days = await keepDays(desk, account);
  const market = await marketOf(desk, account);
  const { trading } = desk.store;
  const held = (await openPositions(trading.read, account)).map(({ symbol }) => symbol);
  const quotes = await quotesOf(market, [...held, BENCHMARK]);
  const prices = new Map([...quotes].map(([symbol, quote]) => [symbol, quote.lastPaise]));
  const unpriced = [...new Set(held)].filter(
    symbol => priceFrom(market, quotes.get(symbol), null).state !== 'fresh',
  );
  const isCurrent = !days.more && days.waiting === null && unpriced.length === 0;
  const dayMarked = await trading.tx(async tx => {
    for (const { id, symbol } of await openPositions(tx, account)) {
      const currentPrice = prices.get(symbol);
      if (currentPrice !== undefined) await markPosition(tx).run({ id, currentPrice });
    }
    const newest = await latestDay(tx, account);
    if (!isCurrent || !newest) return false;
    const date = newest.date > market.session.date ? newest.date : market.session.date;
    if (newest.date === date && newest.isFinal) return true;
    const benchmark = prices.get(BENCHMARK) ?? null;
    const given = { prices, benchmark, markedAt: market.nowMs, isFinal: false };
    return (await valueOneDay(tx, account, date, given)).length === 0;
  });
  return { days, unpriced, dayMarked };
}
