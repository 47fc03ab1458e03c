import type { ActionKind } from '../domain/orders/actions.js';
import { cancelCard } from '../domain/orders/cancel-card.js';
import type { OrderDesk } from '../domain/orders/desk.js';
import type { Card, Person } from '../domain/orders/index.js';
import type { OrderResult } from '../domain/orders/kinds.js';
import { orderByNumber } from '../domain/orders/index.js';
import { press } from '../domain/orders/press.js';
import { formatPaise, paise } from '../domain/money.js';
import type { OrderRefusal } from '../domain/orders/refusals.js';
import { type Part, type Reply, said } from '../domain/reply.js';
import type { RiskCardResult } from '../domain/risk/card-kinds.js';
import type { RaiseResult } from '../domain/ai-limits/raise.js';
import type { AutoTradingResult } from '../domain/people/auto-trading.js';
import type { Event } from './chat.js';

export type PressResult = OrderResult | RiskCardResult | RaiseResult | AutoTradingResult;

/** What a press needs of trading. */
export interface PressDesk {
  desk: OrderDesk;
  kinds: readonly ActionKind<PressResult>[];
  catchUp: (userId: string) => Promise<{ ok: true } | { ok: false; message: string }>;
}

type Pressed = Extract<Event, { kind: 'press' }>;

/** Carries out what a button of a card decides, once, and says what came of it. */
export async function pressed(
  { desk, kinds, catchUp }: PressDesk,
  person: Person,
  { card: id, nonce, button }: Pressed,
): Promise<Reply> {
  if (button === 'cancel') {
    const cancelled = await cancelCard(desk, person, { id, nonce });
    return said(cancelled.ok ? 'Cancelled: nothing was done.' : refusalText(cancelled.refusal));
  }
  const ready = await catchUp(person.userId);
  if (!ready.ok)
    return again(
      `Your book could not be brought up to date: ${ready.message}. Nothing was done. Press again in a few seconds.`,
      { id, nonce },
    );
  const outcome = await press(desk, person, { id, nonce }, kinds);
  if (!outcome.ok) {
    const { refusal, card = STILL_WAITS.includes(refusal.code) ? { id, nonce } : undefined } = outcome;
    return card ? again(refusalText(refusal), card) : said(refusalText(refusal));
  }
  await catchUp(person.userId);
  return said(resultText(await asItStands(desk, person, outcome.result), await markOf(desk, person)));
}

const markOf = async (desk: OrderDesk, { userId }: Person): Promise<string> =>
  (await desk.market(userId)).mark;

/** The order after the exchange's first reports. */
async function asItStands(desk: OrderDesk, person: Person, result: PressResult): Promise<PressResult> {
  if (result.kind !== 'order') return result;
  const order = await orderByNumber(desk, person, result.order.orderNumber);
  return { kind: 'order', order: order ?? result.order };
}

/** Refusals that leave the card as it is, to be pressed again. */
const STILL_WAITS: readonly OrderRefusal['code'][] = ['RECONCILING', 'NOT_CONNECTED', 'NO_PRICE'];

/** The words, and below them the buttons of the card that waits now. */
const again = (text: string, card: Pick<Card, 'id' | 'nonce'>): Reply => {
  const words: Part = { type: 'text', text };
  return { parts: [words, cardButtons(card)] };
};

export const cardButtons = ({ id, nonce }: Pick<Card, 'id' | 'nonce'>): Part => ({
  type: 'buttons',
  buttons: [
    { label: 'Confirm', action: { kind: 'confirm', card: id, nonce } },
    { label: 'Cancel', action: { kind: 'cancel', card: id, nonce } },
  ],
});

function refusalText({ message, denials }: OrderRefusal): string {
  if (denials.length === 0) return message;
  return [
    'Denied, nothing was placed:',
    ...denials.map(({ code, message: why }) => `- ${code}: ${why}`),
  ].join('\n');
}

const rupees = (amount: number): string => formatPaise(paise(Math.round(amount)));

type OrderRow = Extract<PressResult, { kind: 'order' }>['order'];

/** `#8 BUY 10 INFY, LIMIT ₹1,500.00, CNC, DAY: filled, 10 of 10 at ₹1,499.90, charges ₹18.20`. */
export function orderLine(order: OrderRow): string {
  const { orderNumber, side, quantity, symbol, orderType, product, validity, status } = order;
  const price = order.price === null ? '' : ` ${rupees(order.price)}`;
  const trigger = order.triggerPrice === null ? '' : `, trigger ${rupees(order.triggerPrice)}`;
  const filled =
    order.filledQuantity === 0
      ? ''
      : `, ${order.filledQuantity} of ${quantity} at ${rupees(order.averageFillPrice ?? 0)}, charges ${rupees(order.commission)}`;
  const why = order.message === null ? '' : `: ${order.message}`;
  return `#${orderNumber} ${side} ${quantity} ${symbol}, ${orderType}${price}${trigger}, ${product}, ${validity}: ${status.replaceAll('_', ' ')}${filled}${why}`;
}

function resultText(result: PressResult, mark: string): string {
  switch (result.kind) {
    case 'order':
      return `${orderLine(result.order)} (${mark})`;
    case 'change': {
      const { kind, status, message } = result.change;
      const what = kind === 'modify' ? 'The change' : 'The cancel';
      return `${what}: ${status.replaceAll('_', ' ')}${message === null ? '' : `: ${message}`}.\n${orderLine(result.order)} (${mark})`;
    }
    case 'gtt': {
      const { status, message } = result.gtt;
      return `The trigger: ${status.replaceAll('_', ' ')}${message === null ? '' : `: ${message}`} (${mark})`;
    }
    case 'gtt_cancel':
      return `The cancel of the trigger: ${result.change.status.replaceAll('_', ' ')}. It is ${result.gtt.status.replaceAll('_', ' ')} (${mark})`;
    case 'cancel_several':
      return `${result.changes.map(each => `Cancel of #${each.orderNumber}: ${each.status.replaceAll('_', ' ')}`).join('\n')} (${mark})`;
    case 'loosen_limit':
      return `Confirmed: the looser limit counts from ${istTime(result.effectiveAtMs)}. Until then it can be taken back.`;
    case 'kill_switch_off':
      return 'The kill switch is off: new positions can be opened again.';
    case 'raise_cost_limit':
      return 'Confirmed: the limit on AI cost is raised.';
    case 'auto_trading_on':
      return 'Confirmed: automatic trading is on.';
  }
}

/** `23 Nov 2026, 09:30 IST`. */
const istTime = (atMs: number): string =>
  `${new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Kolkata',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs)} IST`;
