import { createHash } from 'node:crypto';
import type { Day } from '../../../src/feeds/simulated/days.js';
import { dayOf, HISTORY, openHistory } from '../../../src/feeds/simulated/history.js';
import { SYMBOLS } from '../../../src/feeds/simulated/model.js';

/** All days of a seed's history, by session and then by symbol. */
export async function allDays(seed: number): Promise<Day[][]> {
  const history = openHistory(seed);
  const sessions: Day[][] = [];
  for (let session = 0; session < HISTORY.sessions; session += 1) {
    const days: Day[] = [];
    for (const place of SYMBOLS.keys()) days.push(await dayOf(history, place, session));
    sessions.push(days);
  }
  return sessions;
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
