import type { KeyObject } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { Ids } from '../ids.js';
import type { Broker } from './broker-port.js';
import type { Paise } from './money.js';

/** `wall` and `market` time share this shape. */
export type { Clock } from '../clock.js';
export type { Ids } from '../ids.js';
export * from './broker-port.js';

/** One day's trading of one symbol. Prices in paise; for an index, hundredths of a point. Volume in shares, null where unknown. */
export interface Bar {
  /** Trading date `YYYY-MM-DD` in Asia/Kolkata. */
  date: string;
  openPaise: Paise;
  highPaise: Paise;
  lowPaise: Paise;
  closePaise: Paise;
  volume: number | null;
}

/** A bar as seen at an instant: `complete` is false while its session still runs, and then it holds only what was seen so far. */
export type DailyBar = Bar & { complete: boolean };

/** How true a figure is: made up by a model, filled in between recorded figures, or recorded at the exchange. */
export type Truth = 'simulated' | 'reconstructed' | 'recorded';

/** What a symbol was last known to trade at, at a market instant. Whoever shows it says its `truth` and its `atMs`. */
export interface Quote {
  symbol: string;
  lastPaise: Paise;
  /** Best bid and offer: null for an index, outside a session, and where the source has no order book. */
  bidPaise: Paise | null;
  askPaise: Paise | null;
  previousClosePaise: Paise | null;
  /** Shares traded so far in the session; null for an index and where the source does not know. */
  volume: number | null;
  /** The market instant the figures are from: earlier than asked for when the market is closed. UTC milliseconds. */
  atMs: number;
  /** Whether a session runs at the instant asked for. */
  marketOpen: boolean;
  source: string;
  truth: Truth;
}

/** One tradable share, or an index that can be looked at but not traded. */
export interface MarketSymbol {
  symbol: string;
  name: string;
  kind: 'equity' | 'index';
  /** NSE industry name; null for an index. */
  sector: string | null;
}

/** Why there is no figure: `message` says what was wrong, what is allowed and what to do, in words for a person. */
export type MarketDataRefusal =
  | { code: 'UNKNOWN_SYMBOL'; symbol: string; message: string }
  | { code: 'OUT_OF_RANGE'; firstMs: number; lastMs: number; message: string }
  | { code: 'BAD_COUNT'; countMax: number; message: string }
  | { code: 'NO_DATA'; symbol: string; message: string };

export type MarketAnswer<T> = { ok: true; value: T } | { ok: false; refusal: MarketDataRefusal };

/** What a source of prices is, for every place that shows something from it. */
export interface MarketDescription {
  source: string;
  truth: Truth;
  /** One paragraph for a person: where the prices come from and what they must not be taken for. */
  summary: string;
}

/**
 * Market data in. Every `…Ms` argument is an instant of the market's own clock, and no answer holds anything that
 * happened after it. Refusals are values; a throw is a fault of the source.
 */
export interface MarketData {
  describe(): MarketDescription;
  symbols(): Promise<readonly MarketSymbol[]>;
  quote(symbol: string, atMs: number): Promise<MarketAnswer<Quote>>;
  /** At most `count` bars, oldest first, the last one of the session that `toMs` lies in or follows. */
  dailyBars(symbol: string, range: { toMs: number; count: number }): Promise<MarketAnswer<DailyBar[]>>;
}

/** Where the market's time stands in its sessions. Instants in UTC milliseconds. */
export interface SessionState {
  /** Trading date of the session that runs, or ran last. */
  date: string;
  open: boolean;
  closesAtMs: number | null;
  /** Null while the market is open, and when no session follows. */
  opensAtMs: number | null;
}

/** The market a person trades on, at one instant of its clock. */
export interface TradingMarket {
  /** The book that is traded on it: `practice_markets.id`. */
  bookId: number;
  kind: 'simulated' | 'replay';
  /** What everything shown from it has to say: `simulated`, `replay of 2024-10-01`. */
  mark: string;
  nowMs: number;
  session: SessionState;
  /** Prices on the scale of that instant: adjusted for the corporate actions up to it, and none after. */
  data: MarketData;
  /** The same with prices as they were published. */
  published: MarketData;
}

/** What a use-case works with: made once by the wiring, and the same for everybody. */
export interface Desk {
  store: Store;
  /** Wall time: cards, audit, delays of limits. Market time comes with the market. */
  clock: Clock;
  ids: Ids;
  /** The key of the audit trail. */
  auditKey: KeyObject;
  broker: Broker;
  /** The market that a person trades on now. */
  market(userId: string): Promise<TradingMarket>;
  /** Waits of the protocol itself, so that a simulation can own them. */
  sleep(ms: number): Promise<void>;
}
