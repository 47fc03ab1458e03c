import { marketEvents, type EventSources, type MarketEvent } from './events.js';
import { isOneSession, type MarketFacts, type MarketHistory, marketFacts } from './facts.js';
import {
  type FearGreed,
  type FearGreedInputs,
  fearGreed,
  type Sentiment,
  sentimentOf,
} from './fear-greed.js';
import { type SectorDay, sectorDays } from './sectors.js';

/** The market on one day. What the data do not give is undefined and is shown as unknown; analyst sentiment always is. */
export interface MarketContext {
  readonly date: string;
  /** NIFTY 50 close in index points. */
  readonly niftyValue: number | undefined;
  /** Against the NIFTY close of `niftyChangeSince`: the day before, or an earlier one where bars are missing. */
  readonly niftyChangePercent: number | undefined;
  readonly niftyChangeSince: string | undefined;
  /** India VIX close. */
  readonly volatilityIndex: number | undefined;
  readonly fearGreed: FearGreed | undefined;
  readonly sentiment: Sentiment | undefined;
  /** Change in percent by sector. */
  readonly sectorChangePercent: Readonly<Record<string, number>>;
  /** Titles of the day's events, the weightiest first, at most `CONTEXT_LIMITS.keyEventsMax`. */
  readonly keyEvents: readonly string[];
}

export const CONTEXT_LIMITS = { keyEventsMax: 10 } as const;

export interface MarketFigures {
  readonly contexts: readonly MarketContext[];
  readonly sectors: readonly SectorDay[];
  readonly events: readonly MarketEvent[];
}

/** An event that somebody imported, as far as a day's key events tell of it. */
export type KeyEvent = Pick<MarketEvent, 'date' | 'title' | 'impact'>;

/**
 * The rows of market_context, sector_performance and market_events for the days from `from` to `to`, both included, ascending.
 * `imported` events are among a day's key events and not computed. Contexts are of days that any share or NIFTY 50 has a bar for; events also of holidays and of ex-dates to come.
 * All of `history` is read for the windows, in one pass per series.
 */
export function marketFigures(
  history: MarketHistory,
  {
    calendar,
    actions,
    imported = [],
  }: Omit<EventSources, 'facts'> & { readonly imported?: readonly KeyEvent[] },
  from: string,
  to: string,
): MarketFigures {
  const facts = marketFacts(history);
  const breadth = breadthByDate(facts);
  const sectors = sectorDays(history, facts);
  const events = marketEvents({ facts, calendar, actions }, from, to);
  const eventsOf = groupByDate([...imported, ...events]);
  const dates = facts.dates.filter(date => from <= date && date <= to);
  return {
    contexts: dates.map(date =>
      contextOf(
        date,
        facts,
        breadth.get(date) ?? NO_BREADTH,
        sectors.get(date) ?? [],
        eventsOf.get(date) ?? [],
      ),
    ),
    sectors: dates.flatMap(date => sectors.get(date) ?? []),
    events,
  };
}

function groupByDate(events: readonly KeyEvent[]): Map<string, KeyEvent[]> {
  const groups = new Map<string, KeyEvent[]>();
  for (const event of events) {
    const group = groups.get(event.date);
    if (group) group.push(event);
    else groups.set(event.date, [event]);
  }
  return groups;
}

type Breadth = Omit<FearGreedInputs, 'niftyByAverage' | 'volatilityByAverage'>;

const NO_BREADTH: Breadth = {
  sharesAboveAverage: 0,
  sharesBelowAverage: 0,
  advances: 0,
  declines: 0,
  yearHighs: 0,
  yearLows: 0,
  sharesWithYear: 0,
};

function breadthByDate(facts: MarketFacts): Map<string, Breadth> {
  const byDate = new Map<string, { -readonly [K in keyof Breadth]: Breadth[K] }>();
  for (const { days } of facts.shares)
    for (const day of days) {
      const breadth = byDate.get(day.date) ?? { ...NO_BREADTH };
      byDate.set(day.date, breadth);
      const change = isOneSession(day, facts) ? (day.changePercent ?? 0) : 0;
      if (change > 0) breadth.advances++;
      if (change < 0) breadth.declines++;
      if (day.byAverage !== undefined && day.byAverage > 1) breadth.sharesAboveAverage++;
      if (day.byAverage !== undefined && day.byAverage < 1) breadth.sharesBelowAverage++;
      if (day.isYearHigh !== undefined) breadth.sharesWithYear++;
      if (day.isYearHigh) breadth.yearHighs++;
      if (day.isYearLow) breadth.yearLows++;
    }
  return byDate;
}

const IMPACTS = ['high', 'medium', 'low'] as const;

function contextOf(
  date: string,
  facts: MarketFacts,
  breadth: Breadth,
  sectors: readonly SectorDay[],
  events: readonly KeyEvent[],
): MarketContext {
  const nifty = facts.nifty.get(date);
  const volatility = facts.volatility.get(date);
  const figure = fearGreed({
    ...breadth,
    niftyByAverage: nifty?.byAverage,
    volatilityByAverage: volatility?.byAverage,
  });
  const weightiest = events.toSorted((a, b) => IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact));
  return {
    date,
    niftyValue: nifty?.close,
    niftyChangePercent: nifty?.changePercent,
    niftyChangeSince: nifty?.previousDate,
    volatilityIndex: volatility?.close,
    fearGreed: figure,
    sentiment: figure && sentimentOf(figure.value),
    sectorChangePercent: Object.fromEntries(
      sectors.map(({ sector, changePercent }) => [sector, changePercent]),
    ),
    keyEvents: [...new Set(weightiest.map(({ title }) => title))].slice(0, CONTEXT_LIMITS.keyEventsMax),
  };
}
