import { PEOPLE_LIMITS } from './limits.js';

/** Wrong codes of each writer since the first of them. In memory: a code has 100 bits, the limit keeps the noise down. */
export type JoinAttempts = Map<string, { tries: number; sinceMs: number }>;

export const openJoinAttempts = (): JoinAttempts => new Map();

/**
 * Counts one attempt before it is judged, so that many at once count too; `forgive` takes a right one back.
 * @returns when the writer may try again (UTC milliseconds) where they may not now
 */
export function countAttempt(attempts: JoinAttempts, writer: string, nowMs: number): number | undefined {
  const known = attempts.get(writer);
  const current =
    known && nowMs < known.sinceMs + PEOPLE_LIMITS.wrongCodesMs ? known : { tries: 0, sinceMs: nowMs };
  if (current.tries >= PEOPLE_LIMITS.wrongCodesMax) return current.sinceMs + PEOPLE_LIMITS.wrongCodesMs;
  if (!known && attempts.size >= PEOPLE_LIMITS.writersMax) {
    const [oldest] = attempts.keys();
    if (oldest !== undefined) attempts.delete(oldest);
  }
  attempts.set(writer, { ...current, tries: current.tries + 1 });
  return undefined;
}

/** Whether the attempt that was just counted is the last one for now. */
export const isLastAttempt = (attempts: JoinAttempts, writer: string): boolean =>
  attempts.get(writer)?.tries === PEOPLE_LIMITS.wrongCodesMax;

export function forgive(attempts: JoinAttempts, writer: string): void {
  attempts.delete(writer);
}
