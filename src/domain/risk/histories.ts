import { istInstant } from '../ist.js';
import type { DailyBar, MarketData, TradingMarket } from '../ports.js';
import { REPORT_LIMITS, RISK_INDEX } from './exposure.js';
import { HISTORICAL_SHOCKS, type HistoricalShock, replayedReturn } from './measures/stress.js';

/** The daily history of one symbol as the market of that instant knows it, as far as a report rests on it. */
export interface History {
  readonly symbol: string;
  /** `YYYY-MM-DD`, ascending, of complete sessions: as many as returns are made of. */
  readonly dates: readonly string[];
  /** Adjusted, in paise. */
  readonly closes: Float64Array;
  /** Of the newest days, in shares; NaN where it is not known. */
  readonly volumes: readonly number[];
  /** Its return in each historical shock, by code, where the stored bars have the days. */
  readonly shocks: Readonly<Record<string, number>>;
}

/**
 * The histories that a report is made of: prices of the market's instant, none after. Those with the same days share one
 * list of them, so that they are sent to another thread once.
 */
export async function riskHistories(
  market: TradingMarket,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, History>> {
  const found = new Map<string, History>();
  let known: readonly string[] = [];
  for (const symbol of [...symbols.slice(0, REPORT_LIMITS.positionsMax), RISK_INDEX]) {
    const history = await historyOf(market.data, symbol, market);
    if (!history) continue;
    const { dates } = history;
    if (dates.length !== known.length || !dates.every((date, place) => date === known[place])) known = dates;
    found.set(symbol, { ...history, dates: known });
  }
  return found;
}

/** Undefined where the market has no bars of the symbol. */
async function historyOf(
  data: MarketData,
  symbol: string,
  { nowMs }: TradingMarket,
): Promise<History | undefined> {
  const count = REPORT_LIMITS.barsMax;
  const bars = await barsOf(data, symbol, { toMs: nowMs, count });
  if (!bars) return undefined;
  const recent = shocksOf(bars);
  const from = bars.length >= count - 1 ? bars[REPORT_LIMITS.overlap]?.date : undefined;
  if (from === undefined) return { ...newest(symbol, bars), shocks: recent };
  // The bars before are on a scale of prices of their own, and so are never joined to the newer ones.
  const older = await barsOf(data, symbol, { toMs: istInstant(from, '23:59'), count });
  return { ...newest(symbol, bars), shocks: { ...shocksOf(older ?? []), ...recent } };
}

/** The same without shocks, from a single short reading. */
export async function recentHistoryOf(
  data: MarketData,
  symbol: string,
  { nowMs }: TradingMarket,
): Promise<History | undefined> {
  // One for the first return, and one for a session that still runs.
  const bars = await barsOf(data, symbol, { toMs: nowMs, count: REPORT_LIMITS.returnDays + 2 });
  return bars && { ...newest(symbol, bars), shocks: {} };
}

async function barsOf(data: MarketData, symbol: string, range: { toMs: number; count: number }) {
  const answer = await data.dailyBars(symbol, range);
  return answer.ok ? answer.value.filter(({ complete }) => complete) : undefined;
}

function newest(symbol: string, bars: readonly DailyBar[]): Omit<History, 'shocks'> {
  const kept = bars.slice(-(REPORT_LIMITS.returnDays + 1));
  return {
    symbol,
    dates: kept.map(({ date }) => date),
    closes: Float64Array.from(kept, ({ closePaise }) => closePaise),
    volumes: bars.slice(-REPORT_LIMITS.volumeDays).map(({ volume }) => volume ?? Number.NaN),
  };
}

function shocksOf(bars: readonly DailyBar[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const shock of HISTORICAL_SHOCKS) {
    const replayed = replayedReturn(around(bars, shock), shock);
    if (replayed !== undefined) found[shock.code] = replayed;
  }
  return found;
}

/** The days of a shock and the one before, so that not every shock looks through every day. */
function around(bars: readonly DailyBar[], { from, to }: HistoricalShock) {
  const days = bars.slice(Math.max(0, firstSince(bars, from) - 1), firstSince(bars, to) + 1);
  return { dates: days.map(({ date }) => date), closes: days.map(({ closePaise }) => closePaise) };
}

/** The place of the first bar that is not before `date`; the length where all are. */
function firstSince(bars: readonly DailyBar[], date: string): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.date ?? '') < date) low = middle + 1;
    else high = middle;
  }
  return low;
}
