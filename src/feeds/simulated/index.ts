import { paise } from '../../domain/money.js';
import type {
  DailyBar,
  MarketAnswer,
  MarketData,
  MarketDataRefusal,
  MarketSymbol,
  Quote,
} from '../../domain/ports.js';
import { remember } from '../lru.js';
import { seenUpTo, type SessionPath, sessionPath } from '../session-path.js';
import type { Day } from './days.js';
import { dayOf, HISTORY, type History, openHistory } from './history.js';
import { INDEX_PLACE, pathKeys, SEED_DEFAULT, SYMBOLS } from './model.js';
import { bidAndAsk } from './quote.js';
import { dateOfWeekday, openOfWeekday, SESSION, sessionAt, weekdayOfDate } from './sessions.js';
import { INDEX, SHARES, VIX } from './universe.js';

export const SIMULATED = {
  source: 'simulated',
  /** The date of the session that runs when the market starts. */
  startDate: '2026-08-24',
  countMax: 2_000,
  pathsMax: 512,
} as const;

interface Market {
  seed: number;
  history: History;
  paths: Map<string, SessionPath>;
  /** Weekday number of session 0. */
  firstWeekday: number;
}

/**
 * The practice market of a seed. Prices depend on seed and session number alone; `startDate` (a weekday) only names the
 * session that runs at first start, number 750. Throws a RangeError on a seed or date that is none.
 */
export function simulatedMarket(options: { seed?: number; startDate?: string } = {}): MarketData {
  const seed = options.seed ?? SEED_DEFAULT;
  const market: Market = {
    seed,
    history: openHistory(seed),
    paths: new Map(),
    firstWeekday: weekdayOfDate(options.startDate ?? SIMULATED.startDate) - HISTORY.sessions,
  };
  return {
    describe: () => ({
      source: SIMULATED.source,
      truth: 'simulated',
      summary:
        `Simulated prices (seed ${seed}): a random market with the names of the NIFTY 50 at levels near those of August 2026. ` +
        'It trades every weekday from 09:15 to 15:30 on its own clock. No price in it was ever paid, and none says anything about the real share.',
    }),
    symbols: async () => symbolList(),
    quote: (symbol, atMs) => quote(market, symbol, atMs),
    dailyBars: (symbol, range) => dailyBars(market, symbol, range),
  };
}

function symbolList(): MarketSymbol[] {
  return [
    ...SHARES.map(({ symbol, name, sector }) => ({ symbol, name, kind: 'equity' as const, sector })),
    ...[INDEX, VIX].map(({ symbol, name }) => ({ symbol, name, kind: 'index' as const, sector: null })),
  ];
}

async function quote(market: Market, symbol: string, atMs: number): Promise<MarketAnswer<Quote>> {
  const found = locate(market, symbol, atMs);
  if ('code' in found) return { ok: false, refusal: found };
  const { place, session, elapsedMs, running } = found;
  const day = await dayOf(market.history, place, session);
  const previous = session > 0 ? (await dayOf(market.history, place, session - 1)).closePaise : null;
  const seen = running ? seenOf(market, found, day) : day;
  const tradable = running && place < INDEX_PLACE;
  const sides = tradable
    ? bidAndAsk(place, seen.closePaise, previous, elapsedMs)
    : { bidPaise: null, askPaise: null };
  return {
    ok: true,
    value: {
      symbol,
      lastPaise: paise(seen.closePaise),
      ...sides,
      previousClosePaise: previous === null ? null : paise(previous),
      volume: place < INDEX_PLACE ? seen.volume : null,
      atMs: running ? atMs : openOfWeekday(market.firstWeekday + session) + SESSION.lengthMs,
      marketOpen: running,
      source: SIMULATED.source,
      truth: 'simulated',
    },
  };
}

async function dailyBars(
  market: Market,
  symbol: string,
  { toMs, count }: { toMs: number; count: number },
): Promise<MarketAnswer<DailyBar[]>> {
  if (!Number.isInteger(count) || count < 1 || count > SIMULATED.countMax) {
    const message = `${count} daily bars cannot be had: ask for 1 to ${SIMULATED.countMax}.`;
    return { ok: false, refusal: { code: 'BAD_COUNT', countMax: SIMULATED.countMax, message } };
  }
  const found = locate(market, symbol, toMs);
  if ('code' in found) return { ok: false, refusal: found };
  const bars: DailyBar[] = [];
  for (let session = Math.max(0, found.session - count + 1); session <= found.session; session += 1) {
    const day = await dayOf(market.history, found.place, session);
    const complete = session < found.session || !found.running;
    bars.push(barOf(market, found.place, session, complete ? day : seenOf(market, found, day), complete));
  }
  return { ok: true, value: bars };
}

function barOf(market: Market, place: number, session: number, day: Day, complete: boolean): DailyBar {
  return {
    date: dateOfWeekday(market.firstWeekday + session),
    openPaise: paise(day.openPaise),
    highPaise: paise(day.highPaise),
    lowPaise: paise(day.lowPaise),
    closePaise: paise(day.closePaise),
    volume: place < INDEX_PLACE ? day.volume : null,
    complete,
  };
}

interface Located {
  place: number;
  session: number;
  elapsedMs: number;
  running: boolean;
}

function locate(market: Market, symbol: string, instantMs: number): Located | MarketDataRefusal {
  const place = SYMBOLS.indexOf(symbol);
  if (place < 0) {
    const message = `${symbol} is not in the simulated market: it has the shares of the NIFTY 50, NIFTY 50 and INDIA VIX. Import real data to see others.`;
    return { code: 'UNKNOWN_SYMBOL', symbol, message };
  }
  const { weekday, elapsedMs, running } = sessionAt(instantMs);
  const session = weekday - market.firstWeekday;
  if (session >= 0 && session < HISTORY.sessionsMax) return { place, session, elapsedMs, running };
  const lastWeekday = market.firstWeekday + HISTORY.sessionsMax - 1;
  return {
    code: 'OUT_OF_RANGE',
    firstMs: openOfWeekday(market.firstWeekday),
    lastMs: openOfWeekday(lastWeekday) + SESSION.lengthMs,
    message: `The simulated market runs from ${dateOfWeekday(market.firstWeekday)} to ${dateOfWeekday(lastWeekday)}: choose an instant in between.`,
  };
}

function seenOf(market: Market, { place, session, elapsedMs }: Located, day: Day): Day {
  const isShare = place < INDEX_PLACE;
  const path = remember(market.paths, `${place}:${session}`, SIMULATED.pathsMax, () =>
    sessionPath(day, SESSION.minutes, pathKeys(market.seed, session, place), isShare),
  );
  return seenUpTo(path, elapsedMs, SESSION.lengthMs, isShare);
}
