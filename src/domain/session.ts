import { type Calendar, calendarCovers, isTradingDay, nextTradingDay } from './calendar.js';
import { istDate } from './ist.js';
import { type Phase, regularPhases, specialPhases } from './session-times.js';

/** What a session depends on besides its date: stocks with derivatives close by auction from 3 August 2026. */
export interface SessionOptions {
  readonly hasDerivatives: boolean;
}

/** One trading day of one kind of security. */
export interface Session {
  readonly date: string;
  readonly kind: 'regular' | 'special' | 'muhurat';
  /** Why the day is special; empty for a regular one. */
  readonly description: string;
  /** False where the holidays of the year are not known, so that the day may be one. */
  readonly known: boolean;
  /** False where the exchange has announced the day but not its times; `phases` is then empty. */
  readonly timesKnown: boolean;
  /** Ascending and without overlap; gaps between them are closed time. */
  readonly phases: readonly Phase[];
}

/** The session of a date in India, or undefined on a day without one. Market-wide halts are not in it. */
export function sessionOn(date: string, calendar: Calendar, options: SessionOptions): Session | undefined {
  if (!isTradingDay(date, calendar)) return undefined;
  const day = calendar.specials.get(date);
  const times = day === undefined ? 'regular' : day.times;
  let phases: readonly Phase[] = [];
  if (times === 'regular') phases = regularPhases(date, options.hasDerivatives);
  else if (times !== undefined) phases = specialPhases(date, times);
  return {
    date,
    kind: day?.kind ?? 'regular',
    description: day?.description ?? '',
    known: calendarCovers(date, calendar),
    timesKnown: times !== undefined,
    phases,
  };
}

/** The session and phase an instant (UTC milliseconds) falls in, or undefined in closed time. */
export function phaseAt(
  instant: number,
  calendar: Calendar,
  options: SessionOptions,
): { readonly session: Session; readonly phase: Phase } | undefined {
  const session = sessionOn(istDate(instant), calendar, options);
  const phase = session?.phases.find(({ from, to }) => from <= instant && instant < to);
  return session && phase && { session, phase };
}

/**
 * Whether shares trade continuously at an instant. `known` is false in a year without holiday list and on a day whose times
 * are not announced: the answer is then a guess, and must be shown as one.
 */
export type MarketState =
  | { readonly state: 'open'; readonly known: boolean; readonly phase: Phase; readonly closesAt: number }
  | {
      readonly state: 'closed';
      readonly known: boolean;
      /** The call auction or post-close that runs now, if one does. */
      readonly phase: Phase | undefined;
      /** The day of the next continuous trading, and its instant; the instant is undefined while its times are not announced. */
      readonly opensOn: string | undefined;
      readonly opensAt: number | undefined;
    };

/** The market at an instant (UTC milliseconds), and when it opens next. */
export function marketStateAt(instant: number, calendar: Calendar, options: SessionOptions): MarketState {
  const today = istDate(instant);
  const session = sessionOn(today, calendar, options);
  const known = calendarCovers(today, calendar) && session?.timesKnown !== false;
  const phase = phaseAt(instant, calendar, options)?.phase;
  if (phase?.phase === 'continuous') return { state: 'open', known, phase, closesAt: phase.to };

  const later = session?.phases.find(part => part.phase === 'continuous' && part.from > instant);
  if (later) return { state: 'closed', known, phase, opensOn: today, opensAt: later.from };
  const opensOn = nextTradingDay(today, calendar);
  const next = opensOn === undefined ? undefined : sessionOn(opensOn, calendar, options);
  const opensAt = next?.phases.find(part => part.phase === 'continuous')?.from;
  return { state: 'closed', known, phase, opensOn, opensAt };
}
