import { describe, expect, test } from 'vitest';
import { NSE, tradingDaysBetween } from '../../../src/domain/calendar.js';
import { type MarketFigures, marketFigures } from '../../../src/domain/market/context.js';
import { type MarketHistory, type PriceBar, WINDOWS } from '../../../src/domain/market/facts.js';
import { sectorOfIndex } from '../../../src/domain/market/sectors.js';
import { marketHistory } from '../../support/market-history.js';
import { sharedTest } from '../../support/shared-data.js';

const DAYS = tradingDaysBetween('2024-01-01', '2025-12-31', NSE).filter(day => !NSE.specials.has(day));

/** A series over `DAYS` with the close of each given by its place. */
const series = (close: (day: number) => number): PriceBar[] =>
  DAYS.map((date, day) => ({ date, high: close(day) + 1, low: close(day) - 1, close: close(day) }));

const flat = (level: number, day: number, size = 1) => level + (day % 2) * size;

const HISTORY: MarketHistory = {
  nifty: series(day => flat(20_000, day, 20)),
  volatility: series(day => flat(12, day, 0.1)),
  indices: new Map([
    ['NIFTY AUTO', series(day => 1000 * 1.002 ** day)],
    ['NIFTY_MNC', series(day => 1000 + day)],
  ]),
  shares: ['A', 'B', 'C', 'D', 'E', 'F'].map((symbol, place) => ({
    symbol,
    industry: place < 2 ? 'Power' : place < 5 ? 'Automobile and Auto Components' : 'Textiles',
    bars: series(day => flat(100 + place, day + place)),
  })),
};

/** Figures of the last day, after the last bar of the series called `name` was changed. */
function lastDay(change: { nifty?: number; vix?: number; share?: number }): MarketFigures {
  const withLast = (bars: readonly PriceBar[], factor = 1) =>
    bars.map((bar, day) =>
      day < bars.length - 1
        ? bar
        : { date: bar.date, high: bar.high * factor, low: bar.low * factor, close: bar.close * factor },
    );
  const changed: MarketHistory = {
    nifty: withLast(HISTORY.nifty, change.nifty),
    volatility: withLast(HISTORY.volatility, change.vix),
    indices: HISTORY.indices,
    shares: HISTORY.shares.map(share => ({
      symbol: share.symbol,
      industry: share.industry,
      bars: withLast(share.bars, share.symbol === 'A' ? change.share : 1),
    })),
  };
  const last = DAYS.at(-1) ?? '';
  return marketFigures(changed, { calendar: NSE, actions: [] }, last, last);
}

describe('the figures of a day', () => {
  test('hold index values, changes and a neutral mood on a quiet day', () => {
    const { contexts, events } = lastDay({});
    expect(events).toEqual([]);
    expect(contexts).toHaveLength(1);
    expect(contexts[0]).toMatchObject({
      date: '2025-12-31',
      niftyChangeSince: '2025-12-30',
      sentiment: 'neutral',
      fearGreed: { missing: [] },
      keyEvents: [],
    });
    expect(Object.keys(contexts[0]?.sectorChangePercent ?? {}).sort()).toEqual([
      'Automobile and Auto Components',
      'Power',
    ]);
  });

  test('say for each sector whether an index or its members gave them, and what has grown', () => {
    const [auto, power] = lastDay({}).sectors;
    expect(auto).toMatchObject({
      sector: 'Automobile and Auto Components',
      basis: 'index',
      trend: 'up',
      growthPotential: 'high',
    });
    expect(auto?.changePercent).toBeCloseTo(0.2, 9);
    expect(power).toMatchObject({ sector: 'Power', basis: 'members', growthPotential: 'medium' });
  });

  test('take the mean of the members where the index has no bar that day', () => {
    const auto = HISTORY.indices.get('NIFTY AUTO') ?? [];
    const { sectors } = marketFigures(
      { ...HISTORY, indices: new Map([['NIFTY AUTO', auto.slice(0, -1)]]) },
      { calendar: NSE, actions: [] },
      '2025-12-30',
      '2025-12-31',
    );
    const bases = sectors
      .filter(({ sector }) => sector.startsWith('Auto'))
      .map(({ date, basis }) => [date, basis]);
    expect(bases).toEqual([
      ['2025-12-30', 'index'],
      ['2025-12-31', 'members'],
    ]);
  });

  test.each<[string, Parameters<typeof lastDay>[0], object[]]>([
    [
      'a share that rose a lot',
      { share: 1.12 },
      [
        {
          type: 'year_high',
          title: 'A 52-week high',
          impact: 'low',
          symbol: 'A',
          affectedSectors: ['Power'],
        },
        { type: 'large_move', impact: 'high', symbol: 'A', confidence: 0.9 },
      ],
    ],
    ['a share that fell', { share: 0.94 }, [{ type: 'year_low' }, { type: 'large_move', impact: 'low' }]],
    [
      'a NIFTY that fell',
      { nifty: 0.97 },
      [{ type: 'index_move', impact: 'medium', affectedSectors: ['all'] }],
    ],
    ['a VIX that leapt', { vix: 1.35 }, [{ type: 'volatility_spike', impact: 'high' }]],
    ['a VIX that fell', { vix: 0.6 }, []],
    ['a share that moved a little', { share: 1.004 }, [{ type: 'year_high' }]],
  ])('tell of %s', (_name, change, expected) => {
    const { contexts, events } = lastDay(change);
    expect(events).toHaveLength(expected.length);
    for (const [index, event] of expected.entries())
      expect(events[index]).toMatchObject({ date: '2025-12-31', source: 'detected', ...event });
    expect([...(contexts[0]?.keyEvents ?? [])].sort()).toEqual(events.map(({ title }) => title).sort());
  });

  test('tell of holidays, special sessions and ex-dates, also of those to come', () => {
    const { contexts, events } = marketFigures(
      HISTORY,
      { calendar: NSE, actions: [{ symbol: 'A', exDate: '2026-02-05', kind: 'bonus', factor: 2 }] },
      '2026-01-10',
      '2026-02-05',
    );
    expect(contexts).toEqual([]);
    expect(events.map(({ date, type, title, confidence }) => [date, type, title, confidence])).toEqual([
      ['2026-01-15', 'holiday', 'Trading holiday: Municipal Corporation elections', 1],
      ['2026-01-26', 'holiday', 'Trading holiday: Republic Day', 1],
      ['2026-02-01', 'special_session', 'Union Budget, full session on a weekend', 1],
      ['2026-02-05', 'ex_date', 'A ex-date: bonus, factor 2', 1],
    ]);
    expect(events[3]).toMatchObject({ symbol: 'A', affectedSectors: ['Power'], marketReaction: undefined });
  });

  test('are unknown, not invented, where there are no data', () => {
    const empty: MarketHistory = { nifty: [], volatility: [], indices: new Map(), shares: [] };
    const none = marketFigures(empty, { calendar: NSE, actions: [] }, '2025-01-06', '2025-01-10');
    expect(none).toEqual({ contexts: [], sectors: [], events: [] });
    const oneDay = marketFigures(
      { ...empty, nifty: HISTORY.nifty.slice(0, 1) },
      { calendar: NSE, actions: [] },
      DAYS[0] ?? '',
      DAYS[0] ?? '',
    );
    expect(oneDay.contexts).toEqual([
      {
        date: DAYS[0],
        niftyValue: 20_000,
        niftyChangePercent: undefined,
        niftyChangeSince: undefined,
        volatilityIndex: undefined,
        fearGreed: undefined,
        sentiment: undefined,
        sectorChangePercent: {},
        keyEvents: [],
      },
    ]);
  });

  test.each([
    ['NIFTY AUTO', 'Automobile and Auto Components'],
    ['nifty_bank', 'Banks'],
    ['NIFTY MNC', undefined],
    ['NIFTY 50', undefined],
  ])('know %s as the index of %s', (index, sector) => expect(sectorOfIndex(index)).toBe(sector));
});

describe('the figures of the real market', () => {
  sharedTest('agree with a plain computation on chosen days', () => {
    const history = marketHistory();
    const { contexts } = marketFigures(history, { calendar: NSE, actions: [] }, '2020-01-01', '2026-08-21');
    for (const date of ['2020-03-23', '2021-10-18', '2024-06-04', '2025-03-04', '2026-07-31']) {
      const nifty = history.nifty.filter(bar => bar.date <= date).map(({ close }) => close);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const momentum = (nifty.at(-1) ?? 0) / mean(nifty.slice(-WINDOWS.indexAverage)) - 1;
      const closes = history.shares
        .map(({ bars }) => bars.filter(bar => bar.date <= date))
        .filter(bars => bars.at(-1)?.date === date)
        .map(bars => bars.map(({ close }) => close));
      const ups = closes.filter(list => (list.at(-1) ?? 0) > (list.at(-2) ?? NaN)).length;
      const downs = closes.filter(list => (list.at(-1) ?? 0) < (list.at(-2) ?? NaN)).length;
      const context = contexts.find(day => day.date === date);
      expect(context?.niftyChangePercent).toBeCloseTo(
        ((nifty.at(-1) ?? 0) / (nifty.at(-2) ?? 1) - 1) * 100,
        9,
      );
      expect(context?.fearGreed?.parts.momentum).toBeCloseTo(
        Math.min(100, Math.max(0, 50 + (momentum / 0.1) * 50)),
        6,
      );
      expect(context?.fearGreed?.parts.advances).toBeCloseTo((100 * ups) / (ups + downs), 9);
    }
  });

  sharedTest('feel fear where there was fear, and greed where there was greed', () => {
    const { contexts } = marketFigures(
      marketHistory(),
      { calendar: NSE, actions: [] },
      '2020-01-01',
      '2026-08-21',
    );
    const mood = (date: string) => contexts.find(day => day.date === date)?.sentiment;
    expect(mood('2020-03-23')).toBe('very_bearish');
    expect(mood('2020-11-24')).toBe('very_bullish');
    const values = contexts.flatMap(day => day.fearGreed?.value ?? []);
    expect(values.length).toBeGreaterThan(1600);
    expect(Math.min(...values)).toBeLessThan(10);
    expect(Math.max(...values)).toBeGreaterThan(90);
  });

  sharedTest('are computed for the whole history of 60 shares, no event twice', () => {
    const history = marketHistory();
    const { contexts, sectors, events } = marketFigures(
      history,
      { calendar: NSE, actions: [] },
      '2015-01-01',
      '2026-08-21',
    );
    expect(contexts.length).toBeGreaterThan(2800);
    expect(sectors.length).toBeGreaterThan(30_000);
    expect(events.length).toBeGreaterThan(1000);
    const titles = new Set(events.map(({ date, type, title }) => `${date} ${type} ${title}`));
    expect(titles.size).toBe(events.length);
  });
});
