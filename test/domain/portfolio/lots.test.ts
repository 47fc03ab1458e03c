import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchFill, scaleLots, shareOf, sharesAfter, spread } from '../../../src/domain/portfolio/lots.js';
import { financialYear, growthAfter, taxTerm } from '../../../src/domain/portfolio/pnl.js';

const lot = (id: number, quantity: number, cost: number, charges: number) => ({
  id,
  openedDate: '2026-11-23',
  quantity,
  cost,
  charges,
});

describe('lots', () => {
  test.each([
    { amount: 10, part: 1, whole: 3, is: 3 },
    { amount: 10, part: 2, whole: 3, is: 7 },
    { amount: 5, part: 1, whole: 2, is: 3 },
    { amount: 99_999_999_999_999, part: 999_999_999_999, whole: 1_000_000_000_000, is: 99_999_999_999_899 },
    { amount: 0, part: 1, whole: 2, is: 0 },
  ])('$part of $whole shares of $amount paise are $is', ({ amount, part, whole, is }) => {
    expect(shareOf(amount, part, whole)).toBe(is);
  });

  test('a part that is no part is a fault', () => {
    expect(() => shareOf(10, 4, 3)).toThrow('4 of 3 shares');
    expect(() => shareOf(10, 0, 0)).toThrow('0 of 0 shares');
  });

  test('an amount is spread without losing a paisa, whatever the weights and the sign', () => {
    expect(spread(100, [1, 1, 1])).toEqual([33, 34, 33]);
    expect(spread(-100, [1, 1, 1])).toEqual([-33, -34, -33]);
    expect(spread(7, [0, 0])).toEqual([0, 0]);
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 20 }),
        (amount, weights) => {
          expect(spread(amount, weights).reduce((sum, part) => sum + part, 0)).toBe(amount);
        },
      ),
      { seed: 1 },
    );
  });

  test('a sale closes the oldest lots first, and the charges of entry and exit go with the parts', () => {
    // 10 at 100.00 with 7 paise of charges, then 5 at 110.00 with 3; 12 are sold at 120.00 with 11.
    const { closures, opened } = matchFill([lot(1, 10, 100_000, 7), lot(2, 5, 55_000, 3)], {
      quantity: 12,
      pricePaise: 12_000,
      charges: 11,
    });
    expect(opened).toBeNull();
    expect(closures).toMatchObject([
      {
        quantity: 10,
        entry: 100_000,
        exit: 120_000,
        charges: 7 + 9,
        left: { quantity: 0, cost: 0, charges: 0 },
      },
      {
        quantity: 2,
        entry: 22_000,
        exit: 24_000,
        charges: 1 + 2,
        left: { quantity: 3, cost: 33_000, charges: 2 },
      },
    ]);
  });

  test('the charges of a fill that closes many lots add up to the paisa', () => {
    const three = [lot(1, 1, 100, 0), lot(2, 1, 100, 0), lot(3, 1, 100, 0)];
    for (const [charges, are] of [
      [1, [0, 1, 0]],
      [2, [1, 0, 1]],
    ] as const) {
      const { closures } = matchFill(three, { quantity: 3, pricePaise: 100, charges });
      expect(closures.map(closure => closure.charges)).toEqual(are);
    }
  });

  test('what is not needed to close opens a lot with the rest of the charges', () => {
    const { closures, opened } = matchFill([lot(1, 10, 100_000, 0)], {
      quantity: 15,
      pricePaise: 9_000,
      charges: 10,
    });
    expect(closures[0]?.charges).toBe(7);
    expect(opened).toEqual({ quantity: 5, cost: 45_000, charges: 3 });
  });

  test.each([
    { lots: [7, 7], ratio: [3, 2], is: [10, 11] },
    { lots: [1, 1, 1], ratio: [4, 3], is: [1, 1, 2] },
    { lots: [5], ratio: [10, 1], is: [50] },
  ])('lots of $lots become $is at $ratio', ({ lots, ratio: [numerator = 1, denominator = 1], is }) => {
    expect(scaleLots(lots, { numerator, denominator })).toEqual(is);
  });

  test('lots scaled together add up to the holding scaled as a whole, and none loses shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (lots, denominator, more) => {
          const ratio = { numerator: denominator + more, denominator };
          const scaled = scaleLots(lots, ratio);
          const sum = (of: number[]) => of.reduce((total, each) => total + each, 0);
          expect(sum(scaled)).toBe(sharesAfter(sum(lots), ratio));
          expect(scaled.every((after, place) => after >= (lots[place] ?? 0))).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });

  test('an action that takes shares away, or is no ratio, is a fault', () => {
    expect(() => scaleLots([10], { numerator: 1, denominator: 2 })).toThrow('not 1 for 2');
    expect(() => scaleLots([10], { numerator: 1.5, denominator: 1 })).toThrow('not a ratio');
  });
});

describe('growth', () => {
  const day = (openingEquity: number, closingEquity: number, flows: [number, number | null][] = []) => ({
    openingEquity,
    closingEquity,
    flows: flows.map(([amount, equityBefore]) => ({ amount, equityBefore })),
  });

  test.each([
    { name: 'a quiet day', of: day(100, 110), is: 1.1 },
    { name: 'the first deposit', of: day(0, 1_000, [[1_000, null]]), is: 1 },
    { name: 'a deposit after 10 %', of: day(100, 1_110, [[1_000, 110]]), is: 1.1 },
    { name: 'a deposit before 10 %', of: day(100, 1_210, [[1_000, 100]]), is: 1.1 },
    { name: 'a deposit of unknown moment', of: day(100, 1_210, [[1_000, null]]), is: 1.1 },
    { name: 'everything withdrawn', of: day(100, 0, [[-120, 120]]), is: 1.2 },
    { name: 'nothing there', of: day(0, 0), is: 1 },
    { name: 'a total loss', of: day(100, 0), is: 0 },
  ])('$name', ({ of, is }) => {
    expect(growthAfter(1, of)).toBeCloseTo(is, 12);
  });
});

describe('tax', () => {
  test.each([
    ['2026-03-31', 2025],
    ['2026-04-01', 2026],
    ['2026-12-31', 2026],
  ])('%s lies in the financial year %d', (date, year) => {
    expect(financialYear(date)).toBe(year);
  });

  test.each([
    ['2025-11-23', '2025-11-23', 'intraday'],
    ['2025-11-23', '2026-11-23', 'short'],
    ['2025-11-23', '2026-11-24', 'long'],
    ['2024-02-28', '2025-02-27', 'short'],
    ['2024-02-28', '2025-02-28', 'long'],
  ])('from %s to %s is %s', (opened, closed, term) => {
    expect(taxTerm(opened, closed)).toBe(term);
  });
});
