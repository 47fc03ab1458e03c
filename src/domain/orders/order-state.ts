import type { CHANGE_STATUSES, GTT_STATUSES, ORDER_STATUSES } from '../../db/schema/values.js';
import type { BrokerGtt, BrokerOrderStatus } from '../broker-port.js';

export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type ChangeStatus = (typeof CHANGE_STATUSES)[number];
export type GttStatus = (typeof GTT_STATUSES)[number];

const AT_BROKER = ['open', 'trigger_pending', 'partially_filled', 'filled', 'cancelled', 'expired'] as const;

/**
 * Where an order may go from where it is. A fill can overtake a cancel, an expiry, a rejection and the proof that an order
 * was never placed: shares that changed hands are booked, whatever was believed. An order that was believed not placed
 * and shows up alive is alive.
 */
export const ORDER_MOVES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  submitting: ['unknown', 'rejected', ...AT_BROKER],
  unknown: ['not_placed', 'rejected', ...AT_BROKER],
  open: ['trigger_pending', 'partially_filled', 'filled', 'cancelled', 'expired', 'rejected'],
  trigger_pending: ['open', 'partially_filled', 'filled', 'cancelled', 'expired', 'rejected'],
  partially_filled: ['filled', 'cancelled', 'expired'],
  filled: [],
  cancelled: ['filled'],
  expired: ['filled'],
  rejected: ['partially_filled', 'filled'],
  denied: [],
  not_placed: ['rejected', ...AT_BROKER],
};

export const mayMove = (from: OrderStatus, to: OrderStatus): boolean => ORDER_MOVES[from].includes(to);

/** Can still fill, or may exist without our knowing. */
export const LIVE_STATUSES = [
  'submitting',
  'unknown',
  'open',
  'trigger_pending',
  'partially_filled',
] as const satisfies readonly OrderStatus[];

/** What the broker lets one change. */
export const CHANGEABLE: readonly OrderStatus[] = ['open', 'trigger_pending', 'partially_filled'];

/** How much of an order is booked. */
export interface Filled {
  quantity: number;
  filledQuantity: number;
}

/**
 * The status after the broker's report of an order. Only booked fills make it partially filled or filled, so a report
 * that knows of more waits for its trades; what the table does not allow changes nothing.
 */
export function afterReport(from: OrderStatus, reported: BrokerOrderStatus, booked: Filled): OrderStatus {
  const to = standing(reported, booked);
  return mayMove(from, to) ? to : from;
}

function standing(reported: BrokerOrderStatus, { quantity, filledQuantity }: Filled): OrderStatus {
  if (filledQuantity >= quantity) return 'filled';
  const isPartly = filledQuantity > 0;
  switch (reported) {
    case 'cancelled':
    case 'expired':
      return reported;
    case 'rejected':
      return isPartly ? 'cancelled' : reported;
    case 'trigger_pending':
      return isPartly ? 'partially_filled' : reported;
    case 'open':
    case 'partially_filled':
    case 'filled':
      return isPartly ? 'partially_filled' : 'open';
  }
}

/** The status once a fill is booked, `booked` with it. Undefined for an order that never left us: it cannot have filled. */
export function afterFill(from: OrderStatus, booked: Filled): OrderStatus | undefined {
  if (from === 'denied') return undefined;
  if (booked.filledQuantity >= booked.quantity) return 'filled';
  return mayMove(from, 'partially_filled') ? 'partially_filled' : from;
}

/** A fill of an order that was believed dead. */
export const overtakes = (from: OrderStatus): boolean =>
  ['cancelled', 'expired', 'rejected', 'not_placed'].includes(from);

/** Where a trigger may go. `not_placed` can show up alive, as an order can. */
export const GTT_MOVES: Readonly<Record<GttStatus, readonly GttStatus[]>> = {
  submitting: ['unknown', 'active', 'triggered', 'cancelled', 'rejected', 'expired'],
  unknown: ['not_placed', 'active', 'triggered', 'cancelled', 'rejected', 'expired'],
  active: ['triggered', 'cancelled', 'rejected', 'expired'],
  triggered: [],
  cancelled: [],
  rejected: [],
  expired: [],
  not_placed: ['active', 'triggered', 'cancelled', 'rejected', 'expired'],
};

export const afterGttReport = (from: GttStatus, reported: BrokerGtt['status']): GttStatus =>
  GTT_MOVES[from].includes(reported) ? reported : from;

/** Where a change may go. One that was believed lapsed was taken after all when the broker says so. */
export const CHANGE_MOVES: Readonly<Record<ChangeStatus, readonly ChangeStatus[]>> = {
  submitting: ['unknown', 'accepted', 'refused'],
  unknown: ['accepted', 'refused', 'lapsed'],
  accepted: [],
  refused: [],
  lapsed: ['accepted'],
};
