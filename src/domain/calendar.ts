import {
  HOLIDAY_DESCRIPTIONS,
  HOLIDAY_YEARS,
  SETTLEMENT_HOLIDAYS,
  SETTLEMENT_YEARS,
  SPECIAL_DAYS,
  type SpecialDay,
} from './calendar-dates.js';
import { addDays, dateOfDay, dayNumber, weekday } from './ist.js';
import type { SessionTimes } from './session-times.js';

/** Limits of every search and walk over days. */
export const CALENDAR_LIMITS = {
  searchDaysMax: 30,
  spanDaysMax: 20_000,
  stepsMax: 5_000,
  overridesMax: 10_000,
} as const;

/**
 * The trading days of an exchange as plain data. Weekdays trade unless they are holidays; `specials` trade whatever the
 * weekday and override a holiday. Years outside `years` are unknown: every answer for them is a guess by weekday.
 */
export interface Calendar {
  readonly holidays: ReadonlyMap<string, string>;
  readonly specials: ReadonlyMap<string, SpecialDay>;
  readonly settlementHolidays: ReadonlyMap<string, string>;
  readonly years: ReadonlySet<number>;
  readonly settlementYears: ReadonlySet<number>;
}

/** NSE equities, 2015 to 2026. */
export const NSE: Calendar = {
  holidays: HOLIDAY_DESCRIPTIONS,
  specials: SPECIAL_DAYS,
  settlementHolidays: SETTLEMENT_HOLIDAYS,
  years: HOLIDAY_YEARS,
  settlementYears: SETTLEMENT_YEARS,
};

/** A day that someone imported; it replaces what the calendar says of that date. */
export type DayOverride =
  | {
      readonly kind: 'holiday' | 'regular' | 'settlement_holiday';
      readonly date: string;
      readonly description: string;
    }
  | {
      readonly kind: 'special' | 'muhurat';
      readonly date: string;
      readonly description: string;
      /** Undefined where the exchange has announced the day but not yet the times. */
      readonly times: 'regular' | SessionTimes | undefined;
    };

export interface CalendarOverrides {
  readonly days: readonly DayOverride[];
  /** Years whose trading holidays `days` lists in full, such as 2027 once the exchange has published it. */
  readonly years?: readonly number[];
  /** Years whose settlement holidays `days` lists in full. */
  readonly settlementYears?: readonly number[];
}

/**
 * A calendar with imported days over `base`; of two for one date the later one wins. Throws a RangeError on a date that does
 * not exist and on more than `CALENDAR_LIMITS.overridesMax` days: importers check their rows before.
 */
export function calendarFrom(overrides: CalendarOverrides, base: Calendar = NSE): Calendar {
  if (overrides.days.length > CALENDAR_LIMITS.overridesMax)
    throw new RangeError(`at most ${CALENDAR_LIMITS.overridesMax} days can override a calendar`);
  const holidays = new Map(base.holidays);
  const specials = new Map(base.specials);
  const settlementHolidays = new Map(base.settlementHolidays);
  for (const day of overrides.days) {
    const weekend = isWeekend(day.date);
    if (day.kind === 'settlement_holiday') {
      settlementHolidays.set(day.date, day.description);
      continue;
    }
    specials.delete(day.date);
    if (day.kind === 'special' || day.kind === 'muhurat') specials.set(day.date, day);
    else if (day.kind === 'holiday') holidays.set(day.date, day.description);
    else holidays.delete(day.date);
    if (day.kind === 'regular' && weekend)
      specials.set(day.date, { kind: 'special', description: day.description, times: 'regular' });
  }
  return {
    holidays,
    specials,
    settlementHolidays,
    years: new Set([...base.years, ...(overrides.years ?? [])]),
    settlementYears: new Set([...base.settlementYears, ...(overrides.settlementYears ?? [])]),
  };
}

function isWeekend(date: string): boolean {
  const day = weekday(date);
  return day === 0 || day === 6;
}

const yearOf = (date: string) => Number(date.slice(0, 4));

/** False where the holidays of that year are not known, so that an answer about the date is a guess by weekday. */
export function calendarCovers(date: string, calendar: Calendar): boolean {
  return calendar.years.has(yearOf(date));
}

/** True on days with any session, Muhurat and weekend sessions included. Throws a RangeError on a date that does not exist. */
export function isTradingDay(date: string, calendar: Calendar): boolean {
  return calendar.specials.has(date) || !(isWeekend(date) || calendar.holidays.has(date));
}

function search(date: string, step: 1 | -1, isHit: (date: string) => boolean): string | undefined {
  for (let days = 1; days <= CALENDAR_LIMITS.searchDaysMax; days++) {
    const candidate = addDays(date, step * days);
    if (isHit(candidate)) return candidate;
  }
  return undefined;
}

/** The first trading day after `date`; undefined when the 30 days after it hold none. See `calendarCovers`. */
export function nextTradingDay(date: string, calendar: Calendar): string | undefined {
  return search(date, 1, day => isTradingDay(day, calendar));
}

/** The last trading day before `date`; undefined when the 30 days before it hold none. See `calendarCovers`. */
export function previousTradingDay(date: string, calendar: Calendar): string | undefined {
  return search(date, -1, day => isTradingDay(day, calendar));
}

/** All trading days from `from` to `to`, both included. Throws a RangeError past `CALENDAR_LIMITS.spanDaysMax` days. */
export function tradingDaysBetween(from: string, to: string, calendar: Calendar): string[] {
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (last - first > CALENDAR_LIMITS.spanDaysMax)
    throw new RangeError(`from ${from} to ${to} is more than ${CALENDAR_LIMITS.spanDaysMax} days`);
  const days: string[] = [];
  for (let day = first; day <= last; day++) {
    const date = dateOfDay(day);
    if (isTradingDay(date, calendar)) days.push(date);
  }
  return days;
}

/**
 * The trading day `count` sessions after `date` (before it when negative); `date` itself for 0, traded or not.
 * Throws a RangeError past `CALENDAR_LIMITS.stepsMax` sessions.
 */
export function addTradingDays(date: string, count: number, calendar: Calendar): string | undefined {
  if (!Number.isInteger(count) || Math.abs(count) > CALENDAR_LIMITS.stepsMax)
    throw new RangeError(`not a whole number of sessions within ±${CALENDAR_LIMITS.stepsMax}: ${count}`);
  const step = count < 0 ? previousTradingDay : nextTradingDay;
  let reached: string | undefined = date;
  for (let steps = Math.abs(count); steps > 0 && reached !== undefined; steps--)
    reached = step(reached, calendar);
  return reached;
}

/** All NSE equities settle on T+1 from this day; smaller companies moved earlier, from 25 February 2022 on. */
const T1_FROM = '2023-01-27';
const T1_PHASED_IN_FROM = '2022-02-25';

export interface Settlement {
  readonly date: string;
  /** Settlement days after the trade: 1, or 2 before 27 January 2023. */
  readonly cycleDays: 1 | 2;
  /** False where a bank holiday that is not in the calendar, or the phasing-in of T+1, could make it another day. */
  readonly known: boolean;
}

/**
 * When shares and money of a trade change hands: T+1 (the optional T+0 is not offered here). Weekend sessions, Muhurat days
 * and bank holidays trade but do not settle. Undefined when no settlement day follows within 30 days.
 */
export function settlementDate(tradeDate: string, calendar: Calendar): Settlement | undefined {
  const cycleDays = tradeDate < T1_FROM ? 2 : 1;
  const settles = (day: string) =>
    !isWeekend(day) && !calendar.holidays.has(day) && !calendar.settlementHolidays.has(day);
  let date: string | undefined = tradeDate;
  for (let days = 0; days < cycleDays && date !== undefined; days++) date = search(date, 1, settles);
  if (date === undefined) return undefined;
  const years = [yearOf(tradeDate), yearOf(date)];
  const covered = years.every(year => calendar.years.has(year) && calendar.settlementYears.has(year));
  const phasedIn = tradeDate >= T1_PHASED_IN_FROM && tradeDate < T1_FROM;
  return { date, cycleDays, known: covered && !phasedIn };
}
