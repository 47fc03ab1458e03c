/** India Standard Time has been UTC+05:30 without daylight saving since 1945, so no time zone data is needed. */
const IST_OFFSET_MS = (5 * 60 + 30) * 60_000;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** True for a real calendar date written `YYYY-MM-DD`; false for `2026-02-30`, `2026-2-3` and anything else. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/** Days since 1970-01-01 of a `YYYY-MM-DD`. Throws a RangeError on anything else. */
export function dayNumber(date: string): number {
  if (!isDate(date)) throw new RangeError(`not a date written YYYY-MM-DD: ${JSON.stringify(date)}`);
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The inverse of `dayNumber`. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The date `days` calendar days after `date` (before it when negative). */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** 0 for Sunday to 6 for Saturday; day 0 was a Thursday. */
export function weekday(date: string): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** The date in India at an instant (UTC milliseconds). */
export function istDate(instant: number): string {
  return new Date(instant + IST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant (UTC milliseconds) of a wall time `HH:MM` in India. Throws a RangeError on a bad date or time. */
export function istInstant(date: string, time: string): number {
  const match = TIME.exec(time);
  if (!match) throw new RangeError(`not a time written HH:MM: ${JSON.stringify(time)}`);
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return dayNumber(date) * DAY_MS + minutes * 60_000 - IST_OFFSET_MS;
}
