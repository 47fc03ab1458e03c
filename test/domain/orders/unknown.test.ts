import { describe, expect, test } from 'vitest';
import { ORDER_LIMITS } from '../../../src/domain/orders/limits.js';
import { reconcile } from '../../../src/domain/orders/reconcile.js';
import { syncBook } from '../../../src/domain/orders/sync.js';
import { Secret } from '../../../src/secret.js';
import { type Faults, fakeSession, NO_FAULTS } from '../../support/fake-broker.js';
import { temporaryStore } from '../../support/folder.js';
import { orderDesk, restarted, type TestDesk } from '../../support/order-desk.js';
import {
  atExchange,
  cancel,
  changesIn,
  eventTypes,
  gttsIn,
  leaveGtt,
  modify,
  ordersIn,
  place,
  theOrder,
} from '../../support/order-steps.js';

const desk = async (faults: Partial<Faults> = {}): Promise<TestDesk> => {
  const made = await orderDesk(await temporaryStore());
  Object.assign(made.broker.faults, faults);
  return made;
};
const calm = (desk: TestDesk) => void Object.assign(desk.broker.faults, NO_FAULTS);
const reconciled = (desk: TestDesk) => reconcile(desk, desk.account);
const GTT = {
  kind: 'single',
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  quantity: 3,
  legs: [{ triggerPaise: 140_000, pricePaise: 140_000 }],
} as const;

describe('an order whose answer was lost', () => {
  test.each([
    ['answerLost', { answerLost: 1 }],
    ['a bad request that says it timed out', { badRequestButDone: 1 }],
  ])('by %s is unknown, is found by its tag, and is never sent again', async (_, faults) => {
    const at = await desk(faults);
    expect(await place(at)).toMatchObject({ ok: true, result: { order: { status: 'unknown' } } });
    calm(at);
    expect(await reconciled(at)).toEqual({ ok: true, unknown: 0, differences: [] });
    expect(theOrder(at)).toMatchObject({ status: 'open', brokerOrderId: atExchange(at), message: null });
    expect(at.broker.calls).toHaveLength(1);
    expect(eventTypes(at)).toEqual(['order.submitting', 'order.unknown', 'order.placed']);
  });

  test('because no answer comes at all is unknown after the deadline', async () => {
    const at = await desk({ hangsButDone: 1 });
    let waited: number | undefined;
    at.sleep = ms => {
      waited = ms;
      return Promise.resolve();
    };
    expect(await place(at)).toMatchObject({ result: { order: { status: 'unknown' } } });
    expect(waited).toBe(ORDER_LIMITS.brokerCallMsMax);
  });

  test('and that the broker never had is not placed after two readings far enough apart, and not before', async () => {
    const at = await desk({ lostBefore: 1 });
    await place(at);
    calm(at);
    expect(await reconciled(at)).toMatchObject({ unknown: 1 });
    at.clock.advance(ORDER_LIMITS.absenceMs - 1);
    expect(await reconciled(at)).toMatchObject({ unknown: 1 });
    expect(theOrder(at).status).toBe('unknown');
    at.clock.advance(1);
    expect(await reconciled(at)).toMatchObject({ unknown: 0 });
    expect(theOrder(at)).toMatchObject({ status: 'not_placed', brokerOrderId: null });
    expect(eventTypes(at).at(-1)).toBe('order.not_placed');
    expect(at.broker.calls).toHaveLength(1);
  });

  test('is not declared absent by readings that failed, nor by a clock that was set back', async () => {
    const at = await desk({ lostBefore: 1 });
    await place(at);
    Object.assign(at.broker.faults, { ...NO_FAULTS, unreachable: 1 });
    at.clock.advance(ORDER_LIMITS.absenceMs);
    expect(await reconciled(at)).toMatchObject({ ok: false });
    calm(at);
    expect(await reconciled(at)).toMatchObject({ unknown: 1 });
    at.clock.advance(-60_000);
    expect(await reconciled(at)).toMatchObject({ unknown: 1 });
    at.clock.advance(ORDER_LIMITS.absenceMs - 1);
    expect(await reconciled(at)).toMatchObject({ unknown: 1 });
    at.clock.advance(1);
    expect(await reconciled(at)).toMatchObject({ unknown: 0 });
  });

  test('and shows up after it was given up is booked all the same, and shouted', async () => {
    const at = await desk({ lostBefore: 1 });
    await place(at);
    calm(at);
    await reconciled(at);
    at.clock.advance(ORDER_LIMITS.absenceMs);
    await reconciled(at);
    const { id } = theOrder(at);
    const late = at.broker.byItself(at.account, {
      origin: 'call',
      tag: id,
      side: 'BUY',
      product: 'CNC',
      quantity: 10,
    });
    at.broker.execute(at.account, late.brokerOrderId, 10, 150_000);
    expect(await reconciled(at)).toEqual({ ok: true, unknown: 0, differences: [] });
    expect(theOrder(at)).toMatchObject({ status: 'filled', filledQuantity: 10 });
    expect(eventTypes(at)).toContain('order.reappeared');
  });
});

describe('a restart', () => {
  test('makes what waited for its answer unknown, and finds out', async () => {
    const before = await desk({ hangsButDone: 1 });
    void place(before);
    await new Promise(setImmediate);
    expect(theOrder(before).status).toBe('submitting');
    calm(before);
    const after = restarted(before);
    expect(after.process.isReconciled(after.account)).toBe(false);
    expect(await reconciled(after)).toEqual({ ok: true, unknown: 0, differences: [] });
    expect(theOrder(after).status).toBe('open');
    expect(after.process.isReconciled(after.account)).toBe(true);
    expect(after.broker.calls).toHaveLength(1);
  });

  test('does not touch what this process is still waiting for', async () => {
    const at = await desk({ hangsButDone: 1 });
    void place(at);
    await new Promise(setImmediate);
    Object.assign(at.broker.faults, { ...NO_FAULTS, unreachable: 1 });
    await reconciled(at);
    expect(theOrder(at).status).toBe('submitting');
  });

  test('opens no gate while the broker is out of reach', async () => {
    const at = restarted(await desk({ unreachable: 1 }));
    expect(await reconciled(at)).toMatchObject({ ok: false });
    expect(at.process.isReconciled(at.account)).toBe(false);
  });
});

describe('a listed no', () => {
  test('is final, keeps its reason and is never sent again', async () => {
    const at = await desk({ refused: 1 });
    expect(await place(at)).toMatchObject({
      result: { order: { status: 'rejected', message: 'FUNDS: not enough money' } },
    });
    calm(at);
    at.clock.advance(60_000);
    await reconciled(at);
    expect(at.broker.calls).toHaveLength(1);
    expect(eventTypes(at)).toEqual(['order.submitting', 'order.rejected']);
  });

  test('that the exchange contradicts is shouted, and its fills are booked', async () => {
    const at = await desk({ refused: 1 });
    await place(at);
    calm(at);
    const { id } = theOrder(at);
    const liar = at.broker.byItself(at.account, {
      origin: 'call',
      tag: id,
      side: 'BUY',
      product: 'CNC',
      quantity: 10,
    });
    await syncBook(at, at.account);
    expect(eventTypes(at).at(-1)).toBe('order.contradicted');
    expect(theOrder(at).status).toBe('rejected');
    at.broker.execute(at.account, liar.brokerOrderId, 4, 150_000);
    await syncBook(at, at.account);
    expect(theOrder(at)).toMatchObject({ status: 'partially_filled', filledQuantity: 4 });
    expect(eventTypes(at)).toContain('order.fill_overtook');
  });
});

describe('a dead token', () => {
  test('is renewed and a question asked again, while an order that it refused stays refused', async () => {
    const at = await desk();
    const renewed: string[] = [];
    at.renewSession = ({ account }) => {
      renewed.push(account.userId);
      return Promise.resolve({
        ok: true,
        session: { ...fakeSession(account), accessToken: new Secret('new') },
      });
    };
    const broker = { ...at.broker };
    const dead = { code: 'TOKEN', message: 'the token is dead' } as const;
    at.broker.reports = (session, after) =>
      session.accessToken.reveal() === 'new'
        ? broker.reports(session, after)
        : Promise.resolve({ ok: false, ...dead });
    at.broker.place = () => Promise.resolve({ kind: 'no', ...dead });
    expect(await place(at)).toMatchObject({
      result: { order: { status: 'rejected', message: 'TOKEN: the token is dead' } },
    });
    expect(renewed).toHaveLength(1);

    expect(await syncBook(at, at.account)).toMatchObject({ ok: true });
    expect(renewed).toHaveLength(2);
    expect(at.broker.calls).toEqual([]);
  });
});

describe('a change whose answer was lost', () => {
  test('and that was taken gives the order its new price', async () => {
    const at = await desk();
    await place(at);
    at.broker.faults.answerLost = 1;
    expect(await modify(at, '#1', { pricePaise: 149_000 })).toMatchObject({
      result: { change: { status: 'unknown' } },
    });
    expect(theOrder(at).price).toBe(150_000);
    calm(at);
    await reconciled(at);
    expect(theOrder(at)).toMatchObject({ price: 149_000, quantity: 10 });
    expect(changesIn(at)).toMatchObject([{ status: 'accepted' }]);
  });

  test.each(['modify', 'cancel'] as const)(
    'and was never taken has lapsed after two readings (%s)',
    async kind => {
      const at = await desk();
      await place(at);
      at.broker.faults.lostBefore = 1;
      await (kind === 'modify' ? modify(at, 1, { quantity: 12 }) : cancel(at, 1));
      calm(at);
      expect(await reconciled(at)).toMatchObject({ unknown: 1 });
      at.clock.advance(ORDER_LIMITS.absenceMs);
      expect(await reconciled(at)).toMatchObject({ unknown: 0 });
      expect(changesIn(at)).toMatchObject([{ kind, status: 'lapsed' }]);
      expect(theOrder(at)).toMatchObject({ status: 'open', quantity: 10 });
      expect(at.broker.calls).toHaveLength(2);
    },
  );

  test('and that cancelled leaves the order cancelled', async () => {
    const at = await desk();
    await place(at);
    at.broker.faults.answerLost = 1;
    await cancel(at, 1);
    calm(at);
    await reconciled(at);
    expect(theOrder(at).status).toBe('cancelled');
    expect(changesIn(at)).toMatchObject([{ kind: 'cancel', status: 'accepted' }]);
  });
});

describe('a trigger whose answer was lost', () => {
  test('is found by its tag', async () => {
    const at = await desk({ answerLost: 1 });
    expect(await leaveGtt(at, GTT)).toMatchObject({ result: { gtt: { status: 'unknown' } } });
    calm(at);
    await reconciled(at);
    expect(gttsIn(at)).toMatchObject([{ status: 'active' }]);
  });

  test('and that the broker never had is not placed', async () => {
    const at = await desk({ lostBefore: 1 });
    await leaveGtt(at, GTT);
    calm(at);
    await reconciled(at);
    at.clock.advance(ORDER_LIMITS.absenceMs);
    await reconciled(at);
    expect(gttsIn(at)).toMatchObject([{ status: 'not_placed' }]);
    expect(ordersIn(at)).toEqual([]);
  });
});
