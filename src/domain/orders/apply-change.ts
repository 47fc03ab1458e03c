import type { TradingTx } from '../../db/store.js';
import type { OrderDesk } from './desk.js';
import { setChange } from './change-rows.js';
import { decided, happened, words } from './notes.js';
import type { ChangeStatus } from './order-state.js';
import { CHANGEABLE } from './order-state.js';
import { type ChangeRow, type OrderRow, orderById, updateOrder } from './rows.js';
import { noteMove } from './moves.js';

const NAMES = { accepted: 'taken', refused: 'refused', unknown: 'unknown', lapsed: 'not_taken' } as const;

/**
 * Writes down what came of a change, once. A modification that was taken gives the order its new terms; a cancel that was
 * taken does not yet make it cancelled: that is for the exchange to report.
 */
export async function settleChange(
  tx: TradingTx,
  desk: OrderDesk,
  change: ChangeRow,
  status: Exclude<ChangeStatus, 'submitting'>,
  said: string | null,
): Promise<void> {
  const nowMs = desk.clock.now();
  if (!(await setChange(tx, change, status, words(said), nowMs))) return;
  const { id, userId, kind, orderId } = change;
  if (status === 'accepted' && kind === 'modify') await applyTerms(tx, desk, change, nowMs);
  const type = `order.${kind}_${NAMES[status]}` as const;
  const severity = status === 'accepted' ? 'info' : 'warning';
  await happened(tx, desk, { userId, type, relatedId: orderId, severity, data: { changeId: id, status } });
  await decided(tx, desk, {
    userId,
    action: type,
    entityType: 'order_changes',
    entityId: id,
    oldData: { status: change.status },
    newData: { status },
    rationale: { code: 'broker_answer', arguments: [status] },
  });
}

async function applyTerms(tx: TradingTx, desk: OrderDesk, change: ChangeRow, nowMs: number): Promise<void> {
  const order = await orderById(tx, change.userId, change.orderId);
  if (!order || !CHANGEABLE.includes(order.status)) return;
  // Shares that are filled cannot be taken back by a smaller quantity.
  const quantity = Math.max(change.quantity ?? order.quantity, order.filledQuantity);
  const next: Partial<OrderRow> = {
    quantity,
    price: change.price ?? order.price,
    triggerPrice: change.triggerPrice ?? order.triggerPrice,
  };
  const isFilled = order.filledQuantity === quantity;
  const done = isFilled ? ({ status: 'filled', filledAt: Math.max(order.createdAt, nowMs) } as const) : {};
  const row = await updateOrder(tx, order, { ...next, ...done }, nowMs);
  await noteMove(tx, desk, order.status, row);
}
