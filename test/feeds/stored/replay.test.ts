import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paise } from '../../../src/domain/money.js';
import type { Bar, MarketAnswer } from '../../../src/domain/ports.js';
import { LEASE_WALL_MS, marketTimeMs, resumeClock, runClock } from '../../../src/feeds/market-clock.js';
import { REPLAY, replayMarket } from '../../../src/feeds/stored/replay.js';
import {
  advanceThrough,
  type ReplaySession,
  replayEnded,
  startReplay,
} from '../../../src/feeds/stored/replay-clock.js';

const ist = (text: string): number => Date.parse(`${text}+05:30`);
const session = (date: string, from = '09:15', to = '15:30'): ReplaySession => ({
  date,
  openMs: ist(`${date}T${from}:00`),
  closeMs: ist(`${date}T${to}:00`),
});
// A week with a holiday (Wednesday) and an evening session of one hour after it.
const SESSIONS = [
  session('2025-10-20'),
  session('2025-10-21', '13:45', '14:45'),
  session('2025-10-23'),
  session('2025-10-24'),
];
const bar = (date: string, open: number, high: number, low: number, close: number, volume = 1_000): Bar => ({
  date,
  openPaise: paise(open),
  highPaise: paise(high),
  lowPaise: paise(low),
  closePaise: paise(close),
  volume,
});
const INFY = [
  bar('2025-10-20', 150_000, 151_000, 149_000, 150_500),
  bar('2025-10-21', 150_600, 150_900, 150_600, 150_700),
  bar('2025-10-23', 151_000, 155_000, 150_000, 150_000),
  bar('2025-10-24', 150_000, 150_000, 150_000, 150_000),
];
const GONE = [bar('2025-10-20', 100, 120, 90, 110)];

const asked: string[] = [];
const market = replayMarket({
  sessions: SESSIONS,
  symbols: ['INFY', 'GONE', 'EMPTY'].map(symbol => ({ symbol, name: symbol, kind: 'equity', sector: null })),
  bars: async (symbol, from, to) => {
    asked.push(to);
    const all = symbol === 'INFY' ? INFY : symbol === 'GONE' ? GONE : [];
    return all.filter(({ date }) => date >= from && date <= to);
  },
});

function value<T>(answer: MarketAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}

describe('practice on history: prices', () => {
  test('a session opens at the open, ends at the close, touches high and low and never leaves them', async () => {
    for (const [index, { openMs, closeMs }] of SESSIONS.entries()) {
      const day = INFY[index];
      if (!day) throw new Error('no bar');
      const seen: number[] = [];
      for (let atMs = openMs; atMs < closeMs; atMs += 30_000) {
        const quote = value(await market.quote('INFY', atMs));
        expect(quote).toMatchObject({
          truth: 'reconstructed',
          bidPaise: null,
          askPaise: null,
          volume: null,
          atMs,
        });
        seen.push(quote.lastPaise);
      }
      expect(seen[0]).toBe(day.openPaise);
      seen.push(value(await market.quote('INFY', closeMs)).lastPaise);
      expect(seen.at(-1)).toBe(day.closePaise);
      expect([Math.max(...seen), Math.min(...seen)]).toEqual([day.highPaise, day.lowPaise]);
    }
  });

  test('the path is the same at every look, and differs by symbol and day', async () => {
    const noon = ist('2025-10-23T12:00:00');
    expect(await market.quote('INFY', noon)).toEqual(await market.quote('INFY', noon));
    const other = replayMarket({
      sessions: SESSIONS,
      symbols: [{ symbol: 'TCS', name: 'TCS', kind: 'equity', sector: null }],
      bars: async () => INFY.slice(2, 3),
    });
    const prices = async (of: typeof market, symbol: string) => {
      const list: number[] = [];
      for (let minute = 1; minute < 60; minute += 1)
        list.push(value(await of.quote(symbol, noon + minute * 60_000)).lastPaise);
      return list;
    };
    expect(await prices(other, 'TCS')).not.toEqual(await prices(market, 'INFY'));
  });

  test('after the close the quote is the recorded one, until the next open', async () => {
    const close = ist('2025-10-21T14:45:00');
    for (const atMs of [close, close + 86_400_000])
      expect(value(await market.quote('INFY', atMs))).toMatchObject({
        truth: 'recorded',
        lastPaise: 150_700,
        previousClosePaise: 150_500,
        volume: 1_000,
        atMs: close,
        marketOpen: false,
      });
  });

  test('a share without a bar that day shows its last close with that close’s time, and no volume', async () => {
    expect(value(await market.quote('GONE', ist('2025-10-23T12:00:00')))).toMatchObject({
      lastPaise: 110,
      previousClosePaise: 110,
      volume: 0,
      atMs: ist('2025-10-20T15:30:00'),
      marketOpen: true,
      truth: 'recorded',
    });
  });

  test('bars show no future: the running session is its open only, and later dates are not even read', async () => {
    const atMs = ist('2025-10-23T15:29:59');
    asked.length = 0;
    const bars = value(await market.dailyBars('INFY', { toMs: atMs, count: 10 }));
    expect(bars.map(({ date, complete }) => [date, complete])).toEqual([
      ['2025-10-20', true],
      ['2025-10-21', true],
      ['2025-10-23', false],
    ]);
    const { openPaise, highPaise, lowPaise, closePaise, volume } = bars[2] ?? {};
    expect([openPaise, highPaise, lowPaise, closePaise, volume]).toEqual([
      151_000,
      151_000,
      151_000,
      151_000,
      null,
    ]);
    await market.quote('INFY', atMs);
    expect(asked.every(to => to <= '2025-10-23')).toBe(true);
    const closed = value(await market.dailyBars('INFY', { toMs: atMs + 1_000, count: 1 }));
    expect(closed).toEqual([{ ...INFY[2], complete: true }]);
  });

  test('what is not stored is refused with words that say what to do', async () => {
    const empty = replayMarket({ sessions: [], symbols: await market.symbols(), bars: async () => [] });
    const answers = [
      await market.quote('NOPE', SESSIONS[0]?.openMs ?? 0),
      await market.quote('EMPTY', ist('2025-10-23T12:00:00')),
      await market.quote('INFY', ist('2025-10-20T09:14:59')),
      await market.dailyBars('INFY', { toMs: ist('2025-10-23T12:00:00'), count: REPLAY.countMax + 1 }),
      await empty.quote('INFY', 0),
    ].map(answer => (answer.ok ? undefined : answer.refusal));
    expect(answers.map(refusal => refusal?.code)).toEqual([
      'UNKNOWN_SYMBOL',
      'NO_DATA',
      'OUT_OF_RANGE',
      'BAD_COUNT',
      'OUT_OF_RANGE',
    ]);
    expect(answers[2]?.message).toMatch(/begins on 2025-10-20/);
    expect(answers[4]?.message).toMatch(/import daily prices first/);
    expect(market.describe()).toMatchObject({ source: 'replay', truth: 'reconstructed' });
  });
});

describe('practice on history: the clock', () => {
  const advance = advanceThrough(SESSIONS);
  const start = (startDate: string, speed = 60) =>
    startReplay({ sessions: SESSIONS, startDate, speed, wallMs: 0 });

  test.each([
    ['2025-10-20', '2025-10-20T09:15:00'],
    ['2025-10-22', '2025-10-23T09:15:00'],
  ])('a replay from %s begins at %s', (date, instant) => {
    const started = start(date);
    if (!started.ok) throw new Error(started.refusal.message);
    expect(marketTimeMs(started.state.clock, 0, advance)).toBe(ist(instant));
    expect(JSON.parse(JSON.stringify(started.state))).toEqual(started.state);
  });

  test.each([
    ['2025-10-19', 60, 'BAD_DATE'],
    ['2025-10-25', 60, 'BAD_DATE'],
    ['2025-10-2', 60, 'BAD_DATE'],
    ['2025-10-23T', 60, 'BAD_DATE'],
    ['2025-10-23', 0, 'BAD_SPEED'],
    ['2025-10-23', 3_601, 'BAD_SPEED'],
    ['2025-10-23', Number.NaN, 'BAD_SPEED'],
  ])('a replay from %s at speed %d is refused: %s', (date, speed, code) => {
    const refused = start(date, speed);
    expect(refused).toMatchObject({ ok: false, refusal: { code } });
    expect(refused.ok ? '' : refused.refusal.message).toMatch(/2025-10-20 to 2025-10-24|1 to 3600/);
  });

  test('without any history it says to import some', () => {
    const refused = startReplay({ sessions: [], startDate: '2025-10-23', speed: 1, wallMs: 0 });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'NO_HISTORY' } });
  });

  test.each([
    ['2025-10-20T15:29:00', 60_000, '2025-10-21T13:45:00'],
    ['2025-10-20T15:29:00', 3_660_000, '2025-10-23T09:15:00'],
    ['2025-10-22T12:00:00', 1_000, '2025-10-23T09:15:01'],
    ['2025-10-24T15:29:59', 10_000, '2025-10-24T15:30:00'],
    ['2025-10-20T01:00:00', 0, '2025-10-20T09:15:00'],
  ])('from %s, %d ms of open market later, it is %s', (from, ms, to) => {
    expect(advance(ist(from), ms)).toBe(ist(to));
  });

  test('at 60 times real time a replay of one day lasts 6 minutes 15 seconds, and ends at the last close', async () => {
    let wallMs = 0;
    const started = start('2025-10-24');
    if (!started.ok) throw new Error(started.refusal.message);
    const clock = runClock(started.state.clock, { now: () => wallMs }, advance);
    for (; wallMs < 374_000; wallMs += 5_000) await clock.renew(async () => undefined);
    expect(replayEnded(SESSIONS, clock.now())).toBe(true);
    expect(clock.now()).toBe(ist('2025-10-24T15:30:00'));
  });

  test('a replay never runs backwards over wall jumps and kills, and skips at most a lease', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.boolean()), { maxLength: 40 }),
        fc.integer({ min: 1, max: 3_600 }),
        (steps, speed) => {
          const started = start('2025-10-20', speed);
          if (!started.ok) throw new Error(started.refusal.message);
          let wallMs = 0;
          let stored = started.state.clock;
          let clock = runClock(stored, { now: () => wallMs }, advance);
          let last = clock.now();
          for (const [leap, killed] of steps) {
            wallMs += leap;
            if (killed) {
              stored = resumeClock(stored, wallMs, advance);
              clock = runClock(stored, { now: () => wallMs }, advance);
            }
            const now = clock.now();
            expect(now).toBeGreaterThanOrEqual(last);
            expect(now).toBeLessThanOrEqual(advance(stored.anchorMarketMs, LEASE_WALL_MS * speed));
            last = now;
          }
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });
});
