import { describe, expect, test } from 'vitest';
import { auditLedger, PAPER } from '../../../src/brokers/paper/index.js';
import { paise } from '../../../src/domain/money.js';
import { ANN, at, DAY, paperDesk, type Path, VOLUME } from '../../support/paper.js';

/** 100.00 until a minute of the day, then another price. */
const then =
  (steps: readonly (readonly [minute: number, pricePaise: number])[]): Path =>
  (_, minute) =>
    steps.findLast(([from]) => from <= minute)?.[1] ?? 100_00;
const TEN = 45;

describe('what a market order pays', () => {
  test('the far side of the quote and an impact that grows with its size', async () => {
    const desk = await paperDesk({ config: { openingCashPaise: 100_00_000_00 } });
    await desk.place({ quantity: 1 });
    await desk.place({ symbol: 'TCS', quantity: 1 });
    await desk.place({ symbol: 'INFY', quantity: 900 });
    const prices = (await desk.trades()).map(({ pricePaise }) => pricePaise);
    // 1 of 37,50,000 shares a day is nothing but the next tick; 900 of them cost 0.031 %.
    expect(prices).toEqual([100_06, 3_000_10, 100_09]);
    await desk.place({ side: 'SELL', quantity: 1 });
    expect((await desk.trades()).at(-1)?.pricePaise).toBe(99_94);
  });

  test('no more than a tenth of what the minute traded; the rest goes on from minute to minute', async () => {
    const desk = await paperDesk({ config: { openingCashPaise: 100_00_000_00 } });
    const id = await desk.place({ quantity: 2_500 });
    const share = (VOLUME * PAPER.participationPercent) / 100;
    expect((await desk.trades()).map(({ quantity }) => quantity)).toEqual([share]);
    // Another order of the same minute gets nothing.
    await desk.place({ quantity: 5 });
    expect(await desk.trades()).toHaveLength(1);
    await desk.go(at('10:03'));
    expect((await desk.trades()).map(({ quantity }) => quantity)).toEqual([share, share, 500, 5]);
    expect(await desk.orderById(id)).toMatchObject({ status: 'filled', filledQuantity: 2_500 });
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test('what an IOC order cannot get at once is cancelled', async () => {
    const desk = await paperDesk({ config: { openingCashPaise: 100_00_000_00 } });
    const id = await desk.place({ quantity: 2_500, validity: 'IOC' });
    expect(await desk.orderById(id)).toMatchObject({ status: 'cancelled', filledQuantity: 1_000 });
    const away = await desk.place({ price: 99_00, validity: 'IOC' });
    expect(await desk.orderById(away)).toMatchObject({ status: 'cancelled', filledQuantity: 0 });
    expect((await desk.funds()).blockedPaise).toBe(0);
  });
});

describe('a limit between the last price and the far side', () => {
  test('does not trade at a price that was made before it came', async () => {
    const desk = await paperDesk();
    const now = await desk.place({ price: 100_02, validity: 'IOC' });
    expect(await desk.orderById(now)).toMatchObject({ status: 'cancelled', filledQuantity: 0 });
    const changed = await desk.place({ price: 99_00 });
    const change = { tag: 'M1', pricePaise: paise(100_02) };
    expect((await desk.exchange.broker.modify(desk.session, changed, change)).kind).toBe('yes');
    await desk.place({ price: 100_02 });
    expect(await desk.trades()).toEqual([]);
    expect(await desk.open()).toHaveLength(2);
    await desk.go(at('10:01'));
    expect((await desk.trades()).map(({ pricePaise }) => pricePaise)).toEqual([100_02, 100_02]);
  });
});

test('an order whose price runs away buys what the cash is enough for, and the rest is cancelled', async () => {
  const rising = { prices: { INFY: then([[TEN + 1, 110_00]]) } };
  const desk = await paperDesk({ script: rising });
  const id = await desk.place({ quantity: 9_700 });
  await desk.go(at('10:20'));
  const order = await desk.orderById(id);
  expect(order).toMatchObject({ status: 'cancelled', message: expect.stringContaining('FUNDS') });
  expect(order?.filledQuantity).toBeGreaterThan(8_900);
  const { availablePaise, blockedPaise } = await desk.funds();
  expect(blockedPaise).toBe(0);
  // Less than one more share and its charges.
  expect(availablePaise).toBeGreaterThanOrEqual(0);
  expect(availablePaise).toBeLessThan(112_00);
  expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
});

test('an MIS order opens no more than its margin allows', async () => {
  const desk = await paperDesk({ script: { prices: { INFY: then([[TEN + 1, 110_00]]) } } });
  const id = await desk.place({ quantity: 48_800, product: 'MIS' });
  await desk.go(at('11:30'));
  expect(await desk.orderById(id)).toMatchObject({
    status: 'cancelled',
    message: expect.stringContaining('FUNDS'),
  });
  expect((await desk.funds()).availablePaise).toBeGreaterThanOrEqual(0);
});

describe('when an order that waits is filled', () => {
  const CASES: {
    name: string;
    draft: { side?: 'BUY' | 'SELL'; price?: number; trigger?: number; product?: 'MIS' };
    path: Path;
    status: string;
    price?: number;
    minute?: string;
  }[] = [
    {
      name: 'a limit that is only touched waits',
      draft: { price: 99_00 },
      path: then([[TEN + 5, 99_00]]),
      status: 'open',
    },
    {
      name: 'a limit that is traded through fills at its price',
      draft: { price: 99_00 },
      path: then([[TEN + 5, 98_90]]),
      status: 'filled',
      price: 99_00,
      minute: '10:05',
    },
    {
      name: 'a limit that could trade at once takes the far side',
      draft: { price: 101_00 },
      path: then([]),
      status: 'filled',
      price: 100_06,
      minute: '10:00',
    },
    {
      name: 'a selling limit (MIS, short) fills once the price is above',
      draft: { price: 101_00, side: 'SELL', product: 'MIS' },
      path: then([[TEN + 3, 101_50]]),
      status: 'filled',
      price: 101_00,
      minute: '10:03',
    },
    {
      name: 'SL-M to buy is set off at its trigger and pays the market price',
      draft: { trigger: 102_00 },
      path: then([
        [TEN + 2, 101_99],
        [TEN + 4, 102_00],
      ]),
      status: 'filled',
      price: 102_06,
      minute: '10:04',
    },
    {
      name: 'SL-M below its trigger waits',
      draft: { trigger: 102_00 },
      path: then([[TEN + 2, 101_99]]),
      status: 'trigger_pending',
    },
    {
      name: 'SL that is jumped over is triggered and waits at its price',
      draft: { trigger: 102_00, price: 102_50 },
      path: then([[TEN + 2, 104_00]]),
      status: 'open',
    },
    {
      name: 'SL fills at its price or better',
      draft: { trigger: 102_00, price: 103_00 },
      path: then([[TEN + 2, 102_10]]),
      status: 'filled',
      price: 102_16,
      minute: '10:02',
    },
  ];
  test.each(CASES)('$name', async ({ draft, path, status, price, minute }) => {
    const desk = await paperDesk({ script: { prices: { INFY: path } } });
    const id = await desk.place(draft);
    await desk.go(at('10:30'));
    expect(await desk.orderById(id)).toMatchObject({ status });
    const [trade] = await desk.trades();
    expect(trade?.pricePaise).toBe(price);
    if (minute) expect(trade?.atMs).toBe(at(minute));
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test('a DAY order ends with its session, and what it held back is free', async () => {
    const desk = await paperDesk();
    const id = await desk.place({ price: 95_00 });
    expect((await desk.funds()).blockedPaise).toBeGreaterThan(950_00);
    await desk.go(at('15:31'));
    expect(await desk.orderById(id)).toMatchObject({ status: 'expired' });
    expect((await desk.funds()).blockedPaise).toBe(0);
  });

  test('a tag that is sent twice is two orders, so that a doubled one can be seen', async () => {
    const desk = await paperDesk();
    const request = desk.request({});
    const ids = [
      await desk.exchange.broker.place(desk.session, request),
      await desk.exchange.broker.place(desk.session, request),
    ];
    expect(ids.map(each => each.kind === 'yes' && each.value.brokerOrderId)).toEqual(['O-1', 'O-2']);
    expect((await desk.holdings())[0]?.quantity).toBe(20);
  });
});

describe('what the exchange says no to', () => {
  const CASES: {
    name: string;
    code: string;
    draft: Parameters<Awaited<ReturnType<typeof paperDesk>>['answer']>[0];
    time?: string;
  }[] = [
    { name: 'a symbol that is not listed', code: 'INPUT', draft: { symbol: 'NOPE' } },
    { name: 'an index', code: 'INPUT', draft: { symbol: 'NIFTY 50' } },
    { name: 'half a share', code: 'INPUT', draft: { quantity: 1.5 } },
    { name: 'no share', code: 'INPUT', draft: { quantity: 0 } },
    { name: 'a number that is none', code: 'INPUT', draft: { quantity: Number.NaN } },
    { name: 'a negative price', code: 'INPUT', draft: { price: -5 } },
    { name: 'a tag with other characters', code: 'INPUT', draft: { tag: 'a-b' } },
    { name: 'a LIMIT without price', code: 'INPUT', draft: { orderType: 'LIMIT' } },
    { name: 'a stop whose trigger is reached', code: 'INPUT', draft: { trigger: 99_00 } },
    {
      name: 'an SL to buy with its price below its trigger',
      code: 'INPUT',
      draft: { trigger: 102_00, price: 101_00 },
    },
    { name: 'a stop as IOC', code: 'INPUT', draft: { trigger: 102_00, validity: 'IOC' } },
    { name: 'a price off the tick', code: 'TICK', draft: { symbol: 'TCS', price: 2_990_05 } },
    { name: 'a price above the band', code: 'BAND', draft: { price: 120_01 } },
    { name: 'a price below the band', code: 'BAND', draft: { price: 79_99 } },
    { name: 'more than ₹10 crore', code: 'FREEZE', draft: { quantity: 10_00_000, price: 100_01 } },
    { name: 'more than the cash', code: 'FUNDS', draft: { quantity: 10_000, price: 100_00 } },
    {
      name: 'more MIS than the margin allows',
      code: 'FUNDS',
      draft: { quantity: 50_000, price: 100_00, product: 'MIS' },
    },
    { name: 'a sale of what is not held', code: 'HOLDING', draft: { side: 'SELL' } },
    { name: 'IOC in a closed market', code: 'CLOSED', draft: { validity: 'IOC' }, time: '16:00' },
    { name: 'MIS after the square-off', code: 'CLOSED', draft: { product: 'MIS' }, time: '15:20' },
  ];
  test.each(CASES)('$name is $code and leaves nothing behind', async ({ code, draft, time }) => {
    const desk = await paperDesk();
    if (time) await desk.go(at(time));
    expect(await desk.answer(draft)).toMatchObject({ kind: 'no', code });
    expect(await desk.open()).toEqual([]);
    expect((await desk.funds()).availablePaise).toBe(10_00_000_00);
  });

  test.each([
    [{ symbol: 'TCS', price: 2_990_05 }, /multiple of ₹0\.10, and ₹2,990\.05 is not/],
    [{ price: 120_01 }, /from ₹80\.00 to ₹120\.00 in this session, and ₹120\.01 is not/],
    [{ quantity: 10_000, price: 100_00 }, /needs ₹10,0\d,\d{3}\.\d\d .* ₹10,00,000\.00 are available/],
    [{ trigger: 99_00 }, /the last one of ₹100\.00; ₹99\.00 is reached already/],
  ])('%j is refused in rupees', async (draft, words) => {
    const desk = await paperDesk();
    expect(await desk.answer(draft)).toMatchObject({ message: expect.stringMatching(words) });
  });

  test('a change counts towards the orders of a day', async () => {
    const desk = await paperDesk({ config: { ordersPerDayMax: 2 } });
    const id = await desk.place({ price: 99_00 });
    const change = (tag: string, quantity: number) =>
      desk.exchange.broker.modify(desk.session, id, { tag, quantity });
    expect(await change('M1', 11)).toMatchObject({ kind: 'yes' });
    expect(await change('M2', 12)).toMatchObject({ kind: 'no', code: 'RATE' });
    expect(await desk.answer({})).toMatchObject({ kind: 'no', code: 'RATE' });
  });

  test('the same MIS order passes just within the margin, and a short needs no holding', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 49_000, price: 99_00, product: 'MIS' });
    expect((await desk.funds()).availablePaise).toBeGreaterThan(0);
    const other = await paperDesk();
    await other.place({ side: 'SELL', product: 'MIS', quantity: 10 });
    expect(await other.holdings()).toMatchObject([{ product: 'MIS', quantity: -10 }]);
  });

  test('shares in an open order cannot be sold again', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 10 });
    await desk.place({ side: 'SELL', quantity: 7, price: 110_00 });
    expect(await desk.answer({ side: 'SELL', quantity: 4 })).toMatchObject({ kind: 'no', code: 'HOLDING' });
    expect(await desk.holdings()).toMatchObject([{ quantity: 10, blocked: 7, unsettled: 10 }]);
    await desk.place({ side: 'SELL', quantity: 3 });
  });

  test('the 11th order of a second, and what comes after the day’s last', async () => {
    const desk = await paperDesk({
      config: { ordersPerSecondMax: 10, ordersPerMinuteMax: 400, ordersPerDayMax: 12 },
    });
    for (let n = 0; n < 10; n += 1) await desk.place({ quantity: 1 });
    expect(await desk.answer({ quantity: 1 })).toMatchObject({ kind: 'no', code: 'RATE' });
    desk.wall.advance(1_000);
    await desk.place({ quantity: 1 });
    await desk.place({ quantity: 1 });
    desk.wall.advance(3_600_000);
    expect(await desk.answer({ quantity: 1 })).toMatchObject({ kind: 'no', code: 'RATE' });
  });

  test('a token ends at 06:00 in India, and a new login goes on', async () => {
    const desk = await paperDesk();
    desk.wall.set(at('05:59', '2026-11-24'));
    await desk.place({ quantity: 1 });
    desk.wall.set(at('06:00', '2026-11-24'));
    expect(await desk.answer({ quantity: 1 })).toMatchObject({ kind: 'no', code: 'TOKEN' });
    const keys = await desk.exchange.issueKeys(ANN);
    const login = await desk.exchange.broker.login(ANN, keys);
    if (!login.ok) throw new Error(login.message);
    expect(login.value.expiresAtMs).toBe(at('06:00', '2026-11-25'));
    const session = { account: ANN, apiKey: keys.apiKey, accessToken: login.value.accessToken };
    expect((await desk.exchange.broker.place(session, desk.request({ quantity: 1 }))).kind).toBe('yes');
    const stored = JSON.stringify(desk.ledger.sqlite.prepare('SELECT * FROM logins').all());
    for (const secret of [keys.apiKey, keys.apiSecret, login.value.accessToken])
      expect(stored).not.toContain(secret.reveal());
  });

  test('a change is checked as a new order is, and a refused one changes nothing', async () => {
    const desk = await paperDesk();
    const id = await desk.place({ price: 99_00, quantity: 100 });
    const { broker } = desk.exchange;
    const refused = async (change: object) => {
      const answer = await broker.modify(desk.session, id, { tag: 'M1', ...change });
      return answer.kind === 'no' && answer.code;
    };
    expect(await refused({ pricePaise: 130_00 })).toBe('BAND');
    expect(await refused({ quantity: 20_000 })).toBe('FUNDS');
    expect(await refused({ quantity: 0 })).toBe('INPUT');
    expect(await refused({ triggerPaise: 98_00 })).toBe('INPUT');
    expect(await desk.orderById(id)).toMatchObject({ pricePaise: 99_00, quantity: 100, lastChangeTag: null });
    expect((await broker.modify(desk.session, id, { tag: 'M2', pricePaise: 100_50 as never })).kind).toBe(
      'yes',
    );
    expect(await desk.orderById(id)).toMatchObject({ status: 'filled', lastChangeTag: 'M2', quantity: 100 });
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });
});

test('a change that trades at once is reported before its fills', async () => {
  const desk = await paperDesk();
  const id = await desk.place({ price: 99_00, quantity: 10 });
  const change = { tag: 'M1', pricePaise: paise(101_00), quantity: 1_500 };
  expect((await desk.exchange.broker.modify(desk.session, id, change)).kind).toBe('yes');
  const told = (await desk.reports()).flatMap(each => {
    if (each.kind === 'trade') return [['trade', each.trade.quantity]];
    return each.kind === 'order' ? [[each.order.status, each.order.quantity]] : [];
  });
  expect(told).toEqual([
    ['open', 10],
    ['open', 1_500],
    ['trade', 1_000],
    ['partially_filled', 1_500],
  ]);
});

test('what is open in a book whose market is elsewhere can be cancelled, as it was left', async () => {
  const desk = await paperDesk();
  const id = await desk.place({ price: 99_00 });
  const request = { tag: 'G1', symbol: 'INFY', side: 'BUY', product: 'CNC', quantity: 1 } as const;
  const legs = [{ triggerPaise: paise(98_00), pricePaise: paise(98_00) }];
  const { broker } = desk.exchange;
  const kept = await broker.placeGtt(desk.session, { ...request, legs });
  const { market } = desk.market;
  desk.elsewhere(async () => ({ ...(await market()), bookId: 2, nowMs: at('14:00') }));
  expect(await broker.modify(desk.session, id, { tag: 'M1', quantity: 5 })).toMatchObject({ code: 'HALTED' });
  expect(await broker.cancel(desk.session, id, 'C1')).toMatchObject({ kind: 'yes' });
  const gtt = kept.kind === 'yes' ? kept.value.brokerGttId : '';
  expect(await broker.cancelGtt(desk.session, gtt)).toMatchObject({ kind: 'yes' });
  expect(await desk.open()).toEqual([]);
  expect((await desk.orderById(id))?.updatedAtMs).toBe(at('10:00'));
  expect(await broker.cancel(desk.session, id, 'C2')).toMatchObject({ code: 'FINISHED' });
});

test('a book whose market is not the one that is traded on can be read and not traded', async () => {
  const desk = await paperDesk();
  await desk.place({ quantity: 1 });
  const elsewhere = { ...desk.session, account: { ...ANN, bookId: 2 } };
  expect(await desk.exchange.broker.place(elsewhere, desk.request({}))).toMatchObject({
    kind: 'no',
    code: 'HALTED',
  });
  expect(await desk.exchange.broker.holdings(elsewhere)).toEqual({ ok: true, value: [] });
  await desk.place({ price: 90_00 });
  await desk.exchange.closeBook(ANN);
  expect(await desk.open()).toEqual([]);
  expect(await desk.answer({})).toMatchObject({ kind: 'no', code: 'HALTED' });
  expect((await desk.holdings())[0]).toMatchObject({ quantity: 1 });
  expect(DAY).toBe('2026-06-01');
});
