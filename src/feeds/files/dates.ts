const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const NAMED_MONTH = /^(\d\d?)-([A-Za-z]{3})-(\d{4})$/;

export const DATE_MIN = '1990-01-01';
export const DATE_MAX = '2100-01-01';

/** `YYYY-MM-DD` from `2022-08-08` or `08-Aug-2022`; undefined for other spellings and for days that do not exist. */
export function parseDate(text: string): string | undefined {
  const named = NAMED_MONTH.exec(text);
  const iso = named
    ? `${named[3]}-${String(MONTHS.indexOf((named[2] ?? '').toUpperCase()) + 1).padStart(2, '0')}-${(named[1] ?? '').padStart(2, '0')}`
    : text;
  const parts = ISO.exec(iso);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? iso : undefined;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `Mon` … `Sun` of a `YYYY-MM-DD`. */
export function weekdayOf(date: string): string {
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}
