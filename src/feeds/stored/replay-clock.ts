import { type AdvanceMarket, type MarketClockState, startClock } from '../market-clock.js';

/** One session of the stored history: its trading date and when it opened and closed, UTC milliseconds. */
export interface ReplaySession {
  date: string;
  openMs: number;
  closeMs: number;
}

export const REPLAY_SPEED = { min: 1, max: 3_600 } as const;

/** One person's replay: plain data, to be stored whole. Its clock works with the functions of `market-clock.ts`. */
export interface ReplayState {
  startDate: string;
  clock: MarketClockState;
}

export type ReplayStart = { ok: true; state: ReplayState } | { ok: false; refusal: ReplayRefusal };

export type ReplayRefusal =
  | { code: 'NO_HISTORY'; message: string }
  | { code: 'BAD_DATE'; firstDate: string; lastDate: string; message: string }
  | { code: 'BAD_SPEED'; min: number; max: number; message: string };

/**
 * A replay from the open of `startDate`, or of the first session after it when that day had none. `sessions` are
 * all of the stored history, in order of time; the last of them is the end of every replay.
 */
export function startReplay(args: {
  sessions: readonly ReplaySession[];
  startDate: string;
  speed: number;
  wallMs: number;
}): ReplayStart {
  const { sessions, startDate, speed, wallMs } = args;
  const first = sessions[0];
  const last = sessions.at(-1);
  if (!first || !last) {
    const message = 'There is no history to practise on: import daily prices first.';
    return { ok: false, refusal: { code: 'NO_HISTORY', message } };
  }
  const { min, max } = REPLAY_SPEED;
  if (!(speed >= min && speed <= max)) {
    const message = `A replay runs at ${min} to ${max} times real time, not ${speed}.`;
    return { ok: false, refusal: { code: 'BAD_SPEED', min, max, message } };
  }
  const session = sessions.find(({ date }) => date >= startDate);
  if (!isDate(startDate) || startDate < first.date || !session) {
    const message = `A replay cannot start on ${startDate}: choose a date (YYYY-MM-DD) from ${first.date} to ${last.date}.`;
    return { ok: false, refusal: { code: 'BAD_DATE', firstDate: first.date, lastDate: last.date, message } };
  }
  const clock = startClock(session.openMs, speed, wallMs, advanceThrough(sessions));
  return { ok: true, state: { startDate: session.date, clock } };
}

/** Market time of a list of sessions: from one close to the next open, and at the last close it stays. */
export function advanceThrough(sessions: readonly ReplaySession[]): AdvanceMarket {
  // Open milliseconds before each session, so that any leap is one search.
  const before = [0];
  for (const [index, { openMs, closeMs }] of sessions.entries())
    before.push((before[index] ?? 0) + closeMs - openMs);
  return (fromMs, openMs) => {
    const from = lastOpened(sessions, fromMs);
    const session = sessions[from];
    const spent = session ? Math.min(fromMs, session.closeMs) - session.openMs : 0;
    const target = (before[Math.max(0, from)] ?? 0) + spent + openMs;
    const index = lastNotAbove(before, target);
    const landed = sessions[index];
    if (landed) return landed.openMs + target - (before[index] ?? 0);
    return Math.max(fromMs, sessions.at(-1)?.closeMs ?? fromMs);
  };
}

/** Whether a replay has reached the close of the last stored session. */
export function replayEnded(sessions: readonly ReplaySession[], marketMs: number): boolean {
  return marketMs >= (sessions.at(-1)?.closeMs ?? 0);
}

/** The place of the last session that has opened at or before an instant; −1 before the first. */
export function lastOpened(sessions: readonly ReplaySession[], instantMs: number): number {
  return lastWhere(sessions, ({ openMs }) => openMs <= instantMs);
}

function lastNotAbove(values: readonly number[], target: number): number {
  return lastWhere(values, value => value <= target);
}

/** Binary search: the place of the last item that fits, where all that fit come first; −1 if none does. */
function lastWhere<T>(items: readonly T[], fits: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && fits(item)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(`${text}T00:00:00Z`));
}
