import { describe, expect, test } from 'vitest';
import type { DailyBar, MarketAnswer, Quote } from '../../../src/domain/ports.js';
import { SIMULATED, simulatedMarket } from '../../../src/feeds/simulated/index.js';
import { spreadBasisPoints } from '../../../src/feeds/simulated/quote.js';
import { openOfWeekday, SESSION, weekdayOfDate } from '../../../src/feeds/simulated/sessions.js';
import { tickOf } from '../../../src/feeds/tick.js';

const market = simulatedMarket();
const OPEN = openOfWeekday(weekdayOfDate(SIMULATED.startDate));
const DAY_MS = 86_400_000;

function value<T>(answer: MarketAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}
const quote = async (symbol: string, atMs: number): Promise<Quote> => value(await market.quote(symbol, atMs));
const bars = async (symbol: string, toMs: number, count: number): Promise<DailyBar[]> =>
  value(await market.dailyBars(symbol, { toMs, count }));

describe('simulated market', () => {
  test('the first session is Monday 24 August 2026 at 09:15 IST', () => {
    expect(new Date(OPEN).toISOString()).toBe('2026-08-24T03:45:00.000Z');
  });

  test('it has the 50 shares and two indices, and says that it is simulated', async () => {
    const symbols = await market.symbols();
    expect(symbols.filter(({ kind }) => kind === 'equity')).toHaveLength(50);
    expect(new Set(symbols.map(({ symbol }) => symbol)).size).toBe(52);
    expect(market.describe()).toMatchObject({ source: 'simulated', truth: 'simulated' });
    expect(market.describe().summary).toMatch(/No price in it was ever paid/);
    expect(await quote('INFY', OPEN)).toMatchObject({ truth: 'simulated', source: 'simulated' });
  });

  test.each(['INFY', 'MARUTI', 'TATASTEEL', 'NIFTY 50', 'INDIA VIX'])(
    'a session of %s seen minute by minute is its daily bar, and nothing is seen early',
    async symbol => {
      for (let day = -4; day < 3; day += 1) {
        const open = OPEN + (day < 0 ? day - 2 : day) * DAY_MS;
        const whole = (await bars(symbol, open + SESSION.lengthMs, 1))[0];
        if (!whole) throw new Error('no bar');
        let [high, low, volume] = [0, Number.POSITIVE_INFINITY, -1];
        expect((await quote(symbol, open)).lastPaise).toBe(whole.openPaise);
        for (let ms = 0; ms < SESSION.lengthMs; ms += 30_000) {
          const seen = await quote(symbol, open + ms);
          high = Math.max(high, seen.lastPaise);
          low = Math.min(low, seen.lastPaise);
          expect(seen.volume ?? 0).toBeGreaterThanOrEqual(volume);
          volume = seen.volume ?? 0;
          if (ms % 3_000_000 === 0) {
            const partial = (await bars(symbol, open + ms, 1))[0];
            expect(partial).toMatchObject({ highPaise: high, lowPaise: low, complete: false });
            expect(partial?.closePaise).toBe(seen.lastPaise);
          }
        }
        const after = await quote(symbol, open + SESSION.lengthMs);
        expect(after).toMatchObject({ lastPaise: whole.closePaise, marketOpen: false, bidPaise: null });
        expect(after.volume).toBe(whole.volume);
        expect(Math.max(high, whole.closePaise)).toBe(whole.highPaise);
        expect(Math.min(low, whole.closePaise)).toBe(whole.lowPaise);
        expect(whole.complete).toBe(true);
      }
    },
  );

  test('bid is below offer, both on tick around the last price, and the spread is the documented one', async () => {
    const equities = (await market.symbols()).filter(({ kind }) => kind === 'equity');
    for (const [place, { symbol }] of equities.entries())
      for (let ms = 0; ms < SESSION.lengthMs; ms += 1_111_000) {
        const { bidPaise, askPaise, lastPaise } = await quote(symbol, OPEN + ms);
        if (bidPaise === null || askPaise === null) throw new Error(`${symbol} has no book`);
        expect(bidPaise).toBeLessThan(askPaise);
        expect([bidPaise, askPaise]).toContain(lastPaise);
        expect([bidPaise % tickOf(bidPaise), askPaise % tickOf(askPaise)]).toEqual([0, 0]);
        const width = (lastPaise * spreadBasisPoints(place, ms)) / 10_000;
        expect(askPaise - bidPaise).toBeGreaterThanOrEqual(Math.floor(width));
        expect(askPaise - bidPaise).toBeLessThanOrEqual(width + 2 * tickOf(askPaise));
      }
  });

  test('trading is busiest at both ends of the day', async () => {
    const { volume: total } = await quote('SBIN', OPEN + SESSION.lengthMs);
    const until = async (hours: number) =>
      ((await quote('SBIN', OPEN + hours * 3_600_000)).volume ?? 0) / (total ?? 1);
    const [first, second, third, fifth] = [
      await until(1),
      await until(2.5),
      await until(3.5),
      await until(5.25),
    ];
    expect(first).toBeGreaterThan(0.2);
    expect(third - second).toBeLessThan(0.13);
    expect(1 - fifth).toBeGreaterThan(0.2);
  });

  test('no answer depends on what comes later or on what was asked before', async () => {
    const fresh = simulatedMarket();
    await quote('TCS', OPEN + 40 * DAY_MS);
    const range = { toMs: OPEN + 3_600_000, count: 200 };
    expect(await market.dailyBars('TCS', range)).toEqual(await fresh.dailyBars('TCS', range));
  });

  test('history has 750 sessions before the first, weekdays only, and goes on after it', async () => {
    const all = await bars('HDFCBANK', OPEN - 1, 2_000);
    expect(all).toHaveLength(750);
    expect(all.at(-1)).toMatchObject({ date: '2026-08-21', closePaise: 72_695, complete: true });
    expect(all.filter(({ date }) => [0, 6].includes(new Date(date).getUTCDay()))).toEqual([]);
    expect(new Set(all.map(({ date }) => date)).size).toBe(750);
    const later = await bars('HDFCBANK', OPEN + 365 * DAY_MS, 300);
    expect(later).toHaveLength(300);
    expect(later.at(-1)?.date).toBe('2027-08-24');
  });

  test('on a weekend and at night the last close stands, with its own time', async () => {
    const fridayClose = OPEN - 3 * DAY_MS + SESSION.lengthMs;
    for (const hours of [0, 10, 30, 65]) {
      const seen = await quote('ITC', fridayClose + hours * 3_600_000);
      expect(seen).toMatchObject({ atMs: fridayClose, marketOpen: false, lastPaise: 26_940, askPaise: null });
    }
  });

  test('another start date moves the dates, not the prices', async () => {
    const other = simulatedMarket({ startDate: '2025-01-15' });
    const moved = value(await other.dailyBars('LT', { toMs: Date.parse('2025-01-15T03:44:00Z'), count: 5 }));
    const usual = await bars('LT', OPEN - 1, 5);
    expect(moved.map(bar => bar.closePaise)).toEqual(usual.map(bar => bar.closePaise));
    expect(moved.at(-1)?.date).toBe('2025-01-14');
  });

  test('what it does not have it refuses with words that say what to do', async () => {
    const refusals = [
      await market.quote('GOOG', OPEN),
      await market.quote('INFY', OPEN - 2_000 * DAY_MS),
      await market.quote('INFY', Number.NaN),
      await market.dailyBars('INFY', { toMs: OPEN, count: 0 }),
      await market.dailyBars('INFY', { toMs: OPEN, count: 2_001 }),
    ].map(answer => (answer.ok ? undefined : answer.refusal));
    expect(refusals.map(refusal => refusal?.code)).toEqual([
      'UNKNOWN_SYMBOL',
      'OUT_OF_RANGE',
      'OUT_OF_RANGE',
      'BAD_COUNT',
      'BAD_COUNT',
    ]);
    expect(refusals[0]?.message).toMatch(/NIFTY 50/);
    expect(refusals[1]?.message).toMatch(/from 2023-10-09 to/);
    expect(refusals[3]?.message).toMatch(/1 to 2000/);
  });
});
