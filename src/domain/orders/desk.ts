import type { AUTHORITIES, PLATFORMS, TRADING_MODES } from '../../db/schema/values.js';
import type { TradingTx } from '../../db/store.js';
import type {
  Account,
  BrokerCash,
  BrokerCorporateAction,
  BrokerSession,
  BrokerTrade,
  Desk,
  Quote,
  TradingMarket,
} from '../ports.js';
import type { OrderProcess } from './process.js';
import type { Denial } from './refusals.js';
import type { OrderTerms } from './terms.js';

export type Authority = (typeof AUTHORITIES)[number];
export type TradingMode = (typeof TRADING_MODES)[number];

/** Who asks, and where: both come from the session, never from an argument. */
export interface Person {
  userId: string;
  platform: (typeof PLATFORMS)[number];
  chatId: string;
}

/** An order as the risk rules see it. */
export interface OrderQuestion {
  account: Account;
  order: OrderTerms;
  quote: Quote;
  market: TradingMarket;
  /** `gtt`: it is placed later, when its trigger is met. */
  authority: Authority;
  /** The order that this one takes the place of, where it is a change. */
  replaces: string | null;
  /** Where the person means to get out, for the worst case on the card. */
  stopPaise?: number;
}

/** Judges one order. What lies outside the trading file was read before; the rest is read in the transaction itself. */
export interface OrderJudge<I> {
  check(tx: TradingTx, at: { stage: 'proposal' | 'confirmation'; nowMs: number }): Promise<readonly Denial[]>;
  /** What the order would do, for the card. */
  impact(): Promise<I>;
}

/** The risk rules, which live elsewhere. */
export interface OrderRules<I = unknown> {
  prepare(question: OrderQuestion): Promise<OrderJudge<I>>;
  /** How far the price may drift between card and press, in basis points. */
  driftBpsMax(tx: TradingTx, userId: string): Promise<number>;
}

/** The books, which live elsewhere. Each is called once for one report, in the transaction that books it. */
export interface BookKeeping {
  openBook(tx: TradingTx, account: Account): Promise<void>;
  applyTrade(
    tx: TradingTx,
    account: Account,
    fill: { executionId: string; trade: BrokerTrade; strategyId: string | null },
  ): Promise<void>;
  applyCash(tx: TradingTx, account: Account, cash: BrokerCash): Promise<void>;
  applyCorporateAction(tx: TradingTx, account: Account, action: BrokerCorporateAction): Promise<void>;
}

export type SessionAnswer =
  | { ok: true; session: BrokerSession }
  | { ok: false; refusal: { message: string } };

/** What the order protocol works with, besides what every use-case has. */
export interface OrderDesk<I = unknown> extends Desk {
  rules: OrderRules<I>;
  books: BookKeeping;
  /** Logs in again where the access token is past its hour. */
  sessionFor(account: Account): Promise<SessionAnswer>;
  /** In place of one whose token the broker does not take any more. */
  renewSession(dead: BrokerSession): Promise<SessionAnswer>;
  /** 128 new random bits in base64url: what a button carries. */
  nonce(): string;
  /** One for the life of the process. */
  process: OrderProcess;
}
