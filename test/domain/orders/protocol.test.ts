import { describe, expect, test } from 'vitest';
import { proposeCancel, proposeChange, proposeGttCancel } from '../../../src/domain/orders/index.js';
import { cancelEntries } from '../../../src/domain/orders/kill.js';
import { differencesOf } from '../../../src/domain/orders/differences.js';
import { changesOf, fillsOf, orderByNumber, ordersOf } from '../../../src/domain/orders/reads.js';
import { syncBook } from '../../../src/domain/orders/sync.js';
import { temporaryStore } from '../../support/folder.js';
import { buyTen, orderDesk } from '../../support/order-desk.js';
import {
  atExchange,
  cancel,
  changesIn,
  eventsIn,
  eventTypes,
  fillsIn,
  gttsIn,
  leaveGtt,
  modify,
  ordersIn,
  place,
  pressed,
  theOrder,
} from '../../support/order-steps.js';

const desk = async () => await orderDesk(await temporaryStore());
type Desk = Awaited<ReturnType<typeof desk>>;
const sync = (at: Desk) => syncBook(at, at.account);
const SELL_GTT = {
  kind: 'oco',
  symbol: 'INFY',
  side: 'SELL',
  product: 'CNC',
  quantity: 4,
  legs: [
    { triggerPaise: 140_000, pricePaise: 139_900 },
    { triggerPaise: 160_000, pricePaise: 160_000 },
  ],
} as const;

describe('fills', () => {
  test('are booked once, whatever comes twice or in disorder, with slippage against the confirmed quote', async () => {
    const at = await desk();
    await place(at);
    at.broker.faults.muddled = 1;
    at.broker.execute(at.account, atExchange(at), 4, 150_030);
    await sync(at);
    await sync(at);
    expect(theOrder(at)).toMatchObject({
      status: 'partially_filled',
      filledQuantity: 4,
      filledValue: 600_120,
      commission: 17,
    });
    at.broker.execute(at.account, atExchange(at), 6, 149_990);
    await Promise.all([sync(at), sync(at), sync(at)]);
    expect(theOrder(at)).toMatchObject({ status: 'filled', filledQuantity: 10, commission: 34 });
    expect(fillsIn(at).map(each => [each.quantity, each.slippage])).toEqual([
      [4, 20],
      [6, -20],
    ]);
    expect(eventTypes(at)).toEqual([
      'order.submitting',
      'order.placed',
      'order.partially_filled',
      'order.filled',
    ]);
    expect(await fillsOf(at, at.person, theOrder(at).id)).toHaveLength(2);
  });

  test('and cash that several syncs at once read from the broker are booked by one of them', async () => {
    const at = await desk();
    at.broker.deposit(at.account, 500_000);
    await Promise.all([sync(at), sync(at), sync(at)]);
    expect(await differencesOf(at, at.account)).toEqual({ ok: true, differences: [] });
  });

  test('that another sync books while the account is compared are no difference', async () => {
    const at = await desk();
    const { broker } = at;
    const reports = broker.reports.bind(broker);
    let asked = 0;
    broker.reports = async (session, after) => {
      const page = await reports(session, after);
      asked += 1;
      if (asked === 2) {
        broker.deposit(at.account, 500_000);
        await sync(at);
      }
      return page;
    };
    expect(await differencesOf(at, at.account)).toEqual({ ok: true, differences: [] });
    expect(eventTypes(at)).toEqual([]);
    expect(asked).toBeGreaterThan(2);
  });

  test('of an order of another book are not booked to it', async () => {
    const at = await desk();
    await place(at);
    const elsewhere = { ...at.account, bookId: 2 };
    const order = at.broker.byItself(elsewhere, { origin: 'call', tag: theOrder(at).id, side: 'BUY' });
    at.broker.execute(elsewhere, order.brokerOrderId, 1, 150_000);
    await syncBook(at, elsewhere);
    expect(theOrder(at)).toMatchObject({ status: 'open', filledQuantity: 0 });
    expect(eventTypes(at)).toContain('trade.unmatched');
  });

  test.each(['cancelled', 'expired'] as const)('overtake an order that is %s', async status => {
    const at = await desk();
    await place(at);
    const of = at.broker.book(at.account).orders[0];
    at.broker.end(at.account, atExchange(at), status);
    await sync(at);
    expect(theOrder(at).status).toBe(status);
    if (of) of.status = 'open';
    at.broker.execute(at.account, atExchange(at), 3, 150_000);
    await sync(at);
    expect(theOrder(at)).toMatchObject({ status, filledQuantity: 3 });
    at.broker.execute(at.account, atExchange(at), 7, 150_000);
    await sync(at);
    expect(theOrder(at)).toMatchObject({ status: 'filled', filledQuantity: 10 });
    expect(eventTypes(at).filter(each => each === 'order.fill_overtook')).toHaveLength(2);
  });

  test('of an order that a call made and not ours are shouted and never adopted', async () => {
    const at = await desk();
    const foreign = at.broker.byItself(at.account, { origin: 'call', tag: 'SOMEBODY' });
    at.broker.execute(at.account, foreign.brokerOrderId, 1, 150_000);
    await sync(at);
    expect(ordersIn(at)).toEqual([]);
    expect(eventsIn(at).map(each => [each.eventType, each.severity])).toContainEqual([
      'trade.unmatched',
      'critical',
    ]);
    const compared = await differencesOf(at, at.account);
    expect(compared).toMatchObject({
      differences: [
        { kind: 'position', of: 'INFY:MIS', ours: 0, theirs: -1 },
        { kind: 'cash', of: 'cash', ours: 0, theirs: 149_983 },
      ],
    });
    await differencesOf(at, at.account);
    expect(eventTypes(at).filter(each => each === 'book.differs')).toHaveLength(2);
    at.broker.book(at.account).held.clear();
    at.broker.book(at.account).cashPaise = 0;
    await differencesOf(at, at.account);
    expect(eventTypes(at).at(-1)).toBe('book.agrees');
  });

  test("of the exchange's own square-off come in under their own authority", async () => {
    const at = await desk();
    await place(at, { ...buyTen, product: 'MIS' });
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    const off = at.broker.byItself(at.account, { origin: 'square_off', quantity: 10 });
    at.broker.execute(at.account, off.brokerOrderId, 10, 149_000);
    await sync(at);
    expect(ordersIn(at)).toMatchObject([
      { orderNumber: 1, authority: 'press', status: 'filled' },
      { orderNumber: 2, authority: 'square_off', status: 'filled', protective: true, actionId: null },
    ]);
    expect(await differencesOf(at, at.account)).toEqual({ ok: true, differences: [] });
  });

  test("of the exchange's own square-off are booked where its order is told after them, and as filled", async () => {
    const at = await desk();
    await place(at, { ...buyTen, product: 'MIS' });
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    await sync(at);
    const book = at.broker.book(at.account);
    const told = book.reports.length;
    const off = at.broker.byItself(at.account, { origin: 'square_off', quantity: 10 });
    at.broker.execute(at.account, off.brokerOrderId, 10, 149_000);
    const trade = book.reports.splice(told).find(each => each.kind === 'trade');
    if (!trade) throw new Error('the fill was not told');
    const order = { ...off, status: 'filled', filledQuantity: 10 } as const;
    book.reports.push({ ...trade, seq: told + 1 }, { kind: 'order', order, seq: told + 2 });
    await sync(at);
    expect(ordersIn(at)[1]).toMatchObject({ authority: 'square_off', status: 'filled', filledQuantity: 10 });
    expect(eventTypes(at).filter(each => each.endsWith('.unmatched'))).toEqual([]);
    expect(await differencesOf(at, at.account)).toEqual({ ok: true, differences: [] });
  });
});

describe('a change', () => {
  test('of the price never changes the quantity', async () => {
    const at = await desk();
    await place(at);
    expect(await modify(at, '#1', { pricePaise: 149_500 })).toMatchObject({
      ok: true,
      result: { change: { status: 'accepted' } },
    });
    expect(theOrder(at)).toMatchObject({ price: 149_500, quantity: 10 });
    expect(at.broker.book(at.account).orders).toMatchObject([{ pricePaise: 149_500, quantity: 10 }]);
    expect(changesIn(at)).toMatchObject([{ kind: 'modify', quantity: null, authority: 'press' }]);
    expect(await changesOf(at, at.person, theOrder(at).id)).toHaveLength(1);
  });

  test('goes through the rules again, at the proposal and at the press', async () => {
    const at = await desk();
    await place(at);
    at.scene.asked = { proposal: 0, confirmation: 0 };
    at.scene.denials = ({ replaces, order }, stage) =>
      stage === 'confirmation' && replaces === theOrder(at).id && order.quantity === 50
        ? [{ code: 'QUANTITY', message: 'Too many.', limit: 40, value: 50, room: 30 }]
        : [];
    expect(await modify(at, 1, { quantity: 50 })).toMatchObject({ ok: false, refusal: { code: 'DENIED' } });
    expect(at.scene.asked).toEqual({ proposal: 1, confirmation: 1 });
    expect(changesIn(at)).toEqual([]);
    expect(at.broker.calls).toHaveLength(1);
  });

  test('that the broker refused changes nothing, and a refused cancel is not a cancel', async () => {
    const at = await desk();
    await place(at);
    at.broker.faults.refused = 1;
    expect(await cancel(at, 1)).toMatchObject({
      ok: true,
      result: { change: { status: 'refused' }, order: { status: 'open' } },
    });
    await modify(at, 1, { quantity: 12 });
    expect(theOrder(at)).toMatchObject({ status: 'open', quantity: 10 });
    expect(eventTypes(at).slice(2)).toEqual([
      'order.cancel_submitting',
      'order.cancel_refused',
      'order.modify_submitting',
      'order.modify_refused',
    ]);
  });

  test('that cancels is told as cancelled by the exchange itself', async () => {
    const at = await desk();
    await place(at);
    expect(await cancel(at, '1')).toMatchObject({ ok: true, result: { order: { status: 'cancelled' } } });
    expect(await proposeCancel(at, at.person, 1)).toMatchObject({ refusal: { code: 'NOT_CHANGEABLE' } });
  });

  test('of an order that has changed since the card was made is refused', async () => {
    const at = await desk();
    await place(at);
    const proposal = await proposeChange(at, at.person, 1, { pricePaise: 149_000 });
    await modify(at, 1, { quantity: 11 });
    if (!proposal.ok) throw new Error('no card');
    expect(await pressed(at, proposal.card)).toMatchObject({
      ok: false,
      refusal: { code: 'NOT_CHANGEABLE' },
    });
    expect(theOrder(at)).toMatchObject({ price: 150_000, quantity: 11 });
  });

  test('is refused while another is under way, and where it changes nothing or too little', async () => {
    const at = await desk();
    await place(at);
    at.broker.execute(at.account, atExchange(at), 4, 150_000);
    await sync(at);
    const change = (draft: Parameters<typeof proposeChange>[3]) => proposeChange(at, at.person, 1, draft);
    expect(await change({ quantity: 10 })).toMatchObject({ refusal: { code: 'NO_CHANGE' } });
    expect(await change({ quantity: 4 })).toMatchObject({ refusal: { code: 'NO_CHANGE' } });
    expect(await change({})).toMatchObject({ refusal: { code: 'BAD_INPUT' } });
    expect(await change({ triggerPaise: 1 })).toMatchObject({ refusal: { code: 'BAD_INPUT' } });
    at.broker.faults.lostBefore = 1;
    await modify(at, 1, { quantity: 9 });
    expect(await change({ quantity: 8 })).toMatchObject({ refusal: { code: 'CHANGE_PENDING' } });
    expect(await proposeCancel(at, at.person, 1)).toMatchObject({ ok: true });
  });
});

describe('the kill switch', () => {
  test('cancels entries without a card, keeps protective exits, and can be repeated', async () => {
    const at = await desk();
    await place(at);
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    await sync(at);
    await place(at);
    await place(at, { ...buyTen, side: 'SELL', pricePaise: 151_000, quantity: 5 });
    await leaveGtt(at, SELL_GTT);
    await leaveGtt(at, {
      ...SELL_GTT,
      kind: 'single',
      side: 'BUY',
      legs: [{ triggerPaise: 140_000, pricePaise: 140_000 }],
    });
    const [, entry, exit] = ordersIn(at);
    const [stays, goes] = gttsIn(at);
    const done = await cancelEntries(at, at.person.userId);
    expect(done).toMatchObject({ accepted: [entry?.id, goes?.id], refused: [], unknown: [] });
    await sync(at);
    expect(ordersIn(at).map(each => [each.id, each.status])).toEqual([
      [ordersIn(at)[0]?.id, 'filled'],
      [entry?.id, 'cancelled'],
      [exit?.id, 'open'],
    ]);
    expect(gttsIn(at).map(each => [each.id, each.status])).toEqual([
      [stays?.id, 'active'],
      [goes?.id, 'cancelled'],
    ]);
    expect(changesIn(at)).toMatchObject([
      { authority: 'kill_switch', actionId: null },
      { authority: 'kill_switch' },
    ]);
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [], skipped: [] });
  });

  const stop = { ...buyTen, product: 'MIS', side: 'SELL', orderType: 'SL-M', pricePaise: null } as const;
  const short = { ...stop, triggerPaise: 149_000 };

  test('keeps a stop that is older than its position', async () => {
    const at = await desk();
    await place(at, { ...buyTen, product: 'MIS' });
    const entry = atExchange(at);
    await place(at, short);
    at.broker.execute(at.account, entry, 10, 150_000);
    await sync(at);
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [] });
    expect(theOrder(at).status).toBe('filled');
    await place(at, short);
    const [, exit, another] = ordersIn(at);
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [another?.id] });
    expect(exit?.status).toBe('trigger_pending');
  });

  test('cancels a stop that outlived its position, or was made larger than it', async () => {
    const at = await desk();
    await place(at, { ...buyTen, product: 'MIS' });
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    await sync(at);
    await place(at, { ...short, quantity: 4 });
    const first = ordersIn(at)[1]?.id;
    await place(at, { ...short, quantity: 6 });
    await modify(at, 2, { quantity: 11 });
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [first] });
    await place(at, { ...buyTen, product: 'MIS', side: 'SELL' });
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    await sync(at);
    const second = ordersIn(at)[2]?.id;
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [second] });
  });

  test('cancels on a market that is not traded on now, and asks there once', async () => {
    const at = await desk();
    await place(at);
    at.scene.bookId = 2;
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [theOrder(at).id] });
    expect(theOrder(at).status).toBe('cancelled');
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ accepted: [], refused: [] });
    expect(changesIn(at)).toHaveLength(1);
  });

  test('says what it could not reach, and does not send a cancel again whose outcome is unknown', async () => {
    const at = await desk();
    await place(at);
    at.scene.connected = false;
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ unreachable: [theOrder(at).id] });
    at.scene.connected = true;
    Object.assign(at.broker.faults, { answerLost: 1, unreachable: 1 });
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ unknown: [theOrder(at).id] });
    expect(await cancelEntries(at, at.person.userId)).toMatchObject({ skipped: [theOrder(at).id] });
    expect(at.broker.calls).toHaveLength(2);
  });
});

describe('a trigger', () => {
  test('is left with the broker by a press, and what it places is its own', async () => {
    const at = await desk();
    await place(at);
    at.broker.execute(at.account, atExchange(at), 10, 150_000);
    expect(await leaveGtt(at, SELL_GTT)).toMatchObject({ ok: true, result: { gtt: { status: 'active' } } });
    const [gtt] = gttsIn(at);
    const order = at.broker.trigger(at.account, gtt?.id ?? '');
    at.broker.execute(at.account, order.brokerOrderId, 4, 140_000);
    await sync(at);
    expect(ordersIn(at)[1]).toMatchObject({
      authority: 'gtt',
      gttId: gtt?.id,
      status: 'filled',
      protective: true,
    });
    expect(gttsIn(at)).toMatchObject([{ status: 'triggered' }]);
    expect(await proposeGttCancel(at, at.person, gtt?.id ?? '')).toMatchObject({
      refusal: { code: 'NOT_CHANGEABLE' },
    });
  });

  test('is cancelled by a press', async () => {
    const at = await desk();
    await leaveGtt(at, SELL_GTT);
    const proposal = await proposeGttCancel(at, at.person, gttsIn(at)[0]?.id ?? '');
    if (!proposal.ok) throw new Error('no card');
    expect(await pressed(at, proposal.card)).toMatchObject({
      ok: true,
      result: { gtt: { status: 'cancelled' } },
    });
  });

  test('with the price outside of its legs is refused', async () => {
    const at = await desk();
    const legs = [...SELL_GTT.legs].reverse();
    await expect(leaveGtt(at, { ...SELL_GTT, legs })).rejects.toThrow(/between the stop and the target/);
  });
});

describe('orders', () => {
  test("are a person's own: their numbers, and nobody else's rows", async () => {
    const store = await temporaryStore();
    const [ann, bob] = [await orderDesk(store), await orderDesk(store)];
    await place(ann);
    await place(ann);
    await place(bob);
    expect(ordersIn(ann).map(each => each.orderNumber)).toEqual([1, 2]);
    expect(ordersIn(bob).map(each => each.orderNumber)).toEqual([1]);
    expect((await orderByNumber(ann, ann.person, '#2'))?.userId).toBe(ann.person.userId);
    expect(await orderByNumber(bob, bob.person, '#2')).toBeUndefined();
    expect(await orderByNumber(ann, ann.person, '#0')).toBeUndefined();
    expect(await orderByNumber(ann, ann.person, '2; DROP')).toBeUndefined();
    const mine = theOrder(ann).id;
    expect(await fillsOf(bob, bob.person, mine)).toEqual([]);
    expect((await ordersOf(ann, ann.person, { limit: 1 })).map(each => each.orderNumber)).toEqual([2]);
    expect((await ordersOf(ann, ann.person, { limit: 9, before: 2 })).map(each => each.orderNumber)).toEqual([
      1,
    ]);
    await expect(ordersOf(ann, ann.person, { limit: 1e9 })).rejects.toThrow(RangeError);
    expect(await proposeCancel(bob, bob.person, 2)).toMatchObject({ refusal: { code: 'NO_SUCH_ORDER' } });
  });
});
