import { type Calendar, calendarCovers, isTradingDay, tradingDaysBetween } from '../calendar.js';
import { dayNumber } from '../ist.js';
import { type CorporateAction, type SimpleRatio, simpleRatio } from './adjust.js';

/** One day to be checked: prices all in one unit (paise, or index points), raw as published. */
export interface CheckedBar {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** The previous close that the exchange printed beside it, where the source has one. */
  readonly previousClose?: number;
}

type Detail =
  | {
      readonly kind: 'non_positive_price';
      readonly open: number;
      readonly high: number;
      readonly low: number;
      readonly close: number;
    }
  | {
      readonly kind: 'ohlc_order';
      readonly open: number;
      readonly high: number;
      readonly low: number;
      readonly close: number;
    }
  | { readonly kind: 'duplicate_date'; readonly count: number }
  /** Sessions of the exchange without a bar, in a row: from `date` to `lastDate`. */
  | { readonly kind: 'missing_sessions'; readonly lastDate: string; readonly sessions: number }
  | { readonly kind: 'no_session' }
  | {
      readonly kind: 'previous_close_mismatch';
      readonly stated: number;
      readonly previousDate: string;
      readonly previousClose: number;
    }
  | {
      readonly kind: 'unexplained_jump';
      readonly previousDate: string;
      readonly previousClose: number;
      readonly open: number;
      readonly close: number;
      /** Close by previous close, after the corporate actions that are known. */
      readonly closeRatio: number;
      /** The common split or bonus that the opening price fits, such as `5:1 split`. */
      readonly looksLike: string | undefined;
      /** A known action a few days off that would explain it: its ex-date may be wrong. */
      readonly nearbyExDate: string | undefined;
    };

/** Something odd about a series, for a person to look at. `date` is the day it was found on. */
export type Finding = Detail & { readonly symbol: string; readonly date: string };

export interface QualityReport {
  readonly findings: readonly Finding[];
  /** How many more there were than the limit lets through. */
  readonly omitted: number;
  /** All findings by kind, the omitted ones included. */
  readonly counts: Readonly<Partial<Record<Finding['kind'], number>>>;
  /** Bars on days whose year the calendar does not know, so that their sessions were not checked. */
  readonly sessionsUnchecked: number;
}

/**
 * 20 % is NSE's widest fixed daily band; only shares with derivatives, which have none, can pass it. A split is told by the
 * opening price, which fits its ratio within 5 %, so that a crash in mid-session is not taken for one.
 */
export const QUALITY_LIMITS = {
  jumpMax: 0.2,
  splitTolerance: 0.05,
  nearbyDays: 7,
  findingsMax: 500,
} as const;

export interface QualityContext {
  readonly calendar: Calendar;
  readonly actions: readonly CorporateAction[];
}

/**
 * Checks the bars of one symbol, in any order, against themselves, the exchange calendar and the corporate actions known.
 * Sessions are expected from the first bar to the last: what comes before a listing or after a delisting is not missing.
 */
export function checkSeries(
  symbol: string,
  bars: readonly CheckedBar[],
  context: QualityContext,
): QualityReport {
  const findings: Finding[] = [];
  const counts: Partial<Record<Finding['kind'], number>> = {};
  let omitted = 0;
  const found = (date: string, detail: Detail) => {
    counts[detail.kind] = (counts[detail.kind] ?? 0) + 1;
    if (findings.length < QUALITY_LIMITS.findingsMax) findings.push({ symbol, date, ...detail });
    else omitted++;
  };

  const ascending = oneBarADay(bars, found);
  let sessionsUnchecked = 0;
  for (const [index, bar] of ascending.entries()) {
    const sane = checkPrices(bar, found);
    if (!calendarCovers(bar.date, context.calendar)) sessionsUnchecked++;
    else if (!isTradingDay(bar.date, context.calendar)) found(bar.date, { kind: 'no_session' });
    const previous = ascending[index - 1];
    if (!previous) continue;
    const gap = checkGap(previous.date, bar.date, context.calendar, found);
    if (!sane || !(previous.close > 0)) continue;
    if (!gap) checkPreviousClose(previous, bar, found);
    checkJump(previous, bar, context.actions, found);
  }
  return { findings, omitted, counts, sessionsUnchecked };
}

type Found = (date: string, detail: Detail) => void;

function oneBarADay(bars: readonly CheckedBar[], found: Found): CheckedBar[] {
  const byDate = new Map<string, { bar: CheckedBar; count: number }>();
  for (const bar of bars) {
    const seen = byDate.get(bar.date);
    if (seen) seen.count++;
    else byDate.set(bar.date, { bar, count: 1 });
  }
  const days = [...byDate.values()].sort((a, b) => (a.bar.date < b.bar.date ? -1 : 1));
  for (const { bar, count } of days) if (count > 1) found(bar.date, { kind: 'duplicate_date', count });
  return days.map(({ bar }) => bar);
}

/** False where the prices are such that no ratio of them means anything. */
function checkPrices({ date, open, high, low, close }: CheckedBar, found: Found): boolean {
  if (!(open > 0 && high > 0 && low > 0 && close > 0)) {
    found(date, { kind: 'non_positive_price', open, high, low, close });
    return false;
  }
  if (low > Math.min(open, close, high) || high < Math.max(open, close))
    found(date, { kind: 'ohlc_order', open, high, low, close });
  return true;
}

/** True where sessions are missing between two bars, or it cannot be known whether they are. */
function checkGap(previousDate: string, date: string, calendar: Calendar, found: Found): boolean {
  if (dayNumber(date) - dayNumber(previousDate) === 1) return false;
  if (!(calendarCovers(previousDate, calendar) && calendarCovers(date, calendar))) return true;
  const missing = tradingDaysBetween(previousDate, date, calendar).filter(
    day => day > previousDate && day < date,
  );
  const [first] = missing;
  const last = missing.at(-1);
  if (first === undefined || last === undefined) return false;
  found(first, { kind: 'missing_sessions', lastDate: last, sessions: missing.length });
  return true;
}

function checkPreviousClose(
  previous: CheckedBar,
  { date, previousClose: stated }: CheckedBar,
  found: Found,
): void {
  if (stated !== undefined && stated !== previous.close)
    found(date, {
      kind: 'previous_close_mismatch',
      stated,
      previousDate: previous.date,
      previousClose: previous.close,
    });
}

function checkJump(
  previous: CheckedBar,
  bar: CheckedBar,
  actions: readonly CorporateAction[],
  found: Found,
): void {
  const known = actions.filter(({ exDate }) => previous.date < exDate && exDate <= bar.date);
  const base = known.reduce((price, { factor }) => price / factor, previous.close);
  const closeRatio = bar.close / base;
  const openRatio = bar.open / base;
  if (!isJump(closeRatio) && !isJump(openRatio)) return;
  const nearby = actions.find(
    ({ exDate, factor }) =>
      Math.abs(dayNumber(exDate) - dayNumber(bar.date)) <= QUALITY_LIMITS.nearbyDays &&
      !isJump(openRatio * factor),
  );
  found(bar.date, {
    kind: 'unexplained_jump',
    previousDate: previous.date,
    previousClose: previous.close,
    open: bar.open,
    close: bar.close,
    closeRatio,
    looksLike: splitName(openRatio),
    nearbyExDate: nearby?.exDate,
  });
}

const isJump = (ratio: number) => Math.abs(ratio - 1) > QUALITY_LIMITS.jumpMax;

function splitName(openRatio: number): string | undefined {
  const reverse = openRatio > 1;
  const ratio = simpleRatio(reverse ? openRatio : 1 / openRatio, QUALITY_LIMITS.splitTolerance);
  if (!ratio || !isJump(openRatio)) return undefined;
  return reverse ? `${ratio.denominator}:${ratio.numerator} consolidation` : nameOf(ratio);
}

/** A 2:1 split and a 1:1 bonus look the same in prices. */
function nameOf({ numerator, denominator }: SimpleRatio): string {
  return `${numerator}:${denominator} split or ${numerator - denominator}:${denominator} bonus`;
}
