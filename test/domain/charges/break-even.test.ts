import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakEvenPricePaise, type EntryTrade } from '../../../src/domain/charges/break-even.js';
import {
  addCharges,
  chargesOfTurnover,
  dpCharge,
  NO_CHARGES,
  totalCharges,
} from '../../../src/domain/charges/charges.js';

/** Net of the round trip in 10^-11 paise, by the public functions alone. */
function net({ side, product, quantity, entryPricePaise, date }: EntryTrade, exitPricePaise: number): bigint {
  const entry = quantity * entryPricePaise;
  const exit = quantity * exitPricePaise;
  const buy = side === 'BUY' ? entry : exit;
  const sell = side === 'BUY' ? exit : entry;
  const charges = addCharges(
    chargesOfTurnover({ date, side: 'BUY', product, turnoverPaise: buy }),
    chargesOfTurnover({ date, side: 'SELL', product, turnoverPaise: sell }),
    product === 'CNC' ? dpCharge(date) : NO_CHARGES,
  );
  return BigInt(sell - buy) * 100_000_000_000n - totalCharges(charges);
}

const trade = (change: Partial<EntryTrade>): EntryTrade => ({
  side: 'BUY',
  product: 'CNC',
  quantity: 10,
  entryPricePaise: 1000_00,
  date: '2026-08-21',
  ...change,
});

describe('the break-even price', () => {
  test.each([
    // 10,00,000 paise each way: STT 1000 each, stamp 150, exchange 30.7 each, SEBI 1 each, GST 5.7 each, DP 1534.
    ['ten shares held', trade({}), 1003_77],
    ['ten shares held, on a tick of 5 paise', trade({ tickPaise: 5 }), 1003_80],
    // Brokerage is capped at 2000 a side; STT 2500 on the sale, stamp 300, exchange 307, SEBI 10, GST 417 a side.
    ['a hundred shares bought for the day', trade({ product: 'MIS', quantity: 100 }), 1000_83],
    ['a hundred shares sold for the day', trade({ product: 'MIS', quantity: 100, side: 'SELL' }), 999_17],
  ])('of %s', (_name, entry, price) => {
    expect(breakEvenPricePaise(entry)).toBe(price);
  });

  test('loses nothing, and one tick worse loses, on either side of the brokerage cap', () => {
    const entries = fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      product: fc.constantFrom('CNC' as const, 'MIS' as const),
      quantity: fc.integer({ min: 1, max: 3000 }),
      entryPricePaise: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 5_000_00 })),
      date: fc.constantFrom('2021-06-01', '2023-06-01', '2025-06-02', '2026-06-01'),
      tickPaise: fc.constantFrom(1, 5, 10, 50),
    });
    const nearCap = fc.integer({ min: 1, max: 500 }).chain(quantity =>
      fc.record({
        side: fc.constantFrom('BUY' as const, 'SELL' as const),
        product: fc.constant('MIS' as const),
        quantity: fc.constant(quantity),
        entryPricePaise: fc
          .integer({ min: -40, max: 40 })
          .map(off => Math.max(1, Math.round(6_666_667 / quantity) + off)),
        date: fc.constant('2026-06-01'),
        tickPaise: fc.constantFrom(1, 5),
      }),
    );
    fc.assert(
      fc.property(fc.oneof(entries, nearCap), entry => {
        fc.pre(entry.side === 'BUY' || entry.product === 'MIS');
        const { tickPaise } = entry;
        const price = breakEvenPricePaise(entry);
        if (price === undefined) {
          expect(entry.side).toBe('SELL');
          expect(net(entry, tickPaise)).toBeLessThan(0n);
          return;
        }
        expect(price % tickPaise).toBe(0);
        expect(net(entry, price)).toBeGreaterThanOrEqual(0n);
        expect(net(entry, price + (entry.side === 'BUY' ? -tickPaise : tickPaise))).toBeLessThan(0n);
      }),
      { seed: 33, numRuns: 600 },
    );
  });

  test('does not exist for a short at one paisa, nor above the highest price', () => {
    expect(breakEvenPricePaise(trade({ side: 'SELL', product: 'MIS', entryPricePaise: 1 }))).toBeUndefined();
    expect(breakEvenPricePaise(trade({ quantity: 1, entryPricePaise: 1e10 }))).toBeUndefined();
    expect(breakEvenPricePaise(trade({ quantity: 1, entryPricePaise: 1e10 - 1 }))).toBeUndefined();
  });

  test.each([
    ['a delivery short', trade({ side: 'SELL' })],
    ['no quantity', trade({ quantity: 0 })],
    ['half a share', trade({ quantity: 0.5 })],
    ['no price', trade({ entryPricePaise: NaN })],
    ['no tick', trade({ tickPaise: 0 })],
    ['a day without rates', trade({ date: '2019-01-01' })],
  ])('is refused for %s', (_name, entry) => {
    expect(() => breakEvenPricePaise(entry)).toThrow(RangeError);
  });
});
