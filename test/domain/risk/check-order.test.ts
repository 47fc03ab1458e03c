import { describe, expect, test } from 'vitest';
import { adherenceOf } from '../../../src/domain/risk/adherence.js';
import { checkOrder } from '../../../src/domain/risk/check-order.js';
import { readBookFacts } from '../../../src/domain/risk/book-facts.js';
import type { OrderCheck } from '../../../src/domain/risk/facts.js';
import { turnKillSwitchOn } from '../../../src/domain/risk/kill-switch.js';
import { adoptLimits } from '../../../src/domain/risk/limits.js';
import { violationsOf } from '../../../src/domain/risk/violations.js';
import { check, limitAt, order, portfolio, position, quote } from '../../support/order-checks.js';
import { insertOrder, PERSON, riskDesk, storeChange, storeGtt, storeOrder } from '../../support/risk-desk.js';
import { NOW } from '../../support/folder.js';

async function book() {
  const { desk, store } = await riskDesk();
  await store.trading.tx(tx => adoptLimits(tx, PERSON, 'moderate', NOW));
  const codes = async (asked: OrderCheck = check()) =>
    (await store.trading.tx(tx => checkOrder(tx, asked))).map(({ code }) => code);
  const facts = async (asked: OrderCheck = check()) => await readBookFacts(store.trading.read, asked);
  return { desk, store, codes, facts };
}

const OLD = NOW - 3_600_000;
const filled = { status: 'filled', filledQuantity: 10, filledValue: 1_500_000 } as const;

describe('what the trading file says', () => {
  test('an order of somebody with an empty book passes', async () => {
    const { codes } = await book();
    expect(await codes()).toEqual([]);
  });

  test('nobody without an account passes, and nothing is written about them', async () => {
    const { codes, store } = await book();
    expect(await codes(check({ account: { userId: 'NOBODY', bookId: 1 } }))).toContain('ACCOUNT_UNKNOWN');
    expect(await violationsOf(store.trading.read, 'NOBODY')).toEqual([]);
  });

  test('the same order within the window is a duplicate, to the millisecond', async () => {
    const { store, codes } = await book();
    await storeOrder(store, { createdAt: NOW - 15_000, ...filled, filledAt: NOW - 14_999 });
    expect(await codes()).not.toContain('DUPLICATE');
    await storeOrder(store, { createdAt: NOW - 14_999, ...filled, filledAt: NOW - 14_999 });
    expect(await codes()).toContain('DUPLICATE');
  });

  test.each([
    { symbol: 'TCS' },
    { side: 'SELL' },
    { product: 'MIS' },
    { quantity: 11 },
    { bookId: 2 },
    { userId: 'PERSON2' },
    { status: 'rejected' },
    { status: 'not_placed' },
    { status: 'denied' },
  ] as const)('an order with %o is no duplicate', async other => {
    const { store, codes } = await book();
    await storeOrder(store, other);
    expect(await codes()).not.toContain('DUPLICATE');
  });

  test('orders of a minute and of a market day are counted, those of others and of triggers are not', async () => {
    const { store, facts } = await book();
    await storeOrder(store, { createdAt: NOW - 60_000 });
    await storeOrder(store, { createdAt: NOW - 59_999, symbol: 'TCS' });
    await storeOrder(store, { marketDate: '2026-11-20', symbol: 'TCS' });
    await storeOrder(store, { userId: 'PERSON2' });
    await storeOrder(store, { bookId: 2 });
    await storeOrder(store, { authority: 'gtt', gttId: 'GTT1', actionId: null });
    await storeOrder(store, { authority: 'square_off', actionId: null });
    expect(await facts()).toMatchObject({ ordersOfMinute: 3, ordersOfDay: 2 });
  });

  test('open orders are those that can still fill, with what is left of them', async () => {
    const { store, facts } = await book();
    const id = await storeOrder(store, {
      status: 'partially_filled',
      filledQuantity: 4,
      filledValue: 600_000,
    });
    await storeOrder(store, { status: 'cancelled' });
    await storeOrder(store, { userId: 'PERSON2' });
    await storeOrder(store, { bookId: 2 });
    expect((await facts()).liveOrders).toMatchObject([{ id, remaining: 6, pricePaise: 150_000 }]);
  });

  test('the order that is replaced counts no more, and gives back what it holds', async () => {
    const { store, facts, codes } = await book();
    const id = await storeOrder(store);
    expect(await facts(check({ replaces: id }))).toMatchObject({
      liveOrders: [],
      replaced: { id },
      duplicateOf: null,
    });
    expect(await codes(check({ replaces: id }))).toEqual([]);
  });

  test.each(['submitting', 'unknown'] as const)(
    'an order that is %s locks its symbol, also for its own change',
    async status => {
      const { store, codes } = await book();
      const id = await storeOrder(store, { status, createdAt: OLD });
      expect(await codes()).toEqual(['SYMBOL_LOCKED']);
      expect(await codes(check({ replaces: id }))).toEqual(['SYMBOL_LOCKED']);
    },
  );

  test('a change or a trigger order without an answer locks its symbol, one with an answer does not', async () => {
    const { store, facts } = await book();
    const first = await storeOrder(store, { createdAt: OLD });
    await storeChange(store, first, 'accepted');
    await storeGtt(store, 'GTTA', 'active');
    expect((await facts()).lockedBy).toEqual({ order: null, change: null, gtt: null });
    const second = await storeOrder(store, { createdAt: OLD });
    await storeChange(store, second, 'submitting');
    await storeGtt(store, 'GTTB', 'submitting');
    expect((await facts()).lockedBy).toEqual({ order: null, change: `CHANGE${second}`, gtt: 'GTTB' });
    const other = check({ order: order({ symbol: 'TCS' }) });
    expect((await facts(other)).lockedBy).toEqual({ order: null, change: null, gtt: null });
  });

  test('a trigger that opens a position counts like the order it places, one that ends a position does not', async () => {
    const { store, facts, codes } = await book();
    const buys = { side: 'BUY', createdAt: OLD, updatedAt: OLD } as const;
    await storeGtt(store, 'GTTA', 'active');
    await storeGtt(store, 'GTTB', 'active', { ...buys, bookId: 2 });
    await storeGtt(store, 'GTTC', 'active', { ...buys, userId: 'PERSON2' });
    expect((await facts()).liveOrders).toEqual([]);
    const both = { kind: 'oco', targetTriggerPrice: 160_000, targetPrice: 160_100 } as const;
    await storeGtt(store, 'GTTD', 'active', { ...buys, ...both, quantity: 120 });
    expect((await facts()).liveOrders).toMatchObject([{ id: 'GTTD', remaining: 120, pricePaise: 160_100 }]);
    expect(await codes()).toEqual(['POSITION']);
  });

  test('the same trigger within the window is a duplicate; an order beside it is not', async () => {
    const { store, codes } = await book();
    const sold = portfolio({ positions: [position(10)] });
    const asked = (authority: 'press' | 'gtt', quantity = 10) =>
      check({ authority, order: limitAt(140_000, { side: 'SELL', quantity }), portfolio: sold });
    await storeGtt(store, 'GTTA', 'active', { createdAt: NOW - 14_999 });
    expect(await codes(asked('gtt'))).toEqual(['DUPLICATE']);
    expect(await codes(asked('gtt', 9))).toEqual([]);
    expect(await codes(asked('press'))).not.toContain('DUPLICATE');
    const { nowMs } = check();
    expect(await codes({ ...asked('gtt'), nowMs: nowMs + 1 })).toEqual([]);
  });

  test('the kill switch stops an entry', async () => {
    const { desk, codes } = await book();
    await turnKillSwitchOn(desk, PERSON, 'person', () => Promise.resolve());
    expect(await codes()).toEqual(['KILL_SWITCH']);
  });
});

describe('what is written down', () => {
  const tooMuch = (stage: OrderCheck['stage']) => check({ stage, order: order({ quantity: 150 }) });

  test('each denial is a violation that is resolved at once', async () => {
    const { store, codes } = await book();
    expect(await codes(tooMuch('proposal'))).toEqual(['POSITION']);
    expect(await violationsOf(store.trading.read, PERSON)).toMatchObject([
      {
        violationType: 'POSITION',
        actionTaken: 'order denied at the proposal',
        resolved: true,
        createdAt: NOW,
        resolvedAt: NOW,
        description: expect.stringMatching(/^BUY 150 INFY: .*is left/) as string,
      },
    ]);
  });

  test('a confirmation counts every limit that applied once, a proposal only what it broke', async () => {
    const { store, codes } = await book();
    await codes(check({ stage: 'proposal' }));
    expect(await adherenceOf(store.trading.read, PERSON)).toMatchObject({
      kept: 0,
      broken: 0,
      keptBps: null,
    });
    await codes(check());
    await codes(tooMuch('proposal'));
    await codes(tooMuch('confirmation'));
    const { rules, broken } = await adherenceOf(store.trading.read, PERSON);
    expect(broken).toBe(2);
    expect(rules[0]).toEqual({ rule: 'POSITION', kept: 1, broken: 2 });
    expect(rules).toContainEqual({ rule: 'QUANTITY', kept: 2, broken: 0 });
  });

  test('a mistake of form is a violation but no lack of discipline', async () => {
    const { store, codes } = await book();
    expect(await codes(check({ role: 'viewer' }))).toEqual(['ROLE']);
    expect(await violationsOf(store.trading.read, PERSON)).toHaveLength(1);
    expect((await adherenceOf(store.trading.read, PERSON)).broken).toBe(0);
  });

  test('of two orders that ask at once one gets the last place', async () => {
    const { store } = await book();
    for (let n = 0; n < 19; n += 1) await storeOrder(store, { createdAt: OLD, symbol: 'SBIN', quantity: 1 });
    const place = async (symbol: string) =>
      await store.trading.tx(async tx => {
        const asked = check({ order: order({ symbol, quantity: 1 }), quote: quote({ symbol }) });
        const codes = (await checkOrder(tx, asked)).map(({ code }) => code);
        if (codes.length === 0) await insertOrder(tx, { symbol, quantity: 1 });
        return codes;
      });
    expect(await Promise.all([place('INFY'), place('TCS')])).toEqual([[], ['OPEN_ORDERS']]);
  });
});
