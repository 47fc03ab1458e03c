import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Store } from '../db/store.js';
import {
  beginSimulated,
  type PracticeMarket,
  type PracticeState,
  readPractice,
  savePractice,
} from '../domain/market/practice.js';
import type { MarketData } from '../domain/ports.js';
import { parkClock } from '../feeds/market-clock.js';
import { openMarketClock, startDateFor } from '../feeds/simulated/clock.js';
import { simulatedMarket } from '../feeds/simulated/index.js';
import { advanceMarket } from '../feeds/simulated/sessions.js';
import { Refusal } from '../refusal.js';
import { type MarketTime, runningTime, type RunningTime, standingTime } from './clocks.js';

/** The index that stands for the whole market, simulated and real. */
export const INDEX_SYMBOL = 'NIFTY 50';

export interface MarketDesk {
  config: Config;
  store: Store;
  clock: Clock;
  log: Logger;
}

export interface SimulatedMarket<T extends MarketTime = MarketTime> {
  time: T;
  data: MarketData;
}

/** The shared market of a data folder, running from where it was; its state is stored before anything is shown of it. */
export async function runSimulated(
  desk: MarketDesk,
  makeData: MakeData,
): Promise<SimulatedMarket<RunningTime>> {
  const { market, data } = await openSimulated(desk, makeData, 'running');
  return { time: runningTime(desk, market, advanceMarket), data };
}

/** The shared market as it stands while no service runs. A folder without one gets it, at its first instant. */
export async function lookAtSimulated(desk: MarketDesk, makeData: MakeData): Promise<SimulatedMarket> {
  const saved = await readPractice(desk.store.main.read, null);
  if (saved && desk.config.marketNow === undefined)
    return { time: standingTime(saved), data: makeData(saved.state) };
  const { market, data } = await openSimulated(desk, makeData, 'standing');
  return { time: standingTime(market), data };
}

async function openSimulated(
  desk: MarketDesk,
  makeData: MakeData,
  mode: 'running' | 'standing',
): Promise<{ market: PracticeMarket; data: MarketData }> {
  const { config, store } = desk;
  const saved = await readPractice(store.main.read, null);
  const wallMs = desk.clock.now();
  const opened = openMarketClock({ saved: saved?.state.clock, fixedMs: config.marketNow, wallMs });
  if (!opened.ok) throw new Refusal(opened.refusal.message);
  const clock = mode === 'running' ? opened.state : parkClock(opened.state, wallMs, advanceMarket);
  const state: PracticeState = {
    startDate: saved?.state.startDate ?? startDateFor(config.marketNow),
    seed: saved?.state.seed ?? config.simulatedSeed,
    clock,
  };
  const data = makeData(state);
  // Looked at before it is stored: a time without prices could never be taken back.
  const first = await data.quote(INDEX_SYMBOL, clock.anchorMarketMs);
  if (!first.ok) throw new Refusal(first.refusal.message, { todo: 'correct or remove QL_MARKET_NOW' });
  if (!saved) return { market: await beginSimulated(store, state, wallMs), data };
  const market = { id: saved.id, state };
  await savePractice(store, market, wallMs);
  return { market, data };
}

type MakeData = (state: Pick<PracticeState, 'seed' | 'startDate'>) => MarketData;

/**
 * Makes the prices of the shared market, once: a look at a market that stands would otherwise begin its history anew.
 * Prices that somebody has seen or traded at must stay, so a folder's market keeps the seed it began with.
 */
export function simulatedData({ config, log }: Pick<MarketDesk, 'config' | 'log'>): MakeData {
  let made: { kept: number; startDate: string; data: MarketData } | undefined;
  return ({ seed, startDate }) => {
    const kept = seed ?? config.simulatedSeed;
    if (made?.kept === kept && made.startDate === startDate) return made.data;
    if (kept !== config.simulatedSeed)
      log.warn(
        { seed: kept, setting: config.simulatedSeed },
        'the market of this data folder keeps its seed; QL_SIMULATED_SEED counts for a new folder',
      );
    made = { kept, startDate, data: simulatedMarket({ seed: kept, startDate }) };
    return made.data;
  };
}
