import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { lotClosures, tradingPositions } from '../../../src/db/schema/trading/index.js';
import { attributionOf } from '../../../src/domain/portfolio/attribution.js';
import { keepDays } from '../../../src/domain/portfolio/days.js';
import { portfolioOf } from '../../../src/domain/portfolio/portfolio.js';
import { lotsOf, positionsOf, symbolTotalsOf, totalsOf } from '../../../src/domain/portfolio/read.js';
import { taxClosuresOf, taxYearsOf } from '../../../src/domain/portfolio/tax.js';
import { paise } from '../../../src/domain/money.js';
import { applyTrade } from '../../../src/domain/portfolio/trades.js';
import type { BrokerTrade } from '../../../src/domain/ports.js';
import { NOW } from '../../support/folder.js';
import { ACCOUNT, DAYS, newBook, NO_CHARGES } from './book.js';

describe('fills', () => {
  test('a purchase and a part sold: figures worked out by hand', async () => {
    const { store, fill, faults } = await newBook();
    await fill('BUY', 10, 10_000, { charges: 101 });
    await fill('BUY', 10, 11_000, { charges: 111 });
    await fill('SELL', 15, 12_000, { charges: 150 });
    const { read } = store.trading;
    // 10 x 20.00 and 5 x 10.00 gained: 250.00; charges 101 + 56 of the entries (111 x 5/10, half up), 150 of the exit.
    expect(await positionsOf(read, ACCOUNT)).toMatchObject([
      { quantity: 5, cost: 55_000, realizedPnl: 25_000 - 101 - 56 - 150, currentPrice: 12_000 },
    ]);
    expect(await totalsOf(read, ACCOUNT)).toMatchObject({
      bought: 210_000,
      sold: 180_000,
      charges: 362,
      realized: 25_000,
      fills: 3,
      cash: -210_000 + 180_000 - 362,
    });
    expect(await lotsOf(read, ACCOUNT, { view: 'tax', symbol: 'AAA' })).toMatchObject([
      { quantity: 5, cost: 55_000, charges: 55 },
    ]);
    expect(await symbolTotalsOf(read, ACCOUNT)).toMatchObject([{ symbol: 'AAA', wins: 2, losses: 0 }]);
    expect(await faults()).toEqual([]);
  });

  test('a flip from long to short ends one position and begins another', async () => {
    const { store, fill, faults } = await newBook();
    await fill('BUY', 10, 10_000, { product: 'MIS' });
    await fill('SELL', 25, 10_100, { product: 'MIS', charges: 50 });
    const rows = await store.trading.read
      .select()
      .from(tradingPositions)
      .where(eq(tradingPositions.userId, ACCOUNT.userId));
    expect(rows).toMatchObject([
      { quantity: 0, cost: 0, realizedPnl: 1_000 - 20, closedAt: expect.any(Number) },
      { quantity: -15, cost: -151_500, realizedPnl: 0, closedAt: null },
    ]);
    await fill('BUY', 15, 10_000, { product: 'MIS' });
    expect(await positionsOf(store.trading.read, ACCOUNT)).toEqual([]);
    // A short gains what it was sold for less what it was bought back for.
    expect(await totalsOf(store.trading.read, ACCOUNT)).toMatchObject({
      realized: 1_000 + 1_500,
      cash: 2_450,
    });
    expect(await faults()).toEqual([]);
  });

  test('delivery and intraday shares are two inventories', async () => {
    const { store, fill } = await newBook();
    await fill('BUY', 10, 10_000);
    await fill('SELL', 4, 10_000, { product: 'MIS' });
    expect(await positionsOf(store.trading.read, ACCOUNT)).toMatchObject([
      { product: 'CNC', quantity: 10 },
      { product: 'MIS', quantity: -4 },
    ]);
    await expect(fill('SELL', 11, 10_000)).rejects.toThrow('1 more than the lots of no strategy');
  });

  test('a strategy sells its own lots, and tax counts the oldest of the account', async () => {
    const { store, fill, faults } = await newBook();
    await fill('BUY', 10, 10_000, { strategyId: 'S1' });
    await fill('BUY', 10, 20_000, { strategyId: 'S2' });
    await fill('SELL', 10, 25_000, { strategyId: 'S2' });
    const { read } = store.trading;
    expect(await symbolTotalsOf(read, ACCOUNT)).toMatchObject([
      { strategyId: 'S1', realized: 0 },
      { strategyId: 'S2', realized: 50_000 },
    ]);
    expect(await taxYearsOf(read, ACCOUNT)).toMatchObject([
      { financialYear: 2026, term: 'intraday', gainPaise: 150_000, closures: 1 },
    ]);
    expect(await taxClosuresOf(read, ACCOUNT, 2026)).toMatchObject([
      { costPaise: 100_000, gainPaise: 150_000 },
    ]);
    expect(await faults()).toEqual([]);
  });

  test('a strategy cannot sell what only others hold, and nothing of the fill stays', async () => {
    const { store, fill, faults } = await newBook();
    await fill('BUY', 10, 10_000, { strategyId: 'S1' });
    const before = await totalsOf(store.trading.read, ACCOUNT);
    await expect(fill('SELL', 1, 10_000, { strategyId: 'S2' })).rejects.toThrow(
      '1 more than the lots of strategy S2: nothing was booked',
    );
    await expect(fill('SELL', 1, 10_000)).rejects.toThrow('the lots of no strategy');
    expect(await totalsOf(store.trading.read, ACCOUNT)).toEqual(before);
    expect(await store.trading.read.$count(lotClosures, eq(lotClosures.userId, ACCOUNT.userId))).toBe(0);
    expect(await faults()).toEqual([]);
  });

  test('one sale may close a thousand lots', async () => {
    const { store, fill, faults } = await newBook();
    for (let n = 0; n < 1_001; n += 1) await fill('BUY', 1, 10_000 + n);
    await fill('SELL', 1_001, 12_000);
    expect(await lotsOf(store.trading.read, ACCOUNT, { view: 'strategy' })).toEqual([]);
    expect(await totalsOf(store.trading.read, ACCOUNT)).toMatchObject({ realized: 1_001 * 2_000 - 500_500 });
    expect(await faults()).toEqual([]);
  });

  test('a fill whose execution is not stored, or with a bad number, is refused whole', async () => {
    const { fill, store, market } = await newBook();
    const trade: BrokerTrade = {
      tradeId: 'T1',
      brokerOrderId: 'B1',
      tag: 'TAG',
      symbol: 'AAA',
      side: 'BUY',
      product: 'CNC',
      quantity: 1,
      pricePaise: paise(100),
      charges: NO_CHARGES,
      date: market.date,
      atMs: NOW,
    };
    await expect(
      store.trading.tx(
        async tx => await applyTrade(tx, ACCOUNT, { executionId: 'NONE', trade, strategyId: null }),
      ),
    ).rejects.toThrow('execution NONE is not stored');
    await expect(fill('BUY', 0, 10_000)).rejects.toThrow();
    await expect(fill('BUY', 1.5, 10_000)).rejects.toThrow();
    await expect(fill('BUY', 1, 10_000, { charges: -1 })).rejects.toThrow();
  });

  test('slippage is counted by share', async () => {
    const { store, fill } = await newBook();
    await fill('BUY', 10, 10_000, { slippage: 5 });
    await fill('SELL', 10, 10_000, { slippage: -2 });
    expect(await totalsOf(store.trading.read, ACCOUNT)).toMatchObject({ slippage: 30 });
  });
});

describe('cash and corporate actions', () => {
  test('every kind of cash counts in its own total, and a bad sign is refused', async () => {
    const { store, cash, fill, faults } = await newBook();
    await cash('deposit', 1_000_000);
    await cash('withdrawal', -100_000);
    await cash('note_rounding', -37);
    await fill('BUY', 30, 1_000, { strategyId: 'S1' });
    await fill('BUY', 10, 1_000);
    await cash('dividend', 101, { symbol: 'AAA' });
    await fill('SELL', 10, 1_000);
    await cash('dp_charge', -1_534, { symbol: 'AAA' });
    expect(await totalsOf(store.trading.read, ACCOUNT)).toMatchObject({
      deposits: 1_000_000,
      withdrawals: 100_000,
      dividends: 101,
      adjustments: -37 - 1_534,
      cash: 1_000_000 - 100_000 - 30_000 + 101 - 37 - 1_534,
    });
    // The dividend by shares held, the depository's charge by what was sold.
    expect(await symbolTotalsOf(store.trading.read, ACCOUNT)).toMatchObject([
      { strategyId: '', dividends: 25, adjustments: -1_534 },
      { strategyId: 'S1', dividends: 76, adjustments: 0 },
    ]);
    expect(await faults()).toEqual([]);
    await expect(cash('deposit', -1)).rejects.toThrow('a deposit of -1 paise cannot be');
    await expect(cash('dp_charge', 1, { symbol: 'AAA' })).rejects.toThrow('cannot be');
  });

  test("the depository's charge is of those who sold what they held, not of who came and went that day", async () => {
    const { store, cash, fill, market, faults } = await newBook();
    await fill('BUY', 10, 1_000, { strategyId: 'S1' });
    await fill('BUY', 30, 1_000, { strategyId: 'S2' });
    market.next(DAYS[1]);
    await fill('SELL', 10, 1_000, { strategyId: 'S1' });
    await fill('SELL', 20, 1_000, { strategyId: 'S2' });
    for (const product of ['MIS', 'CNC'] as const) {
      await fill('BUY', 10, 1_000, { strategyId: 'S3', product });
      await fill('SELL', 10, 1_000, { strategyId: 'S3', product });
    }
    // Reported a day late, it is still of those who sold on its own date.
    market.next(DAYS[2]);
    await fill('BUY', 1, 1_000, { strategyId: 'S4' });
    await cash('dp_charge', -1_534, { symbol: 'AAA', date: DAYS[1] });
    expect(await symbolTotalsOf(store.trading.read, ACCOUNT)).toMatchObject([
      { strategyId: 'S1', adjustments: -511 },
      { strategyId: 'S2', adjustments: -1_023 },
      { strategyId: 'S3', adjustments: 0 },
      { strategyId: 'S4', adjustments: 0 },
    ]);
    expect(await faults()).toEqual([]);
  });

  test('a split changes quantities of every strategy and view, and no money', async () => {
    const { store, fill, split, market, faults } = await newBook();
    await fill('BUY', 7, 10_000, { strategyId: 'S1', charges: 70 });
    await fill('BUY', 7, 10_000, { strategyId: 'S2' });
    market.next(DAYS[1]);
    await split([3, 2], 14, 21);
    const { read } = store.trading;
    expect(await positionsOf(read, ACCOUNT)).toMatchObject([
      { strategyId: 'S1', quantity: 10, cost: 70_000, currentPrice: 7_000 },
      { strategyId: 'S2', quantity: 11, cost: 70_000, currentPrice: 6_364 },
    ]);
    expect((await lotsOf(read, ACCOUNT, { view: 'tax' })).map(lot => lot.quantity)).toEqual([10, 11]);
    await fill('SELL', 10, 8_000, { strategyId: 'S1' });
    expect((await taxYearsOf(read, ACCOUNT))[0]).toMatchObject({
      term: 'short',
      gainPaise: 80_000 - 70_000 - 70,
    });
    expect(await faults()).toEqual([]);
  });

  test('a new name goes on with the lots, totals and days of the old one, and counts for nothing itself', async () => {
    const { store, fill, rename, market, desk, faults } = await newBook();
    await fill('BUY', 7, 10_000, { strategyId: 'S1', charges: 70 });
    await fill('BUY', 3, 10_000, { charges: 30 });
    market.set('AAA', 11_000);
    market.close();
    await keepDays(desk, ACCOUNT);
    market.next(DAYS[1]);
    market.set('CCC', 11_000);
    await expect(rename('AAA', 'CCC', 9)).rejects.toThrow('but the strategy lots hold 10');
    await rename('AAA', 'CCC', 10);
    const { read } = store.trading;
    expect(await positionsOf(read, ACCOUNT)).toMatchObject([
      { symbol: 'CCC', strategyId: '', quantity: 3, cost: 30_000 },
      { symbol: 'CCC', strategyId: 'S1', quantity: 7, cost: 70_000 },
    ]);
    expect((await portfolioOf(desk, ACCOUNT)).day).toMatchObject({
      pnlPaise: 0,
      bySymbol: [{ name: 'CCC', pnlPaise: 0 }],
    });
    await fill('SELL', 7, 12_000, { symbol: 'CCC', strategyId: 'S1' });
    market.set('CCC', 12_000);
    market.close();
    await keepDays(desk, ACCOUNT);
    const symbols = await (await desk.market(ACCOUNT.userId)).data.symbols();
    const period = { from: DAYS[0], to: DAYS[1] };
    expect(await attributionOf(desk, ACCOUNT, period, symbols)).toMatchObject({
      value: {
        pnl: 20_000 - 100,
        unexplained: 0,
        bySymbol: [{ name: 'CCC', trading: 20_000, charges: -100 }],
      },
    });
    expect(await symbolTotalsOf(read, ACCOUNT)).toMatchObject([
      { symbol: 'CCC', strategyId: '', bought: 30_000 },
      { symbol: 'CCC', strategyId: 'S1', bought: 70_000, sold: 84_000, realized: 14_000 },
    ]);
    expect(await faults()).toEqual([]);
  });

  test('an action on more or fewer shares than the books have is a fault', async () => {
    const { fill, split, faults } = await newBook();
    await fill('BUY', 7, 10_000);
    await expect(split([2, 1], 8, 16)).rejects.toThrow('but the strategy lots would make 14 of 7');
    await expect(split([2, 1], 8, 14)).rejects.toThrow('makes 14 of 8 AAA');
    await expect(split([2, 1], 7, 15)).rejects.toThrow('nothing was booked');
    expect(await faults()).toEqual([]);
  });
});
