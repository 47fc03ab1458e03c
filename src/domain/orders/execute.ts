import type { TradingTx } from '../../db/store.js';
import type { Account, BrokerAnswer, BrokerOrderRequest, BrokerSession } from '../broker-port.js';
import type { Warrant } from './authority.js';
import { callOnce, renewIfDead } from './broker-call.js';
import type { CardQuote } from './cards.js';
import type { OrderDesk } from './desk.js';
import { noteMove } from './moves.js';
import { happened, words } from './notes.js';
import { afterReport } from './order-state.js';
import { addOrder, type OrderRow, orderById, updateOrder } from './rows.js';
import type { OrderTerms } from './terms.js';

declare const intended: unique symbol;

/** An order whose intent stands in the file, with who decided it. Nothing else can be submitted. */
export type ConfirmedOrder = {
  readonly account: Account;
  readonly orderNumber: number;
  readonly request: BrokerOrderRequest;
} & { readonly [intended]: true };

/** Writes the intent to place an order. The order's id is the tag under which the broker is asked about it later. */
export async function intendOrder(
  tx: TradingTx,
  desk: OrderDesk,
  warrant: Warrant,
  order: {
    account: Account;
    terms: OrderTerms;
    quote: CardQuote;
    marketDate: string;
    protective: boolean;
  },
  nowMs: number,
): Promise<ConfirmedOrder> {
  if (order.account.userId !== warrant.userId) throw new Error('a warrant of another person');
  const id = desk.ids.next();
  const orderNumber = await addOrder(
    tx,
    {
      ...order,
      id,
      status: 'submitting',
      authority: warrant.authority,
      brokerOrderId: null,
      strategyId: null,
      actionId: warrant.actionId,
      gttId: null,
      message: null,
    },
    nowMs,
  );
  return { account: order.account, orderNumber, request: { tag: id, ...order.terms } } as ConfirmedOrder;
}

/** The one call, and its outcome. @returns the order as it stands then */
export async function submit(
  desk: OrderDesk,
  session: BrokerSession,
  order: ConfirmedOrder,
): Promise<OrderRow> {
  const { account, request } = order;
  if (session.account.userId !== account.userId || session.account.bookId !== account.bookId)
    throw new Error('a broker session of another account');
  const answer = await callOnce(desk, () => desk.broker.place(session, request));
  const settled = await desk.store.trading.tx(async tx => {
    const row = await orderById(tx, account.userId, request.tag);
    if (!row) throw new Error(`the order ${request.tag} is gone`);
    return await settleOutcome(tx, desk, row, answer);
  });
  await renewIfDead(desk, session, answer);
  return settled;
}

async function settleOutcome(
  tx: TradingTx,
  desk: OrderDesk,
  row: OrderRow,
  answer: BrokerAnswer<{ brokerOrderId: string }>,
): Promise<OrderRow> {
  const nowMs = desk.clock.now();
  // A report can be booked before the answer to the call arrives, and knows more.
  const isAhead = row.status !== 'submitting';
  switch (answer.kind) {
    case 'yes': {
      const standing = row.triggerPrice === null ? 'open' : 'trigger_pending';
      const status = isAhead ? row.status : afterReport(row.status, standing, row);
      const brokerOrderId = row.brokerOrderId ?? answer.value.brokerOrderId;
      return await moved(tx, desk, row, { status, brokerOrderId }, nowMs);
    }
    case 'no': {
      if (isAhead) return await contradicted(tx, desk, row, answer.code);
      const message = words(`${answer.code}: ${answer.message}`);
      return await moved(tx, desk, row, { status: 'rejected', message }, nowMs, { code: answer.code });
    }
    case 'unknown': {
      if (isAhead) return row;
      return await moved(tx, desk, row, { status: 'unknown', message: words(answer.message) }, nowMs);
    }
  }
}

async function moved(
  tx: TradingTx,
  desk: OrderDesk,
  row: OrderRow,
  change: Partial<Pick<OrderRow, 'status' | 'brokerOrderId' | 'message'>>,
  nowMs: number,
  data: Record<string, unknown> = {},
): Promise<OrderRow> {
  const next = await updateOrder(tx, row, change, nowMs);
  await noteMove(tx, desk, row.status, next, data);
  return next;
}

async function contradicted(tx: TradingTx, desk: OrderDesk, row: OrderRow, code: string): Promise<OrderRow> {
  await happened(tx, desk, {
    userId: row.userId,
    type: 'order.contradicted',
    relatedId: row.id,
    severity: 'critical',
    data: { status: row.status, code },
  });
  return row;
}
