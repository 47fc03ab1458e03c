import type { Clock } from '../clock.js';
import { type PracticeMarket, savePractice } from '../domain/market/practice.js';
import type { Store } from '../db/store.js';
import { type AdvanceMarket, parkClock, runClock } from '../feeds/market-clock.js';

/** A market's time in the hands of this process. */
export interface MarketTime {
  market: PracticeMarket;
  /** The market instant, UTC milliseconds. */
  now(): number;
  /** Market milliseconds per wall millisecond; 0 stands still. */
  speed: number;
}

export interface RunningTime extends MarketTime {
  /** Stores another lease. False when the market is not there any more. */
  renew(): Promise<boolean>;
  /** Goes on from a later market instant. */
  leap(toMarketMs: number): Promise<void>;
  /** Stops the clock and stores where it stands, so that nothing of the lease is skipped. */
  park(): Promise<void>;
}

/** Time as it stands while nobody runs the market. */
export function standingTime(market: PracticeMarket): MarketTime {
  return { market, now: () => market.state.clock.shownUntilMs, speed: 0 };
}

/** Time that runs from a state that is stored already. */
export function runningTime(
  { store, clock: wall }: { store: Store; clock: Clock },
  market: PracticeMarket,
  advance: AdvanceMarket,
): RunningTime {
  const clock = runClock(market.state.clock, wall, advance);
  const withClock = (state: typeof market.state.clock): PracticeMarket => ({
    id: market.id,
    state: { ...market.state, clock: state },
  });
  let parkedMs: number | undefined;
  return {
    market,
    now: () => parkedMs ?? clock.now(),
    speed: market.state.clock.speed,
    renew: async () => {
      if (parkedMs !== undefined) return true;
      let isThere = true;
      await clock.renew(async next => {
        isThere = await savePractice(store, withClock(next), wall.now());
      });
      return isThere;
    },
    leap: async toMarketMs => {
      await clock.leap(toMarketMs, async next => {
        await savePractice(store, withClock(next), wall.now());
      });
    },
    park: async () => {
      const parked = parkClock(clock.state(), wall.now(), advance);
      parkedMs = parked.anchorMarketMs;
      await savePractice(store, withClock(parked), wall.now());
    },
  };
}
