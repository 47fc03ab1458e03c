import { rollingMax, rollingMoments } from './rolling.js';

/** One day of an index or share, adjusted for corporate actions; any unit, the same throughout a series. */
export interface PriceBar {
  readonly date: string;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What one day says by itself and against the days before it. Undefined: not enough days yet. */
export interface DayFacts {
  readonly date: string;
  readonly close: number;
  readonly previousDate: string | undefined;
  readonly changePercent: number | undefined;
  /** The day's log return in standard deviations of the 60 returns before it. */
  readonly zScore: number | undefined;
  /** Close by its mean over the average window, this day included. */
  readonly byAverage: number | undefined;
  /** The day's high above, or low below, all of the 251 sessions before it: a 52-week extreme. */
  readonly isYearHigh: boolean | undefined;
  readonly isYearLow: boolean | undefined;
}

/** Windows in sessions. */
export const WINDOWS = {
  year: 252,
  returns: 60,
  shareAverage: 50,
  volatilityAverage: 50,
  indexAverage: 125,
} as const;

/** The facts of a series that ascends by date, in one pass. */
export function dayFacts(bars: readonly PriceBar[], averageWindow: number): DayFacts[] {
  const average = rollingMoments(averageWindow);
  const returns = rollingMoments(WINDOWS.returns);
  const highest = rollingMax(WINDOWS.year - 1);
  const lowest = rollingMax(WINDOWS.year - 1);
  let previous: PriceBar | undefined;
  let spread: { mean: number; deviation: number } | undefined;
  let high: number | undefined;
  let low: number | undefined;
  return bars.map(bar => {
    const change = previous && bar.close / previous.close;
    const logReturn = change && Math.log(change);
    const mean = average(bar.close)?.mean;
    const facts = {
      date: bar.date,
      close: bar.close,
      previousDate: previous?.date,
      changePercent: change && (change - 1) * 100,
      zScore:
        logReturn !== undefined && spread && spread.deviation > 0
          ? (logReturn - spread.mean) / spread.deviation
          : undefined,
      byAverage: mean && bar.close / mean,
      isYearHigh: high === undefined ? undefined : bar.high > high,
      isYearLow: low === undefined ? undefined : bar.low < low,
    };
    if (logReturn !== undefined) spread = returns(logReturn);
    high = highest(bar.high);
    const negativeLow = lowest(-bar.low);
    low = negativeLow === undefined ? undefined : -negativeLow;
    previous = bar;
    return facts;
  });
}

export interface ShareHistory {
  readonly symbol: string;
  /** As NSE's constituent lists name it; undefined where no list has the share. */
  readonly industry: string | undefined;
  readonly bars: readonly PriceBar[];
}

/** Everything the market's figures are computed from. Each series ascends by date; any may be empty. */
export interface MarketHistory {
  readonly nifty: readonly PriceBar[];
  readonly volatility: readonly PriceBar[];
  /** Index bars by index name, such as `NIFTY_AUTO` or `NIFTY AUTO`. */
  readonly indices: ReadonlyMap<string, readonly PriceBar[]>;
  readonly shares: readonly ShareHistory[];
}

/** The history with the facts of every day, computed once for contexts, sectors and events. */
export interface MarketFacts {
  /** Every day any share or NIFTY 50 has a bar for, ascending, and the place of each in that order. */
  readonly dates: readonly string[];
  readonly order: ReadonlyMap<string, number>;
  readonly nifty: ReadonlyMap<string, DayFacts>;
  readonly volatility: ReadonlyMap<string, DayFacts>;
  readonly shares: readonly {
    readonly symbol: string;
    readonly industry: string | undefined;
    readonly days: readonly DayFacts[];
  }[];
}

/** The facts of a market's history; linear in the number of bars. */
export function marketFacts({ nifty, volatility, shares }: MarketHistory): MarketFacts {
  const days = new Set(nifty.map(({ date }) => date));
  for (const { bars } of shares) for (const { date } of bars) days.add(date);
  const dates = [...days].sort();
  const byDate = (bars: readonly PriceBar[], window: number) =>
    new Map(dayFacts(bars, window).map(day => [day.date, day]));
  return {
    dates,
    order: new Map(dates.map((date, place) => [date, place])),
    nifty: byDate(nifty, WINDOWS.indexAverage),
    volatility: byDate(volatility, WINDOWS.volatilityAverage),
    shares: shares.map(({ symbol, industry, bars }) => ({
      symbol,
      industry,
      days: dayFacts(bars, WINDOWS.shareAverage),
    })),
  };
}

/** True where a day's change is that of one session: its previous bar is of the market's previous day. */
export function isOneSession(day: DayFacts, facts: MarketFacts): boolean {
  const place = facts.order.get(day.date);
  return place !== undefined && place > 0 && facts.dates[place - 1] === day.previousDate;
}
