import { setImmediate as giveWay } from 'node:timers/promises';
import { storedBars, type StoredHistory } from '../domain/market/stored.js';
import { istDate } from '../domain/ist.js';
import type { MainReader } from '../db/market/stored-history.js';
import type { MarketData, SessionState } from '../domain/ports.js';

export type { SessionState } from '../domain/ports.js';
import {
  advanceMarket,
  dateOfWeekday,
  openOfWeekday,
  SESSION,
  sessionAt,
} from '../feeds/simulated/sessions.js';
import { lastOpened } from '../feeds/stored/replay-clock.js';
import { replayMarket } from '../feeds/stored/replay.js';
import type { MarketTime } from './clocks.js';
import type { SimulatedMarket } from './simulated.js';

/** One market at one instant of its clock. */
export interface MarketView {
  /** The book that is traded on it, `practice_markets.id`; the imported history is only looked at. */
  bookId: number | null;
  kind: 'simulated' | 'replay' | 'history';
  /** What everything shown from it has to say: `simulated`, `replay of 2024-10-01`, `imported history`. */
  mark: string;
  nowMs: number;
  /** Market time per real time; 0 stands still. */
  speed: number;
  session: SessionState;
  /** Prices on the scale of that instant: adjusted for the corporate actions up to it, and none after. */
  data: MarketData;
  /** The same with prices as they were published. A simulated share has no corporate actions. */
  published: MarketData;
}

export function simulatedView({ time, data }: SimulatedMarket): MarketView {
  const nowMs = time.now();
  const { weekday, running } = sessionAt(nowMs);
  const session = {
    date: dateOfWeekday(weekday),
    open: running,
    closesAtMs: running ? openOfWeekday(weekday) + SESSION.lengthMs : null,
    opensAtMs: running ? null : advanceMarket(nowMs, 0),
  };
  return {
    bookId: time.market.id,
    kind: 'simulated',
    mark: 'simulated',
    nowMs,
    speed: time.speed,
    session,
    data,
    published: data,
  };
}

export function replayView(read: MainReader, history: StoredHistory, time: MarketTime): MarketView {
  const nowMs = time.now();
  const mark = `replay of ${istDate(nowMs)}`;
  return {
    bookId: time.market.id,
    kind: 'replay',
    mark,
    nowMs,
    speed: time.speed,
    ...storedParts(read, history, nowMs),
  };
}

/** All of the stored history, from the close of its last session; undefined when nothing is stored. */
export function historyView(read: MainReader, history: StoredHistory): MarketView | undefined {
  const last = history.sessions.at(-1);
  if (!last) return undefined;
  const nowMs = last.closeMs;
  return {
    bookId: null,
    kind: 'history',
    mark: 'imported history',
    nowMs,
    speed: 0,
    ...storedParts(read, history, nowMs),
  };
}

function storedParts(
  read: MainReader,
  history: StoredHistory,
  nowMs: number,
): Pick<MarketView, 'session' | 'data' | 'published'> {
  const { sessions, symbols, changes } = history;
  const index = lastOpened(sessions, nowMs);
  const session = sessions[index];
  const open = session !== undefined && nowMs < session.closeMs;
  // The last date a market asks for is that of its own session, so it is also the day whose knowledge counts.
  const market = (adjusted: boolean): MarketData =>
    replayMarket({
      sessions,
      symbols,
      bars: async (symbol, from, to) => {
        // Reading never waits for anything, so a replay of months would hold up everybody else until it is through.
        await giveWay();
        return await storedBars(read, changes, { symbol, from, to, asOf: to, adjusted });
      },
    });
  return {
    session: {
      date: session?.date ?? istDate(nowMs),
      open,
      closesAtMs: open ? session.closeMs : null,
      opensAtMs: open ? null : (sessions[index + 1]?.openMs ?? null),
    },
    data: market(true),
    published: market(false),
  };
}
