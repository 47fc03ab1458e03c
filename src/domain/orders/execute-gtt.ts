import { gttOrders } from '../../db/schema/trading/index.js';
import type { TradingTx } from '../../db/store.js';
import type { Account, BrokerAnswer, BrokerGttRequest, BrokerSession } from '../broker-port.js';
import type { Warrant } from './authority.js';
import { callOnce, renewIfDead } from './broker-call.js';
import { gttById, updateGtt } from './change-rows.js';
import type { OrderDesk } from './desk.js';
import { noteGttMove } from './gtt-moves.js';
import { words } from './notes.js';
import { afterGttReport } from './order-state.js';
import type { GttRow } from './rows.js';
import type { GttTerms } from './terms.js';

declare const intended: unique symbol;

/** A trigger whose intent stands in the file. */
export type ConfirmedGtt = { readonly account: Account; readonly request: BrokerGttRequest } & {
  readonly [intended]: true;
};

/** Writes the intent to leave a trigger with the broker: only a press can. */
export async function intendGtt(
  tx: TradingTx,
  desk: OrderDesk,
  warrant: Warrant,
  { account, terms }: { account: Account; terms: GttTerms },
  nowMs: number,
): Promise<ConfirmedGtt> {
  if (warrant.authority !== 'press' || warrant.userId !== account.userId)
    throw new Error('a trigger needs the press of its person');
  const [first, second] = terms.legs;
  if (!first) throw new Error('a trigger without a leg');
  const { kind, symbol, side, product, quantity, legs } = terms;
  const id = desk.ids.next();
  await tx.insert(gttOrders).values({
    ...account,
    id,
    kind,
    symbol,
    side,
    product,
    quantity,
    triggerPrice: first.triggerPaise,
    price: first.pricePaise,
    targetTriggerPrice: second?.triggerPaise ?? null,
    targetPrice: second?.pricePaise ?? null,
    status: 'submitting',
    actionId: warrant.actionId,
    createdAt: nowMs,
    updatedAt: nowMs,
  });
  const request: BrokerGttRequest = { tag: id, symbol, side, product, quantity, legs };
  return { account, request } as ConfirmedGtt;
}

/** The one call, and its outcome. @returns the trigger as it stands then */
export async function submitGtt(
  desk: OrderDesk,
  session: BrokerSession,
  { account, request }: ConfirmedGtt,
): Promise<GttRow> {
  if (session.account.userId !== account.userId) throw new Error('a broker session of another person');
  const answer = await callOnce(desk, () => desk.broker.placeGtt(session, request));
  const settled = await desk.store.trading.tx(async tx => {
    const row = await gttById(tx, account.userId, request.tag);
    if (!row) throw new Error(`the trigger ${request.tag} is gone`);
    if (row.status !== 'submitting') return row;
    const next = await updateGtt(tx, row, outcomeOf(row, answer), desk.clock.now());
    await noteGttMove(tx, desk, row.status, next);
    return next;
  });
  await renewIfDead(desk, session, answer);
  return settled;
}

function outcomeOf(row: GttRow, answer: BrokerAnswer<{ brokerGttId: string }>) {
  switch (answer.kind) {
    case 'yes':
      return { status: afterGttReport(row.status, 'active'), brokerGttId: answer.value.brokerGttId };
    case 'no':
      return { status: 'rejected', message: words(`${answer.code}: ${answer.message}`) } as const;
    case 'unknown':
      return { status: 'unknown', message: words(answer.message) } as const;
  }
}
