import type {
  BrokerGtt,
  BrokerOrder,
  BrokerOrderStatus,
  BrokerTrade,
  ChargeLines,
  OrderType,
  Product,
  Side,
  Validity,
} from '../../domain/broker-port.js';
import { type Paise, paise } from '../../domain/money.js';

// The rows of the ledger as SQLite gives them. Column names stay, so that a row is what its table says.

export interface LoginRow {
  user_id: string;
  api_key_hash: string;
  api_secret_hash: string;
  token_hash: string | null;
  token_expires_at_wall: number | null;
  orders_date_wall: string;
  orders_count: number;
}

export interface BookRow {
  id: number;
  user_id: string;
  book_id: number;
  closed: number;
  last_seq: number;
  /** The market instant up to which everything has been matched. */
  clock_at: number;
  /** The last session that was opened, and the last one that was closed, for this book. */
  session_date: string;
  closed_date: string | null;
  cash: number;
  /** What today's trades brought in and cost, less what MIS positions hold of it: settles with the next session. */
  day_net: number;
}

export interface OrderRow {
  id: number;
  book: number;
  tag: string;
  symbol: string;
  side: Side;
  product: Product;
  order_type: OrderType;
  validity: Validity;
  quantity: number;
  price: number | null;
  trigger_price: number | null;
  status: BrokerOrderStatus;
  /** Placed in a closed market: not in the book of the exchange before the next open. */
  queued: number;
  /** Could trade when it came in: it takes the far side of the quote, others wait at their price. */
  taking: number;
  filled_quantity: number;
  filled_value: number;
  /** Cash held back for what is not filled yet. */
  blocked: number;
  origin: BrokerOrder['origin'];
  gtt_tag: string | null;
  last_change_tag: string | null;
  message: string | null;
  placed_at: number;
  updated_at: number;
}

export interface GttRow {
  id: number;
  book: number;
  tag: string;
  symbol: string;
  side: Side;
  product: Product;
  quantity: number;
  trigger_1: number;
  price_1: number;
  /** The first leg waits for a price at or above its trigger; a second leg waits on the other side. */
  above_1: number;
  trigger_2: number | null;
  price_2: number | null;
  status: BrokerGtt['status'];
  message: string | null;
  order_id: number | null;
  placed_at: number;
  updated_at: number;
}

export interface PositionRow {
  book: number;
  product: Product;
  symbol: string;
  quantity: number;
  cost: number;
  day_bought: number;
  day_sold: number;
}

export type TradeRow = { [line in keyof ChargeLines]: number } & {
  id: number;
  order_id: number;
  book: number;
  symbol: string;
  side: Side;
  product: Product;
  quantity: number;
  price: number;
  date: string;
  at: number;
};

export const orderId = (id: number) => `O-${id}`;
export const gttId = (id: number) => `G-${id}`;

/** The row's id in an id that was given out; undefined for anything else. */
export function rowIdOf(kind: 'O' | 'G', text: string): number | undefined {
  const digits = /^([OG])-(\d{1,15})$/.exec(text);
  return digits?.[1] === kind ? Number(digits[2]) : undefined;
}

const orNull = (amount: number | null): Paise | null => (amount === null ? null : paise(amount));

export function orderOf(row: OrderRow): BrokerOrder {
  return {
    brokerOrderId: orderId(row.id),
    tag: row.tag,
    symbol: row.symbol,
    side: row.side,
    product: row.product,
    orderType: row.order_type,
    validity: row.validity,
    quantity: row.quantity,
    pricePaise: orNull(row.price),
    triggerPaise: orNull(row.trigger_price),
    status: row.status,
    filledQuantity: row.filled_quantity,
    origin: row.origin,
    gttTag: row.gtt_tag,
    lastChangeTag: row.last_change_tag,
    message: row.message,
    placedAtMs: row.placed_at,
    updatedAtMs: row.updated_at,
  };
}

export function gttOf(row: GttRow): BrokerGtt {
  const legs = [{ triggerPaise: paise(row.trigger_1), pricePaise: paise(row.price_1) }];
  if (row.trigger_2 !== null && row.price_2 !== null)
    legs.push({ triggerPaise: paise(row.trigger_2), pricePaise: paise(row.price_2) });
  return {
    brokerGttId: gttId(row.id),
    tag: row.tag,
    symbol: row.symbol,
    side: row.side,
    product: row.product,
    quantity: row.quantity,
    legs,
    status: row.status,
    message: row.message,
    brokerOrderId: row.order_id === null ? null : orderId(row.order_id),
    placedAtMs: row.placed_at,
    updatedAtMs: row.updated_at,
  };
}

export function tradeOf(row: TradeRow, tag: string): BrokerTrade {
  const { brokerage, stt, exchange, sebi, stamp, gst } = row;
  return {
    tradeId: `T-${row.id}`,
    brokerOrderId: orderId(row.order_id),
    tag,
    symbol: row.symbol,
    side: row.side,
    product: row.product,
    quantity: row.quantity,
    pricePaise: paise(row.price),
    charges: {
      brokerage: paise(brokerage),
      stt: paise(stt),
      exchange: paise(exchange),
      sebi: paise(sebi),
      stamp: paise(stamp),
      gst: paise(gst),
    },
    date: row.date,
    atMs: row.at,
  };
}
