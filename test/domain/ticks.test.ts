import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Paise, paise, parsePaise } from '../../src/domain/money.js';
import { isOnTick, roundToTick, tickSizePaise } from '../../src/domain/ticks.js';
import { readCsv, sharedTest } from '../support/shared-data.js';

describe('tick sizes', () => {
  test.each([
    ['2026-01-05', 249_99, 1],
    ['2026-01-05', 250_00, 5],
    ['2026-01-05', 1_000_00, 5],
    ['2026-01-05', 1_000_05, 10],
    ['2026-01-05', 5_000_00, 10],
    ['2026-01-05', 5_000_10, 50],
    ['2026-01-05', 10_000_00, 50],
    ['2026-01-05', 10_000_50, 1_00],
    ['2026-01-05', 20_000_00, 1_00],
    ['2026-01-05', 20_001_00, 5_00],
    ['2025-04-15', 1_500_00, 10],
    ['2025-04-11', 1_500_00, 5],
    ['2025-04-11', 100_00, 1],
    ['2024-06-10', 249_95, 1],
    ['2024-06-10', 250_00, 5],
    ['2024-06-07', 100_00, 5],
  ])('on %s a reference close of %d paise gives %d', (date, reference, tick) => {
    expect(tickSizePaise(paise(reference), date)).toBe(tick);
  });

  sharedTest('agree with a Kite instrument dump that carries the ticks of December 2025', () => {
    const dump = new Map(
      readCsv('reference/kite_instruments_nse_2026-01.csv')
        .filter(row => row.segment === 'NSE')
        .map(row => [row.tradingsymbol, Math.round(Number(row.tick_size) * 100)]),
    );
    for (const { Symbol: symbol = '' } of readCsv('reference/ind_nifty50list.csv')) {
      const november = readCsv(`market/daily_nse_raw/${symbol}.csv`).find(row => row.date === '2025-11-28');
      expect([symbol, tickSizePaise(rupees(november?.close), '2025-12-01')]).toEqual([
        symbol,
        dump.get(symbol),
      ]);
    }
  });

  sharedTest('hold for every price traded since 2019-10, by the close of the month before', () => {
    let checked = 0;
    for (const symbol of readCsv('reference/ind_nifty50list.csv').map(row => row.Symbol ?? '')) {
      let month = '';
      let reference: Paise | undefined;
      let close: Paise | undefined;
      for (const row of readCsv(`market/daily_nse_raw/${symbol}.csv`)) {
        const { date = '' } = row;
        // The bands of April 2025 came in on the 15th; the month before them is the reference all the same.
        if (!date.startsWith(month) || month === '') reference = close;
        month = date.slice(0, 7);
        close = rupees(row.close);
        if (reference === undefined) continue;
        const tick = tickSizePaise(reference, date);
        for (const price of [row.open, row.high, row.low, row.last]) {
          checked++;
          if (!isOnTick(rupees(price), tick))
            expect.fail(`${symbol} ${date} ${price} is off a tick of ${tick}`);
        }
      }
    }
    expect(checked).toBeGreaterThan(290_000);
  });

  test('refuse a reference that is no price', () => {
    expect(() => tickSizePaise(paise(0), '2026-01-05')).toThrow(RangeError);
    expect(() => isOnTick(paise(100), paise(0))).toThrow(RangeError);
    expect(() => roundToTick(paise(100), paise(-5), 'up')).toThrow(RangeError);
  });
});

function rupees(text = ''): Paise {
  const amount = parsePaise(text);
  if (amount === undefined) throw new Error(`not a price: ${text}`);
  return amount;
}

describe('rounding to a tick', () => {
  test.each([
    [100_02, 5, 'down', 100_00],
    [100_02, 5, 'up', 100_05],
    [100_02, 5, 'nearest', 100_00],
    [100_03, 5, 'nearest', 100_05],
    [100_25, 50, 'nearest', 100_50],
    [100_00, 5, 'up', 100_00],
    [3, 5, 'down', 0],
  ] as const)('%d on %d %s is %d', (price, tick, direction, expected) => {
    expect(roundToTick(paise(price), paise(tick), direction)).toBe(expected);
  });

  test('lands on a tick, on the right side, less than one tick away', () => {
    const ticks = fc.constantFrom(1, 5, 10, 50, 100, 500);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), ticks, (price, size) => {
        const tick = paise(size);
        const down = roundToTick(paise(price), tick, 'down');
        const up = roundToTick(paise(price), tick, 'up');
        const nearest = roundToTick(paise(price), tick, 'nearest');
        expect([down, up, nearest].every(rounded => isOnTick(rounded, tick))).toBe(true);
        expect(down <= price && price <= up && up - down <= size).toBe(true);
        expect(Math.abs(nearest - price) * 2).toBeLessThanOrEqual(size);
        expect(isOnTick(paise(price), tick)).toBe(down === up);
      }),
      { seed: 6 },
    );
  });
});
