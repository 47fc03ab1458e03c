import { setImmediate as giveWay } from 'node:timers/promises';
import {
  beginReplay,
  endReplay,
  PRACTICE_LIMITS,
  type PracticeMarket,
  readPractice,
  readReplays,
  savePractice,
} from '../domain/market/practice.js';
import { storeQuotes } from '../domain/market/quote-cache.js';
import { historyVersion, readHistory, type StoredHistory } from '../domain/market/stored.js';
import type { Quote } from '../domain/ports.js';
import { type AdvanceMarket, parkClock, resumeClock } from '../feeds/market-clock.js';
import { comingWeekdays } from '../feeds/simulated/sessions.js';
import {
  advanceThrough,
  lastOpened,
  type ReplayRefusal,
  type ReplaySession,
  startReplay,
} from '../feeds/stored/replay-clock.js';
import { type MarketTime, runningTime, type RunningTime, standingTime } from './clocks.js';
import {
  lookAtSimulated,
  type MarketDesk,
  runSimulated,
  simulatedData,
  type SimulatedMarket,
} from './simulated.js';
import { sessionsBetween, simulatedSessions } from './sessions.js';
import { historyView, type MarketView, replayView, simulatedView } from './views.js';

export { INDEX_SYMBOL } from './simulated.js';
export type { MarketView, SessionState } from './views.js';

/** Quotes made before other work gets its turn: the first of a session costs half a millisecond. */
const QUOTES_BETWEEN_TURNS = 8;

export type PractiseAnswer =
  | { ok: true; view: MarketView }
  | {
      ok: false;
      refusal: ReplayRefusal | { code: 'TOO_MANY_REPLAYS'; replaysMax: number; message: string };
    };

/** The markets of a data folder: one simulated that all share, and a person's own replay of the imported history. */
export interface Markets {
  /** Whether market time runs here: it does in the service, and stands still in a command without one. */
  running(): boolean;
  /** The market a person sees: their replay if they have one, else the simulated market. */
  view(userId: string): Promise<MarketView>;
  simulated(): Promise<MarketView>;
  /** The imported history as a whole, or undefined when there is none. */
  history(): Promise<MarketView | undefined>;
  storedHistory(): Promise<StoredHistory>;
  /** Begins a replay. `leaving` ends what is open on the market before: called only where nothing is refused any more. */
  practise(
    userId: string,
    from: string,
    speed: number,
    leaving?: () => Promise<void>,
  ): Promise<PractiseAnswer>;
  /** False when the person had no replay. */
  endPractice(userId: string): Promise<boolean>;
  /** Leaps to a later instant of the market that a person sees; an instant that has passed changes nothing. */
  leap(userId: string, toMarketMs: number): Promise<void>;
  /** Opens and closes of the sessions after the market's now, the next one first; at most `count`. */
  comingSessions(userId: string, count: number): Promise<readonly ReplaySession[]>;
  /** Sessions that closed after `fromMs` and opened at or before `toMs`, oldest first; 500 at most. */
  sessions(userId: string, range: { fromMs: number; toMs: number }): Promise<readonly ReplaySession[]>;
  /** Sets the shared market and all replays going, and stores the first quotes. */
  start(): Promise<void>;
  /** Stores another lease for every clock. */
  renew(): Promise<void>;
  /** Stores a quote of every symbol of the simulated market. */
  refreshQuotes(signal: AbortSignal): Promise<void>;
  /** Stops all clocks where they stand. */
  stop(): Promise<void>;
}

const historyOf = (read: MarketDesk['store']['main']['read']) =>
  historyCache(
    () => readHistory(read),
    () => historyVersion(read),
  );

/** Reads and stores nothing before it is asked. */
export function openMarkets(desk: MarketDesk): Markets {
  const { store, clock: wall } = desk;
  const { read } = store.main;
  const history = historyOf(read);
  const replays = new Map<string, RunningTime>();
  const makeData = simulatedData(desk);
  let shared: SimulatedMarket<RunningTime> | undefined;

  const simulated = async () => shared ?? (await lookAtSimulated(desk, makeData));
  const replayTime = async (userId: string) => {
    if (shared) return replays.get(userId);
    const saved = await readPractice(read, userId);
    return saved && standingTime(saved);
  };
  const timeOf = async (userId: string) => (await replayTime(userId)) ?? (await simulated()).time;

  return {
    running: () => shared !== undefined,
    view: async userId => {
      const time = await replayTime(userId);
      return time ? replayView(read, await history.get(), time) : simulatedView(await simulated());
    },
    simulated: async () => simulatedView(await simulated()),
    history: async () => historyView(read, await history.get()),
    storedHistory: async () => await history.get(),
    practise: async (userId, from, speed, leaving) => {
      if (shared && replays.size >= PRACTICE_LIMITS.replaysMax && !replays.has(userId)) return tooMany();
      const stored = await history.get();
      const asked = { userId, from, speed, leaving, runs: shared !== undefined };
      const started = await begin(desk, asked, stored.sessions);
      if ('refusal' in started) return started;
      const running = shared && runningTime(desk, started, history.advance);
      if (running) replays.set(userId, running);
      return { ok: true, view: replayView(read, stored, running ?? standingTime(started)) };
    },
    endPractice: async userId => {
      replays.delete(userId);
      return await endReplay(store, userId, wall.now());
    },
    ...leaps(desk, { timeOf, sessionsOf: async () => (await history.get()).sessions }),
    start: async () => {
      await history.get();
      for (const { userId, ...saved } of await readReplays(read))
        replays.set(userId, await resume(desk, saved, history.advance));
      shared = await runSimulated(desk, makeData);
      await storeQuotes(store, await quotesOf(shared));
    },
    renew: async () => {
      await history.get();
      await shared?.time.renew();
      await renewReplays(replays);
    },
    refreshQuotes: async signal => {
      if (shared) await storeQuotes(store, await quotesOf(shared, signal));
    },
    stop: async () => {
      for (const time of [shared?.time, ...replays.values()]) await time?.park();
    },
  };
}

/** Stores a new replay: leased where it will run, else parked at its first instant. */
async function begin(
  { store, clock: wall }: MarketDesk,
  asked: {
    userId: string;
    from: string;
    speed: number;
    runs: boolean;
    leaving: (() => Promise<void>) | undefined;
  },
  sessions: StoredHistory['sessions'],
): Promise<PracticeMarket | { ok: false; refusal: ReplayRefusal }> {
  const wallMs = wall.now();
  const started = startReplay({ sessions, startDate: asked.from, speed: asked.speed, wallMs });
  if (!started.ok) return started;
  await asked.leaving?.();
  const { startDate, clock: leased } = started.state;
  const clock = asked.runs ? leased : parkClock(leased, wallMs, advanceThrough(sessions));
  return await beginReplay(store, asked.userId, { startDate, seed: null, clock }, wallMs);
}

async function renewReplays(replays: Map<string, RunningTime>): Promise<void> {
  for (const [userId, time] of replays)
    if (!(await time.renew()) && replays.get(userId) === time) replays.delete(userId);
}

/** Moving on in the market that a person sees. */
function leaps(
  desk: MarketDesk,
  of: {
    timeOf(userId: string): Promise<MarketTime | RunningTime>;
    sessionsOf(): Promise<readonly ReplaySession[]>;
  },
): Pick<Markets, 'leap' | 'comingSessions' | 'sessions'> {
  return {
    sessions: async (userId, range) => {
      const { market } = await of.timeOf(userId);
      return market.state.seed === null
        ? sessionsBetween(await of.sessionsOf(), range)
        : simulatedSessions(range);
    },
    leap: async (userId, toMarketMs) => await leap(desk, await of.timeOf(userId), toMarketMs),
    comingSessions: async (userId, count) => {
      const time = await of.timeOf(userId);
      // The simulated market, which has a seed, has a session every weekday without end.
      if (time.market.state.seed !== null) return comingWeekdays(time.now(), count);
      const sessions = await of.sessionsOf();
      const next = lastOpened(sessions, time.now()) + 1;
      return sessions.slice(next, next + count);
    },
  };
}

async function leap(desk: MarketDesk, time: MarketTime | RunningTime, toMarketMs: number): Promise<void> {
  if ('leap' in time) await time.leap(toMarketMs);
  else await leapStanding(desk, time.market, toMarketMs);
}

/** Nobody runs this market: its time is what is stored. */
async function leapStanding(desk: MarketDesk, saved: PracticeMarket, toMarketMs: number): Promise<void> {
  const { clock } = saved.state;
  const atMs = Math.max(clock.shownUntilMs, toMarketMs);
  const leapt = { ...clock, anchorMarketMs: atMs, shownUntilMs: atMs };
  await savePractice(desk.store, { id: saved.id, state: { ...saved.state, clock: leapt } }, desk.clock.now());
}

/** Sets a stored replay going from where its last lease ended. */
async function resume(desk: MarketDesk, saved: PracticeMarket, advance: AdvanceMarket): Promise<RunningTime> {
  const clock = resumeClock(saved.state.clock, desk.clock.now(), advance);
  const market = { id: saved.id, state: { ...saved.state, clock } };
  await savePractice(desk.store, market, desk.clock.now());
  return runningTime(desk, market, advance);
}

async function quotesOf({ time, data }: SimulatedMarket, signal?: AbortSignal): Promise<Quote[]> {
  const nowMs = time.now();
  const quotes: Quote[] = [];
  for (const [place, { symbol }] of (await data.symbols()).entries()) {
    if (signal?.aborted) return [];
    if (place % QUOTES_BETWEEN_TURNS === 0) await giveWay();
    const quote = await data.quote(symbol, nowMs);
    if (!quote.ok) throw new Error(quote.refusal.message);
    quotes.push(quote.value);
  }
  return quotes;
}

function tooMany(): PractiseAnswer {
  const { replaysMax } = PRACTICE_LIMITS;
  const message = `${replaysMax} people practise on history here already: wait until one of them stops.`;
  return { ok: false, refusal: { code: 'TOO_MANY_REPLAYS', replaysMax, message } };
}

/** The stored history, read again after each import. `advance` follows what was read last. */
function historyCache(
  readAll: () => Promise<StoredHistory>,
  versionNow: () => Promise<number>,
): { get(): Promise<StoredHistory>; advance: AdvanceMarket } {
  let known: { version: number; history: StoredHistory; advance: AdvanceMarket } | undefined;
  return {
    get: async () => {
      const version = await versionNow();
      if (known?.version === version && known.history.sessions.length > 0) return known.history;
      const history = await readAll();
      known = { version, history, advance: advanceThrough(history.sessions) };
      return history;
    },
    advance: (fromMs, openMs) => known?.advance(fromMs, openMs) ?? fromMs,
  };
}
