import { dateOfWeekday, openOfWeekday, SESSION, sessionAt } from '../feeds/simulated/sessions.js';
import { lastOpened, type ReplaySession } from '../feeds/stored/replay-clock.js';

/** Sessions given at once; whoever wants more asks again from the last one's close. */
const SESSIONS_MAX = 500;

/** Sessions of the simulated market that closed after `fromMs` and opened at or before `toMs`, oldest first, at most 500. */
export function simulatedSessions({ fromMs, toMs }: { fromMs: number; toMs: number }): ReplaySession[] {
  const last = sessionAt(toMs).weekday;
  const first = sessionAt(fromMs);
  const sessions: ReplaySession[] = [];
  for (let day = first.running ? first.weekday : first.weekday + 1; day <= last; day += 1) {
    if (sessions.length === SESSIONS_MAX) break;
    const openMs = openOfWeekday(day);
    sessions.push({ date: dateOfWeekday(day), openMs, closeMs: openMs + SESSION.lengthMs });
  }
  return sessions;
}

/** The same of a list of sessions in order of time. */
export function sessionsBetween(
  sessions: readonly ReplaySession[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): readonly ReplaySession[] {
  const opened = lastOpened(sessions, fromMs);
  const session = sessions[opened];
  const first = session && session.closeMs > fromMs ? opened : opened + 1;
  return sessions.slice(first, Math.min(lastOpened(sessions, toMs) + 1, first + SESSIONS_MAX));
}
