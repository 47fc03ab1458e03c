import type { TradingTx } from '../../db/store.js';
import type { Account } from '../broker-port.js';
import { liveChangesOf } from './change-rows.js';
import type { ChangeTarget } from './execute-change.js';
import { CHANGEABLE } from './order-state.js';
import { type OrderRefusal, refusal } from './refusals.js';
import { type OrderRow, orderById, type TradingRead } from './rows.js';
import type { OrderTerms } from './terms.js';

/** An order that the broker knows. */
export type Open = OrderRow & { brokerOrderId: string };

/** The order, where the broker still has it open and no other change of it is under way. */
export async function changeable(
  db: TradingRead,
  row: OrderRow | undefined,
  kind: ChangeTarget['kind'],
): Promise<{ ok: true; order: Open } | { ok: false; refusal: OrderRefusal }> {
  if (!row) return { ok: false, refusal: refusal('NO_SUCH_ORDER', 'You have no such order.') };
  const { brokerOrderId } = row;
  if (!CHANGEABLE.includes(row.status) || brokerOrderId === null)
    return {
      ok: false,
      refusal: refusal(
        'NOT_CHANGEABLE',
        `Order #${row.orderNumber} is ${row.status}: only an open order can be changed or cancelled.`,
      ),
    };
  const waiting = await liveChangesOf(db, row.userId, row.id);
  // A cancel may follow a modification that is not settled; nothing follows a cancel.
  if (waiting.some(each => kind === 'modify' || each.kind === 'cancel'))
    return {
      ok: false,
      refusal: refusal(
        'CHANGE_PENDING',
        `A change of order #${row.orderNumber} is under way and its outcome not known yet. Wait until it is.`,
      ),
    };
  return { ok: true, order: { ...row, brokerOrderId } };
}

/** The same as a transaction finds it. */
export async function openInTx(
  tx: TradingTx,
  account: Account,
  orderId: string,
  kind: ChangeTarget['kind'],
): Promise<{ ok: false; refusal: OrderRefusal } | { ok: true; order: Open }> {
  return await changeable(tx, await orderById(tx, account.userId, orderId), kind);
}

export const sameTerms = (a: OrderTerms, b: OrderTerms): boolean =>
  a.quantity === b.quantity && a.pricePaise === b.pricePaise && a.triggerPaise === b.triggerPaise;
