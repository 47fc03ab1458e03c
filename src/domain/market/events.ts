import { type Calendar, isTradingDay, tradingDaysBetween } from '../calendar.js';
import { weekday } from '../ist.js';
import type { CorporateAction } from './adjust.js';
import type { DayFacts, MarketFacts } from './facts.js';
import type { Level } from './sectors.js';

export type EventType =
  | 'holiday'
  | 'special_session'
  | 'ex_date'
  | 'year_high'
  | 'year_low'
  | 'large_move'
  | 'index_move'
  | 'volatility_spike';

export interface MarketEvent {
  readonly date: string;
  readonly type: EventType;
  /** Unique among the events of one type on one day. */
  readonly title: string;
  readonly impact: Level;
  /** Industries of NSE's classification; `['all']` for the whole market, empty where the industry is not known. */
  readonly affectedSectors: readonly string[];
  /** What NIFTY 50 did that day, in words; undefined on a day without a NIFTY bar. That one caused the other is not said. */
  readonly marketReaction: string | undefined;
  /** 1 for what exchanges and companies announce; less for what is computed from bars that may be wrong. */
  readonly confidence: number;
  readonly symbol: string | undefined;
  /** `calendar`: announced, by the exchange or a company; `detected`: computed from bars. */
  readonly source: 'calendar' | 'detected';
}

/**
 * What counts as an event, in percent and standard deviations, and how much. A large move is one of three deviations of the
 * last 60 returns or of 5 %; moves under 2 % are never large. Confidence: an index value cannot be unadjusted, a share's can.
 */
export const EVENT_RULES = {
  move: { leastPercent: 2, zScore: 3, percent: 5, mediumPercent: 7, highPercent: 10, confidence: 0.9 },
  index: { percent: 2, mediumPercent: 2.5, highPercent: 4, confidence: 0.95 },
  volatility: { percent: 15, mediumPercent: 20, highPercent: 30, confidence: 0.95 },
  yearExtremeConfidence: 0.9,
  exDateImpact: {
    split: 'low',
    bonus: 'low',
    dividend: 'low',
    rights: 'medium',
    demerger: 'medium',
    other: 'low',
  },
} as const;

export interface EventSources {
  readonly facts: MarketFacts;
  readonly calendar: Calendar;
  readonly actions: readonly (CorporateAction & { readonly symbol: string })[];
}

/** The events from `from` to `to` (both included), ascending by date. Holidays on weekends change nothing and are left out. */
export function marketEvents(sources: EventSources, from: string, to: string): MarketEvent[] {
  const { facts, calendar } = sources;
  const within = ({ date }: { readonly date: string }) => from <= date && date <= to;
  const events = [
    ...calendarEvents(calendar, facts, from, to),
    ...exDateEvents(sources).filter(within),
    ...[...facts.nifty.values()].filter(within).flatMap(day => indexMove(day)),
    ...[...facts.volatility.values()].filter(within).flatMap(day => volatilitySpike(day, facts)),
    ...facts.shares.flatMap(share =>
      share.days.filter(within).flatMap(day => shareEvents(share, day, facts)),
    ),
  ];
  return events.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}

const signed = (percent: number) => `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(2)} %`;

function reaction({ nifty }: MarketFacts, date: string): string | undefined {
  const day = nifty.get(date);
  return day && niftyText(day);
}

function niftyText({ changePercent, previousDate }: DayFacts): string | undefined {
  if (changePercent === undefined) return undefined;
  return `NIFTY 50 ${signed(changePercent)} since its close of ${previousDate}`;
}

function calendarEvents(calendar: Calendar, facts: MarketFacts, from: string, to: string): MarketEvent[] {
  const event = (date: string, type: EventType, title: string): MarketEvent => ({
    date,
    type,
    title,
    impact: 'low',
    affectedSectors: ['all'],
    marketReaction: reaction(facts, date),
    confidence: 1,
    symbol: undefined,
    source: 'calendar',
  });
  const isWeekday = (date: string) => weekday(date) !== 0 && weekday(date) !== 6;
  const holidays = [...calendar.holidays].filter(([date]) => from <= date && date <= to && isWeekday(date));
  return [
    ...holidays
      .filter(([date]) => !isTradingDay(date, calendar))
      .map(([date, name]) =>
        event(date, 'holiday', name === '' ? 'Trading holiday' : `Trading holiday: ${name}`),
      ),
    ...tradingDaysBetween(from, to, calendar).flatMap(date => {
      const day = calendar.specials.get(date);
      return day ? [event(date, 'special_session', day.description)] : [];
    }),
  ];
}

function exDateEvents({ actions, facts }: EventSources): MarketEvent[] {
  const industries = new Map(facts.shares.map(({ symbol, industry }) => [symbol, industry]));
  return actions.map(({ symbol, exDate, kind, factor }) => ({
    date: exDate,
    type: 'ex_date',
    title: `${symbol} ex-date: ${kind === 'other' ? 'price adjustment' : kind}, factor ${Number(factor.toFixed(4))}`,
    impact: EVENT_RULES.exDateImpact[kind],
    affectedSectors: sectorsOf(industries.get(symbol)),
    marketReaction: reaction(facts, exDate),
    confidence: 1,
    symbol,
    source: 'calendar',
  }));
}

const sectorsOf = (industry: string | undefined) => (industry === undefined ? [] : [industry]);

function impactOf(percent: number, rules: { mediumPercent: number; highPercent: number }): Level {
  if (percent >= rules.highPercent) return 'high';
  return percent >= rules.mediumPercent ? 'medium' : 'low';
}

function indexMove(day: DayFacts): MarketEvent[] {
  const { changePercent = 0, date } = day;
  const rules = EVENT_RULES.index;
  if (Math.abs(changePercent) < rules.percent) return [];
  return [
    {
      date,
      type: 'index_move',
      title: `NIFTY 50 ${signed(changePercent)}`,
      impact: impactOf(Math.abs(changePercent), rules),
      affectedSectors: ['all'],
      marketReaction: niftyText(day),
      confidence: rules.confidence,
      symbol: undefined,
      source: 'detected',
    },
  ];
}

function volatilitySpike({ date, close, changePercent = 0 }: DayFacts, facts: MarketFacts): MarketEvent[] {
  const rules = EVENT_RULES.volatility;
  if (changePercent < rules.percent) return [];
  return [
    {
      date,
      type: 'volatility_spike',
      title: `India VIX ${signed(changePercent)} to ${close.toFixed(2)}`,
      impact: impactOf(changePercent, rules),
      affectedSectors: ['all'],
      marketReaction: reaction(facts, date),
      confidence: rules.confidence,
      symbol: undefined,
      source: 'detected',
    },
  ];
}

/** True for a day's change that `EVENT_RULES.move` calls large. */
export function isLargeMove({ changePercent = 0, zScore = 0 }: DayFacts): boolean {
  const { leastPercent, zScore: deviations, percent } = EVENT_RULES.move;
  const size = Math.abs(changePercent);
  return size >= percent || (size >= leastPercent && Math.abs(zScore) >= deviations);
}

function shareEvents(
  { symbol, industry }: { readonly symbol: string; readonly industry: string | undefined },
  day: DayFacts,
  facts: MarketFacts,
): MarketEvent[] {
  const { date, changePercent = 0, isYearHigh, isYearLow } = day;
  const event = (type: EventType, title: string, impact: Level, confidence: number): MarketEvent => ({
    date,
    type,
    title,
    impact,
    affectedSectors: sectorsOf(industry),
    marketReaction: reaction(facts, date),
    confidence,
    symbol,
    source: 'detected',
  });
  const { move, yearExtremeConfidence } = EVENT_RULES;
  const events: MarketEvent[] = [];
  if (isYearHigh) events.push(event('year_high', `${symbol} 52-week high`, 'low', yearExtremeConfidence));
  if (isYearLow) events.push(event('year_low', `${symbol} 52-week low`, 'low', yearExtremeConfidence));
  if (isLargeMove(day)) {
    const title = `${symbol} ${signed(changePercent)}`;
    events.push(event('large_move', title, impactOf(Math.abs(changePercent), move), move.confidence));
  }
  return events;
}
