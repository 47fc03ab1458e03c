import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchangeDays, instruments } from '../../../src/db/schema/main/index.js';
import type { Store } from '../../../src/db/store.js';
import { addDays } from '../../../src/domain/ist.js';
import { readHistory, storedBars } from '../../../src/domain/market/stored.js';
import { NOW, temporaryStore } from '../../support/folder.js';
import { type StoredAction, type StoredBar, storeHistory } from '../../support/stored-rows.js';

async function closes(
  store: Store,
  symbol: string,
  asOf: string,
  options: { adjusted: boolean; from?: string; to?: string },
): Promise<[string, number][]> {
  const { read } = store.main;
  const { changes } = await readHistory(read);
  const { from = '2000-01-01', to = asOf, adjusted } = options;
  const bars = await storedBars(read, changes, { symbol, from, to, asOf, adjusted });
  return bars.map(bar => [bar.date, bar.closePaise]);
}

const SPLIT: StoredAction = { symbol: 'ABC', exDate: '2024-03-06', kind: 'split', priceFactor: 10 };
const ABC: StoredBar[] = [
  { symbol: 'ABC', date: '2024-03-04', closePrice: 100_005 },
  { symbol: 'ABC', date: '2024-03-05', closePrice: 101_000 },
  { symbol: 'ABC', date: '2024-03-06', closePrice: 10_200 },
  { symbol: 'ABC', date: '2024-03-07', closePrice: 10_300 },
];

test('before the ex-date prices are as they were, from the ex-date on the history before it is adjusted', async () => {
  const store = await temporaryStore();
  await storeHistory(store, { bars: ABC, actions: [SPLIT] });
  const adjusted = { adjusted: true };
  expect(await closes(store, 'ABC', '2024-03-05', adjusted)).toEqual([
    ['2024-03-04', 100_005],
    ['2024-03-05', 101_000],
  ]);
  expect(await closes(store, 'ABC', '2024-03-06', adjusted)).toEqual([
    ['2024-03-04', 10_001],
    ['2024-03-05', 10_100],
    ['2024-03-06', 10_200],
  ]);
  expect(await closes(store, 'ABC', '2024-03-07', { adjusted: true, to: '2024-03-05' })).toEqual([
    ['2024-03-04', 10_001],
    ['2024-03-05', 10_100],
  ]);
  expect(await closes(store, 'ABC', '2024-03-07', { adjusted: false })).toEqual(
    ABC.map(({ date, closePrice }) => [date, closePrice]),
  );
});

test('volume follows a split, and an index without volume keeps none', async () => {
  const store = await temporaryStore();
  const index = { symbol: 'NIFTY 50', series: 'INDEX', volume: null };
  await storeHistory(store, {
    bars: [...ABC, { ...index, date: '2024-03-07', closePrice: 2_250_000 }],
    actions: [SPLIT],
  });
  const of = (symbol: string) =>
    storedBars(store.main.read, [], {
      symbol,
      from: '2024-03-04',
      to: '2024-03-07',
      asOf: '2024-03-07',
      adjusted: true,
    });
  expect((await of('ABC')).map(bar => bar.volume)).toEqual([10_000, 10_000, 1_000, 1_000]);
  expect((await of('NIFTY 50')).map(bar => bar.volume)).toEqual([null]);
});

test('prices with four decimals become whole paise', async () => {
  const store = await temporaryStore();
  await storeHistory(store, {
    bars: [
      {
        symbol: 'INDIA VIX',
        series: 'INDEX',
        priceDecimals: 4,
        date: '2024-03-04',
        openPrice: 152_449,
        lowPrice: 152_449,
        highPrice: 160_050,
        closePrice: 152_450,
      },
    ],
  });
  const [bar] = await storedBars(store.main.read, [], {
    symbol: 'INDIA VIX',
    from: '2024-03-04',
    to: '2024-03-04',
    asOf: '2024-03-04',
    adjusted: true,
  });
  expect(bar).toMatchObject({ openPaise: 1_524, lowPaise: 1_524, highPaise: 1_601, closePaise: 1_525 });
});

test('a day counts once: series EQ, else BE, never another series or another source', async () => {
  const store = await temporaryStore();
  const day = { symbol: 'ABC', date: '2024-03-04' };
  await storeHistory(store, {
    bars: [
      { ...day, series: 'BE', closePrice: 1_100 },
      { ...day, series: 'EQ', closePrice: 1_000 },
      { ...day, series: 'N1', closePrice: 1_200 },
      { ...day, source: 'kite_adjusted', closePrice: 1_300 },
      { ...day, date: '2024-03-05', series: 'BE', closePrice: 1_400 },
      { ...day, date: '2024-03-06', series: 'N1', closePrice: 1_500 },
      { ...day, date: '2024-03-07', source: 'kite_adjusted', closePrice: 1_600 },
    ],
  });
  expect(await closes(store, 'ABC', '2024-03-09', { adjusted: true })).toEqual([
    ['2024-03-04', 1_000],
    ['2024-03-05', 1_400],
  ]);
});

const RENAME = { oldSymbol: 'ZOMATO', newSymbol: 'ETERNAL', firstDate: '2025-04-09' };

test('a share keeps its history under a new name, with the actions of the old one, from the day it has it', async () => {
  const store = await temporaryStore();
  await storeHistory(store, {
    bars: [
      { symbol: 'ZOMATO', date: '2025-04-07', closePrice: 40_000 },
      { symbol: 'ZOMATO', date: '2025-04-08', closePrice: 20_500 },
      { symbol: 'ETERNAL', date: '2025-04-09', closePrice: 21_000 },
    ],
    changes: [RENAME],
    actions: [{ symbol: 'ZOMATO', exDate: '2025-04-08', kind: 'bonus', priceFactor: 2 }],
  });
  expect(await closes(store, 'ETERNAL', '2025-04-09', { adjusted: true })).toEqual([
    ['2025-04-07', 20_000],
    ['2025-04-08', 20_500],
    ['2025-04-09', 21_000],
  ]);
  expect(await closes(store, 'ETERNAL', '2025-04-08', { adjusted: true })).toEqual([]);
  expect(await closes(store, 'ZOMATO', '2025-04-08', { adjusted: true })).toHaveLength(2);
});

test('a share that a list knows by its present name only is of the same industry under its old one', async () => {
  const store = await temporaryStore();
  await storeHistory(store, {
    bars: ['ZOMATO', 'ETERNAL', 'HDFC'].map(symbol => ({ symbol, date: '2025-04-08', closePrice: 20_500 })),
    changes: [RENAME],
  });
  const listed = { symbol: 'ETERNAL', kind: 'equity' as const, industry: 'Services', updatedAt: NOW };
  await store.main.tx(async tx => await tx.insert(instruments).values({ ...listed }));
  const { symbols } = await readHistory(store.main.read);
  expect(symbols.map(({ symbol, sector }) => [symbol, sector])).toEqual([
    ['ETERNAL', 'Services'],
    ['HDFC', null],
    ['ZOMATO', 'Services'],
  ]);
});

test('sessions are the days with bars, at the hours of their date', async () => {
  const store = await temporaryStore();
  const ist = (date: string, time: string) => Date.parse(`${date}T${time}:00+05:30`);
  const dates = ['2024-03-01', '2024-03-02', '2024-11-01', '2024-12-25', '2026-08-10'];
  await storeHistory(store, { bars: dates.map(date => ({ symbol: 'ABC', date, closePrice: 1_000 })) });
  const { sessions, symbols } = await readHistory(store.main.read);
  expect(symbols).toEqual([{ symbol: 'ABC', name: 'ABC', kind: 'equity', sector: null }]);
  expect(sessions.map(({ date, openMs, closeMs }) => [date, openMs, closeMs])).toEqual([
    ['2024-03-01', ist('2024-03-01', '09:15'), ist('2024-03-01', '15:30')],
    // The Saturday of two short sessions, from the first open to the last close.
    ['2024-03-02', ist('2024-03-02', '09:15'), ist('2024-03-02', '12:30')],
    // Muhurat.
    ['2024-11-01', ist('2024-11-01', '18:00'), ist('2024-11-01', '19:00')],
    // Bars on what the calendar calls a holiday: what traded, traded.
    ['2024-12-25', ist('2024-12-25', '09:15'), ist('2024-12-25', '15:30')],
    ['2026-08-10', ist('2026-08-10', '09:15'), ist('2026-08-10', '15:30')],
  ]);
});

test('an imported special day keeps the times that the calendar knows', async () => {
  const store = await temporaryStore();
  await store.main.tx(async tx => {
    await tx.insert(exchangeDays).values({ date: '2024-11-01', kind: 'muhurat', description: 'Diwali' });
  });
  await storeHistory(store, { bars: [{ symbol: 'ABC', date: '2024-11-01', closePrice: 1_000 }] });
  const { sessions } = await readHistory(store.main.read);
  expect(sessions[0]?.openMs).toBe(Date.parse('2024-11-01T18:00:00+05:30'));
});

test('nothing that happens after a day changes what was known on it', async () => {
  const store = await temporaryStore();
  const symbols = ['OLD', 'NEW', 'OTHER'];
  const day = fc.integer({ min: 0, max: 20 }).map(days => addDays('2024-03-01', days));
  const price = fc.integer({ min: 100, max: 1_000_000 });
  const history = fc.record({
    bars: fc.uniqueArray(fc.record({ symbol: fc.constantFrom(...symbols), date: day, closePrice: price }), {
      selector: bar => `${bar.symbol}${bar.date}`,
      maxLength: 40,
    }),
    actions: fc.uniqueArray(
      fc.record({
        symbol: fc.constantFrom(...symbols),
        exDate: day,
        kind: fc.constantFrom('split' as const, 'dividend' as const),
        priceFactor: fc.constantFrom(2, 5, 10, 1.02),
      }),
      { selector: action => `${action.symbol}${action.exDate}${action.kind}`, maxLength: 6 },
    ),
    change: day,
    asOf: day,
  });
  let adjustments = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ bars, actions, change, asOf }) => {
      const changes = [{ oldSymbol: 'OLD', newSymbol: 'NEW', firstDate: change }];
      const answers = async () =>
        await Promise.all(
          symbols.map(symbol => closes(store, symbol, asOf, { adjusted: true, to: '2024-12-31' })),
        );
      await storeHistory(store, { bars, actions, changes });
      const withFuture = await answers();
      await storeHistory(store, {
        bars: bars.filter(({ date }) => date <= asOf),
        actions: actions.filter(({ exDate }) => exDate <= asOf),
        changes: changes.filter(({ firstDate }) => firstDate <= asOf),
      });
      expect(await answers()).toEqual(withFuture);
      adjustments += actions.filter(({ exDate }) => exDate > asOf).length;
    }),
    { seed: 11, numRuns: 60 },
  );
  expect(adjustments).toBeGreaterThan(20);
});
