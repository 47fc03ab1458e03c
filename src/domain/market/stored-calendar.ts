import { asc } from 'drizzle-orm';
import { exchangeDays } from '../../db/schema/main/index.js';
import {
  type Calendar,
  CALENDAR_LIMITS,
  calendarFrom,
  type DayOverride,
  isTradingDay,
  NSE,
} from '../calendar.js';
import { weekday } from '../ist.js';
import type { MarketReader } from './stored-series.js';

/** A year's list is taken as whole from this many holidays on weekdays, or sessions: NSE never had fewer than 10 of the one. */
const LISTED = { holidaysMin: 10, sessionsMin: 230, daysMax: 40_000 } as const;

interface Day {
  readonly date: string;
  readonly kind: 'regular' | 'holiday' | 'special' | 'muhurat';
  readonly description: string | null;
}

/** The exchange calendar with the days that the operator imported over the built-in ones. */
export async function calendarOf(read: MarketReader): Promise<Calendar> {
  const days = await read
    .select({ date: exchangeDays.date, kind: exchangeDays.kind, description: exchangeDays.description })
    .from(exchangeDays)
    .orderBy(asc(exchangeDays.date))
    .limit(LISTED.daysMax);
  return calendarWith(days);
}

/**
 * The built-in calendar under imported days. No file gives times: a day that the built-in calendar knows as a session of its
 * own keeps the times it has there, and days that say what it says already are left away.
 */
export function calendarWith(days: readonly Day[], base: Calendar = NSE): Calendar {
  const overrides = days.flatMap(day => overrideOf(day, base));
  const byYear = new Map<number, Day[]>();
  for (const day of days) {
    const year = Number(day.date.slice(0, 4));
    const ofYear = byYear.get(year) ?? [];
    byYear.set(year, ofYear);
    ofYear.push(day);
  }
  const years = [...byYear].filter(([, ofYear]) => isListed(ofYear)).map(([year]) => year);
  return calendarFrom({ days: overrides.slice(-CALENDAR_LIMITS.overridesMax), years }, base);
}

function overrideOf({ date, kind, description }: Day, base: Calendar): DayOverride[] {
  const known = base.specials.get(date);
  const words = description ?? known?.description ?? base.holidays.get(date) ?? '';
  if (kind === 'special' || kind === 'muhurat')
    return [{ kind, date, description: words, times: known?.times }];
  if (kind === 'holiday') return [{ kind, date, description: description ?? base.holidays.get(date) ?? '' }];
  return known || isTradingDay(date, base) ? [] : [{ kind, date, description: words }];
}

function isListed(days: readonly Day[]): boolean {
  const isWeekday = ({ date }: Day) => weekday(date) !== 0 && weekday(date) !== 6;
  const holidays = days.filter(day => day.kind === 'holiday' && isWeekday(day)).length;
  return holidays >= LISTED.holidaysMin || days.length - holidays >= LISTED.sessionsMin;
}
