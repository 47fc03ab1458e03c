import { PEOPLE_LIMITS } from './limits.js';

/** Wrong codes of each writer since the first of them. In memory: a code has 100 bits, the limit keeps the noise down. */
export type JoinAttempts = Map<string, { tries: number; sinceMs: number }>;

export const openJoinAttempts = (): JoinAttempts => new Map();

/**
 * Counts one attempt before it is judged, so that many at once count too; `forgive` takes a right one back.
 * @returns whether it is the last one for now; or when the writer may try again (UTC milliseconds) where they may not
 */
export function countAttempt(
  attempts: JoinAttempts,
  writer: string,
  nowMs: number,
): { isLast: boolean } | { freeAtMs: number } {
  const known = attempts.get(writer);
  const { tries, sinceMs } =
    known && nowMs < known.sinceMs + PEOPLE_LIMITS.wrongCodesMs ? known : { tries: 0, sinceMs: nowMs };
  if (tries >= PEOPLE_LIMITS.wrongCodesMax) return { freeAtMs: sinceMs + PEOPLE_LIMITS.wrongCodesMs };
  if (!known && attempts.size >= PEOPLE_LIMITS.writersMax) {
    const [oldest] = attempts.keys();
    if (oldest !== undefined) attempts.delete(oldest);
  }
  attempts.set(writer, { tries: tries + 1, sinceMs });
  return { isLast: tries + 1 === PEOPLE_LIMITS.wrongCodesMax };
}

export function forgive(attempts: JoinAttempts, writer: string): void {
  attempts.delete(writer);
}
