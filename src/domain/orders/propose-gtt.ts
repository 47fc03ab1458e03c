import { type Card, createCard } from './cards.js';
import { contextOf, farSide, quoteOf } from './context.js';
import type { OrderDesk, OrderJudge, OrderQuestion, Person } from './desk.js';
import { type CardMarket, marketOfCard, type Proposal } from './order-kind.js';
import type { Paise } from '../money.js';
import { cancellable } from './gtt-target.js';
import { denied, type OrderRefusal, refusal } from './refusals.js';
import { type GttDraft, type GttTerms, gttDraft, parseDraft } from './terms.js';

/** Makes the card for a trigger that the broker keeps, each of its legs having gone through the rules. */
export async function proposeGtt<I>(
  desk: OrderDesk<I>,
  person: Person,
  draft: GttDraft,
): Promise<Proposal<I>> {
  const parsed = parseDraft(gttDraft, draft);
  if (!parsed.ok) return parsed;
  const terms = parsed.value;
  const context = await contextOf(desk, person.userId);
  if (!context.ok) return context;
  const { account, market, mode } = context;
  const quoted = await quoteOf(market, terms.symbol);
  if (!quoted.ok) return quoted;
  const { quote } = quoted;
  const passed = checkLegs(terms, quote.lastPaise);
  if (passed) return { ok: false, refusal: passed };
  const judge = await judgeLegs(desk, { account, terms, quote, market });
  const content = { about: { gtt: terms }, quote: farSide(quote, terms.side), bookId: account.bookId };
  const made = await desk.store.trading.tx(async tx => {
    const denials = await judge.check(tx, { stage: 'proposal', nowMs: desk.clock.now() });
    if (denials.length > 0) return { ok: false as const, refusal: denied(denials) };
    return await createCard(tx, desk, person, { ...content, kind: 'gtt', mode });
  });
  if (!made.ok) return made;
  return { ok: true, card: made.card, impact: await judge.impact(), market: marketOfCard(market) };
}

/** Makes the card that cancels a trigger. */
export async function proposeGttCancel(
  desk: OrderDesk,
  person: Person,
  gttId: string,
): Promise<{ ok: true; card: Card; market: CardMarket } | { ok: false; refusal: OrderRefusal }> {
  const context = await contextOf(desk, person.userId);
  if (!context.ok) return context;
  const { account, market, mode } = context;
  const found = await cancellable(desk.store.trading.read, account, gttId);
  if (!found.ok) return found;
  const content = { about: { gttId }, quote: null, bookId: account.bookId };
  const made = await desk.store.trading.tx(tx =>
    createCard(tx, desk, person, { ...content, kind: 'gtt_cancel', mode }),
  );
  return made.ok ? { ...made, market: marketOfCard(market) } : made;
}

/** A trigger that is met already, or a stop and a target on the same side of the price, would place an order at once. */
export function checkLegs(terms: GttTerms, lastPaise: Paise): OrderRefusal | undefined {
  if (terms.product === 'MIS')
    return refusal(
      'BAD_INPUT',
      'A trigger is for CNC: an MIS position does not outlive its day. For a stop within the day, order SL or SL-M.',
    );
  const triggers = terms.legs.map(each => each.triggerPaise);
  const [stop = lastPaise, target] = triggers;
  const isAround =
    target === undefined ||
    (terms.side === 'SELL' ? stop < lastPaise && lastPaise < target : target < lastPaise && lastPaise < stop);
  if (isAround && !triggers.includes(lastPaise)) return undefined;
  return refusal(
    'BAD_INPUT',
    'The price must lie between the stop and the target, and on no trigger: otherwise an order would be placed at once. To sell, the stop is below the price and the target above it; to buy, the reverse.',
  );
}

/** The rules for every order that the trigger may place; the impact is that of the first, which is the stop. */
export async function judgeLegs<I>(
  desk: OrderDesk<I>,
  { terms, ...asked }: Pick<OrderQuestion, 'account' | 'quote' | 'market'> & { terms: GttTerms },
): Promise<OrderJudge<I>> {
  const { symbol, side, product, quantity } = terms;
  const base = { symbol, side, product, quantity, orderType: 'LIMIT', validity: 'DAY' } as const;
  const judges: OrderJudge<I>[] = [];
  for (const { pricePaise } of terms.legs) {
    const order = { ...base, pricePaise, triggerPaise: null };
    judges.push(await desk.rules.prepare({ ...asked, order, authority: 'gtt', replaces: null }));
  }
  const [first] = judges;
  if (!first) throw new Error('a trigger without a leg');
  return {
    impact: () => first.impact(),
    check: async (tx, at) => {
      for (const judge of judges) {
        const denials = await judge.check(tx, at);
        if (denials.length > 0) return denials;
      }
      return [];
    },
  };
}
