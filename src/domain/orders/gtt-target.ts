import type { Account } from '../broker-port.js';
import { gttById, liveChangesOf } from './change-rows.js';
import { type OrderRefusal, refusal } from './refusals.js';
import type { GttRow, TradingRead } from './rows.js';

/** A trigger that the broker still keeps. */
export async function cancellable(
  db: TradingRead,
  account: Account,
  gttId: string,
): Promise<{ ok: true; gtt: GttRow & { brokerGttId: string } } | { ok: false; refusal: OrderRefusal }> {
  const gtt = await gttById(db, account.userId, gttId);
  if (!gtt || gtt.bookId !== account.bookId)
    return { ok: false, refusal: refusal('NO_SUCH_ORDER', 'You have no such trigger here.') };
  const { brokerGttId } = gtt;
  if (gtt.status !== 'active' || brokerGttId === null) {
    const message = `This trigger is ${gtt.status}: only an active one can be cancelled.`;
    return { ok: false, refusal: refusal('NOT_CHANGEABLE', message) };
  }
  if ((await liveChangesOf(db, account.userId, gttId)).length > 0) {
    const message = 'A cancel of this trigger is under way and its outcome not known yet. Wait until it is.';
    return { ok: false, refusal: refusal('CHANGE_PENDING', message) };
  }
  return { ok: true, gtt: { ...gtt, brokerGttId } };
}
