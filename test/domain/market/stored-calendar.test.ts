import { describe, expect, test } from 'vitest';
import { calendarCovers, isTradingDay, NSE } from '../../../src/domain/calendar.js';
import { calendarWith } from '../../../src/domain/market/stored-calendar.js';

const day = (
  date: string,
  kind: 'regular' | 'holiday' | 'special' | 'muhurat',
  description: string | null = null,
) => ({ date, kind, description });

describe('imported days over the built-in calendar', () => {
  test('overrule it: a new holiday, a holiday that was traded after all, a Saturday session', () => {
    const calendar = calendarWith([
      day('2026-11-25', 'holiday', 'Elections'),
      day('2026-12-25', 'regular'),
      day('2026-12-05', 'special', 'Mock session'),
    ]);
    expect(isTradingDay('2026-11-25', calendar)).toBe(false);
    expect(calendar.holidays.get('2026-11-25')).toBe('Elections');
    expect(isTradingDay('2026-12-25', calendar)).toBe(true);
    expect(isTradingDay('2026-12-05', calendar)).toBe(true);
    expect(calendar.specials.get('2026-12-05')).toEqual({
      kind: 'special',
      date: '2026-12-05',
      description: 'Mock session',
      times: undefined,
    });
  });

  test('keep the times and the words that only the built-in calendar knows', () => {
    const calendar = calendarWith([
      day('2024-05-18', 'special'),
      day('2021-02-24', 'regular'),
      day('2024-01-22', 'holiday'),
    ]);
    for (const date of ['2024-05-18', '2021-02-24'])
      expect(calendar.specials.get(date)?.times).toEqual(NSE.specials.get(date)?.times);
    expect(calendar.specials.get('2024-05-18')?.description).toBe(
      NSE.specials.get('2024-05-18')?.description,
    );
    expect(calendar.holidays.get('2024-01-22')).toBe(NSE.holidays.get('2024-01-22'));
  });

  test('make a year known only when its list is whole', () => {
    const weekdays = [4, 5, 6, 7, 8, 11, 12, 13, 14].map(date => `2027-01-${String(date).padStart(2, '0')}`);
    const few = weekdays.map(date => day(date, 'holiday'));
    expect(calendarCovers('2027-06-01', calendarWith(few))).toBe(false);
    // A Saturday is no holiday that anybody has to list.
    expect(calendarCovers('2027-06-01', calendarWith([...few, day('2027-01-16', 'holiday')]))).toBe(false);
    expect(calendarCovers('2027-06-01', calendarWith([...few, day('2027-01-15', 'holiday')]))).toBe(true);
  });
});
