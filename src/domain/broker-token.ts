import { addDays, istDate, istInstant } from './ist.js';

const TOKENS_DIE = '06:00';

/** When every access token of this moment is dead: the next 06:00 in India, in UTC milliseconds. */
export function tokensDieAt(nowMs: number): number {
  const date = istDate(nowMs);
  const today = istInstant(date, TOKENS_DIE);
  return nowMs < today ? today : istInstant(addDays(date, 1), TOKENS_DIE);
}
