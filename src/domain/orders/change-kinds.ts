import { z } from 'zod';
import type { TradingTx } from '../../db/store.js';
import type { BrokerSession } from '../broker-port.js';
import type { ActionKind, ExecutedAction } from './actions.js';
import type { Warrant } from './authority.js';
import { openInTx, sameTerms } from './change-target.js';
import { contextOfCard, farSide, quoteOf } from './context.js';
import type { OrderDesk } from './desk.js';
import { intendChange, submitChange } from './execute-change.js';
import { priceMoved } from './judge.js';
import { denied, refusal } from './refusals.js';
import { type ChangeRow, type OrderRow, orderById, termsOf } from './rows.js';
import { syncBook } from './sync.js';
import { type Change, changeDraft, changed, orderDraft, parseDraft } from './terms.js';

const id = z.string().regex(/^[A-Z0-9]{1,20}$/);
const orderNumber = z.int().positive();
const aboutModify = z.strictObject({ orderId: id, orderNumber, change: changeDraft, before: orderDraft });
const aboutCancel = z.strictObject({ orderId: id, orderNumber });

/** What came of a change; `order` is as it stands after the exchange was asked. */
export interface ChangeResult {
  kind: 'change';
  change: ChangeRow;
  order: OrderRow;
}

/** A pressed card that changes an order: its new terms go through the rules again. */
export const modifyKind: ActionKind<ChangeResult> = {
  kind: 'modify',
  places: true,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(aboutModify, content.about);
    if (!parsed.ok) return parsed;
    const { orderId, change, before } = parsed.value;
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { account, market, session } = context;
    const quoted = await quoteOf(market, before.symbol);
    if (!quoted.ok) return quoted;
    const order = changed(before, change);
    const question = {
      account,
      order,
      quote: quoted.quote,
      market,
      authority: 'press',
      replaces: orderId,
    } as const;
    const judge = await desk.rules.prepare(question);
    return {
      ok: true,
      check: async (tx, { nowMs }) => {
        const found = await openInTx(tx, account, orderId, 'modify');
        if (!found.ok) return found;
        if (!sameTerms(termsOf(found.order), before) || order.quantity <= found.order.filledQuantity)
          return { refusal: changedSince(found.order) };
        const moved = await priceMoved(tx, desk, person.userId, content, farSide(quoted.quote, before.side));
        if (moved) return moved;
        const denials = await judge.check(tx, { stage: 'confirmation', nowMs });
        return denials.length > 0 ? { refusal: denied(denials) } : undefined;
      },
      execute: (tx, warrant, nowMs) =>
        execute(tx, desk, warrant, session, nowMs, { kind: 'modify', orderId, change }),
    };
  },
};

/** A pressed card that cancels an order. */
export const cancelKind: ActionKind<ChangeResult> = {
  kind: 'cancel',
  places: false,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(aboutCancel, content.about);
    if (!parsed.ok) return parsed;
    const { orderId } = parsed.value;
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { account, session } = context;
    return {
      ok: true,
      check: async tx => {
        const found = await openInTx(tx, account, orderId, 'cancel');
        return found.ok ? undefined : found;
      },
      execute: (tx, warrant, nowMs) =>
        execute(tx, desk, warrant, session, nowMs, { kind: 'cancel', orderId }),
    };
  },
};

const changedSince = ({ orderNumber }: OrderRow) =>
  refusal(
    'NOT_CHANGEABLE',
    `Order #${orderNumber} has changed since this card was made. Ask for a new card.`,
  );

type Asked = { kind: 'modify'; orderId: string; change: Change } | { kind: 'cancel'; orderId: string };

async function execute(
  tx: TradingTx,
  desk: OrderDesk,
  warrant: Warrant,
  session: BrokerSession,
  nowMs: number,
  asked: Asked,
): Promise<ExecutedAction<ChangeResult>> {
  const { userId } = warrant;
  const found = await openInTx(tx, session.account, asked.orderId, asked.kind);
  if (!found.ok) throw new Error(`the order ${asked.orderId} cannot be changed any more`);
  const { brokerOrderId, orderNumber } = found.order;
  const confirmed = await intendChange(tx, desk, warrant, { ...asked, brokerOrderId }, nowMs);
  return {
    action: `order.${asked.kind}_confirmed`,
    entityType: 'order_changes',
    entityId: confirmed.id,
    newData: { orderId: asked.orderId, ...(asked.kind === 'modify' ? asked.change : {}) },
    event: { type: `order.${asked.kind}_submitting`, data: { orderId: asked.orderId, orderNumber } },
    carryOut: async () => {
      const change = await submitChange(desk, session, confirmed);
      // A yes only means that the change was taken: what came of the order is in the exchange's reports.
      if (change.status === 'accepted') await syncBook(desk, session.account);
      const order = await orderById(desk.store.trading.read, userId, asked.orderId);
      return { kind: 'change', change, order: order ?? found.order };
    },
  };
}
