import type { Clock } from '../clock.js';

/*
 * A practice market's clock: it runs while its market is open and while somebody runs it, and never backwards.
 * Its state is plain data. `shownUntilMs` is a promise written down before it is used: no reading is later than it, so
 * a process killed at any instant goes on from there and repeats no moment that somebody may have seen or traded at.
 */

export interface MarketClockState {
  /** The wall instant and the market instant that belong together. UTC milliseconds. */
  anchorWallMs: number;
  anchorMarketMs: number;
  /** No reading is later than this market instant until the state is renewed. */
  shownUntilMs: number;
  /** Market milliseconds per wall millisecond; 0 stands still. */
  speed: number;
}

/** Market time after so many milliseconds of open market: jumps over nights and holidays, never returns less than `fromMs`. */
export type AdvanceMarket = (fromMs: number, openMs: number) => number;

/** How much wall time one stored state covers: renew well before, and a kill skips at most this much (times the speed). */
export const LEASE_WALL_MS = 15_000;

/** The market instant at a wall instant. An earlier wall instant than the anchor's counts as the anchor's. */
export function marketTimeMs(state: MarketClockState, wallMs: number, advance: AdvanceMarket): number {
  if (state.speed === 0) return state.anchorMarketMs;
  const elapsedMs = Math.floor(Math.max(0, wallMs - state.anchorWallMs) * state.speed);
  return Math.min(state.shownUntilMs, advance(state.anchorMarketMs, elapsedMs));
}

/** The state to store now and read from then on: anchored at this reading, good for another lease. Store it before using it. */
export function renewClock(
  state: MarketClockState,
  wallMs: number,
  advance: AdvanceMarket,
): MarketClockState {
  return leaseFrom(state, marketTimeMs(state, wallMs, advance), wallMs, advance);
}

/** The state after a start: the market stood still while nobody ran it, and goes on where the last lease ended. */
export function resumeClock(
  state: MarketClockState,
  wallMs: number,
  advance: AdvanceMarket,
): MarketClockState {
  const marketMs = state.speed === 0 ? state.shownUntilMs : advance(state.shownUntilMs, 0);
  return leaseFrom(state, marketMs, wallMs, advance);
}

/** The state to store at an orderly stop or pause: nothing of the lease is skipped when it is resumed. */
export function parkClock(state: MarketClockState, wallMs: number, advance: AdvanceMarket): MarketClockState {
  const nowMs = marketTimeMs(state, wallMs, advance);
  return { ...state, anchorWallMs: wallMs, anchorMarketMs: nowMs, shownUntilMs: nowMs };
}

/** The state to store for a leap to a later market instant; an instant that has passed changes nothing. */
export function leapClock(
  state: MarketClockState,
  toMarketMs: number,
  wallMs: number,
  advance: AdvanceMarket,
): MarketClockState {
  const nowMs = marketTimeMs(state, wallMs, advance);
  return leaseFrom(state, Math.max(nowMs, toMarketMs), wallMs, advance);
}

/** A first state at a market instant. */
export function startClock(
  marketMs: number,
  speed: number,
  wallMs: number,
  advance: AdvanceMarket,
): MarketClockState {
  const start = { anchorWallMs: wallMs, anchorMarketMs: marketMs, shownUntilMs: marketMs, speed };
  return speed === 0 ? start : leaseFrom(start, advance(marketMs, 0), wallMs, advance);
}

function leaseFrom(
  state: MarketClockState,
  marketMs: number,
  wallMs: number,
  advance: AdvanceMarket,
): MarketClockState {
  const leaseMs = Math.ceil(LEASE_WALL_MS * state.speed);
  const shownUntilMs = state.speed === 0 ? marketMs : advance(marketMs, leaseMs);
  return { ...state, anchorWallMs: wallMs, anchorMarketMs: marketMs, shownUntilMs };
}

/**
 * A running clock over a state. Each reading re-anchors, so a wall clock that is set back holds market time still and it
 * goes on from there. The initial state must be stored already. `renew` extends the lease: call it about every 5 seconds of
 * wall time, giving what stores the state; if storing fails, the old lease stays and market time waits at its end.
 */
export function runClock(initial: MarketClockState, wall: Clock, advance: AdvanceMarket) {
  let state = initial;
  const now = (): number => {
    const wallMs = wall.now();
    const marketMs = marketTimeMs(state, wallMs, advance);
    state = { ...state, anchorWallMs: wallMs, anchorMarketMs: marketMs };
    return marketMs;
  };
  return {
    now,
    state: (): MarketClockState => state,
    renew: async (store: (next: MarketClockState) => Promise<void>): Promise<void> => {
      now();
      const next = renewClock(state, wall.now(), advance);
      await store(next);
      state = { ...state, shownUntilMs: Math.max(state.shownUntilMs, next.shownUntilMs) };
    },
    leap: async (toMarketMs: number, store: (next: MarketClockState) => Promise<void>): Promise<void> => {
      const next = leapClock(state, toMarketMs, wall.now(), advance);
      await store(next);
      state = next;
    },
  };
}
