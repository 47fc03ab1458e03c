import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adjustedSeries,
  type CorporateAction,
  type RawBar,
  simpleRatio,
  stitchedSeries,
  symbolHistory,
} from '../../../src/domain/market/adjust.js';
import { dateOfDay } from '../../../src/domain/ist.js';
import { paise } from '../../../src/domain/money.js';

const bar = (date: string, price: number, volume = 1000): RawBar => ({
  date,
  open: paise(price),
  high: paise(price + 100),
  low: paise(price - 100),
  close: paise(price + 50),
  volume,
});

describe('adjusting', () => {
  const bars = ['2025-01-01', '2025-01-02', '2025-01-03'].map(date => bar(date, 60_000));
  const closes = (actions: CorporateAction[], asOf: string) =>
    adjustedSeries(bars, actions, asOf).map(({ closePaise, volume }) => [closePaise, volume]);

  test.each<[string, CorporateAction[], string, [number, number][]]>([
    [
      'nothing',
      [],
      '2025-01-03',
      [
        [60_050, 1000],
        [60_050, 1000],
        [60_050, 1000],
      ],
    ],
    [
      'a split: days before the ex-date only',
      [{ exDate: '2025-01-02', kind: 'split', factor: 2 }],
      '2025-01-03',
      [
        [30_025, 2000],
        [60_050, 1000],
        [60_050, 1000],
      ],
    ],
    [
      'a split after the as-of day: not yet',
      [{ exDate: '2025-01-03', kind: 'split', factor: 2 }],
      '2025-01-02',
      [
        [60_050, 1000],
        [60_050, 1000],
        [60_050, 1000],
      ],
    ],
    [
      'a split on the as-of day',
      [{ exDate: '2025-01-03', kind: 'split', factor: 2 }],
      '2025-01-03',
      [
        [30_025, 2000],
        [30_025, 2000],
        [60_050, 1000],
      ],
    ],
    [
      'a split after the last bar',
      [{ exDate: '2025-02-01', kind: 'split', factor: 10 }],
      '2025-03-01',
      [
        [6_005, 10_000],
        [6_005, 10_000],
        [6_005, 10_000],
      ],
    ],
    [
      'a dividend: volume stays',
      [{ exDate: '2025-01-02', kind: 'dividend', factor: 1.25 }],
      '2025-01-03',
      [
        [48_040, 1000],
        [60_050, 1000],
        [60_050, 1000],
      ],
    ],
    [
      'two on one day, and one before, in any order',
      [
        { exDate: '2025-01-03', kind: 'split', factor: 2 },
        { exDate: '2025-01-02', kind: 'dividend', factor: 1.25 },
        { exDate: '2025-01-03', kind: 'bonus', factor: 5 },
      ],
      '2025-01-03',
      [
        [4_804, 10_000],
        [6_005, 10_000],
        [60_050, 1000],
      ],
    ],
    [
      'a measured split: put right',
      [{ exDate: '2025-01-03', kind: 'split', factor: 10.0161 }],
      '2025-01-03',
      [
        [6_005, 10_000],
        [6_005, 10_000],
        [60_050, 1000],
      ],
    ],
  ])('%s', (_name, actions, asOf, expected) => {
    for (const [day, [close, volume]] of expected.entries()) {
      expect(closes(actions, asOf)[day]?.[0]).toBeCloseTo(close, 6);
      expect(closes(actions, asOf)[day]?.[1]).toBeCloseTo(volume, 6);
    }
  });

  test('changes no return but those over ex-dates, and no traded value at a split', () => {
    const action = fc.record({
      exDate: fc.integer({ min: 20_000, max: 20_040 }).map(dateOfDay),
      kind: fc.constantFrom('split', 'bonus', 'rights', 'demerger'),
      factor: fc.double({ min: 0.1, max: 20, noNaN: true }),
    });
    const series = fc
      .array(fc.integer({ min: 1_000, max: 10_000_000 }), { minLength: 2, maxLength: 40 })
      .map(prices => prices.map((price, day) => bar(dateOfDay(20_000 + day), price)));
    fc.assert(
      fc.property(series, fc.array(action, { maxLength: 6 }), (raw, actions) => {
        const adjusted = adjustedSeries(raw, actions, '2030-01-01');
        const exDates = new Set(actions.map(({ exDate }) => exDate));
        for (const [day, now] of adjusted.entries()) {
          const was = raw[day];
          const before = adjusted[day - 1];
          const wasBefore = raw[day - 1];
          if (!was) throw new Error('a bar was lost');
          expect((now.closePaise * now.volume) / (was.close * was.volume)).toBeCloseTo(1, 9);
          if (before && wasBefore && !exDates.has(now.date))
            expect(now.closePaise / before.closePaise / (was.close / wasBefore.close)).toBeCloseTo(1, 9);
        }
      }),
      { seed: 7 },
    );
  });

  test.each([0, -2, NaN, Infinity])('refuses a factor of %d', factor => {
    expect(() =>
      adjustedSeries(bars, [{ exDate: '2025-01-02', kind: 'other', factor }], '2025-01-03'),
    ).toThrow(/2025-01-02/);
  });
});

describe('simple ratios', () => {
  test.each([
    [2, '2:1'],
    [10.0161, '10:1'],
    [1.3326, '4:3'],
    [1.5, '3:2'],
    [1.2, '6:5'],
    [1.4524, undefined],
    [1.1562, undefined],
    [1.02, undefined],
    [1, undefined],
    [NaN, undefined],
  ])('%d is %s', (factor, expected) => {
    const ratio = simpleRatio(factor);
    expect(ratio && `${ratio.numerator}:${ratio.denominator}`).toBe(expected);
  });
});

describe('renamed shares', () => {
  const changes = [
    { from: 'B', to: 'C', firstDate: '2025-01-01' },
    { from: 'A', to: 'B', firstDate: '2020-01-01' },
  ];

  test('are one series under all their names', () => {
    const rows = ['2019-12-31', '2020-01-01', '2024-12-31', '2025-01-01'].map(date => ({ date }));
    const stitched = stitchedSeries('C', changes, name => rows.map(({ date }) => ({ date, name })));
    expect(stitched).toEqual([
      { date: '2019-12-31', name: 'A' },
      { date: '2020-01-01', name: 'B' },
      { date: '2024-12-31', name: 'B' },
      { date: '2025-01-01', name: 'C' },
    ]);
  });

  test('that go round in a circle end', () => {
    const circle = [...changes, { from: 'C', to: 'A', firstDate: '2015-01-01' }];
    expect(symbolHistory('C', circle).map(({ symbol }) => symbol)).toEqual(['C', 'B', 'A', 'C']);
    const sameDay = [
      { from: 'A', to: 'B', firstDate: '2020-01-01' },
      { from: 'B', to: 'A', firstDate: '2020-01-01' },
    ];
    expect(symbolHistory('A', sameDay).map(({ symbol }) => symbol)).toEqual(['A', 'B']);
  });
});
