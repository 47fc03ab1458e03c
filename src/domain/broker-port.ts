import type { Secret } from '../secret.js';
import type { CASH_KINDS, ORDER_TYPES, PRODUCTS, SIDES, VALIDITIES } from '../db/schema/values.js';
import type { Paise } from './money.js';

export type Side = (typeof SIDES)[number];
export type Product = (typeof PRODUCTS)[number];
export type OrderType = (typeof ORDER_TYPES)[number];
export type Validity = (typeof VALIDITIES)[number];
export type CashKind = (typeof CASH_KINDS)[number];

/** Whose money, on which practice market: a replay has a book of its own. */
export interface Account {
  userId: string;
  /** `practice_markets.id`. */
  bookId: number;
}

/** What lets one account in. The access token dies at 06:00 IST. */
export interface BrokerSession {
  account: Account;
  apiKey: Secret;
  accessToken: Secret;
}

/**
 * Why a broker says no. `TOKEN`: log in again. `INPUT`: it cannot be read as an order. `TICK`, `BAND`, `FREEZE`, `CLOSED`,
 * `HOLDING`, `FUNDS`: the exchange's rules. `RATE`: too many at once. `NOT_FOUND`: no such order. `FINISHED`: it can no
 * longer be changed. `HALTED`: the account or symbol may not trade now.
 */
export const BROKER_NOES = [
  'TOKEN',
  'INPUT',
  'TICK',
  'BAND',
  'FREEZE',
  'CLOSED',
  'HOLDING',
  'FUNDS',
  'RATE',
  'NOT_FOUND',
  'FINISHED',
  'HALTED',
] as const;
export type BrokerNo = (typeof BROKER_NOES)[number];

/**
 * The answer to something that changes the account. `unknown` is everything that is neither a yes nor a listed no: a
 * timeout, a reset, a 5xx. It may have happened.
 */
export type BrokerAnswer<T> =
  | { kind: 'yes'; value: T }
  | { kind: 'no'; code: BrokerNo; message: string }
  | { kind: 'unknown'; message: string };

/** The answer to a question: what the account looked like, or nothing. */
export type BrokerReading<T> =
  | { ok: true; value: T }
  | { ok: false; code: 'TOKEN' | 'UNREACHABLE'; message: string };

/** What is placed. Prices in paise, on the tick. The tag is our order's id: at most 20 letters and digits. */
export interface BrokerOrderRequest {
  tag: string;
  symbol: string;
  side: Side;
  product: Product;
  orderType: OrderType;
  validity: Validity;
  quantity: number;
  pricePaise: Paise | null;
  triggerPaise: Paise | null;
}

/** What is to be different; what is missing stays as it is. `quantity` is the whole order's, filled shares included. */
export interface BrokerOrderChange {
  /** Our change's id: a change that is looked up later carries it as `lastChangeTag`. */
  tag: string;
  quantity?: number;
  pricePaise?: Paise;
  triggerPaise?: Paise;
}

export type BrokerOrderStatus =
  | 'open'
  | 'trigger_pending'
  | 'partially_filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected';

/** An order as the broker has it. Instants are the market's, UTC milliseconds. */
export interface BrokerOrder extends BrokerOrderRequest {
  brokerOrderId: string;
  status: BrokerOrderStatus;
  filledQuantity: number;
  /** Who made it: a person's call, a GTT that triggered, or the exchange's square-off. */
  origin: 'call' | 'gtt' | 'square_off';
  /** The tag of the GTT that placed it. */
  gttTag: string | null;
  /** The tag of the last change that was taken. */
  lastChangeTag: string | null;
  message: string | null;
  placedAtMs: number;
  updatedAtMs: number;
}

/** The charges of one fill in whole paise. They are rounded so that the fills of a day add up to its contract note. */
export interface ChargeLines {
  brokerage: Paise;
  stt: Paise;
  /** With IPFT. */
  exchange: Paise;
  sebi: Paise;
  stamp: Paise;
  gst: Paise;
}

/** One fill. `tradeId` is the exchange's, and never used twice. */
export interface BrokerTrade {
  tradeId: string;
  brokerOrderId: string;
  tag: string;
  symbol: string;
  side: Side;
  product: Product;
  quantity: number;
  pricePaise: Paise;
  charges: ChargeLines;
  /** Trading date `YYYY-MM-DD`. */
  date: string;
  /** The market's instant. */
  atMs: number;
}

/** Cash that moved without a fill. `amountPaise` is signed: what came in is positive. */
export interface BrokerCash {
  entryId: string;
  kind: CashKind;
  symbol: string | null;
  amountPaise: Paise;
  date: string;
  atMs: number;
}

/**
 * What an action did to one holding: `quantity` held before, after which `numerator` new shares stand for every
 * `denominator` old ones (a bonus 1:1 is 2 for 1). What is left of a share is paid in cash, as a `fraction` entry.
 */
export interface BrokerRatioAction {
  actionId: string;
  symbol: string;
  kind: 'split' | 'bonus';
  numerator: number;
  denominator: number;
  quantityBefore: number;
  quantityAfter: number;
  exDate: string;
  atMs: number;
}

/** A holding goes on under another name from the open of `exDate` on: as many shares, at what was paid for them. */
export interface BrokerRename {
  actionId: string;
  symbol: string;
  kind: 'rename';
  newSymbol: string;
  quantity: number;
  exDate: string;
  atMs: number;
}

export type BrokerCorporateAction = BrokerRatioAction | BrokerRename;

/** A trigger that is kept by the broker. `oco`: whichever of stop and target comes first; the other one lapses. */
export interface BrokerGttRequest {
  tag: string;
  symbol: string;
  side: Side;
  product: Product;
  quantity: number;
  /** One leg for `single`, the stop and then the target for `oco`. Each places a LIMIT order at `pricePaise`. */
  legs: readonly { triggerPaise: Paise; pricePaise: Paise }[];
}

export interface BrokerGtt extends BrokerGttRequest {
  brokerGttId: string;
  status: 'active' | 'triggered' | 'cancelled' | 'rejected' | 'expired';
  message: string | null;
  /** The order that it placed. */
  brokerOrderId: string | null;
  placedAtMs: number;
  updatedAtMs: number;
}

/**
 * One thing that happened, in the broker's own count. Reports come at least once, in any order within a page. By that count
 * a change that was taken comes before the fills that it leads to.
 */
export type BrokerReport = { seq: number } & (
  | { kind: 'order'; order: BrokerOrder }
  | { kind: 'trade'; trade: BrokerTrade }
  | { kind: 'cash'; cash: BrokerCash }
  | { kind: 'corporate_action'; action: BrokerCorporateAction }
  | { kind: 'gtt'; gtt: BrokerGtt }
);

/** Every report after `after` up to `upTo` is in the page; `more` follow. */
export interface BrokerReports {
  reports: readonly BrokerReport[];
  upTo: number;
  more: boolean;
}

/** Shares that are owned (CNC) or owed and held for the day (MIS, signed). `costPaise` is signed like the quantity. */
export interface BrokerHolding {
  symbol: string;
  product: Product;
  quantity: number;
  /** Of these, bought on the last trading day and not settled yet. */
  unsettled: number;
  /** Held back by open orders that sell. */
  blocked: number;
  costPaise: Paise;
}

/** Paise. `cash` is everything that was paid in or earned; `available` is what a new order may use. */
export interface BrokerFunds {
  cashPaise: Paise;
  /** Held back by open orders and by the margin of MIS positions. */
  blockedPaise: Paise;
  marginUsedPaise: Paise;
  availablePaise: Paise;
  /** From sales that settle on the next trading day: it can be traded with, and not withdrawn yet. */
  unsettledPaise: Paise;
  withdrawablePaise: Paise;
}

/**
 * A broker, or the exchange that takes its place. What changes the account is called ONCE and never repeated by an
 * adapter; an adapter returns `unknown` rather than guess, and what throws counts as unknown. Readings may be repeated.
 */
export interface Broker {
  name: string;
  mode: 'paper' | 'live';
  /** Exchanges the key and its secret for an access token. */
  login(
    account: Account,
    keys: { apiKey: Secret; apiSecret: Secret },
  ): Promise<BrokerReading<{ accessToken: Secret; expiresAtMs: number }>>;

  place(session: BrokerSession, order: BrokerOrderRequest): Promise<BrokerAnswer<{ brokerOrderId: string }>>;
  modify(
    session: BrokerSession,
    brokerOrderId: string,
    change: BrokerOrderChange,
  ): Promise<BrokerAnswer<{ tag: string }>>;
  cancel(session: BrokerSession, brokerOrderId: string, tag: string): Promise<BrokerAnswer<{ tag: string }>>;
  placeGtt(session: BrokerSession, gtt: BrokerGttRequest): Promise<BrokerAnswer<{ brokerGttId: string }>>;
  cancelGtt(session: BrokerSession, brokerGttId: string): Promise<BrokerAnswer<{ brokerGttId: string }>>;

  /** The order with this tag, or null where there never was one. */
  orderByTag(session: BrokerSession, tag: string): Promise<BrokerReading<BrokerOrder | null>>;
  gttByTag(session: BrokerSession, tag: string): Promise<BrokerReading<BrokerGtt | null>>;
  /** Orders that can still fill. */
  openOrders(session: BrokerSession): Promise<BrokerReading<readonly BrokerOrder[]>>;
  reports(session: BrokerSession, after: number): Promise<BrokerReading<BrokerReports>>;
  holdings(session: BrokerSession): Promise<BrokerReading<readonly BrokerHolding[]>>;
  funds(session: BrokerSession): Promise<BrokerReading<BrokerFunds>>;
}

/** The cashier's desk, which only a practice account has; a real broker's is its own website. Ids make repeats harmless. */
export interface PaperCashier {
  deposit(account: Account, entryId: string, amountPaise: Paise): Promise<BrokerAnswer<{ entryId: string }>>;
  withdraw(account: Account, entryId: string, amountPaise: Paise): Promise<BrokerAnswer<{ entryId: string }>>;
}
