import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addCharges,
  CHARGE_LINES,
  type Charges,
  chargesOfFill,
  chargesOfOrder,
  chargesOfTurnover,
  dpCharge,
  NO_CHARGES,
  type Product,
  type Side,
  shownCharges,
  totalCharges,
  turnoverPaise,
} from '../../../src/domain/charges/charges.js';
import {
  type Exact,
  exactOfPaise,
  sumExact,
  toPaise,
  toWholeRupees,
} from '../../../src/domain/charges/exact.js';
import { PAISE_MAX, paise } from '../../../src/domain/money.js';

/** Paise as a decimal text. */
function decimal(amount: Exact): string {
  const digits = String(amount).padStart(12, '0');
  return `${digits.slice(0, -11)}.${digits.slice(-11)}`.replace(/\.?0+$/, '');
}

const written = (charges: Charges) =>
  CHARGE_LINES.filter(line => line !== 'dp')
    .map(line => decimal(charges[line]))
    .join(' ');

/** Brokerage, STT, exchange, IPFT, SEBI, stamp duty and GST in paise, computed apart with Python's decimal module. */
const CASES: readonly [string, Side, Product, number, number, string][] = [
  ['2026-03-02', 'BUY', 'CNC', 10, 153455, '0 1534.55 47.10915045 0.00153455 1.53455 230.1825 8.755866081'],
  ['2026-03-02', 'SELL', 'CNC', 10, 153455, '0 1534.55 47.10915045 0.00153455 1.53455 0 8.755866081'],
  [
    '2026-08-21',
    'BUY',
    'MIS',
    7,
    112105,
    '235.4205 0 24.090579765 0.000784735 0.784735 23.54205 46.8532466577',
  ],
  [
    '2026-08-21',
    'SELL',
    'MIS',
    7,
    112105,
    '235.4205 196.18375 24.090579765 0.000784735 0.784735 0 46.8532466577',
  ],
  ['2026-08-21', 'BUY', 'MIS', 100, 112105, '2000 0 344.1511395 0.0112105 11.2105 336.315 423.96509511'],
  ['2026-08-21', 'SELL', 'MIS', 100, 112105, '2000 2802.625 344.1511395 0.0112105 11.2105 0 423.96509511'],
  ['2026-02-27', 'BUY', 'CNC', 10, 153455, '0 1534.55 45.576135 0 1.53455 230.1825 8.4799233'],
  ['2026-02-27', 'SELL', 'MIS', 100, 153455, '2000 3836.375 455.76135 0 15.3455 0 444.799233'],
  ['2024-10-01', 'SELL', 'CNC', 333, 7777, '0 2589.741 76.9153077 0 2.589741 0 14.310908766'],
  ['2024-09-30', 'BUY', 'MIS', 333, 7777, '776.9223 0 83.3896602 0 2.589741 77.69223 155.322306216'],
  ['2023-06-15', 'BUY', 'CNC', 1, 56000, '0 56 1.82 0.056 0.056 8.4 0.33768'],
  ['2023-04-03', 'SELL', 'MIS', 250, 248735, '2000 15545.9375 2020.971875 62.18375 62.18375 0 734.9680125'],
  ['2023-03-31', 'BUY', 'CNC', 10, 153455, '0 1534.55 52.941975 0 1.53455 230.1825 9.8057745'],
  ['2022-06-01', 'SELL', 'CNC', 1, 149800, '0 149.8 5.1681 0 0.1498 0 0.957222'],
  ['2021-03-31', 'BUY', 'MIS', 100, 20000, '600 0 69 0 1 60 120.6'],
  ['2020-12-31', 'SELL', 'MIS', 100, 20000, '600 500 65 0 1 0 119.88'],
];

describe('the charges of an order', () => {
  test.each(CASES)(
    'on %s: %s %s %d at %d paise are %s',
    (date, side, product, quantity, pricePaise, legs) => {
      const charges = chargesOfOrder({ date, side, product, fills: [{ quantity, pricePaise }] });
      expect(written(charges)).toBe(legs);
      expect(charges.dp).toBe(0n);
    },
  );

  test.each([
    ['2026-03-01', '307 = 306.99 and 0.01', 306_99, 1],
    ['2026-02-28', '297', 297_00, 0],
    ['2024-10-01', '297', 297_00, 0],
    ['2024-03-31', '335 = 325 and 10', 325_00, 10_00],
    ['2023-04-01', '335 = 325 and 10', 325_00, 10_00],
    ['2023-03-31', '345', 345_00, 0],
    ['2021-01-01', '345', 345_00, 0],
  ])('on %s the exchange and IPFT take rupees %s of a crore', (date, _words, exchange, ipft) => {
    const { lines } = shownCharges(
      chargesOfTurnover({ date, side: 'BUY', product: 'CNC', turnoverPaise: 1_00_00_000_00 }),
    );
    expect([lines.exchange, lines.ipft]).toEqual([exchange, ipft]);
  });

  test('GST leaves IPFT out: a purchase at ₹560 of 2023 pays the 0.0033768 of the note that the broker documents', () => {
    const charges = chargesOfTurnover({
      date: '2023-07-03',
      side: 'BUY',
      product: 'CNC',
      turnoverPaise: 560_00,
    });
    expect(decimal(charges.gst)).toBe('0.33768');
    expect(decimal(sumExact([charges.exchange, charges.ipft]))).toBe('1.876');
  });

  test.each([
    [6_666_666, '1999.9998'],
    [6_666_667, '2000'],
    [PAISE_MAX, '2000'],
  ])('brokerage on %d paise of intraday turnover is %s', (turnover, brokerage) => {
    const order = { date: '2026-04-01', side: 'BUY', product: 'MIS', turnoverPaise: turnover } as const;
    expect(decimal(chargesOfTurnover(order).brokerage)).toBe(brokerage);
  });

  test('an order without a fill costs nothing', () => {
    expect(chargesOfOrder({ date: '2026-04-01', side: 'BUY', product: 'MIS', fills: [] })).toEqual(
      NO_CHARGES,
    );
  });

  test('however an order is filled, its fills sum to the charges of the order exactly', () => {
    const fills = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 900 }),
        pricePaise: fc.integer({ min: 1, max: 400_000 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const terms = fc.record({
      date: fc.constantFrom(
        '2020-07-01',
        '2022-05-02',
        '2023-05-02',
        '2024-05-02',
        '2025-05-02',
        '2026-05-04',
      ),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      product: fc.constantFrom('CNC' as const, 'MIS' as const),
    });
    let capped = 0;
    fc.assert(
      fc.property(terms, fills, (order, trades) => {
        let before = 0;
        const parts = trades.map(fill => {
          const charges = chargesOfFill({ ...order, ...fill, orderTurnoverBefore: before });
          before += turnoverPaise(fill);
          return charges;
        });
        const whole = chargesOfOrder({ ...order, fills: trades });
        expect(addCharges(...parts)).toEqual(whole);
        expect(chargesOfOrder({ ...order, fills: trades.toReversed() })).toEqual(whole);
        expect(chargesOfTurnover({ ...order, turnoverPaise: before })).toEqual(whole);
        expect(parts.every(part => CHARGE_LINES.every(line => part[line] >= 0n))).toBe(true);
        if (whole.brokerage === exactOfPaise(paise(20_00))) capped++;
      }),
      { seed: 31, numRuns: 300 },
    );
    expect(capped).toBeGreaterThan(50);
  });

  test('two fills in one order share the cap, two orders do not', () => {
    const order = { date: '2026-04-01', side: 'SELL', product: 'MIS' } as const;
    const fill = { quantity: 100, pricePaise: 500_00 };
    const together = chargesOfOrder({ ...order, fills: [fill, fill] });
    const apart = chargesOfOrder({ ...order, fills: [fill] });
    expect(decimal(together.brokerage)).toBe('2000');
    expect(decimal(addCharges(apart, apart).brokerage)).toBe('3000');
    expect(decimal(chargesOfFill({ ...order, ...fill, orderTurnoverBefore: 50_000_00 }).brokerage)).toBe(
      '500',
    );
  });

  test.each([0, -1, 1.5, NaN, Infinity, 1e308])('a quantity or price of %d is refused', bad => {
    const order = { date: '2026-04-01', side: 'BUY', product: 'CNC', orderTurnoverBefore: 0 } as const;
    expect(() => chargesOfFill({ ...order, quantity: bad, pricePaise: 100 })).toThrow(RangeError);
    expect(() => chargesOfFill({ ...order, quantity: 1, pricePaise: bad })).toThrow(RangeError);
  });

  test.each([-1, 1.5, NaN, PAISE_MAX + 1])('a turnover of %d is refused', turnover => {
    const order = { date: '2026-04-01', side: 'BUY', product: 'CNC' } as const;
    expect(() => chargesOfTurnover({ ...order, turnoverPaise: turnover })).toThrow(RangeError);
    expect(() =>
      chargesOfFill({ ...order, quantity: 1, pricePaise: 1, orderTurnoverBefore: turnover }),
    ).toThrow(RangeError);
  });

  test('a value past the greatest amount is refused before it loses digits', () => {
    expect(() => turnoverPaise({ quantity: 10_000_001, pricePaise: 10_000_000 })).toThrow(RangeError);
    expect(turnoverPaise({ quantity: 10_000_000, pricePaise: 10_000_000 })).toBe(PAISE_MAX);
  });

  test.each(['2020-06-30', '2026-02-30', '2026-3-1', ''])('%j has no rates', date => {
    const order = { date, side: 'BUY', product: 'CNC', turnoverPaise: 100 } as const;
    expect(() => chargesOfTurnover(order)).toThrow(RangeError);
    expect(() => dpCharge(date)).toThrow(RangeError);
  });
});

describe('the fee of the depository', () => {
  test.each([
    ['2026-08-21', '1534'],
    ['2024-10-01', '1534'],
    ['2024-09-30', '1593'],
    ['2020-07-01', '1593'],
  ])('on %s is %s paise with GST, on a line of its own', (date, fee) => {
    const charges = dpCharge(date);
    expect(decimal(charges.dp)).toBe(fee);
    expect(totalCharges(charges)).toBe(charges.dp);
  });
});

describe('rounding', () => {
  test.each([
    ['0', 0, 0],
    ['49999999999', 0, 0],
    ['50000000000', 1, 0],
    ['149999999999', 1, 0],
    ['150000000000', 2, 0],
    ['4999999999999', 50, 0],
    ['5000000000000', 50, 100],
    ['-50000000000', 0, 0],
    ['-50000000001', -1, 0],
    ['-5000000000000', -50, 0],
    ['-5000000000001', -50, -100],
    ['-15000000000000', -150, -100],
  ])('%s e-11 paise are %d paise, or %d in whole rupees', (amount, inPaise, inRupees) => {
    expect(toPaise(BigInt(amount) as Exact)).toBe(inPaise);
    expect(toWholeRupees(BigInt(amount) as Exact)).toBe(inRupees);
  });

  test('the total that is shown is the sum of the lines that are shown', () => {
    const order = { date: '2026-08-21', side: 'SELL', product: 'MIS', turnoverPaise: 7 * 112105 } as const;
    const { lines, totalPaise } = shownCharges(addCharges(chargesOfTurnover(order), dpCharge(order.date)));
    expect(lines).toEqual({
      brokerage: 235,
      stt: 196,
      exchange: 24,
      ipft: 0,
      sebi: 1,
      stamp: 0,
      gst: 47,
      dp: 1534,
    });
    expect(totalPaise).toBe(2037);
  });
});
