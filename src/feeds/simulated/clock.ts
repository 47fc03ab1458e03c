import type { Clock } from '../../clock.js';
import {
  type MarketClockState,
  marketTimeMs,
  parkClock,
  renewClock,
  resumeClock,
  runClock,
  startClock,
} from '../market-clock.js';
import { SIMULATED } from './index.js';
import { advanceMarket, istDate, openOfWeekday, weekdayOfDate } from './sessions.js';

/** How far into its session the market stands at first start. */
const FIRST_MS_INTO_SESSION = 45 * 60_000;

export type ClockStart =
  | { ok: true; state: MarketClockState }
  | { ok: false; refusal: { code: 'MARKET_TIME_BACKWARDS'; shownUntilMs: number; message: string } };

/**
 * The simulated market's clock at a start of the service. Nothing saved: at 10:00 IST of the first session, running at
 * speed 1. Saved: on from there. `fixedMs` (QL_MARKET_NOW) makes it stand still at that instant, in a session or not;
 * refused where market time has already been later.
 */
export function openMarketClock(args: {
  saved: MarketClockState | undefined;
  fixedMs: number | undefined;
  wallMs: number;
  startDate?: string;
}): ClockStart {
  const { saved, fixedMs, wallMs } = args;
  if (fixedMs !== undefined) {
    if (saved && fixedMs < saved.shownUntilMs) {
      const message =
        `QL_MARKET_NOW is ${new Date(fixedMs).toISOString()}, but the market of this data folder has already reached ` +
        `${new Date(saved.shownUntilMs).toISOString()}, and market time never runs backwards. Give a later instant, or use another data folder.`;
      return {
        ok: false,
        refusal: { code: 'MARKET_TIME_BACKWARDS', shownUntilMs: saved.shownUntilMs, message },
      };
    }
    return { ok: true, state: startClock(fixedMs, 0, wallMs, advanceMarket) };
  }
  // A saved state that stood still came from QL_MARKET_NOW; without it the market runs on.
  if (saved)
    return { ok: true, state: resume({ ...saved, speed: saved.speed === 0 ? 1 : saved.speed }, wallMs) };
  const open = openOfWeekday(weekdayOfDate(args.startDate ?? SIMULATED.startDate));
  return { ok: true, state: startClock(open + FIRST_MS_INTO_SESSION, 1, wallMs, advanceMarket) };
}

/**
 * The date of the first session for a new data folder: the usual one, or for an earlier QL_MARKET_NOW its own date, so that
 * 750 sessions lie before it. To be stored with the clock, because it names the dates of all prices.
 */
export function startDateFor(fixedMs: number | undefined): string {
  if (fixedMs === undefined) return SIMULATED.startDate;
  const date = istDate(fixedMs);
  return date < SIMULATED.startDate ? date : SIMULATED.startDate;
}

/** Market time at a wall instant. */
export function marketNow(state: MarketClockState, wallMs: number): number {
  return marketTimeMs(state, wallMs, advanceMarket);
}

/** The state after a start of the service; see `resumeClock`. */
export function resume(state: MarketClockState, wallMs: number): MarketClockState {
  return resumeClock(state, wallMs, advanceMarket);
}

/** The state to store every few seconds; see `renewClock`. */
export function renew(state: MarketClockState, wallMs: number): MarketClockState {
  return renewClock(state, wallMs, advanceMarket);
}

/** The state to store at an orderly stop; see `parkClock`. */
export function park(state: MarketClockState, wallMs: number): MarketClockState {
  return parkClock(state, wallMs, advanceMarket);
}

/** The simulated market's running clock; see `runClock`. */
export function runMarketClock(state: MarketClockState, wall: Clock) {
  return runClock(state, wall, advanceMarket);
}
