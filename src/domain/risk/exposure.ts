import { istInstant } from '../ist.js';
import type { DailyBar, MarketData, TradingMarket } from '../ports.js';
import type { PositionFact } from './facts.js';
import type { Closes } from './measures/returns.js';
import { sum, times } from './reckon.js';

export const RISK_INDEX = 'NIFTY 50';

export const REPORT_LIMITS = {
  /** Symbols that a risk report looks at; the largest by value. */
  positionsMax: 200,
  /** Trading days whose returns the figures rest on: two years. */
  returnDays: 500,
  /** Bars asked for at once: what every source of prices gives. */
  barsMax: 2_000,
  /** Sessions that the older page of a history shares with the newer one, so that no shock falls between the two. */
  overlap: 60,
  /** A symbol with fewer closes would cut the window of all others down to its own. */
  closesMin: 61,
  volumeDays: 20,
} as const;

/** What is held of one symbol over all products, at its last price. */
export interface Exposure {
  readonly symbol: string;
  /** Shares, signed. */
  readonly quantity: number;
  /** Paise, signed. */
  readonly value: number;
}

/** Nets positions by symbol, the largest first. @throws RangeError where one cannot be valued */
export function exposuresOf(positions: readonly PositionFact[]): Exposure[] {
  const bySymbol = new Map<string, PositionFact[]>();
  for (const position of positions)
    bySymbol.set(position.symbol, [...(bySymbol.get(position.symbol) ?? []), position]);
  return [...bySymbol]
    .map(([symbol, parts]) => {
      const quantity = sum(parts.map(part => part.quantity));
      const value = sum(parts.map(part => times(part.quantity, part.lastPaise)));
      if (Number.isSafeInteger(quantity) && Number.isSafeInteger(value)) return { symbol, quantity, value };
      throw new RangeError(`${symbol} cannot be valued: its quantity or price is not known`);
    })
    .filter(({ quantity }) => quantity !== 0)
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || (a.symbol < b.symbol ? -1 : 1));
}

/** The daily history of one symbol as the market of that instant knows it. */
export interface History {
  readonly symbol: string;
  /** `YYYY-MM-DD`, ascending. */
  readonly dates: readonly string[];
  /** Adjusted, in paise. */
  readonly closes: Float64Array;
  /** The bars before, for old shocks: on a scale of prices of their own, and so never joined to the newer ones. */
  readonly older: { readonly dates: readonly string[]; readonly closes: Float64Array } | undefined;
  /** Of the newest days, in shares; NaN where it is not known. */
  readonly volumes: readonly number[];
}

/** Closes and volumes of the sessions that are complete, all that there are; undefined where the market has none. */
export async function historyOf(
  data: MarketData,
  symbol: string,
  { nowMs }: Pick<TradingMarket, 'nowMs'>,
): Promise<History | undefined> {
  const count = REPORT_LIMITS.barsMax;
  const bars = await barsOf(data, symbol, { toMs: nowMs, count });
  if (!bars) return undefined;
  const from = bars.length >= count - 1 ? bars[REPORT_LIMITS.overlap]?.date : undefined;
  if (from === undefined) return historyFrom(symbol, bars);
  const older = await barsOf(data, symbol, { toMs: istInstant(from, '23:59'), count });
  return { ...historyFrom(symbol, bars), older: older && closesOf(older) };
}

/** The same of the days that returns are made of, for who needs no old shocks. */
export async function recentHistoryOf(
  data: MarketData,
  symbol: string,
  { nowMs }: Pick<TradingMarket, 'nowMs'>,
): Promise<History | undefined> {
  // One for the first return, and one for a session that still runs.
  const bars = await barsOf(data, symbol, { toMs: nowMs, count: REPORT_LIMITS.returnDays + 2 });
  return bars && historyFrom(symbol, bars);
}

const historyFrom = (symbol: string, bars: readonly DailyBar[]): History => ({
  symbol,
  ...closesOf(bars),
  older: undefined,
  volumes: bars.slice(-REPORT_LIMITS.volumeDays).map(({ volume }) => volume ?? Number.NaN),
});

async function barsOf(data: MarketData, symbol: string, range: { toMs: number; count: number }) {
  const answer = await data.dailyBars(symbol, range);
  return answer.ok ? answer.value.filter(({ complete }) => complete) : undefined;
}

const closesOf = (bars: readonly DailyBar[]) => ({
  dates: bars.map(({ date }) => date),
  closes: Float64Array.from(bars, ({ closePaise }) => closePaise),
});

/** The newest part of a history, which the returns of a report are made of. */
export function newest(history: History, days: number): Closes {
  return {
    symbol: history.symbol,
    dates: history.dates.slice(-days),
    closes: history.closes.slice(-days),
  };
}
