import { type Card, createCard } from './cards.js';
import { changeable, sameTerms } from './change-target.js';
import { contextOf, farSide, quoteOf } from './context.js';
import type { OrderDesk, Person } from './desk.js';
import { type CardMarket, marketOfCard, type Proposal } from './order-kind.js';
import { orderByNumber } from './reads.js';
import { denied, type OrderRefusal, refusal } from './refusals.js';
import { type OrderRow, termsOf } from './rows.js';
import { type ChangeDraft, changeDraft, changed, orderDraft, parseDraft } from './terms.js';

/** Makes the card that changes an open order. What is left out stays: changing a price never changes a quantity. */
export async function proposeChange<I>(
  desk: OrderDesk<I>,
  person: Person,
  reference: string | number,
  draft: ChangeDraft,
): Promise<Proposal<I>> {
  const parsed = parseDraft(changeDraft, draft);
  if (!parsed.ok) return parsed;
  const found = await openOrderOf(desk, person, reference, 'modify');
  if (!found.ok) return found;
  const { order, account, market, mode } = found;
  const before = termsOf(order);
  const after = parseDraft(orderDraft, changed(before, parsed.value));
  if (!after.ok) return after;
  const same = sameTerms(before, after.value) || after.value.quantity <= order.filledQuantity;
  if (same) return { ok: false, refusal: noChange(order) };
  const quoted = await quoteOf(market, order.symbol);
  if (!quoted.ok) return quoted;
  const { quote } = quoted;
  const question = {
    account,
    order: after.value,
    quote,
    market,
    authority: 'press',
    replaces: order.id,
  } as const;
  const judge = await desk.rules.prepare(question);
  const about = { orderId: order.id, orderNumber: order.orderNumber, change: parsed.value, before };
  const content = { about, quote: farSide(quote, order.side), bookId: account.bookId };
  const made = await desk.store.trading.tx(async tx => {
    const denials = await judge.check(tx, { stage: 'proposal', nowMs: desk.clock.now() });
    if (denials.length > 0) return { ok: false as const, refusal: denied(denials) };
    return await createCard(tx, desk, person, { ...content, kind: 'modify', mode });
  });
  if (!made.ok) return made;
  return { ok: true, card: made.card, impact: await judge.impact(), market: marketOfCard(market) };
}

/** Makes the card that cancels an open order. */
export async function proposeCancel(
  desk: OrderDesk,
  person: Person,
  reference: string | number,
): Promise<{ ok: true; card: Card; market: CardMarket } | { ok: false; refusal: OrderRefusal }> {
  const found = await openOrderOf(desk, person, reference, 'cancel');
  if (!found.ok) return found;
  const { order, account, market, mode } = found;
  const about = { orderId: order.id, orderNumber: order.orderNumber };
  const content = { about, quote: null, bookId: account.bookId };
  const made = await desk.store.trading.tx(tx =>
    createCard(tx, desk, person, { ...content, kind: 'cancel', mode }),
  );
  return made.ok ? { ...made, market: marketOfCard(market) } : made;
}

async function openOrderOf(
  desk: OrderDesk,
  person: Person,
  reference: string | number,
  kind: 'modify' | 'cancel',
) {
  const context = await contextOf(desk, person.userId);
  if (!context.ok) return context;
  const row = await orderByNumber(desk, person, reference);
  const onMarket = row?.bookId === context.account.bookId ? row : undefined;
  const found = await changeable(desk.store.trading.read, onMarket, kind);
  return found.ok ? { ...context, order: found.order } : found;
}

const noChange = ({ orderNumber, filledQuantity }: OrderRow) =>
  refusal(
    'NO_CHANGE',
    `That would leave order #${orderNumber} as it is, or smaller than the ${filledQuantity} shares that are filled. To end it, cancel it.`,
  );
