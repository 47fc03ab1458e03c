import { z } from 'zod';
import type { TradingTx } from '../../db/store.js';
import type { Account, TradingMarket } from '../ports.js';
import type { ActionKind, RefusedAction } from './actions.js';
import type { Card, CardContent } from './cards.js';
import { createCard } from './cards.js';
import { contextOf, contextOfCard, farSide, quoteOf } from './context.js';
import type { OrderDesk, OrderJudge, OrderQuestion, Person } from './desk.js';
import { intendOrder, submit } from './execute.js';
import { priceMoved } from './judge.js';
import { happened, words } from './notes.js';
import { isProtective } from './reads.js';
import { type Denial, denied, type OrderRefusal } from './refusals.js';
import { addOrder, type OrderRow } from './rows.js';
import { type OrderDraft, orderDraft, type OrderTerms, parseDraft } from './terms.js';

/** What a card comes with: `impact` is what the order would do. */
export type Proposal<I> =
  | { ok: true; card: Card; impact: I; market: CardMarket }
  | { ok: false; refusal: OrderRefusal };

/** What has to be said beside a card. */
export interface CardMarket {
  /** What everything from this market says of itself: simulated, a replay. */
  mark: string;
  open: boolean;
  /** While the market is closed: when the order gets its turn, having been checked against the last close until then. */
  queuesUntilMs: number | null;
}

export const marketOfCard = ({ mark, session }: TradingMarket): CardMarket => ({
  mark,
  open: session.open,
  queuesUntilMs: session.open ? null : session.opensAtMs,
});

const about = z.strictObject({ order: orderDraft });

/**
 * Checks an order against the risk rules and makes the card for it. Nothing is placed: that takes a press.
 * Refusals are values; a rule that says no is in `denials`.
 */
export async function proposeOrder<I>(
  desk: OrderDesk<I>,
  person: Person,
  draft: OrderDraft,
  /** `stopPaise`: where the person means to get out; the card says what is lost there. */
  { stopPaise }: { stopPaise?: number } = {},
): Promise<Proposal<I>> {
  const parsed = parseDraft(orderDraft, draft);
  if (!parsed.ok) return parsed;
  const order = parsed.value;
  const context = await contextOf(desk, person.userId);
  if (!context.ok) return context;
  const { account, market, mode } = context;
  const quoted = await quoteOf(market, order.symbol);
  if (!quoted.ok) return quoted;
  const { quote } = quoted;
  const stop = stopPaise === undefined ? {} : { stopPaise };
  const judge = await judgeOf(desk, { account, order, quote, market, ...stop });
  const content: CardContent = {
    about: { order },
    quote: farSide(quote, order.side),
    bookId: account.bookId,
  };
  const made = await desk.store.trading.tx(async tx => {
    const denials = await judge.check(tx, { stage: 'proposal', nowMs: desk.clock.now() });
    if (denials.length > 0) return { ok: false as const, refusal: denied(denials) };
    return await createCard(tx, desk, person, { ...content, kind: ORDER_KIND, mode });
  });
  if (!made.ok) return made;
  return { ok: true, card: made.card, impact: await judge.impact(), market: marketOfCard(market) };
}

const judgeOf = <I>(
  desk: OrderDesk<I>,
  question: Omit<OrderQuestion, 'authority' | 'replaces'>,
): Promise<OrderJudge<I>> => desk.rules.prepare({ ...question, authority: 'press', replaces: null });

const ORDER_KIND = 'order';

/** A pressed card of an order: checked again, written down, and placed once. */
export const orderKind: ActionKind<{ kind: 'order'; order: OrderRow }> = {
  kind: ORDER_KIND,
  places: true,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(about, content.about);
    if (!parsed.ok) return parsed;
    const { order } = parsed.value;
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { account, market, session } = context;
    const quoted = await quoteOf(market, order.symbol);
    if (!quoted.ok) return quoted;
    const quote = farSide(quoted.quote, order.side);
    const judge = await judgeOf(desk, { account, order, quote: quoted.quote, market });
    const intent = { account, terms: order, quote, marketDate: market.session.date };
    return {
      ok: true,
      check: async (tx, { nowMs, actionId }) => {
        const moved = await priceMoved(tx, desk, person.userId, content, quote);
        if (moved) return moved;
        const denials = await judge.check(tx, { stage: 'confirmation', nowMs });
        return denials.length > 0 ? await denyOrder(tx, desk, intent, actionId, denials, nowMs) : undefined;
      },
      execute: async (tx, warrant, nowMs) => {
        const protective = await isProtective(tx, account, order);
        const confirmed = await intendOrder(tx, desk, warrant, { ...intent, protective }, nowMs);
        const { orderNumber, request } = confirmed;
        return {
          action: 'order.confirmed',
          entityType: 'trading_orders',
          entityId: request.tag,
          newData: { ...order, orderNumber },
          event: { type: 'order.submitting', data: { orderNumber, symbol: order.symbol, side: order.side } },
          carryOut: async () => ({ kind: 'order', order: await submit(desk, session, confirmed) }),
        };
      },
    };
  },
};

/** A confirmed order that the rules refuse is kept, with the reason: `denied` is ours. */
async function denyOrder(
  tx: TradingTx,
  desk: OrderDesk,
  intent: {
    account: Account;
    terms: OrderTerms;
    quote: NonNullable<CardContent['quote']>;
    marketDate: string;
  },
  actionId: string,
  denials: readonly Denial[],
  nowMs: number,
): Promise<RefusedAction> {
  const refusal = denied(denials);
  const id = desk.ids.next();
  const orderNumber = await addOrder(
    tx,
    {
      ...intent,
      id,
      status: 'denied',
      authority: 'press',
      brokerOrderId: null,
      strategyId: null,
      actionId,
      gttId: null,
      protective: await isProtective(tx, intent.account, intent.terms),
      message: words(refusal.message),
    },
    nowMs,
  );
  const rules = denials.map(each => each.code);
  await happened(tx, desk, {
    userId: intent.account.userId,
    type: 'order.denied',
    relatedId: id,
    severity: 'warning',
    data: { orderNumber, symbol: intent.terms.symbol, rules },
  });
  return { refusal };
}
