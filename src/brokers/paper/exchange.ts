import type { Account } from '../../domain/broker-port.js';
import type { CorporateActionKind } from '../../domain/market/adjust.js';
import type { Clock, TradingMarket } from '../../domain/ports.js';
import { CLOSING_AUCTION_FROM, regularTrading } from '../../domain/session-times.js';
import type { Ledger } from './books.js';
import type { LedgerFile } from './ledger.js';
import type { FactsCache } from './listing.js';
import type { RateGate } from './rates.js';
import { PAPER, type PaperConfig } from './rules.js';

/** One session of a market. Instants in UTC milliseconds. */
export interface MarketSession {
  date: string;
  openMs: number;
  closeMs: number;
}

/** A corporate action as it is stored: prices before `exDate` are divided by `priceFactor`; or a share's new name from then on. */
export type ListedAction = { symbol: string; exDate: string } & (
  | { kind: CorporateActionKind; priceFactor: number }
  | { kind: 'rename'; newSymbol: string }
);

/** What the exchange is given. */
export interface PaperOptions {
  /** Its own file, which it closes. */
  ledger: LedgerFile;
  /** Wall time: access tokens and order rates. */
  clock: Clock;
  /** Random bytes for keys and tokens. */
  random(bytes: number): Buffer;
  /** The market that a person trades on now. */
  market(userId: string): Promise<TradingMarket>;
  /**
   * Sessions of an account's market that closed after `fromMs` and opened at or before `toMs`, oldest first. It may stop at
   * any number above 0: the rest is asked for next.
   */
  sessions(account: Account, range: { fromMs: number; toMs: number }): Promise<readonly MarketSession[]>;
  /** Actions with ex-dates from `from` to `to`, both included. Asked for replays only: a simulated share has none. */
  corporateActions(range: { from: string; to: string }): Promise<readonly ListedAction[]>;
  config?: Partial<PaperConfig>;
}

/** The exchange at work. */
export interface Exchange extends Omit<PaperOptions, 'ledger' | 'config'> {
  ledger: Ledger;
  facts: FactsCache;
  rates: RateGate;
}

/**
 * When MIS positions are closed: ten minutes before the close, which is 15:20 of an ordinary day. Since stocks with
 * derivatives stop trading at 15:15 for the closing auction, it is five minutes before that: 15:10, for all shares.
 */
export function squareOffAt({ date, openMs, closeMs }: MarketSession): number {
  const ordinary = closeMs - PAPER.squareOffBeforeCloseMs;
  const auctionAt = regularTrading(date, true).to;
  const hasAuction = date >= CLOSING_AUCTION_FROM && auctionAt > openMs && auctionAt < closeMs;
  return hasAuction ? Math.min(ordinary, auctionAt - PAPER.squareOffBeforeAuctionMs) : ordinary;
}
