import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  pendingActions,
  tradingAuditTrail,
  tradingEvents,
  tradingOrders,
} from '../../../src/db/schema/trading/index.js';
import { type Button, type Card, expireCards } from '../../../src/domain/orders/cards.js';
import type { Person } from '../../../src/domain/orders/desk.js';
import { proposeOrder } from '../../../src/domain/orders/index.js';
import { ORDER_KINDS } from '../../../src/domain/orders/kinds.js';
import { orderKind } from '../../../src/domain/orders/order-kind.js';
import { ORDER_LIMITS } from '../../../src/domain/orders/limits.js';
import { press } from '../../../src/domain/orders/press.js';
import type { OrderDraft } from '../../../src/domain/orders/terms.js';
import { temporaryStore } from '../../support/folder.js';
import { addAccount, buyTen, orderDesk, restarted, type TestDesk } from '../../support/order-desk.js';

const DENIAL = { code: 'NOTIONAL', message: 'That is too much.', limit: 100, value: 200, room: 0 };

async function proposed(desk: TestDesk, draft: OrderDraft = buyTen): Promise<Card> {
  const proposal = await proposeOrder(desk, desk.person, draft);
  if (!proposal.ok) throw new Error(proposal.refusal.message);
  return proposal.card;
}

const pressed = (desk: TestDesk, button: Button, person: Person = desk.person) =>
  press(desk, person, button, ORDER_KINDS);

const ordersOf = (desk: TestDesk) =>
  desk.store.trading.read
    .select()
    .from(tradingOrders)
    .where(eq(tradingOrders.userId, desk.person.userId))
    .all();
const cardOf = (desk: TestDesk, id: string) =>
  desk.store.trading.read.select().from(pendingActions).where(eq(pendingActions.id, id)).get();
const eventsOf = (desk: TestDesk) =>
  desk.store.trading.read
    .select()
    .from(tradingEvents)
    .where(eq(tradingEvents.userId, desk.person.userId))
    .all()
    .map(each => each.eventType);
const rationalesOf = (desk: TestDesk, id: string) =>
  desk.store.trading.read
    .select()
    .from(tradingAuditTrail)
    .where(and(eq(tradingAuditTrail.entityType, 'pending_actions'), eq(tradingAuditTrail.entityId, id)))
    .all()
    .map(each => each.decisionRationale);

describe('a press', () => {
  test('places the order of its card once, and keeps intent, outcome, audit and events', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    expect(card.nonce).toHaveLength(22);
    expect(JSON.stringify(cardOf(desk, card.id))).not.toContain(card.nonce);
    const outcome = await pressed(desk, card);
    expect(outcome).toMatchObject({
      ok: true,
      result: { kind: 'order', order: { status: 'open', orderNumber: 1 } },
    });
    const [order] = ordersOf(desk);
    expect(order).toMatchObject({
      authority: 'press',
      actionId: card.id,
      quotePrice: 150_010,
      brokerOrderId: desk.broker.book(desk.account).orders[0]?.brokerOrderId,
      protective: false,
      marketDate: '2026-11-23',
    });
    expect(desk.broker.calls).toEqual([{ what: 'place', tag: order?.id }]);
    expect(cardOf(desk, card.id)?.state).toBe('consumed');
    expect(eventsOf(desk)).toEqual(['order.submitting', 'order.placed']);
    const trail = desk.store.trading.read.select().from(tradingAuditTrail).all();
    expect(trail.map(each => each.decisionRationale)).toEqual([
      `confirmed_card:${card.id}`,
      'broker_answer:open',
    ]);
  });

  test('a second press does nothing and says that it was done', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    await pressed(desk, card);
    const second = await pressed(desk, card);
    expect(second).toMatchObject({ ok: false, refusal: { code: 'ALREADY_DECIDED' } });
    expect(second.ok ? '' : second.refusal.message).toMatch(/already/);
    expect(desk.broker.calls).toHaveLength(1);
    expect(rationalesOf(desk, card.id)).toEqual([`refused_card:${card.id}:ALREADY_DECIDED`]);
  });

  test('a hundred presses at once make one order', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => pressed(desk, card)));
    expect(outcomes.filter(each => each.ok)).toHaveLength(1);
    expect(outcomes.flatMap(each => (each.ok ? [] : [each.refusal.code]))).toEqual(
      Array.from({ length: 99 }, () => 'ALREADY_DECIDED'),
    );
    expect(ordersOf(desk)).toHaveLength(1);
    expect(desk.broker.calls).toHaveLength(1);
  });

  const edit = (desk: TestDesk, id: string, set: Partial<typeof pendingActions.$inferInsert>) =>
    desk.store.trading.tx(tx => tx.update(pendingActions).set(set).where(eq(pendingActions.id, id)));
  const stranger: Person = { userId: 'STRANGER', platform: 'terminal', chatId: 'here' };
  const bad: {
    name: string;
    code: string;
    rule?: string;
    left?: string;
    button?: (card: Card) => Button;
    person?: (desk: TestDesk) => Person;
    before?: (desk: TestDesk, card: Card) => unknown;
  }[] = [
    {
      name: 'a forged nonce',
      code: 'WRONG_NONCE',
      button: ({ id }) => ({ id, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    },
    { name: 'an empty nonce', code: 'WRONG_NONCE', button: ({ id }) => ({ id, nonce: '' }) },
    {
      name: 'a nonce that is a megabyte long',
      code: 'WRONG_NONCE',
      button: ({ id }) => ({ id, nonce: 'A'.repeat(1e6) }),
    },
    { name: 'another person', code: 'NO_SUCH_CARD', rule: 'OTHER_PERSON', person: () => stranger },
    { name: 'another chat', code: 'OTHER_CHAT', person: desk => ({ ...desk.person, chatId: 'there' }) },
    {
      name: 'another platform',
      code: 'OTHER_CHAT',
      person: desk => ({ ...desk.person, platform: 'discord' }),
    },
    {
      name: 'an expired card',
      code: 'EXPIRED',
      left: 'expired',
      before: desk => desk.clock.advance(ORDER_LIMITS.cardMs),
    },
    {
      name: 'a clock from before the card',
      code: 'EXPIRED',
      left: 'expired',
      before: desk => desk.clock.advance(-1),
    },
    {
      name: 'an edited payload',
      code: 'ALTERED',
      left: 'refused',
      before: (desk, card) =>
        edit(desk, card.id, {
          payload: { about: { order: { ...buyTen, quantity: 10_000 } }, quote: card.quote, bookId: 1 },
        }),
    },
    {
      name: 'an edited quote',
      code: 'ALTERED',
      left: 'refused',
      before: (desk, card) =>
        edit(desk, card.id, { payload: { about: card.about, quote: { pricePaise: 1, atMs: 1 }, bookId: 1 } }),
    },
    {
      name: 'an edited kind',
      code: 'ALTERED',
      left: 'refused',
      before: (desk, card) => edit(desk, card.id, { kind: 'cancel' }),
    },
    {
      name: 'another market',
      code: 'OTHER_MARKET',
      before: desk => {
        desk.scene.bookId = 2;
      },
    },
    {
      name: 'a lost connection',
      code: 'NOT_CONNECTED',
      before: desk => {
        desk.scene.connected = false;
      },
    },
  ];
  test.each(bad)(
    'with $name is refused harmlessly',
    async ({ code, rule = code, left = 'pending', ...how }) => {
      const desk = await orderDesk(await temporaryStore());
      await addAccount(desk.store, stranger.userId);
      const card = await proposed(desk);
      await how.before?.(desk, card);
      const outcome = await pressed(desk, how.button?.(card) ?? card, how.person?.(desk));
      expect(outcome).toMatchObject({ ok: false, refusal: { code } });
      expect(outcome.ok ? '' : outcome.refusal.message).toMatch(/^[A-Z].{15,}/);
      expect(ordersOf(desk)).toEqual([]);
      expect(desk.broker.calls).toEqual([]);
      expect(cardOf(desk, card.id)?.state).toBe(left);
      expect(rationalesOf(desk, card.id)).toEqual([`refused_card:${card.id}:${rule}`]);
    },
  );

  test.each(['', 'nonsense', "' OR 1=1 --", 'A'.repeat(21), 'A'.repeat(20), 'ÀÀ', '\0'])(
    'with the id %j finds no card and writes nothing',
    async id => {
      const desk = await orderDesk(await temporaryStore());
      const outcome = await pressed(desk, { id, nonce: 'x' });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'NO_SUCH_CARD' } });
      expect(desk.store.trading.read.select().from(tradingAuditTrail).all()).toEqual([]);
    },
  );

  test('of a card that becomes another one while the press is being prepared is refused', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    const another: typeof orderKind = {
      ...orderKind,
      prepare: async (...asked) => {
        const ready = await orderKind.prepare(...asked);
        await edit(desk, card.id, { digest: '0'.repeat(64) });
        return ready;
      },
    };
    const outcome = await press(desk, desk.person, card, [another]);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'ALTERED' } });
    expect(cardOf(desk, card.id)?.state).toBe('refused');
    expect(ordersOf(desk)).toEqual([]);
  });

  test('is refused until the account is reconciled, and its card can be pressed again then', async () => {
    const before = await orderDesk(await temporaryStore());
    const card = await proposed(before);
    const desk = restarted(before);
    expect(await pressed(desk, card)).toMatchObject({ ok: false, refusal: { code: 'RECONCILING' } });
    desk.process.reconciled(desk.account);
    expect(await pressed(desk, card)).toMatchObject({ ok: true });
  });

  test('of a card whose price has moved makes a new card at the new price, which can be pressed', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    desk.scene.prices.set('INFY', { lastPaise: 151_000, bidPaise: 150_900, askPaise: 150_761 });
    const outcome = await pressed(desk, card);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: 'PRICE_MOVED' },
      card: { kind: 'order', quote: { pricePaise: 150_761 } },
    });
    expect(cardOf(desk, card.id)?.state).toBe('refused');
    expect(rationalesOf(desk, card.id)).toEqual([`refused_card:${card.id}:PRICE_MOVED`]);
    expect(ordersOf(desk)).toEqual([]);
    if (outcome.ok || !outcome.card) throw new Error('no new card');
    expect(await pressed(desk, outcome.card)).toMatchObject({ ok: true });
    expect(ordersOf(desk)).toMatchObject([{ quotePrice: 150_761 }]);
  });

  test('a drift of exactly the tolerance is no drift', async () => {
    const desk = await orderDesk(await temporaryStore());
    desk.scene.prices.set('INFY', { lastPaise: 100_000, bidPaise: null, askPaise: null });
    const card = await proposed(desk);
    desk.scene.prices.set('INFY', { lastPaise: 100_500, bidPaise: null, askPaise: null });
    expect(await pressed(desk, card)).toMatchObject({ ok: true });
  });

  test('that the rules refuse at the confirmation leaves a denied order with the reason', async () => {
    const desk = await orderDesk(await temporaryStore());
    const card = await proposed(desk);
    desk.scene.denials = (_, stage) => (stage === 'confirmation' ? [DENIAL] : []);
    expect(await pressed(desk, card)).toMatchObject({
      ok: false,
      refusal: { code: 'DENIED', denials: [{ code: 'NOTIONAL', room: 0 }] },
    });
    expect(ordersOf(desk)).toMatchObject([
      { status: 'denied', message: DENIAL.message, brokerOrderId: null, actionId: card.id },
    ]);
    expect(desk.broker.calls).toEqual([]);
    expect(desk.scene.asked).toEqual({ proposal: 1, confirmation: 1 });
    expect(eventsOf(desk)).toEqual(['order.denied']);
  });
});

describe('a proposal', () => {
  test('that the rules refuse makes no card and no order', async () => {
    const desk = await orderDesk(await temporaryStore());
    desk.scene.denials = () => [DENIAL];
    expect(await proposeOrder(desk, desk.person, buyTen)).toMatchObject({
      ok: false,
      refusal: { code: 'DENIED' },
    });
    expect(desk.store.trading.read.select().from(pendingActions).all()).toEqual([]);
    expect(ordersOf(desk)).toEqual([]);
  });

  test('in a closed market says until when the order queues', async () => {
    const desk = await orderDesk(await temporaryStore());
    desk.scene.open = false;
    const proposal = await proposeOrder(desk, desk.person, buyTen);
    expect(proposal).toMatchObject({
      ok: true,
      impact: { worstCasePaise: 1_000 },
      market: { mark: 'simulated', open: false, queuesUntilMs: desk.clock.now() + 60_000 },
    });
  });

  const numbers = [
    Number.NaN,
    Infinity,
    -1,
    0,
    1.5,
    1e308,
    2 ** 53,
    '10',
    'ten',
    '١٠',
    '',
    null,
    undefined,
    [],
    {},
  ];
  test.each(numbers)('with the quantity %j is refused with words and never defaulted', async quantity => {
    const desk = await orderDesk(await temporaryStore());
    const outcome = await proposeOrder(desk, desk.person, { ...buyTen, quantity: quantity as number });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'BAD_INPUT' } });
    expect(outcome.ok ? '' : outcome.refusal.message).toContain('quantity');
  });

  const drafts: [string, Partial<Record<keyof OrderDraft | 'x', unknown>>][] = [
    ['a market order with a price', { orderType: 'MARKET' }],
    ['a limit order without one', { pricePaise: null }],
    ['a limit order with a trigger', { triggerPaise: 1 }],
    ['a stop without a trigger', { orderType: 'SL' }],
    ['a stop that is immediate or cancelled', { orderType: 'SL', triggerPaise: 1, validity: 'IOC' }],
    ['an index', { symbol: 'NIFTY 50' }],
    ['small letters', { symbol: 'infy' }],
    ['an unknown key', { x: 1 }],
    ['an amount past every bound', { quantity: 1e12, pricePaise: 1e14 }],
  ];
  test.each(drafts)('of %s is refused', async (_, change) => {
    const desk = await orderDesk(await temporaryStore());
    const draft = { ...buyTen, ...change } as OrderDraft;
    expect(await proposeOrder(desk, desk.person, draft)).toMatchObject({
      ok: false,
      refusal: { code: 'BAD_INPUT' },
    });
  });

  test('for live trading is refused in words, and so is one without an account or a price', async () => {
    const desk = await orderDesk(await temporaryStore());
    const other = { ...desk.person, userId: 'NOBODY' };
    expect(await proposeOrder(desk, other, buyTen)).toMatchObject({ refusal: { code: 'NO_ACCOUNT' } });
    expect(await proposeOrder(desk, desk.person, { ...buyTen, symbol: 'ABC' })).toMatchObject({
      refusal: { code: 'NO_PRICE' },
    });
    desk.broker.mode = 'live';
    expect(await proposeOrder(desk, desk.person, buyTen)).toMatchObject({
      refusal: { code: 'LIVE_UNAVAILABLE' },
    });
  });

  test('beyond the number of cards that may wait is refused, and the job makes room when their time is over', async () => {
    const desk = await orderDesk(await temporaryStore());
    for (let made = 0; made < ORDER_LIMITS.liveCardsMax; made += 1) await proposed(desk);
    const more = () => proposeOrder(desk, desk.person, buyTen);
    expect(await more()).toMatchObject({ ok: false, refusal: { code: 'TOO_MANY_CARDS' } });
    expect(await expireCards(desk)).toBe(0);
    desk.clock.advance(ORDER_LIMITS.cardMs);
    expect(await expireCards(desk)).toBe(ORDER_LIMITS.liveCardsMax);
    expect(await expireCards(desk)).toBe(0);
    expect(await more()).toMatchObject({ ok: true });
  });
});
