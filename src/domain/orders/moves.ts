import type { TradingEvent } from '../../db/events.js';
import type { TradingTx } from '../../db/store.js';
import { decided, happened, type NoteDesk } from './notes.js';
import type { OrderStatus } from './order-state.js';
import type { OrderRow } from './rows.js';

const SEVERITY: Partial<Record<OrderStatus, TradingEvent['severity']>> = {
  unknown: 'warning',
  rejected: 'warning',
  denied: 'warning',
  not_placed: 'warning',
  expired: 'warning',
};

const WAITING: readonly OrderStatus[] = ['submitting', 'unknown'];
const RESTING: readonly OrderStatus[] = ['open', 'trigger_pending'];

/** What a move of the status is called where people are told of it. Undefined where nobody needs to be. */
function nameOf(from: OrderStatus, to: OrderStatus): TradingEvent['type'] | undefined {
  if (from === 'not_placed') return 'order.reappeared';
  if (!RESTING.includes(to)) return `order.${to}`;
  return WAITING.includes(from) ? 'order.placed' : undefined;
}

/** What was decided about an order, and by what the broker said: an event for the person and a line in the audit trail. */
export async function noteMove(
  tx: TradingTx,
  desk: NoteDesk,
  from: OrderStatus,
  order: OrderRow,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { id, userId, status } = order;
  const type = from === status ? undefined : nameOf(from, status);
  if (!type) return;
  const severity = from === 'not_placed' ? 'critical' : (SEVERITY[status] ?? 'info');
  const facts = { status, orderNumber: order.orderNumber, symbol: order.symbol, side: order.side, ...data };
  await happened(tx, desk, { userId, type, relatedId: id, severity, data: facts });
  await decided(tx, desk, {
    userId,
    action: type,
    entityType: 'trading_orders',
    entityId: id,
    oldData: { status: from },
    newData: { status, filledQuantity: order.filledQuantity },
    rationale: { code: 'broker_answer', arguments: [status] },
  });
}
