import { eq } from 'drizzle-orm';
import {
  gttOrders,
  orderChanges,
  tradingEvents,
  tradingExecutions,
  tradingOrders,
} from '../../src/db/schema/trading/index.js';
import type { Card } from '../../src/domain/orders/cards.js';
import { proposeCancel, proposeChange, proposeGtt, proposeOrder } from '../../src/domain/orders/index.js';
import { ORDER_KINDS } from '../../src/domain/orders/kinds.js';
import { press } from '../../src/domain/orders/press.js';
import type { ChangeDraft, GttDraft, OrderDraft } from '../../src/domain/orders/terms.js';
import { buyTen, type TestDesk } from './order-desk.js';

export const pressed = (desk: TestDesk, card: { id: string; nonce: string }) =>
  press(desk, desk.person, card, ORDER_KINDS);

function cardIn(proposal: { ok: true; card: Card } | { ok: false; refusal: { message: string } }): Card {
  if (!proposal.ok) throw new Error(proposal.refusal.message);
  return proposal.card;
}

export const orderCard = async (desk: TestDesk, draft: OrderDraft = buyTen) =>
  cardIn(await proposeOrder(desk, desk.person, draft));

/** Proposes and presses. */
export const place = async (desk: TestDesk, draft: OrderDraft = buyTen) =>
  await pressed(desk, await orderCard(desk, draft));
export const modify = async (desk: TestDesk, reference: string | number, change: ChangeDraft) =>
  await pressed(desk, cardIn(await proposeChange(desk, desk.person, reference, change)));
export const cancel = async (desk: TestDesk, reference: string | number) =>
  await pressed(desk, cardIn(await proposeCancel(desk, desk.person, reference)));
export const leaveGtt = async (desk: TestDesk, draft: GttDraft) =>
  await pressed(desk, cardIn(await proposeGtt(desk, desk.person, draft)));

const rows = (desk: TestDesk) => ({ read: desk.store.trading.read, mine: desk.person.userId });

export const ordersIn = (desk: TestDesk) => {
  const { read, mine } = rows(desk);
  return read.select().from(tradingOrders).where(eq(tradingOrders.userId, mine)).all();
};
export const theOrder = (desk: TestDesk) => {
  const [order] = ordersIn(desk);
  if (!order) throw new Error('there is no order');
  return order;
};
export const fillsIn = (desk: TestDesk) => {
  const { read, mine } = rows(desk);
  return read.select().from(tradingExecutions).where(eq(tradingExecutions.userId, mine)).all();
};
export const changesIn = (desk: TestDesk) => {
  const { read, mine } = rows(desk);
  return read.select().from(orderChanges).where(eq(orderChanges.userId, mine)).all();
};
export const gttsIn = (desk: TestDesk) => {
  const { read, mine } = rows(desk);
  return read.select().from(gttOrders).where(eq(gttOrders.userId, mine)).all();
};
export const eventsIn = (desk: TestDesk) => {
  const { read, mine } = rows(desk);
  return read.select().from(tradingEvents).where(eq(tradingEvents.userId, mine)).all();
};
export const eventTypes = (desk: TestDesk) => eventsIn(desk).map(each => each.eventType);

/** The broker's id of the newest order at the exchange. */
export const atExchange = (desk: TestDesk): string =>
  desk.broker.book(desk.account).orders.at(-1)?.brokerOrderId ?? 'none';
