import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEASE_WALL_MS, type MarketClockState } from '../../../src/feeds/market-clock.js';
import {
  marketNow,
  openMarketClock,
  park,
  renew,
  resume,
  runMarketClock,
  startDateFor,
} from '../../../src/feeds/simulated/clock.js';
import {
  advanceMarket,
  dateOfWeekday,
  sessionAt,
  weekdayOfDate,
} from '../../../src/feeds/simulated/sessions.js';

const WALL = Date.parse('2026-11-22T02:00:00Z');
const ist = (text: string): number => Date.parse(`${text}+05:30`);

function start(saved?: MarketClockState, fixedMs?: number): MarketClockState {
  const opened = openMarketClock({ saved, fixedMs, wallMs: WALL });
  if (!opened.ok) throw new Error(opened.refusal.message);
  return opened.state;
}

describe('the practice market calendar', () => {
  test.each([
    ['2026-08-24T09:15:00', '2026-08-24', true],
    ['2026-08-24T15:29:59', '2026-08-24', true],
    ['2026-08-24T15:30:00', '2026-08-24', false],
    ['2026-08-25T09:14:59', '2026-08-24', false],
    ['2026-08-29T12:00:00', '2026-08-28', false],
    ['2026-08-30T12:00:00', '2026-08-28', false],
    ['2026-08-31T00:10:00', '2026-08-28', false],
    ['1969-12-31T10:00:00', '1969-12-31', true],
  ])('%s IST belongs to the session of %s, running: %s', (text, date, running) => {
    const found = sessionAt(ist(text));
    expect([dateOfWeekday(found.weekday), found.running]).toEqual([date, running]);
  });

  test('weekday numbers and dates are each other’s inverse, and weekends mean the Monday after', () => {
    expect(weekdayOfDate('2026-08-29')).toBe(weekdayOfDate('2026-08-31'));
    expect(weekdayOfDate('2026-08-30')).toBe(weekdayOfDate('2026-08-31'));
    for (let weekday = -50; weekday < 20_000; weekday += 1)
      if (weekdayOfDate(dateOfWeekday(weekday)) !== weekday) expect.fail(`weekday ${weekday}`);
    expect(() => weekdayOfDate('2026-13-01')).toThrow(/not a date/);
    expect(() => weekdayOfDate('1 May 2026')).toThrow(/not a date/);
  });

  test.each([
    ['2026-08-24T15:29:00', 60_000, '2026-08-25T09:15:00'],
    ['2026-08-28T15:29:59', 2_000, '2026-08-31T09:15:01'],
    ['2026-08-29T12:00:00', 0, '2026-08-31T09:15:00'],
    ['2026-08-24T09:15:00', 5 * 375 * 60_000, '2026-08-31T09:15:00'],
  ])('from %s, %d ms of open market later, it is %s', (from, ms, to) => {
    expect(advanceMarket(ist(from), ms)).toBe(ist(to));
  });
});

describe('the practice market clock', () => {
  test('at first start it stands in a running session and goes on at speed 1', () => {
    const state = start();
    expect(marketNow(state, WALL)).toBe(ist('2026-08-24T10:00:00'));
    expect(sessionAt(marketNow(state, WALL)).running).toBe(true);
    expect(marketNow(state, WALL + 7_000)).toBe(ist('2026-08-24T10:00:07'));
  });

  test('QL_MARKET_NOW fixes it, for the same start again too, and without it the market runs on', () => {
    const fixed = ist('2026-09-05T12:00:00');
    const state = start(undefined, fixed);
    expect(marketNow(state, WALL + 1e9)).toBe(fixed);
    expect(marketNow(start(state, fixed), WALL)).toBe(fixed);
    expect(marketNow(start(renew(state, WALL + 1e9)), WALL)).toBe(ist('2026-09-07T09:15:00'));
  });

  test('QL_MARKET_NOW before what was shown already is refused, with both instants', () => {
    const refused = openMarketClock({ saved: start(), fixedMs: ist('2026-08-24T09:30:00'), wallMs: WALL });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'MARKET_TIME_BACKWARDS' } });
    expect(refused.ok ? '' : refused.refusal.message).toMatch(
      /2026-08-24T04:00:00.*2026-08-24T04:30:15.*never runs back/,
    );
  });

  test('an earlier QL_MARKET_NOW moves the first session of a new folder, a later one does not', () => {
    expect(startDateFor(undefined)).toBe('2026-08-24');
    expect(startDateFor(ist('2027-01-04T10:00:00'))).toBe('2026-08-24');
    expect(startDateFor(ist('2025-01-15T00:30:00'))).toBe('2025-01-15');
  });

  test('a stored state is plain data, and a lease that is not renewed stops the market at its end', () => {
    const state = start();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(marketNow(state, WALL + 3_600_000)).toBe(marketNow(state, WALL) + LEASE_WALL_MS);
  });

  test('after an orderly stop nothing is skipped, after a kill at most a lease', () => {
    const state = renew(start(), WALL + 5_000);
    const stopped = resume(park(state, WALL + 9_000), WALL + 1e10);
    expect(marketNow(stopped, WALL + 1e10)).toBe(marketNow(state, WALL + 9_000));
    const killed = resume(state, WALL + 1e10);
    expect(marketNow(killed, WALL + 1e10)).toBe(marketNow(state, WALL + 5_000) + LEASE_WALL_MS);
  });

  test('market time never runs backwards, whatever the wall clock, renewals, failures to store and kills do', async () => {
    const step = fc.record({
      wallMs: fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 20_000 })),
      event: fc.constantFrom('read', 'renew', 'store fails', 'kill', 'stop'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
        let wallMs = WALL;
        let stored = start();
        let clock = runMarketClock(stored, { now: () => wallMs });
        let last = clock.now();
        for (const { wallMs: leap, event } of steps) {
          wallMs += leap;
          if (event === 'renew')
            await clock.renew(async next => {
              stored = next;
            });
          if (event === 'store fails')
            await clock.renew(() => Promise.reject(new Error('disk full'))).catch(() => undefined);
          if (event === 'stop') stored = park(clock.state(), wallMs);
          if (event === 'kill' || event === 'stop') {
            stored = resume(stored, wallMs);
            clock = runMarketClock(stored, { now: () => wallMs });
          }
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(last);
          expect(sessionAt(now).running).toBe(true);
          last = now;
        }
      }),
      { seed: 20260824, numRuns: 300 },
    );
  });

  test('renewed every five seconds it keeps pace with the wall through closes and weekends', async () => {
    let wallMs = WALL;
    const clock = runMarketClock(start(), { now: () => wallMs });
    const first = clock.now();
    for (let second = 0; second < 86_400; second += 5) {
      wallMs += 5_000;
      await clock.renew(async () => undefined);
    }
    expect(clock.now()).toBe(advanceMarket(first, 86_400_000));
    expect(dateOfWeekday(sessionAt(clock.now()).weekday)).toBe('2026-08-27');
  });
});
