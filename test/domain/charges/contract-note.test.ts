import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHARGE_LINES, totalCharges } from '../../../src/domain/charges/charges.js';
import { contractNote, type NoteOrder } from '../../../src/domain/charges/contract-note.js';
import { exactOfPaise, sumExact } from '../../../src/domain/charges/exact.js';

const ORDERS: readonly NoteOrder[] = [
  { side: 'BUY', product: 'CNC', fills: [{ quantity: 10, pricePaise: 1534_55 }] },
  {
    side: 'SELL',
    product: 'MIS',
    fills: [
      { quantity: 60, pricePaise: 1121_05 },
      { quantity: 40, pricePaise: 1121_05 },
    ],
  },
];

describe('a contract note', () => {
  test('rounds STT and stamp duty of the whole day to the rupee and names the difference', () => {
    // STT 1534.55 + 2802.625 paise is ₹43.37, stamp duty 230.1825 paise is ₹2.30; the other lines are sums of two cases in charges.test.ts.
    const note = contractNote({ date: '2026-08-21', orders: ORDERS });
    expect(note.lines).toEqual({
      brokerage: 2000,
      stt: 4300,
      exchange: 391,
      ipft: 0,
      sebi: 13,
      stamp: 200,
      gst: 433,
      dp: 0,
    });
    expect(String(note.rupeeRounding)).toBe(String(-(37_175_00000000n + 30_182_50000000n)));
    expect(note.chargesPaise).toBe(7337);
    expect([note.buyPaise, note.sellPaise]).toEqual([15_345_50, 1_12_105_00]);
    expect(note.netPaise).toBe(1_12_105_00 - 15_345_50 - 73_37);
  });

  test('rounds once for the note, not once for each order', () => {
    const order: NoteOrder = { side: 'SELL', product: 'CNC', fills: [{ quantity: 1, pricePaise: 400_00 }] };
    // ₹0.40 of STT each: none of them alone would reach a rupee.
    expect(contractNote({ date: '2026-08-21', orders: [order] }).lines.stt).toBe(0);
    expect(contractNote({ date: '2026-08-21', orders: [order, order, order] }).lines.stt).toBe(1_00);
  });

  test('of a day without trades is empty', () => {
    const note = contractNote({ date: '2026-08-21', orders: [] });
    expect([note.chargesPaise, note.netPaise, note.rupeeRounding, note.paisaRounding]).toEqual([
      0,
      0,
      0n,
      0n,
    ]);
  });

  test('always adds up: unrounded charges and roundings make its charges, and its net follows', () => {
    const fill = fc.record({
      quantity: fc.integer({ min: 1, max: 5000 }),
      pricePaise: fc.integer({ min: 1, max: 500_000 }),
    });
    const order = fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      product: fc.constantFrom('CNC' as const, 'MIS' as const),
      fills: fc.array(fill, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('2021-06-01', '2023-06-01', '2025-06-02', '2026-06-01'),
        fc.array(order, { maxLength: 6 }),
        (date, orders) => {
          const note = contractNote({ date, orders });
          const { exact, rupeeRounding, paisaRounding } = note;
          expect(sumExact([totalCharges(exact), rupeeRounding, paisaRounding])).toBe(
            exactOfPaise(note.chargesPaise),
          );
          expect(CHARGE_LINES.reduce((sum, line) => sum + note.lines[line], 0)).toBe(note.chargesPaise);
          expect(note.netPaise).toBe(note.sellPaise - note.buyPaise - note.chargesPaise);
          expect([note.lines.stt % 100, note.lines.stamp % 100]).toEqual([0, 0]);
          const rupee = 100_00000000000n;
          expect(rupeeRounding <= rupee && rupeeRounding >= -rupee).toBe(true);
        },
      ),
      { seed: 32, numRuns: 200 },
    );
  });
});
