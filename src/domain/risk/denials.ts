import { formatPaise, paise } from '../money.js';

export type Unit = 'paise' | 'shares' | 'bps' | 'count' | 'ms';

/** Everything that can stop an order before it reaches the broker. Also `risk_violations.violation_type`. */
export const DENIAL_CODES = [
  'ACCOUNT_UNKNOWN',
  'ACCOUNT_CLOSED',
  'LIVE_MODE',
  'ROLE',
  'AUTHORITY',
  'KILL_SWITCH',
  'INPUT',
  'STOP_PRICE',
  'INSTRUMENT',
  'FREEZE',
  'TICK',
  'NO_QUOTE',
  'STALE_QUOTE',
  'PRICE_BAND',
  'EXCHANGE_BAND',
  'MARKET_CLOSED',
  'MIS_CUTOFF',
  'PRODUCT',
  'QUANTITY',
  'NOTIONAL',
  'POSITION',
  'SECTOR',
  'GROSS',
  'OPEN_ORDERS',
  'ORDERS_PER_MINUTE',
  'ORDERS_PER_DAY',
  'DAILY_LOSS',
  'DRAWDOWN',
  'DUPLICATE',
  'SYMBOL_LOCKED',
  'FUNDS',
  'MARGIN',
  'HOLDING',
] as const;
export type DenialCode = (typeof DENIAL_CODES)[number];

/**
 * Why an order is not placed, and what would have passed. `value` is what the order would come to, `limit` the most that
 * is allowed and `room` what is left for an order, all in `unit`; null where the rule is a yes or no, or a fact is missing.
 */
export interface Denial {
  readonly code: DenialCode;
  readonly message: string;
  readonly unit: Unit | null;
  readonly limit: number | null;
  readonly value: number | null;
  readonly room: number | null;
}

/** What is left under one limit before the order, and what it leaves. */
export interface Room {
  readonly code: DenialCode;
  readonly unit: Unit;
  readonly limit: number;
  readonly value: number;
  readonly room: number;
}

const grouped = (count: number) => String(count).replace(/(\d)(?=(\d\d)+\d$)/g, '$1,');

/** A value as a person reads it: `₹1,000.00`, `1,200 shares`, `12.50 %`, `15 s`. */
export function inUnit(value: number, unit: Unit): string {
  if (!Number.isSafeInteger(value)) return 'an unknown amount';
  if (unit === 'paise') return formatPaise(paise(value));
  if (unit === 'shares') return `${grouped(value)} ${value === 1 ? 'share' : 'shares'}`;
  if (unit === 'bps') return `${(value / 100).toFixed(2)} %`;
  if (unit === 'ms') return value > 0 && value % 60_000 === 0 ? `${value / 60_000} min` : `${value / 1000} s`;
  return grouped(value);
}
