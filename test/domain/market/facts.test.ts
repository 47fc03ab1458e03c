import { describe, expect, test } from 'vitest';
import { NSE, tradingDaysBetween } from '../../../src/domain/calendar.js';
import { isLargeMove } from '../../../src/domain/market/events.js';
import {
  type DayFacts,
  dayFacts,
  isOneSession,
  marketFacts,
  type PriceBar,
} from '../../../src/domain/market/facts.js';
import { type SectorDay, sectorDays } from '../../../src/domain/market/sectors.js';

const DAYS = tradingDaysBetween('2024-01-01', '2025-12-31', NSE).slice(0, 400);
const bars = (closes: readonly number[]): PriceBar[] =>
  closes.map((close, day) => ({ date: DAYS[day] ?? '', high: close, low: close, close }));

describe('the facts of a day', () => {
  test('name a 52-week extreme from the 252nd session on, and only a new one', () => {
    const closes = Array.from({ length: 253 }, (_, day) => 100 + (day % 3));
    const at = (day: number, close: number) => dayFacts(bars(closes.with(day, close)), 50)[day];
    expect(at(250, 200)).toMatchObject({ isYearHigh: undefined, isYearLow: undefined });
    expect(at(251, 200)).toMatchObject({ isYearHigh: true, isYearLow: false });
    expect(at(251, 102)).toMatchObject({ isYearHigh: false });
    expect(at(251, 99.95)).toMatchObject({ isYearHigh: false, isYearLow: true });
    // A high of 252 sessions ago no longer counts, one of 251 sessions ago does.
    const old = (day: number) => dayFacts(bars(closes.with(day, 150).with(252, 140)), 50)[252];
    expect(old(0)).toMatchObject({ isYearHigh: true });
    expect(old(1)).toMatchObject({ isYearHigh: false });
  });

  test('measure a return in deviations of the 60 returns before it, not of itself', () => {
    const closes = [100];
    for (let day = 1; day <= 60; day++) closes.push((closes[day - 1] ?? 0) * (day % 2 ? 1.01 : 1 / 1.01));
    const deviation = Math.log(1.01) * Math.sqrt(60 / 59);
    const facts = dayFacts(bars([...closes, (closes[60] ?? 0) * 1.05]), 50);
    expect(facts[60]?.zScore).toBeUndefined();
    expect(facts[61]?.zScore).toBeCloseTo(Math.log(1.05) / deviation, 9);
    expect(facts[61]?.changePercent).toBeCloseTo(5, 9);
  });

  test('tell a change of one session from one over a missing bar', () => {
    const whole = { symbol: 'A', industry: 'Power', bars: bars([1, 2, 3, 4]) };
    const holed = { symbol: 'B', industry: 'Power', bars: bars([1, 2, 3, 4]).toSpliced(1, 1) };
    const market = { nifty: [], volatility: [], indices: new Map(), shares: [whole, holed] };
    const facts = marketFacts(market);
    const sessions = facts.shares.map(({ days }) => days.map(day => isOneSession(day, facts)));
    expect(sessions).toEqual([
      [false, true, true, true],
      [false, false, true],
    ]);
    // Only on the last day did both shares trade over one session.
    expect([...sectorDays(market, facts).keys()]).toEqual([DAYS[3]]);
  });
});

describe('large moves', () => {
  test.each([
    [5, 0, true],
    [-5, 0, true],
    [4.9, 2.9, false],
    [-4.9, -3, true],
    [2, 3, true],
    [1.9, 9, false],
  ])('of %d %% and %d deviations: %s', (changePercent, zScore, large) => {
    const day: DayFacts = {
      date: '2025-01-01',
      close: 1,
      previousDate: undefined,
      changePercent,
      zScore,
      byAverage: undefined,
      isYearHigh: undefined,
      isYearLow: undefined,
    };
    expect(isLargeMove(day)).toBe(large);
  });
});

describe('sectors', () => {
  /** The last day of a sector index that moves by these percents, NIFTY standing still. */
  function last(changes: readonly number[]): SectorDay | undefined {
    const closes = [1000];
    for (const [day, change] of changes.entries()) closes.push((closes[day] ?? 0) * (1 + change / 100));
    const market = {
      nifty: bars(closes.map(() => 20_000)),
      volatility: [],
      indices: new Map([['NIFTY_IT', bars(closes)]]),
      shares: [],
    };
    return sectorDays(market, marketFacts(market)).get(DAYS[changes.length] ?? '')?.[0];
  }
  const repeat = (count: number, ...percents: number[]) =>
    Array.from({ length: count }, (_, day) => percents[day % percents.length] ?? 0);

  test.each<[string, number[], Partial<SectorDay>]>([
    ['rise', repeat(130, 0.1), { trend: 'up', growthPotential: 'high' }],
    ['fall', repeat(130, -0.1), { trend: 'down', growthPotential: 'low' }],
    ['recover above a falling mean', [...repeat(129, -0.1), 4], { trend: 'sideways' }],
    ['stand still', repeat(130, 0.5, -0.5), { growthPotential: 'medium' }],
    ['are new', repeat(10, 0.1), { trend: undefined, riskLevel: undefined, growthPotential: undefined }],
    ['grow wild', [...repeat(150, 0.5, -0.5), ...repeat(25, 3, -3)], { riskLevel: 'high' }],
    ['calm down', [...repeat(150, 3, -3), ...repeat(25, 0.5, -0.5)], { riskLevel: 'low' }],
    [
      'calm down to what they were a fifth of the time',
      [...repeat(60, 0.5, -0.5), ...repeat(140, 3, -3), ...repeat(25, 0.6, -0.6)],
      { riskLevel: 'low' },
    ],
    [
      'calm down to what they were half of the time',
      [...repeat(110, 0.5, -0.5), ...repeat(80, 3, -3), ...repeat(25, 0.6, -0.6)],
      { riskLevel: 'medium' },
    ],
  ])('that %s', (_name, changes, expected) => expect(last(changes)).toMatchObject(expected));
});
