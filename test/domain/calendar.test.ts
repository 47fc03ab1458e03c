import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addTradingDays,
  CALENDAR_LIMITS,
  calendarCovers,
  calendarFrom,
  isTradingDay,
  NSE,
  nextTradingDay,
  previousTradingDay,
  settlementDate,
  tradingDaysBetween,
} from '../../src/domain/calendar.js';
import { addDays, dateOfDay, dayNumber, istDate, istInstant, weekday } from '../../src/domain/ist.js';
import { readCsv, sharedTest } from '../support/shared-data.js';

const dates = fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2026-12-31') }).map(dateOfDay);

describe('dates and times in India', () => {
  test.each([
    ['2026-08-03', '09:15', '2026-08-03T03:45:00.000Z'],
    ['2026-01-01', '00:00', '2025-12-31T18:30:00.000Z'],
    ['2024-02-29', '23:59', '2024-02-29T18:29:00.000Z'],
  ])('%s %s is %s', (date, time, utc) => {
    expect(new Date(istInstant(date, time)).toISOString()).toBe(utc);
    expect(istDate(istInstant(date, time))).toBe(date);
  });

  test.each([
    ['2026-02-30', '09:15'],
    ['2026-2-3', '09:15'],
    ['2026-13-01', '09:15'],
    ['', '09:15'],
    ['2026-01-01T', '09:15'],
    ['2026-01-01', '24:00'],
    ['2026-01-01', '9:15'],
    ['2026-01-01', '09:60'],
  ])('refuses %j %j', (date, time) => expect(() => istInstant(date, time)).toThrow(RangeError));

  test('weekdays agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), day => {
        expect(weekday(dateOfDay(day))).toBe(new Date(day * 86_400_000).getUTCDay());
      }),
      { seed: 1 },
    );
  });
});

describe('the NSE calendar', () => {
  sharedTest('knows exactly the holidays of the reference list', () => {
    const listed = readCsv('reference/nse_holidays_2015_2026.csv').map(row => row.date ?? '');
    expect([...NSE.holidays.keys()]).toEqual(listed);
  });

  sharedTest('trades on exactly the days that have a bhavcopy, 2019-10 to 2026-08', () => {
    const traded = readCsv('reference/nse_trading_days_2019-10_2026-08.csv');
    expect(traded).toHaveLength(1711);
    expect(tradingDaysBetween('2019-10-01', '2026-08-21', NSE)).toEqual(traded.map(row => row.date));
    for (const { date = '', session } of traded)
      if (session !== 'regular') expect(NSE.specials.get(date)?.kind).toBe(session);
  });

  sharedTest(
    'trades on exactly the days India VIX has, 2015 to 2026-07, but for the one the file lacks',
    () => {
      const quoted = readCsv('market/index_daily/INDIA_VIX.csv').map(row => row.date);
      expect(tradingDaysBetween('2015-01-01', '2026-07-31', NSE).filter(day => day !== '2024-03-02')).toEqual(
        quoted,
      );
    },
  );

  test.each([
    ['2026-08-14', true, 'an ordinary Friday'],
    ['2026-08-15', false, 'a Saturday'],
    ['2026-09-14', false, 'Ganesh Chaturthi'],
    ['2026-02-01', true, 'Budget on a Sunday'],
    ['2024-01-20', true, 'a Saturday in place of a Monday'],
    ['2024-01-22', false, 'that Monday'],
    ['2024-11-01', true, 'a holiday with Muhurat trading'],
    ['2026-11-08', true, 'Muhurat on a Sunday, announced'],
  ])('%s: trading is %s on %s', (date, expected) => expect(isTradingDay(date, NSE)).toBe(expected));

  test.each([
    ['2014-12-31', false],
    ['2015-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('covers %s: %s', (date, expected) => expect(calendarCovers(date, NSE)).toBe(expected));

  test.each([
    ['2026-08-14', '2026-08-17', '2026-08-13'],
    ['2026-11-07', '2026-11-08', '2026-11-06'],
    ['2026-11-09', '2026-11-11', '2026-11-08'],
    ['2024-01-19', '2024-01-20', '2024-01-18'],
  ])('around %s come %s and %s', (date, next, previous) => {
    expect(nextTradingDay(date, NSE)).toBe(next);
    expect(previousTradingDay(date, NSE)).toBe(previous);
  });

  test('next and previous are each other’s inverse on trading days, with no trading day between', () => {
    fc.assert(
      fc.property(dates, date => {
        const next = nextTradingDay(date, NSE) ?? '';
        expect(next > date).toBe(true);
        expect(tradingDaysBetween(addDays(date, 1), next, NSE)).toEqual([next]);
        if (isTradingDay(date, NSE)) expect(previousTradingDay(next, NSE)).toBe(date);
      }),
      { seed: 2 },
    );
  });

  test('adding sessions and taking them away leads back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 300 }), (date, count) => {
        const start = nextTradingDay(date, NSE) ?? '';
        const there = addTradingDays(start, count, NSE) ?? '';
        expect(addTradingDays(there, -count, NSE)).toBe(start);
        expect(tradingDaysBetween(start, there, NSE)).toHaveLength(count + 1);
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  test.each([
    ['2026-08-03', '2026-08-04', 1, false, 'an ordinary Monday, but bank holidays of 2026 are not all known'],
    ['2025-08-04', '2025-08-05', 1, true, 'an ordinary Monday of 2025'],
    ['2025-08-14', '2025-08-18', 1, true, 'over a holiday and a weekend'],
    ['2025-03-28', '2025-04-02', 1, true, 'over Id and the annual bank closing'],
    ['2025-10-20', '2025-10-23', 1, true, 'Muhurat on the 21st trades but does not settle'],
    ['2023-11-10', '2023-11-13', 1, false, 'nor does Muhurat on a Sunday'],
    ['2022-12-20', '2022-12-22', 2, false, 'while T+1 was phased in'],
    ['2021-08-16', '2021-08-18', 2, false, 'T+2 before'],
  ] as const)('a trade of %s settles on %s (T+%d, known: %s): %s', (trade, date, cycleDays, known, _why) => {
    expect(settlementDate(trade, NSE)).toEqual({ date, cycleDays, known });
  });

  test('every search ends, also where nothing is ever found', () => {
    const closed = calendarFrom({
      days: Array.from({ length: 40 }, (_, day) => ({
        kind: 'holiday' as const,
        date: addDays('2026-12-01', day),
        description: '',
      })),
    });
    expect(nextTradingDay('2026-11-30', closed)).toBeUndefined();
    expect(addTradingDays('2026-11-27', 5, closed)).toBeUndefined();
    expect(settlementDate('2026-11-30', closed)).toBeUndefined();
    expect(() => tradingDaysBetween('1900-01-01', '2026-01-01', NSE)).toThrow(RangeError);
    expect(() => addTradingDays('2026-01-01', CALENDAR_LIMITS.stepsMax + 1, NSE)).toThrow(RangeError);
    expect(() => addTradingDays('2026-01-01', 0.5, NSE)).toThrow(RangeError);
  });
});

describe('imported days', () => {
  const overridden = calendarFrom({
    days: [
      { kind: 'holiday', date: '2027-01-26', description: 'Republic Day' },
      { kind: 'holiday', date: '2026-08-19', description: 'Mourning' },
      { kind: 'regular', date: '2026-10-02', description: 'Holiday withdrawn' },
      { kind: 'regular', date: '2026-08-22', description: 'Full Saturday session' },
      { kind: 'settlement_holiday', date: '2026-08-26', description: 'Id-e-Milad' },
      { kind: 'holiday', date: '2026-02-01', description: 'A session cancelled' },
    ],
    years: [2027],
    settlementYears: [2026],
  });

  test.each([
    ['2027-01-26', false],
    ['2026-08-19', false],
    ['2026-10-02', true],
    ['2026-08-22', true],
    ['2026-08-26', true],
    ['2026-02-01', false],
  ])('%s: trading is %s', (date, expected) => expect(isTradingDay(date, overridden)).toBe(expected));

  test('extend what the calendar covers and leave the built-in one alone', () => {
    expect(calendarCovers('2027-06-01', overridden)).toBe(true);
    expect(calendarCovers('2027-06-01', NSE)).toBe(false);
    expect(isTradingDay('2026-08-19', NSE)).toBe(true);
    expect(settlementDate('2026-08-25', overridden)).toEqual({
      date: '2026-08-27',
      cycleDays: 1,
      known: true,
    });
  });

  test('do not make a settlement known from while T+1 was phased in', () => {
    const listed = calendarFrom({ days: [], settlementYears: [2021, 2022, 2023] });
    const known = (date: string) => settlementDate(date, listed)?.known;
    expect(['2022-02-24', '2022-02-25', '2023-01-25', '2023-01-27'].map(known)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('refuse a date that does not exist', () => {
    expect(() => calendarFrom({ days: [{ kind: 'holiday', date: '2027-02-29', description: '' }] })).toThrow(
      /2027-02-29/,
    );
  });
});
