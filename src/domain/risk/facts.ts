import type { AUTHORITIES, ROLES } from '../../db/schema/values.js';
import type { Paise } from '../money.js';
import type { Account, OrderType, Product, Quote, SessionState, Side, Validity } from '../ports.js';
import type { Limits } from './limits.js';

/** What a person wants to place. Prices in paise. */
export interface OrderTerms {
  readonly symbol: string;
  readonly side: Side;
  readonly product: Product;
  readonly orderType: OrderType;
  readonly validity: Validity;
  readonly quantity: number;
  readonly pricePaise: Paise | null;
  readonly triggerPaise: Paise | null;
}

/** What the market says of the symbol. Null is "not known"; a guard that needs it then denies. */
export interface MarketFacts {
  /** Null for a symbol that the market does not list. */
  readonly instrument: { readonly kind: 'equity' | 'index' } | null;
  /** The market's clock, UTC milliseconds. */
  readonly nowMs: number;
  readonly session: SessionState;
  readonly tickPaise: number | null;
  /** The exchange's own band for the day; null where it has none. The exchange checks it again. */
  readonly band: { readonly lowPaise: number; readonly highPaise: number } | null;
  /** Most shares that the exchange takes in one order; null where it has no such bound. */
  readonly freezeQuantity: number | null;
  /** What the broker blocks of the value of a MIS order, in basis points: 2,000 is 20 %. */
  readonly misMarginBps: number;
}

/** One open position, signed. `lastPaise` is what it is valued at. */
export interface PositionFact {
  readonly symbol: string;
  readonly product: Product;
  readonly quantity: number;
  readonly lastPaise: number;
}

/** What the book is worth now. A figure that is not known is NaN, and denies. */
export interface PortfolioFigures {
  readonly equityPaise: number;
  /** What a new order may use: cash less what open orders and margins hold back. */
  readonly availablePaise: number;
  readonly positions: readonly PositionFact[];
  /** NSE industry by symbol: of every position and open order, and of the order's symbol. */
  readonly sectors: ReadonlyMap<string, string>;
  /** Of the market's day, realised and open, after charges. */
  readonly dayPnlPaise: number;
  /** Fall from the highest growth so far, in basis points: 0 at the top. */
  readonly drawdownBps: number;
}

export type CheckStage = 'proposal' | 'confirmation';

/** Everything about an order that `checkOrder` does not read from the trading file itself. */
export interface OrderCheck {
  readonly account: Account;
  readonly role: (typeof ROLES)[number];
  readonly authority: (typeof AUTHORITIES)[number];
  readonly order: OrderTerms;
  /** The id of the open order that these terms take the place of: a change, or the check of a queued order at the open. */
  readonly replaces: string | null;
  readonly quote: Quote | null;
  readonly market: MarketFacts;
  readonly portfolio: PortfolioFigures;
  /** Wall time, UTC milliseconds. */
  readonly nowMs: number;
  readonly stage: CheckStage;
}

/** An order of the book that can still fill, without the one that is replaced. */
export interface LiveOrder {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly product: Product;
  /** Shares that can still fill. */
  readonly remaining: number;
  readonly filled: number;
  /** What they are reckoned at; null where the order says nothing. */
  readonly pricePaise: number | null;
  readonly protective: boolean;
}

/** What the trading file says, read in the transaction of the check. */
export interface BookFacts {
  readonly account: { readonly mode: 'paper' | 'live'; readonly closedAt: number | null } | null;
  readonly killSwitchIsOn: boolean;
  readonly limits: Limits;
  readonly liveOrders: readonly LiveOrder[];
  /** The order that is replaced: what it holds back comes free. */
  readonly replaced: LiveOrder | null;
  readonly ordersOfMinute: number;
  readonly ordersOfDay: number;
  /** The number of the same order within the duplicate window, such as `#8`. */
  readonly duplicateOf: string | null;
  /** Ids of what is under way for this symbol with an outcome not known yet. */
  readonly lockedBy: {
    readonly order: string | null;
    readonly change: string | null;
    readonly gtt: string | null;
  };
}

/** What every guard sees. */
export interface GuardFacts extends OrderCheck {
  readonly book: BookFacts;
  /** What follows from the two, reckoned once. */
  readonly reckoned: Reckoned;
}

/** NaN wherever a fact is missing or out of the range of whole numbers: no guard passes on it. */
export interface Reckoned {
  /** What one share is reckoned at: the dearest price the order can plausibly trade at. */
  readonly pricePaise: number;
  /** Shares that can still fill: those of the terms, less what the replaced order filled already. */
  readonly openQuantity: number;
  /** Of the open shares, as the charges are. */
  readonly notionalPaise: number;
  readonly chargesPaise: number;
  /** Signed, of the order's symbol and product. */
  readonly heldQuantity: number;
  /** What is left to close after the other open exits; 0 where the order goes the way of the position. */
  readonly closableQuantity: number;
  /** It can only make a position smaller. */
  readonly isReducing: boolean;
}
