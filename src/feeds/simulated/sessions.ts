/*
 * The practice market's own calendar: every weekday is a session from 09:15 to 15:30 IST, there are no holidays.
 * Days are counted from 1970-01-01, weekdays too, so that every question is answered by arithmetic.
 */

export const SESSION = {
  openMs: (9 * 60 + 15) * 60_000,
  closeMs: (15 * 60 + 30) * 60_000,
  lengthMs: 375 * 60_000,
  minutes: 375,
} as const;

const IST_OFFSET_MS = 330 * 60_000;
const DAY_MS = 86_400_000;

/** How many weekdays came before this day; a Saturday or Sunday counts as the Monday after it. */
function weekdaysBefore(day: number): number {
  // 1970-01-01 was a Thursday.
  const sinceMonday = day + 3;
  const week = Math.floor(sinceMonday / 7);
  return 5 * week + Math.min(sinceMonday - 7 * week, 5);
}

function dayOfWeekday(weekday: number): number {
  const week = Math.floor(weekday / 5);
  return 7 * week + (weekday - 5 * week) - 3;
}

/** The weekday number of a trading date `YYYY-MM-DD`; a weekend's date means the Monday after. Throws on no date. */
export function weekdayOfDate(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !Number.isFinite(ms))
    throw new RangeError(`not a date YYYY-MM-DD: ${date}`);
  return weekdaysBefore(Math.round(ms / DAY_MS));
}

/** `YYYY-MM-DD` of a weekday number. */
export function dateOfWeekday(weekday: number): string {
  return new Date(dayOfWeekday(weekday) * DAY_MS).toISOString().slice(0, 10);
}

/** The date in Asia/Kolkata of an instant, `YYYY-MM-DD`. */
export function istDate(instantMs: number): string {
  return new Date(instantMs + IST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a weekday's session opens, UTC milliseconds. */
export function openOfWeekday(weekday: number): number {
  return dayOfWeekday(weekday) * DAY_MS - IST_OFFSET_MS + SESSION.openMs;
}

/** The last session that has opened at or before an instant, how far into it the instant lies, and whether it still runs. */
export function sessionAt(instantMs: number): { weekday: number; elapsedMs: number; running: boolean } {
  const next = weekdaysBefore(Math.floor((instantMs + IST_OFFSET_MS) / DAY_MS));
  const weekday = instantMs >= openOfWeekday(next) ? next : next - 1;
  const elapsedMs = instantMs - openOfWeekday(weekday);
  return { weekday, elapsedMs, running: elapsedMs < SESSION.lengthMs };
}

/** Market time after so many milliseconds of open market: from one close straight to the next open. Outside a session it starts at the next open. */
export function advanceMarket(fromMs: number, elapsedMs: number): number {
  const start = sessionAt(fromMs);
  const weekday = start.running ? start.weekday : start.weekday + 1;
  const total = (start.running ? start.elapsedMs : 0) + elapsedMs;
  const sessions = Math.floor(total / SESSION.lengthMs);
  return openOfWeekday(weekday + sessions) + (total - sessions * SESSION.lengthMs);
}

/** The sessions that open after an instant, the next one first. */
export function comingWeekdays(
  afterMs: number,
  count: number,
): { date: string; openMs: number; closeMs: number }[] {
  const { weekday } = sessionAt(afterMs);
  return Array.from({ length: count }, (_, n) => {
    const openMs = openOfWeekday(weekday + 1 + n);
    return { date: dateOfWeekday(weekday + 1 + n), openMs, closeMs: openMs + SESSION.lengthMs };
  });
}
