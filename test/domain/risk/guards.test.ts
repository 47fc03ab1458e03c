import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/domain/risk/check-order.js';
import { DENIAL_CODES, inUnit } from '../../../src/domain/risk/denials.js';
import type { OrderCheck } from '../../../src/domain/risk/facts.js';
import { GUARDS } from '../../../src/domain/risk/guards/index.js';
import { GUARD_CASES } from '../../support/guard-cases.js';
import {
  book,
  check,
  limitAt,
  liveOrder,
  market,
  order,
  portfolio,
  position,
  quote,
} from '../../support/order-checks.js';

const codesOf = (
  ...[asked, known = book()]: readonly [Parameters<typeof judge>[0], Parameters<typeof judge>[1]?]
) => judge(asked, known).denials.map(({ code }) => code);

describe('guards', () => {
  test('an ordinary order passes all of them', () => expect(codesOf(check())).toEqual([]));

  test('every code is the code of one guard', () => {
    expect(GUARDS.map(({ code }) => code).toSorted()).toEqual(DENIAL_CODES.toSorted());
  });

  test('every guard has a case', () => {
    const cased = new Set<string>(GUARD_CASES.map(({ code }) => code));
    expect(GUARDS.filter(({ code }) => !cased.has(code))).toEqual([]);
  });

  test.each(GUARD_CASES)(
    '$code denies $because, and not what comes just before it',
    ({ code, passes, denies }) => {
      expect(codesOf(...passes)).not.toContain(code);
      expect(codesOf(...denies)).toContain(code);
    },
  );

  test('all denials are told, not only the first', () => {
    const asked = check({ role: 'viewer', order: order({ quantity: 6_000 }) });
    expect(codesOf(asked, book({ killSwitchIsOn: true }))).toEqual(
      expect.arrayContaining(['ROLE', 'KILL_SWITCH', 'QUANTITY', 'NOTIONAL', 'POSITION', 'FUNDS']),
    );
  });

  test('a denial says the limit, what the order comes to and the room that is left', () => {
    const asked = check({
      order: order({ quantity: 200 }),
      portfolio: portfolio({ positions: [position(100)] }),
    });
    const denial = judge(asked, book()).denials.find(({ code }) => code === 'POSITION');
    expect(denial).toMatchObject({ unit: 'paise', limit: 20_000_000, value: 45_000_000, room: 5_000_000 });
    expect(denial?.message).toMatch(/₹4,50,000\.00.*₹2,00,000\.00.*₹50,000\.00 is left/);
  });

  test('each denial says what helps against it', () => {
    const wordsOf = (code: string, asked: OrderCheck, of = book()) =>
      judge(asked, of).denials.find(each => each.code === code)?.message ?? '';
    expect(wordsOf('PRICE_BAND', check({ order: limitAt(160_000) }))).toMatch(/ Move the price nearer, or/);
    const sale = check({ order: order({ side: 'SELL' }), portfolio: portfolio({ positions: [] }) });
    expect(wordsOf('HOLDING', sale)).toMatch(/0 shares are left\. Sell less/);
    expect(wordsOf('DUPLICATE', check(), book({ duplicateOf: '#8' }))).toMatch(/quantity, #8, went out less/);
    const { session } = market();
    const early = check({ market: market({ session: { ...session, date: '2020-03-02' } }) });
    expect(wordsOf('FUNDS', early)).toMatch(/charges of 2020-03-02 are not known.*from 2020-07-01 on/);
    expect(inUnit(0, 'ms')).toBe('0 s');
  });

  test('an order of exactly the room that a denial told passes', () => {
    const asked = (quantity: number) =>
      check({ order: order({ quantity }), portfolio: portfolio({ positions: [position(100)] }) });
    const room = judge(asked(200), book()).denials.find(({ code }) => code === 'POSITION')?.room ?? 0;
    expect(codesOf(asked(Math.floor(room / 150_000)))).toEqual([]);
    expect(codesOf(asked(Math.floor(room / 150_000) + 1))).toContain('POSITION');
  });
});

test("a trigger may lie outside of today's band: the band of the day on which it is met counts", () => {
  const held = portfolio({ positions: [position(100)] });
  const stop = check({ order: limitAt(120_000, { side: 'SELL' }), portfolio: held });
  expect(codesOf(stop)).toContain('EXCHANGE_BAND');
  expect(codesOf({ ...stop, authority: 'gtt' })).toEqual([]);
});

test('a protective order counts by what it is larger than its position', () => {
  const exit = liveOrder({ side: 'SELL', product: 'MIS', protective: true });
  const value = (positions: Parameters<typeof portfolio>[0], ...liveOrders: (typeof exit)[]) =>
    judge(check({ portfolio: portfolio(positions) }), book({ liveOrders })).rooms.find(
      ({ code }) => code === 'GROSS',
    )?.value;
  const long = { positions: [position(10, { product: 'MIS' })] };
  expect(value(long, exit)).toBe(20 * 150_000);
  expect(value(long, { ...exit, remaining: 25 })).toBe(35 * 150_000);
  expect(value(long, exit, { ...exit, id: 'ORDER2', remaining: 4 })).toBe(24 * 150_000);
  expect(value({}, exit)).toBe(20 * 150_000);
  expect(value({}, { ...exit, product: 'CNC' })).toBe(10 * 150_000);
});

test('what a changed order has bought already stands in the position alone', () => {
  const bought = portfolio({ positions: [position(100)] });
  const replaced = liveOrder({ remaining: 33, filled: 100 });
  const asked = (quantity: number) =>
    check({ replaces: replaced.id, order: order({ quantity }), portfolio: bought });
  expect(codesOf(asked(133), book({ replaced }))).toEqual([]);
  expect(codesOf(asked(134), book({ replaced }))).toContain('POSITION');
});

describe('exits', () => {
  const out = { killSwitchIsOn: true, ordersOfMinute: 99, ordersOfDay: 99 };
  const ruined = portfolio({
    equityPaise: 10_000_000,
    availablePaise: 0,
    dayPnlPaise: -90_000_000,
    drawdownBps: 9_000,
    positions: [position(10_000)],
    sectors: new Map(),
  });

  test('an order that only makes a position smaller passes every guard of entries', () => {
    const asked = check({ order: order({ side: 'SELL', quantity: 10_000 }), portfolio: ruined });
    expect(codesOf(asked, book(out))).toEqual([]);
  });

  test('covering a short is an exit too', () => {
    const short = portfolio({ ...ruined, positions: [position(-500, { product: 'MIS' })] });
    const cover = (quantity: number) =>
      check({ order: order({ product: 'MIS', quantity }), portfolio: short });
    expect(codesOf(cover(500), book(out))).toEqual([]);
    expect(codesOf(cover(501), book(out))).toContain('KILL_SWITCH');
  });

  test('an exit that is larger than the position is an entry', () => {
    const long = portfolio({ ...ruined, positions: [position(100, { product: 'MIS' })] });
    const asked = check({ order: order({ side: 'SELL', product: 'MIS', quantity: 101 }), portfolio: long });
    expect(codesOf(asked, book(out))).toEqual(
      expect.arrayContaining(['KILL_SWITCH', 'DAILY_LOSS', 'MARGIN']),
    );
  });

  test('two exits cannot close the same shares', () => {
    const long = portfolio({ ...ruined, positions: [position(100, { product: 'MIS' })] });
    const exit = liveOrder({ side: 'SELL', product: 'MIS', remaining: 60, protective: true });
    const asked = (quantity: number) =>
      check({ order: order({ side: 'SELL', product: 'MIS', quantity }), portfolio: long });
    expect(codesOf(asked(40), book({ ...out, liveOrders: [exit] }))).toEqual([]);
    expect(codesOf(asked(41), book({ ...out, liveOrders: [exit] }))).toContain('KILL_SWITCH');
  });

  test.each(['CNC', 'MIS'] as const)('what a changed %s exit has sold already is not sold twice', product => {
    const left = portfolio({ ...ruined, positions: [position(60, { product })] });
    const replaced = liveOrder({ side: 'SELL', product, remaining: 60, filled: 40, protective: true });
    const asked = (quantity: number) =>
      check({ replaces: replaced.id, order: order({ side: 'SELL', product, quantity }), portfolio: left });
    expect(codesOf(asked(100), book({ ...out, replaced }))).toEqual([]);
    expect(codesOf(asked(101), book({ ...out, replaced }))).toContain('KILL_SWITCH');
  });

  test('a position of the other product is not closed by it', () => {
    const long = portfolio({ positions: [position(100)] });
    const asked = check({ order: order({ side: 'SELL', product: 'MIS', quantity: 10 }), portfolio: long });
    expect(codesOf(asked, book({ killSwitchIsOn: true }))).toContain('KILL_SWITCH');
  });
});

test('nothing passes on a figure that is not finite', () => {
  const bad = fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 1.5);
  const places = [
    (value: number) => check({ order: order({ quantity: value }) }),
    (value: number) => check({ order: order({ orderType: 'LIMIT', pricePaise: value as never }) }),
    (value: number) => check({ quote: quote({ lastPaise: value as never, askPaise: null }) }),
    (value: number) => check({ quote: quote({ askPaise: value as never }) }),
    (value: number) => check({ quote: quote({ atMs: value }) }),
    (value: number) => check({ market: market({ nowMs: value }) }),
    (value: number) => check({ market: market({ freezeQuantity: value }) }),
    (value: number) => check({ order: order({ product: 'MIS' }), market: market({ misMarginBps: value }) }),
    (value: number) => check({ portfolio: portfolio({ equityPaise: value }) }),
    (value: number) => check({ portfolio: portfolio({ availablePaise: value }) }),
    (value: number) => check({ portfolio: portfolio({ dayPnlPaise: value }) }),
    (value: number) => check({ portfolio: portfolio({ drawdownBps: value }) }),
    (value: number) => check({ portfolio: portfolio({ positions: [position(value)] }) }),
    (value: number) => check({ portfolio: portfolio({ positions: [position(1, { lastPaise: value })] }) }),
    (value: number) =>
      check({ order: order({ product: 'MIS' }), market: market({ session: closesAt(value) }) }),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), bad, (place, value) => codesOf(place(value)).length > 0),
    { seed: 3, numRuns: 500 },
  );
  const books = fc.record({
    remaining: bad,
    ordersOfMinute: bad,
    which: fc.constantFrom('remaining', 'ordersOfMinute', 'ordersOfDay', 'price'),
  });
  fc.assert(
    fc.property(books, ({ which, remaining: value }) => {
      const live = liveOrder(which === 'price' ? { pricePaise: value } : { remaining: value });
      const known = which.startsWith('orders') ? book({ [which]: value }) : book({ liveOrders: [live] });
      return codesOf(check(), known).length > 0;
    }),
    { seed: 4, numRuns: 200 },
  );
});

const closesAt = (closesAtMs: number) => ({ date: '2026-11-23', open: true, closesAtMs, opensAtMs: null });
