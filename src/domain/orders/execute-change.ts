import { orderChanges } from '../../db/schema/trading/index.js';
import type { TradingTx } from '../../db/store.js';
import type { BrokerAnswer, BrokerOrderChange, BrokerSession } from '../broker-port.js';
import { settleChange } from './apply-change.js';
import type { Warrant } from './authority.js';
import { callOnce, renewIfDead } from './broker-call.js';
import { changeById } from './change-rows.js';
import type { OrderDesk } from './desk.js';
import type { ChangeRow } from './rows.js';
import type { Change } from './terms.js';

declare const intended: unique symbol;

/** What is to be changed, and under which of the broker's ids. */
export type ChangeTarget =
  | { kind: 'modify'; orderId: string; brokerOrderId: string; change: Change }
  | { kind: 'cancel'; orderId: string; brokerOrderId: string }
  | { kind: 'cancel_gtt'; orderId: string; brokerGttId: string };

/** A change whose intent stands in the file. */
export type ConfirmedChange = {
  readonly id: string;
  readonly userId: string;
  readonly target: ChangeTarget;
} & { readonly [intended]: true };

/** Writes the intent to change or cancel. The kill switch may only cancel. */
export async function intendChange(
  tx: TradingTx,
  desk: OrderDesk,
  warrant: Warrant,
  target: ChangeTarget,
  nowMs: number,
): Promise<ConfirmedChange> {
  if (warrant.authority === 'kill_switch' && target.kind === 'modify')
    throw new Error('the kill switch cancels and does nothing else');
  const id = desk.ids.next();
  const { userId, authority, actionId } = warrant;
  const change: Change = target.kind === 'modify' ? target.change : {};
  await tx.insert(orderChanges).values({
    id,
    orderId: target.orderId,
    userId,
    kind: target.kind === 'modify' ? 'modify' : 'cancel',
    status: 'submitting',
    authority,
    actionId,
    quantity: change.quantity ?? null,
    price: change.pricePaise ?? null,
    triggerPrice: change.triggerPaise ?? null,
    createdAt: nowMs,
    updatedAt: nowMs,
  });
  return { id, userId, target } as ConfirmedChange;
}

/** The one call, and its outcome. @returns the change as it stands then */
export async function submitChange(
  desk: OrderDesk,
  session: BrokerSession,
  confirmed: ConfirmedChange,
): Promise<ChangeRow> {
  const { id, userId, target } = confirmed;
  if (session.account.userId !== userId) throw new Error('a broker session of another person');
  const answer = await callOnce(desk, () => callFor(desk, session, id, target));
  const settled = await desk.store.trading.tx(async tx => {
    const row = await changeById(tx, userId, id);
    if (!row) throw new Error(`the change ${id} is gone`);
    await settleChange(tx, desk, row, STATUS[answer.kind], saidIn(answer));
    return (await changeById(tx, userId, id)) ?? row;
  });
  await renewIfDead(desk, session, answer);
  return settled;
}

const STATUS = { yes: 'accepted', no: 'refused', unknown: 'unknown' } as const;

function saidIn(answer: BrokerAnswer<unknown>): string | null {
  switch (answer.kind) {
    case 'yes':
      return null;
    case 'no':
      return `${answer.code}: ${answer.message}`;
    case 'unknown':
      return answer.message;
  }
}

function callFor(
  desk: OrderDesk,
  session: BrokerSession,
  tag: string,
  target: ChangeTarget,
): Promise<BrokerAnswer<unknown>> {
  switch (target.kind) {
    case 'modify':
      return desk.broker.modify(session, target.brokerOrderId, brokerChange(tag, target.change));
    case 'cancel':
      return desk.broker.cancel(session, target.brokerOrderId, tag);
    case 'cancel_gtt':
      return desk.broker.cancelGtt(session, target.brokerGttId);
  }
}

/** Only what is to be different is sent: a change of price cannot change the quantity. */
const brokerChange = (tag: string, { quantity, pricePaise, triggerPaise }: Change): BrokerOrderChange => ({
  tag,
  ...(quantity === undefined ? {} : { quantity }),
  ...(pricePaise === undefined ? {} : { pricePaise }),
  ...(triggerPaise === undefined ? {} : { triggerPaise }),
});
