import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributionOf } from '../../../src/domain/portfolio/attribution.js';
import { markPositions } from '../../../src/domain/portfolio/days.js';
import { lotSumsOf, positionsOf, totalsOf } from '../../../src/domain/portfolio/read.js';
import { portfolioOf } from '../../../src/domain/portfolio/portfolio.js';
import { closeDay } from '../../../src/domain/portfolio/snapshots.js';
import { ACCOUNT, DAYS, newBook, type TestBook } from './book.js';

const SYMBOLS = ['AAA', 'BBB', 'CCC'] as const;
const STRATEGIES = [null, 'S1', 'S2'] as const;

const action = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('fill' as const),
      symbol: fc.constantFrom(...SYMBOLS),
      strategyId: fc.constantFrom(...STRATEGIES),
      product: fc.constantFrom('CNC' as const, 'MIS' as const),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      quantity: fc.integer({ min: 1, max: 40 }),
      price: fc.integer({ min: 1, max: 50_000 }),
      charges: fc.integer({ min: 0, max: 999 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cash' as const),
      of: fc.constantFrom('deposit', 'withdrawal', 'dividend', 'dp_charge', 'note_rounding', 'fraction'),
      symbol: fc.constantFrom(...SYMBOLS),
      amount: fc.integer({ min: 1, max: 100_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      symbol: fc.constantFrom(...SYMBOLS),
      ratio: fc.constantFrom<[number, number]>([2, 1], [3, 2], [4, 3], [10, 1]),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('price' as const),
      symbol: fc.constantFrom(...SYMBOLS),
      price: fc.integer({ min: 1, max: 50_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('close' as const, 'mark' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const held = async (book: TestBook, symbol: string, strategyId?: string) =>
  (await positionsOf(book.store.trading.read, ACCOUNT))
    .filter(each => each.symbol === symbol && each.product === 'CNC')
    .filter(each => strategyId === undefined || each.strategyId === strategyId)
    .reduce((sum, { quantity }) => sum + quantity, 0);

async function play(book: TestBook, each: Action, days: string[]): Promise<void> {
  if (each.kind === 'price') book.market.set(each.symbol, each.price);
  if (each.kind === 'mark') await markPositions(book.desk, ACCOUNT);
  if (each.kind === 'close' && days.length > 0) {
    book.market.close();
    await closeDay(book.desk, ACCOUNT);
    book.market.next(days.shift() ?? '');
  }
  if (each.kind === 'cash') {
    const isShare = each.of === 'dividend' || each.of === 'dp_charge' || each.of === 'fraction';
    const sign = each.of === 'withdrawal' || each.of === 'dp_charge' ? -1 : 1;
    await book.cash(each.of, sign * each.amount, { symbol: isShare ? each.symbol : null });
  }
  if (each.kind === 'split') {
    const quantity = await held(book, each.symbol);
    const [numerator, denominator] = each.ratio;
    if (quantity > 0)
      await book.split(each.ratio, quantity, Math.floor((quantity * numerator) / denominator), each.symbol);
  }
  if (each.kind === 'fill') {
    const { side, price, symbol, strategyId, product, charges } = each;
    const most =
      side === 'SELL' && product === 'CNC' ? await held(book, symbol, strategyId ?? '') : each.quantity;
    const quantity = Math.min(each.quantity, most);
    if (quantity > 0) await book.fill(side, quantity, price, { symbol, strategyId, product, charges });
  }
}

test('over random streams nothing is lost: equity is what was paid in and earned, in every view', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async actions => {
      const book = await newBook();
      const days: string[] = DAYS.slice(1);
      for (const symbol of SYMBOLS) book.market.set(symbol, 10_000);
      await book.cash('deposit', 1_000_000_000);
      for (const each of actions) await play(book, each, days);
      expect(await book.faults()).toEqual([]);

      const portfolio = await portfolioOf(book.desk, ACCOUNT);
      const { realizedPaise, unrealizedPaise, netDepositsPaise, dividendsPaise, adjustmentsPaise } =
        portfolio;
      expect(portfolio.equityPaise).toBe(
        netDepositsPaise + realizedPaise + unrealizedPaise + dividendsPaise + adjustmentsPaise,
      );
      for (const parts of [portfolio.day.bySymbol, portfolio.day.byStrategy, portfolio.day.bySector])
        expect(parts.reduce<number>((sum, part) => sum + part.pnlPaise, portfolio.day.adjustmentsPaise)).toBe(
          portfolio.day.pnlPaise,
        );

      const period = { from: '2026-01-01', to: '2026-12-31' };
      const live = await attributionOf(book.desk, ACCOUNT, period, []);
      expect(live).toMatchObject({ value: { unexplained: 0 } });
      book.market.close();
      expect((await closeDay(book.desk, ACCOUNT)).days.waiting).toBeNull();
      const closed = await attributionOf(book.desk, ACCOUNT, period, []);
      expect(closed).toMatchObject({ value: { unexplained: 0, isFinal: true } });
      const after = await portfolioOf(book.desk, ACCOUNT);
      expect(closed.ok && closed.value.pnl).toBe(after.equityPaise - after.netDepositsPaise);
      expect(await book.faults()).toEqual([]);
    }),
    { seed: 20261123, numRuns: 12 },
  );
});

/** The same shares and charges, in as many fills as there are parts. */
const parts = (whole: number, cuts: readonly number[]) => {
  const places = [...new Set(cuts.map(cut => cut % whole))].filter(place => place > 0).sort((a, b) => a - b);
  return [...places, whole].map((place, n) => place - (places[n - 1] ?? 0));
};

test('profit and loss do not depend on how a fill was split', async () => {
  const orders = fc.array(
    fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      quantity: fc.integer({ min: 2, max: 30 }),
      price: fc.integer({ min: 100, max: 50_000 }),
      cuts: fc.array(fc.nat({ max: 29 }), { maxLength: 4 }),
    }),
    { minLength: 2, maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(orders, async given => {
      const [whole, cut] = [await newBook(), await newBook()];
      for (const { side, quantity, price, cuts } of given) {
        const charges = quantity * 7;
        await whole.fill(side, quantity, price, { product: 'MIS', charges });
        for (const part of parts(quantity, cuts))
          await cut.fill(side, part, price, { product: 'MIS', charges: part * 7 });
      }
      for (const view of ['strategy', 'tax'] as const)
        expect(await lotSumsOf(cut.store.trading.read, ACCOUNT, view)).toEqual(
          await lotSumsOf(whole.store.trading.read, ACCOUNT, view),
        );
      const [a, b] = [
        await totalsOf(whole.store.trading.read, ACCOUNT),
        await totalsOf(cut.store.trading.read, ACCOUNT),
      ];
      expect({ ...b, fills: 0 }).toEqual({ ...a, fills: 0 });
      const figures = async (book: TestBook) => {
        const { realizedPaise, unrealizedPaise, equityPaise } = await portfolioOf(book.desk, ACCOUNT);
        return { realizedPaise, unrealizedPaise, equityPaise };
      };
      expect(await figures(cut)).toEqual(await figures(whole));
    }),
    { seed: 7, numRuns: 6 },
  );
});

test('the time-weighted return is the same with and without deposits, whatever the prices do', async () => {
  const steps = fc.array(
    fc.record({ price: fc.integer({ min: 5_000, max: 20_000 }), flow: fc.nat({ max: 1e9 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  await fc.assert(
    fc.asyncProperty(steps, async given => {
      // All money is in one share, so that a deposit that buys more of it at once grows as what was there.
      const growth = async (withFlows: boolean) => {
        const book = await newBook();
        book.market.set('AAA', 10_000);
        await book.cash('deposit', 1_000_000);
        await book.fill('BUY', 100, 10_000);
        await markPositions(book.desk, ACCOUNT);
        for (const { price, flow } of given) {
          book.market.set('AAA', price);
          await markPositions(book.desk, ACCOUNT);
          const shares = Math.floor(flow / price);
          if (!withFlows || shares === 0) continue;
          await book.cash('deposit', shares * price);
          await book.fill('BUY', shares, price);
        }
        book.market.close();
        await closeDay(book.desk, ACCOUNT);
        return (await portfolioOf(book.desk, ACCOUNT)).growth;
      };
      const [without, withFlows] = [await growth(false), await growth(true)];
      expect(withFlows / without).toBeCloseTo(1, 9);
    }),
    { seed: 3, numRuns: 6 },
  );
});
