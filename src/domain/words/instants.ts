import { istInstant } from '../ist.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const IST_OFFSET_MS = 19_800_000;

/** `24 Aug 2026 10:00 IST`. */
export function marketInstant(instantMs: number): string {
  const ist = new Date(instantMs + IST_OFFSET_MS).toISOString();
  const month = MONTHS[Number(ist.slice(5, 7)) - 1] ?? '';
  return `${Number(ist.slice(8, 10))} ${month} ${ist.slice(0, 4)} ${ist.slice(11, 16)} IST`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `3 s`, `12 min`, `18 h`, `4 days`. */
export function ageText(ageMs: number): string {
  if (ageMs < MINUTE_MS) return `${Math.round(ageMs / 1_000)} s`;
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min`;
  if (ageMs < 2 * DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h`;
  return `${Math.floor(ageMs / DAY_MS)} days`;
}

/** `24 Aug 2026`. */
export const dateText = (date: string): string =>
  marketInstant(istInstant(date, '00:00')).replace(/ \d\d:\d\d IST$/, '');

/** `3 Aug 2026 to 24 Aug 2026`. */
export const periodText = ({ from, to }: { from: string; to: string }): string =>
  from === to ? dateText(from) : `${dateText(from)} to ${dateText(to)}`;
