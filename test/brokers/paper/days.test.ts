import { describe, expect, test } from 'vitest';
import { auditLedger } from '../../../src/brokers/paper/index.js';
import { paise } from '../../../src/domain/money.js';
import { at, DAY, paperDesk, type Path, type Script } from '../../support/paper.js';

const NEXT = '2026-06-02';
const AUCTION_DAY = '2026-08-04';
const opening =
  (prices: Record<string, number>): Path =>
  (date, minute) =>
    minute === 0 ? (prices[date] ?? 100_00) : 100_00;

describe('settlement', () => {
  test('what MIS shares were paid with cannot be withdrawn besides', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 100, product: 'MIS' });
    const { cashPaise, availablePaise, withdrawablePaise } = await desk.funds();
    expect(availablePaise).toBeGreaterThan(cashPaise);
    expect(withdrawablePaise).toBe(cashPaise);
    const { cashier } = desk.exchange;
    const { account } = desk.session;
    expect(await cashier.withdraw(account, 'W1', paise(cashPaise + 1))).toMatchObject({ code: 'FUNDS' });
    expect((await cashier.withdraw(account, 'W2', cashPaise)).kind).toBe('yes');
  });

  test('shares and proceeds settle before the next open, and only then can be withdrawn', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 100 });
    expect(await desk.holdings()).toMatchObject([{ quantity: 100, unsettled: 100 }]);
    await desk.go(at('16:00'));
    expect(await desk.holdings()).toMatchObject([{ quantity: 100, unsettled: 100 }]);
    await desk.go(at('10:00', NEXT));
    expect(await desk.holdings()).toMatchObject([{ quantity: 100, unsettled: 0 }]);
    const before = await desk.funds();
    await desk.place({ side: 'SELL', quantity: 100 });
    const sold = await desk.funds();
    expect(sold.unsettledPaise).toBe(sold.cashPaise - before.cashPaise);
    expect(sold.withdrawablePaise).toBe(before.withdrawablePaise);
    expect(sold.availablePaise).toBe(sold.cashPaise);
    const { cashier } = desk.exchange;
    const account = desk.session.account;
    expect(await cashier.withdraw(account, 'W1', paise(before.cashPaise + 1))).toMatchObject({
      kind: 'no',
      code: 'FUNDS',
    });
    await desk.go(at('10:00', '2026-06-03'));
    const settled = await desk.funds();
    expect(settled).toMatchObject({ unsettledPaise: 0, withdrawablePaise: settled.cashPaise });
    expect((await cashier.withdraw(account, 'W2', settled.cashPaise)).kind).toBe('yes');
    expect((await cashier.withdraw(account, 'W2', settled.cashPaise)).kind).toBe('yes');
    expect((await cashier.deposit(account, 'W2', paise(5))).kind).toBe('no');
    expect((await desk.funds()).cashPaise).toBe(0);
  });

  test('shares of the day before can be sold before they are settled for long (T1), and cost the depository’s fee', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 100 });
    await desk.go(at('09:20', NEXT));
    await desk.place({ side: 'SELL', quantity: 60 });
    await desk.place({ side: 'SELL', quantity: 40 });
    await desk.go(at('16:00', NEXT));
    expect((await desk.cash()).filter(({ kind }) => kind === 'dp_charge')).toMatchObject([
      { symbol: 'INFY', amountPaise: -15_34, date: NEXT },
    ]);
  });

  test('what is bought and sold on one day never reaches the depository', async () => {
    const desk = await paperDesk();
    await desk.place({ quantity: 100 });
    await desk.place({ side: 'SELL', quantity: 100 });
    await desk.go(at('16:00'));
    expect((await desk.cash()).map(({ kind }) => kind)).toEqual(['deposit', 'note_rounding']);
  });
});

test('the note of a day rounds STT and stamp to the rupee, and the difference is an entry of its own', async () => {
  const desk = await paperDesk();
  await desk.place({ quantity: 100 });
  const [trade] = await desk.trades();
  // 100 × 100.06: STT 0.1 % is 10.006 -> 10.01, stamp 0.015 % is 1.5009 -> 1.50.
  expect(trade).toMatchObject({ pricePaise: 100_07, charges: { brokerage: 0, stt: 10_01, stamp: 1_50 } });
  await desk.go(at('16:00'));
  // 10.01 -> 10 and 1.50105 -> 2: 49 paise more.
  expect((await desk.cash()).at(-1)).toMatchObject({ kind: 'note_rounding', amountPaise: -49, date: DAY });
});

test('the fills of one order pay what one fill would have paid', async () => {
  const slow = await paperDesk({ script: { volume: 70 } });
  const id = await slow.place({ quantity: 50, product: 'MIS' });
  await slow.go(at('10:20'));
  const trades = await slow.trades();
  expect(trades.length).toBeGreaterThan(5);
  expect(await slow.orderById(id)).toMatchObject({ status: 'filled' });
  const turnover = trades.reduce((sum, { quantity, pricePaise }) => sum + quantity * pricePaise, 0);
  const paid = trades.reduce((sum, { charges }) => sum + charges.brokerage, 0);
  expect(paid).toBe(Math.round((turnover * 3) / 10_000));
});

describe('MIS positions', () => {
  test.each([
    { date: DAY, time: '15:20' },
    { date: AUCTION_DAY, time: '15:10' },
  ])('are squared off at $time on $date, whatever the volume', async ({ date, time }) => {
    const desk = await paperDesk({ script: { volume: 100 } });
    await desk.go(at('10:00', date));
    await desk.place({ product: 'MIS', side: 'SELL', quantity: 10 });
    await desk.place({ product: 'MIS', quantity: 5, price: 90_00 });
    await desk.go(at(time, date) - 1);
    expect((await desk.holdings())[0]?.quantity).toBe(-10);
    await desk.go(at(time, date));
    expect(await desk.holdings()).toEqual([]);
    const last = (await desk.trades()).at(-1);
    expect(last).toMatchObject({ side: 'BUY', quantity: 10, atMs: at(time, date) });
    const order = await desk.orderById(last?.brokerOrderId ?? '');
    expect(order).toMatchObject({ origin: 'square_off', orderType: 'MARKET', status: 'filled' });
    expect((await desk.funds()).blockedPaise).toBe(0);
    expect(await desk.open()).toEqual([]);
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test.each(['15:10', '15:15', '15:16', '15:29'])(
    'are not opened any more at %s of a day with a closing auction',
    async time => {
      const desk = await paperDesk();
      await desk.go(at(time, AUCTION_DAY));
      expect(await desk.answer({ product: 'MIS' })).toMatchObject({ kind: 'no', code: 'CLOSED' });
      expect(await desk.answer({ product: 'CNC' })).toMatchObject({ kind: 'yes' });
    },
  );

  test('hold back a fifth of their notional', async () => {
    const desk = await paperDesk();
    await desk.place({ product: 'MIS', quantity: 100 });
    const [position] = await desk.holdings();
    const funds = await desk.funds();
    expect(funds.marginUsedPaise).toBe(Math.ceil((position?.costPaise ?? 0) / 5));
    expect(funds.availablePaise).toBe(funds.cashPaise + (position?.costPaise ?? 0) - funds.marginUsedPaise);
  });
});

describe('an order in a closed market', () => {
  test('waits for the next open and says so', async () => {
    const desk = await paperDesk({ script: { prices: { INFY: opening({ [NEXT]: 101_00 }) } } });
    await desk.go(at('18:00'));
    const id = await desk.place({ quantity: 10 });
    expect(await desk.orderById(id)).toMatchObject({
      status: 'open',
      message: expect.stringContaining(NEXT),
    });
    expect((await desk.funds()).blockedPaise).toBeGreaterThan(1_000_00);
    await desk.go(at('09:14', NEXT));
    expect(await desk.trades()).toEqual([]);
    await desk.go(at('09:15', NEXT));
    expect(await desk.trades()).toMatchObject([{ pricePaise: 101_06, date: NEXT, atMs: at('09:15', NEXT) }]);
  });

  test('is checked again at the open: a price that ran away is more than the cash', async () => {
    const desk = await paperDesk({ script: { prices: { INFY: date => (date === DAY ? 100_00 : 112_00) } } });
    await desk.go(at('18:00'));
    const id = await desk.place({ quantity: 9_400 });
    await desk.go(at('09:15', NEXT));
    expect(await desk.orderById(id)).toMatchObject({
      status: 'rejected',
      message: expect.stringContaining('FUNDS'),
    });
    expect(await desk.funds()).toMatchObject({ blockedPaise: 0, availablePaise: 10_00_000_00 });
  });

  test('that sells what is gone by then is rejected', async () => {
    const actions = [{ symbol: 'INFY', exDate: NEXT, kind: 'split' as const, priceFactor: 2 }];
    const desk = await paperDesk({ script: { kind: 'replay', actions } });
    await desk.place({ quantity: 10 });
    await desk.go(at('18:00'));
    const id = await desk.place({ side: 'SELL', quantity: 10, price: 101_00 });
    await desk.go(at('10:00', NEXT));
    expect(await desk.orderById(id)).toMatchObject({
      status: 'cancelled',
      message: expect.stringContaining('split'),
    });
  });
});

describe('corporate actions', () => {
  test.each([
    { kind: 'split' as const, priceFactor: 5, after: 35, fraction: undefined },
    { kind: 'bonus' as const, priceFactor: 1.5, after: 10, fraction: 50_00 },
  ])('a $kind of $priceFactor makes $after of 7 shares', async ({ kind, priceFactor, after, fraction }) => {
    const desk = await paperDesk({
      script: { kind: 'replay', actions: [{ symbol: 'INFY', exDate: '2026-06-04', kind, priceFactor }] },
    });
    await desk.place({ quantity: 7 });
    const cost = (await desk.holdings())[0]?.costPaise;
    const gtt = await desk.exchange.broker.placeGtt(desk.session, {
      tag: 'G1',
      symbol: 'INFY',
      side: 'SELL',
      product: 'CNC',
      quantity: 7,
      legs: [{ triggerPaise: paise(150_00), pricePaise: paise(150_00) }],
    });
    expect(gtt.kind).toBe('yes');
    await desk.go(at('10:00', '2026-06-03'));
    expect((await desk.holdings())[0]?.quantity).toBe(7);
    await desk.go(at('10:00', '2026-06-05'));
    expect(await desk.holdings()).toMatchObject([{ quantity: after, costPaise: cost }]);
    expect(
      (await desk.reports()).flatMap(each => (each.kind === 'corporate_action' ? [each.action] : [])),
    ).toMatchObject([{ kind, quantityBefore: 7, quantityAfter: after, exDate: '2026-06-04' }]);
    expect((await desk.cash()).find(each => each.kind === 'fraction')?.amountPaise).toBe(fraction);
    expect(await desk.exchange.broker.gttByTag(desk.session, 'G1')).toMatchObject({
      value: { status: 'cancelled' },
    });
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test('a share that gets another name is held under it, and what waited under the old one is cancelled', async () => {
    const script: Partial<Script> = {
      kind: 'replay',
      prices: { INFY: () => 100_00, INFX: () => 100_00, TCS: () => 100_00 },
      actions: [
        { symbol: 'INFY', exDate: '2026-06-04', kind: 'rename', newSymbol: 'INFX' },
        { symbol: 'TCS', exDate: '2026-06-05', kind: 'rename', newSymbol: 'INFX' },
      ],
    };
    const desk = await paperDesk({ script });
    await desk.place({ quantity: 7 });
    await desk.place({ quantity: 3, symbol: 'TCS' });
    const cost = (await desk.holdings())[0]?.costPaise;
    await desk.go(at('16:00', '2026-06-03'));
    const waiting = await desk.place({ side: 'SELL', quantity: 2, price: 100_00 });
    await desk.go(at('10:00', '2026-06-04'));
    expect(await desk.holdings()).toMatchObject([
      { symbol: 'INFX', quantity: 7, unsettled: 0, costPaise: cost },
      { symbol: 'TCS', quantity: 3 },
    ]);
    expect(await desk.orderById(waiting)).toMatchObject({
      status: 'cancelled',
      message: expect.stringContaining('INFY is called INFX from 2026-06-04 on'),
    });
    await desk.place({ side: 'SELL', quantity: 7, symbol: 'INFX' });
    // Whoever has traded by a name already has another share by it: the two stay apart.
    await desk.go(at('10:00', '2026-06-08'));
    expect(await desk.holdings()).toMatchObject([{ symbol: 'TCS', quantity: 3 }]);
    expect(
      (await desk.reports()).flatMap(each => (each.kind === 'corporate_action' ? [each.action] : [])),
    ).toMatchObject([{ kind: 'rename', symbol: 'INFY', newSymbol: 'INFX', quantity: 7 }]);
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test('a dividend is paid once for each share held at its ex-date, and a leap over it pays it too', async () => {
    const actions = [{ symbol: 'INFY', exDate: '2026-06-04', kind: 'dividend' as const, priceFactor: 1.02 }];
    const desk = await paperDesk({ script: { kind: 'replay', actions } });
    await desk.place({ quantity: 10 });
    await desk.go(at('10:00', '2026-07-15'));
    await desk.go(at('11:00', '2026-07-15'));
    const paid = (await desk.cash()).filter(each => each.kind === 'dividend');
    // 2 % of a price of ₹100 with dividend is 1.96.
    expect(paid).toMatchObject([{ symbol: 'INFY', amountPaise: 19_60 }]);
    expect((await desk.holdings())[0]?.quantity).toBe(10);
  });
});

describe('triggers', () => {
  const leg = (trigger: number, price = trigger) => ({
    triggerPaise: paise(trigger),
    pricePaise: paise(price),
  });
  const gtt = (side: 'BUY' | 'SELL', legs: ReturnType<typeof leg>[], tag = 'G1') => ({
    tag,
    symbol: 'INFY',
    side,
    product: 'CNC' as const,
    quantity: 10,
    legs,
  });
  const from =
    (date: string, price: number): Path =>
    (each, minute) =>
      each >= date && minute > 10 ? price : 100_00;
  const read = async ({ exchange, session }: Awaited<ReturnType<typeof paperDesk>>, tag = 'G1') => {
    const found = await exchange.broker.gttByTag(session, tag);
    return found.ok ? found.value : null;
  };

  test('a single one waits for days, then places its order', async () => {
    const desk = await paperDesk({ script: { prices: { INFY: from('2026-06-03', 94_00) } } });
    expect((await desk.exchange.broker.placeGtt(desk.session, gtt('BUY', [leg(95_00)]))).kind).toBe('yes');
    await desk.go(at('16:00', NEXT));
    expect(await read(desk)).toMatchObject({ status: 'active' });
    await desk.go(at('10:00', '2026-06-03'));
    expect(await read(desk)).toMatchObject({ status: 'triggered', brokerOrderId: 'O-1' });
    expect(await desk.orderById('O-1')).toMatchObject({
      origin: 'gtt',
      gttTag: 'G1',
      status: 'filled',
      orderType: 'LIMIT',
    });
    expect((await desk.trades())[0]).toMatchObject({ pricePaise: 94_06, atMs: at('09:26', '2026-06-03') });
  });

  test.each([
    { name: 'stop', path: from(NEXT, 94_90), price: 94_84 },
    { name: 'target', path: from(NEXT, 106_00), price: 105_94 },
  ])('of an OCO the $name places its order and the other leg lapses', async ({ path, price }) => {
    const desk = await paperDesk({ script: { prices: { INFY: path } } });
    await desk.place({ quantity: 10 });
    await desk.exchange.broker.placeGtt(desk.session, gtt('SELL', [leg(95_00, 94_00), leg(105_00)]));
    await desk.go(at('16:00', '2026-06-03'));
    expect((await desk.trades()).map(({ side, pricePaise }) => [side, pricePaise])).toEqual([
      ['BUY', 100_06],
      ['SELL', price],
    ]);
    expect(await read(desk)).toMatchObject({ status: 'triggered' });
    expect(await desk.holdings()).toEqual([]);
  });

  test('that finds no shares or no funds is rejected with the reason', async () => {
    const desk = await paperDesk({ script: { prices: { INFY: from(NEXT, 94_00) } } });
    await desk.exchange.broker.placeGtt(desk.session, gtt('SELL', [leg(95_00)]));
    await desk.exchange.broker.placeGtt(desk.session, {
      ...gtt('BUY', [leg(95_00)], 'G2'),
      quantity: 1_00_000,
    });
    await desk.go(at('10:00', NEXT));
    expect(await read(desk)).toMatchObject({
      status: 'rejected',
      message: expect.stringContaining('HOLDING'),
    });
    expect(await read(desk, 'G2')).toMatchObject({
      status: 'rejected',
      message: expect.stringContaining('FUNDS'),
    });
    expect(await desk.open()).toEqual([]);
  });

  test('ends after a year', async () => {
    const desk = await paperDesk({ script: { kind: 'replay' } });
    await desk.exchange.broker.placeGtt(desk.session, gtt('BUY', [leg(85_00)]));
    await desk.go(at('16:00', '2027-06-01'));
    expect(await read(desk)).toMatchObject({ status: 'active' });
    await desk.go(at('16:00', '2027-06-02'));
    expect(await read(desk)).toMatchObject({ status: 'expired' });
  });

  test.each([
    { name: 'at the last price', request: gtt('BUY', [leg(100_00)]), code: 'INPUT' },
    { name: 'of an OCO on one side', request: gtt('SELL', [leg(95_00), leg(97_00)]), code: 'INPUT' },
    { name: 'for MIS', request: { ...gtt('BUY', [leg(95_00)]), product: 'MIS' as const }, code: 'INPUT' },
    { name: 'without legs', request: gtt('BUY', []), code: 'INPUT' },
    { name: 'off the tick', request: { ...gtt('BUY', [leg(2_900_05)]), symbol: 'TCS' }, code: 'TICK' },
  ])('$name is refused', async ({ request, code }) => {
    const desk = await paperDesk();
    expect(await desk.exchange.broker.placeGtt(desk.session, request)).toMatchObject({ kind: 'no', code });
  });
});

describe('a session of a replay that nobody looked at', () => {
  // Open 100, low 96, high 108, close 102.
  const bar: Path = (date, minute) =>
    date !== NEXT
      ? 100_00
      : minute === 0
        ? 100_00
        : minute === 100
          ? 108_00
          : minute === 200
            ? 96_00
            : 102_00;
  const skip = async (script: Path = bar) => {
    const desk = await paperDesk({ script: { kind: 'replay', prices: { INFY: script } } });
    await desk.place({ quantity: 10 });
    await desk.go(at('18:00'));
    return desk;
  };
  const after = at('18:00', NEXT);

  test('fills a market order at the open', async () => {
    const desk = await skip();
    await desk.place({ quantity: 1 });
    await desk.go(after);
    expect((await desk.trades()).at(-1)).toMatchObject({ pricePaise: 100_06, atMs: at('09:15', NEXT) });
  });

  test('takes the stop before the target', async () => {
    const desk = await skip();
    const legs = [
      { triggerPaise: paise(97_00), pricePaise: paise(96_50) },
      { triggerPaise: paise(107_00), pricePaise: paise(107_00) },
    ];
    await desk.exchange.broker.placeGtt(desk.session, {
      tag: 'G1',
      symbol: 'INFY',
      side: 'SELL',
      product: 'CNC',
      quantity: 10,
      legs,
    });
    await desk.go(after);
    // At the trigger, less half a spread of 5 basis points.
    expect((await desk.trades()).at(-1)).toMatchObject({ side: 'SELL', pricePaise: 96_94, date: NEXT });
  });

  test('fills a stop that the open jumped over at the open', async () => {
    const desk = await skip((date, minute) => (date === NEXT && minute >= 0 ? 90_00 : 100_00));
    await desk.place({ side: 'SELL', quantity: 10, trigger: 97_00 });
    await desk.go(after);
    expect((await desk.trades()).at(-1)).toMatchObject({
      side: 'SELL',
      pricePaise: 89_94,
      atMs: at('09:15', NEXT),
    });
  });

  test('fills a limit at its price where the bar went through it, and ends one that it only touched', async () => {
    const desk = await skip();
    const through = await desk.place({ quantity: 1, price: 96_01 });
    const touched = await desk.place({ quantity: 1, price: 96_00 });
    await desk.go(after);
    expect((await desk.trades()).at(-1)).toMatchObject({ pricePaise: 96_01 });
    expect(await desk.orderById(through)).toMatchObject({ status: 'filled' });
    expect(await desk.orderById(touched)).toMatchObject({ status: 'expired' });
    expect(auditLedger(desk.ledger.sqlite)).toEqual([]);
  });

  test('squares off MIS at its close', async () => {
    const desk = await skip();
    await desk.place({ quantity: 1, product: 'MIS' });
    await desk.go(after);
    expect((await desk.trades()).slice(1).map(({ side, pricePaise }) => [side, pricePaise])).toEqual([
      ['BUY', 100_06],
      ['SELL', 101_93],
    ]);
  });
});
