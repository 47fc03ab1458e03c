import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { tradingPositions } from '../../../src/db/schema/trading/index.js';
import { insertPosition } from '../../../src/domain/portfolio/stored-positions.js';
import { impactOf, type ImpactFacts } from '../../../src/domain/risk/impact.js';
import type { History } from '../../../src/domain/risk/histories.js';
import { turnKillSwitchOn } from '../../../src/domain/risk/kill-switch.js';
import { adoptLimits } from '../../../src/domain/risk/limits.js';
import { orderRules } from '../../../src/domain/risk/order-rules.js';
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
import { barMarket, bars, closesFrom, randomReturns } from '../../support/risk-market.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';
import { storePerson } from '../../support/stored-rows.js';
import { NOW } from '../../support/folder.js';

const closes = closesFrom(randomReturns(200, 0.02, 5), 150_000);
const daily = bars(closes);
const history: History = {
  symbol: 'INFY',
  dates: daily.map(({ date }) => date),
  closes: Float64Array.from(closes),
  volumes: [],
  shocks: {},
};

const impact = (change: Partial<ImpactFacts> = {}) =>
  impactOf({
    check: check(),
    book: book(),
    histories: new Map([['INFY', history]]),
    stopPaise: null,
    ...change,
  });

describe('the impact of an order', () => {
  test('a changed order gives back what it holds, and what it filled is not bought again', () => {
    const replaced = liveOrder({ remaining: 6, filled: 4 });
    const found = impact({
      check: check({ replaces: replaced.id, portfolio: portfolio({ positions: [position(4)] }) }),
      book: book({ replaced }),
    });
    expect(Math.abs((found.cashPaise?.after ?? 0) - 100_000_000)).toBeLessThan(10);
    expect(found).toMatchObject({ notionalPaise: 900_000, positionWeightBps: { before: 60, after: 150 } });
  });

  test('an entry: charges line by line, break-even, cash, weights and room', () => {
    const found = impact();
    expect(found.charges).toEqual({
      lines: { brokerage: 0, stt: 1_500, exchange: 46, ipft: 0, sebi: 2, stamp: 225, gst: 9, dp: 0 },
      totalPaise: 1_782,
    });
    expect(found.cashPaise).toEqual({ before: 100_000_000, after: 100_000_000 - 1_500_000 - 1_782 });
    expect(found.marginPaise).toEqual({ before: 0, after: 0 });
    expect(found.positionWeightBps).toEqual({ before: 0, after: 150 });
    expect(found).toMatchObject({
      sector: 'Information Technology',
      sectorWeightBps: { before: 0, after: 150 },
    });
    expect(found.breakEvenPaise).toBe(150_490);
    expect(found.rooms).toContainEqual({
      code: 'POSITION',
      unit: 'paise',
      limit: 20_000_000,
      value: 1_500_000,
      room: 20_000_000,
    });
    expect(found.judgement.denials).toEqual([]);
  });

  test('value at risk before and after', () => {
    const { valueAtRisk } = impact({ check: check({ portfolio: portfolio({ positions: [position(10)] }) }) });
    const [before, after] = [valueAtRisk.before, valueAtRisk.after].map(figure =>
      'value' in figure ? figure.value : NaN,
    );
    expect(before).toBeGreaterThan(0);
    expect((after ?? 0) / (before ?? 1)).toBeCloseTo(2, 3);
    const { valueAtRisk: first } = impact();
    expect(first.before).toMatchObject({ value: 0 });
    expect(impact({ histories: new Map() }).valueAtRisk).toMatchObject({
      before: { notEnoughData: { has: 0 } },
      after: { notEnoughData: { needs: 1, has: 0 } },
    });
  });

  test('the worst case to the stop counts the charges of both ways', () => {
    const { worstCase } = impact({ stopPaise: 145_000 });
    // 10 x 50 rupees; 1,782 for the purchase; 1,450 STT, 45 exchange, 1 SEBI, 8 GST for the sale.
    expect(worstCase).toEqual({ kind: 'to_stop', stopPaise: 145_000, lossPaise: 50_000 + 1_782 + 1_504 });
  });

  test.each([null, NaN, 0, 1.5])('a stop of %s is none', stopPaise => {
    expect(impact({ stopPaise }).worstCase).toMatchObject({
      kind: 'no_stop',
      words: expect.stringMatching(/No stop/) as string,
    });
  });

  test('a stop on the wrong side is said to be so', () => {
    expect(impact({ stopPaise: 150_010 }).worstCase).toMatchObject({
      kind: 'no_stop',
      words: expect.stringMatching(/wrong side/) as string,
    });
  });

  test('an exit frees cash and opens nothing that could lose', () => {
    const found = impact({
      check: check({ order: order({ side: 'SELL' }), portfolio: portfolio({ positions: [position(10)] }) }),
    });
    expect(found.worstCase.kind).toBe('exit');
    expect(found.breakEvenPaise).toBeNull();
    expect(found.positionWeightBps).toEqual({ before: 150, after: 0 });
    expect(found.cashPaise?.after).toBe(100_000_000 + 1_500_000 - 1_557);
  });

  test('MIS takes margin and not the whole price', () => {
    const found = impact({ check: check({ order: order({ product: 'MIS' }) }) });
    expect(found.marginPaise).toEqual({ before: 0, after: 300_000 });
    expect(found.cashPaise?.after).toBe(100_000_000 - 300_000 - 633);
  });

  test('a change frees what the order before it held back, with its charges', () => {
    const found = impact({
      check: check({ order: limitAt(150_000), replaces: 'ORDER1' }),
      book: book({ replaced: liveOrder() }),
    });
    expect(found.cashPaise).toEqual({ before: 100_000_000, after: 100_000_000 });
    const ofSale = impact({
      check: check({ replaces: 'ORDER1' }),
      book: book({ replaced: liveOrder({ side: 'SELL' }) }),
    });
    expect(ofSale.cashPaise?.after).toBe(100_000_000 - 1_500_000 - 1_782);
  });

  test('without a stop, the words are those of its side', () => {
    expect(impact().worstCase).toMatchObject({ words: expect.stringMatching(/can be lost/) as string });
    const short = check({ order: order({ side: 'SELL', product: 'MIS' }) });
    expect(impact({ check: short }).worstCase).toMatchObject({
      words: expect.stringMatching(/short .* without bound/) as string,
    });
  });

  test('a denied order has its impact and its denials together', () => {
    const found = impact({ check: check({ order: limitAt(150_000, { quantity: 200 }) }) });
    expect(found.judgement.denials.map(({ code }) => code)).toEqual(['NOTIONAL', 'POSITION']);
    expect(found.notionalPaise).toBe(30_000_000);
  });

  test('what is not known is null and not a guess', () => {
    const found = impact({ check: check({ quote: null, market: market({ tickPaise: null }) }) });
    expect(found).toMatchObject({
      pricePaise: null,
      charges: null,
      cashPaise: null,
      positionWeightBps: null,
    });
    expect(found.valueAtRisk.after).toHaveProperty('notEnoughData');
  });
});

test('the rules of the order protocol: judged in its transaction, with an impact from the same facts', async () => {
  const { market: traded } = barMarket({ INFY: daily, 'NIFTY 50': bars(closes) });
  const { desk, store } = await riskDesk(() => traded);
  await storePerson(store, PERSON);
  await store.trading.tx(tx => adoptLimits(tx, PERSON, 'moderate', NOW));
  const rules = orderRules(desk, {
    figures: () => Promise.resolve(portfolio()),
    exchange: () => Promise.resolve({ tickPaise: 10, band: null, freezeQuantity: null }),
    misMarginBps: 2_000,
  });
  const ask = async (quantity: number, userId = PERSON) => {
    const judge = await rules.prepare({
      account: { userId, bookId: 1 },
      order: order({ quantity }),
      quote: quote(),
      market: traded,
      authority: 'press',
      replaces: null,
      stopPaise: 145_000,
    });
    const denials = await store.trading.tx(tx => judge.check(tx, { stage: 'proposal', nowMs: NOW }));
    return { codes: denials.map(({ code }) => code), impact: await judge.impact() };
  };
  const { codes, impact: found } = await ask(10);
  expect(codes).toEqual([]);
  expect(found).toMatchObject({
    worstCase: { kind: 'to_stop' },
    valueAtRisk: { after: { sampleSize: 200 } },
  });
  expect((await ask(200)).codes).toEqual(['NOTIONAL', 'POSITION']);
  expect((await ask(10, 'PERSON2')).codes).toContain('ROLE');
  expect(await store.trading.tx(tx => rules.driftBpsMax(tx, PERSON))).toBe(50);
});

test('a fill that is booked between the gathering and the check counts: two presses cannot use the same room', async () => {
  const { market: traded } = barMarket({ INFY: daily, 'NIFTY 50': bars(closes) });
  const { desk, store } = await riskDesk(() => traded);
  await storePerson(store, PERSON);
  await store.trading.tx(tx => adoptLimits(tx, PERSON, 'moderate', NOW));
  const rules = orderRules(desk, {
    figures: () => Promise.resolve(portfolio({ positions: [position(60, { product: 'MIS' })] })),
    exchange: () => Promise.resolve({ tickPaise: 10, band: null, freezeQuantity: null }),
    misMarginBps: 2_000,
  });
  const asked = async (terms: Parameters<typeof order>[0]) =>
    await rules.prepare({
      account: { userId: PERSON, bookId: 1 },
      order: order({ product: 'MIS', ...terms }),
      quote: quote(),
      market: traded,
      authority: 'press',
      replaces: null,
    });
  const [buy, sell] = [await asked({ quantity: 60 }), await asked({ side: 'SELL', quantity: 60 })];
  const book = async (id: string, quantity: number) =>
    await store.trading.tx(async tx => {
      const terms = { userId: PERSON, bookId: 1, symbol: 'INFY', product: 'MIS', strategyId: null } as const;
      const rest = { cost: 150_000 * quantity, currentPrice: null, realizedPnl: 0, atMs: NOW };
      await insertPosition(tx).run({ id, quantity, ...terms, ...rest });
    });
  const codes = async (judge: typeof buy) =>
    (await store.trading.tx(tx => judge.check(tx, { stage: 'confirmation', nowMs: NOW }))).map(
      ({ code }) => code,
    );
  await book('POSITION1', 60);
  const isStored = eq(tradingPositions.id, 'POSITION1');
  expect(await codes(buy)).toEqual([]);
  expect(await codes(sell)).toEqual([]);
  await store.trading.tx(tx => tx.update(tradingPositions).set({ quantity: 120 }).where(isStored));
  expect(await codes(buy)).toEqual(['POSITION']);
  await store.trading.tx(tx => tx.delete(tradingPositions).where(isStored));
  await turnKillSwitchOn(desk, PERSON, 'person', () => Promise.resolve());
  expect(await codes(sell)).toContain('KILL_SWITCH');
});
