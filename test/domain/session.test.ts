import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarFrom, NSE } from '../../src/domain/calendar.js';
import { dateOfDay, dayNumber, istDate, istInstant } from '../../src/domain/ist.js';
import { marketStateAt, phaseAt, sessionOn } from '../../src/domain/session.js';

const FUTURES = { hasDerivatives: true };
const CASH_ONLY = { hasDerivatives: false };

const clock = (instant: number) => new Date(instant + 19_800_000).toISOString().slice(11, 16);

function timetable(date: string, options = FUTURES): string[] {
  const session = sessionOn(date, NSE, options);
  return (session?.phases ?? []).map(({ phase, from, to, randomCloseFrom }) => {
    const random = randomCloseFrom === undefined ? '' : ` random from ${clock(randomCloseFrom)}`;
    return `${phase} ${clock(from)}-${clock(to)}${random}`;
  });
}

const OLD_PRE_OPEN = [
  'pre_open_entry 09:00-09:08 random from 09:07',
  'pre_open_match 09:08-09:12',
  'buffer 09:12-09:15',
];
const NEW_PRE_OPEN = [
  'pre_open_entry 09:00-09:05',
  'pre_open_limit_only 09:05-09:10 random from 09:08',
  'pre_open_match 09:10-09:12',
  'buffer 09:12-09:15',
];
const VWAP_CLOSE = ['continuous 09:15-15:30', 'post_close 15:40-16:00'];
const AUCTION_CLOSE = [
  'continuous 09:15-15:15',
  'closing_reference 15:15-15:20',
  'closing_auction_entry 15:20-15:25',
  'closing_auction_limit_only 15:25-15:30 random from 15:28',
  'closing_match 15:30-15:35',
  'post_close 15:50-16:00',
];
const preOpen = (...times: [string, string, string, string, string]) => [
  `pre_open_entry ${times[0]}-${times[2]} random from ${times[1]}`,
  `pre_open_match ${times[2]}-${times[3]}`,
  `buffer ${times[3]}-${times[4]}`,
];

describe('sessions', () => {
  test.each([
    ['2026-07-31', FUTURES, [...OLD_PRE_OPEN, ...VWAP_CLOSE]],
    ['2026-08-03', FUTURES, [...OLD_PRE_OPEN, ...AUCTION_CLOSE]],
    ['2026-08-03', CASH_ONLY, [...OLD_PRE_OPEN, ...VWAP_CLOSE]],
    ['2026-09-04', FUTURES, [...OLD_PRE_OPEN, ...AUCTION_CLOSE]],
    ['2026-09-07', FUTURES, [...NEW_PRE_OPEN, ...AUCTION_CLOSE]],
    ['2026-09-07', CASH_ONLY, [...NEW_PRE_OPEN, ...VWAP_CLOSE]],
    ['2025-02-01', FUTURES, [...OLD_PRE_OPEN, ...VWAP_CLOSE]],
    [
      '2024-05-18',
      FUTURES,
      [
        ...OLD_PRE_OPEN,
        'continuous 09:15-10:00',
        ...preOpen('11:15', '11:22', '11:23', '11:27', '11:30'),
        'continuous 11:30-12:30',
        'post_close 12:40-12:50',
      ],
    ],
    [
      '2025-10-21',
      FUTURES,
      [
        ...preOpen('13:30', '13:37', '13:38', '13:42', '13:45'),
        'continuous 13:45-14:45',
        'post_close 14:55-15:05',
      ],
    ],
    [
      '2022-10-24',
      FUTURES,
      [...preOpen('18:00', '18:07', '18:08', '18:12', '18:15'), 'continuous 18:15-19:15'],
    ],
    ['2015-11-11', FUTURES, ['continuous 17:45-18:45']],
    ['2021-02-24', CASH_ONLY, [...OLD_PRE_OPEN, 'continuous 09:15-11:40', 'continuous 15:45-17:00']],
    ['2026-10-02', FUTURES, []],
  ])('of %s %j', (date, options, expected) => expect(timetable(date, options)).toEqual(expected));

  test('Muhurat 2026 is announced without times, and says so', () => {
    expect(sessionOn('2026-11-08', NSE, FUTURES)).toEqual({
      date: '2026-11-08',
      kind: 'muhurat',
      description: 'Diwali Muhurat trading',
      known: true,
      timesKnown: false,
      phases: [],
    });
    expect(marketStateAt(istInstant('2026-11-08', '18:30'), NSE, FUTURES)).toMatchObject({
      state: 'closed',
      known: false,
      opensOn: '2026-11-09',
    });
    const announced = calendarFrom({
      days: [
        {
          kind: 'muhurat',
          date: '2026-11-08',
          description: 'Diwali Muhurat trading',
          times: { parts: [{ from: '18:00', to: '19:00', preOpen: true }], postClose: undefined },
        },
      ],
    });
    expect(marketStateAt(istInstant('2026-11-08', '18:30'), announced, FUTURES)).toMatchObject({
      state: 'open',
      known: true,
      closesAt: istInstant('2026-11-08', '19:00'),
    });
  });

  test('of a year without holiday list are marked as a guess', () => {
    expect(sessionOn('2027-01-26', NSE, FUTURES)).toMatchObject({ known: false, timesKnown: true });
    expect(sessionOn('2014-06-02', NSE, FUTURES)).toMatchObject({ known: false });
    expect(marketStateAt(istInstant('2027-01-26', '12:00'), NSE, FUTURES)).toMatchObject({ known: false });
  });

  test('have ascending phases inside their own day, whatever the date', () => {
    const day = fc.integer({ min: dayNumber('2014-01-01'), max: dayNumber('2028-12-31') });
    fc.assert(
      fc.property(day, fc.boolean(), (number, hasDerivatives) => {
        const date = dateOfDay(number);
        const phases = sessionOn(date, NSE, { hasDerivatives })?.phases ?? [];
        let end = istInstant(date, '00:00');
        for (const { from, to, randomCloseFrom = from } of phases) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(randomCloseFrom).toBeGreaterThanOrEqual(from);
          expect(to).toBeGreaterThan(randomCloseFrom);
          expect(istDate(to)).toBe(date);
          end = to;
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('the market at an instant', () => {
  test.each([
    ['2026-08-03', '09:14', 'buffer'],
    ['2026-08-03', '09:15', 'continuous'],
    ['2026-08-03', '15:14', 'continuous'],
    ['2026-08-03', '15:15', 'closing_reference'],
    ['2026-08-03', '15:35', undefined],
    ['2026-08-03', '15:50', 'post_close'],
    ['2026-08-03', '16:00', undefined],
    ['2026-08-02', '12:00', undefined],
  ])('%s %s is in %s', (date, time, phase) => {
    expect(phaseAt(istInstant(date, time), NSE, FUTURES)?.phase.phase).toBe(phase);
  });

  test.each([
    ['2026-08-03', '08:00', '2026-08-03', '09:15'],
    ['2026-08-03', '15:20', '2026-08-04', '09:15'],
    ['2026-10-01', '20:00', '2026-10-05', '09:15'],
    ['2024-05-18', '10:30', '2024-05-18', '11:30'],
    ['2024-10-31', '16:00', '2024-11-01', '18:00'],
    ['2026-11-06', '20:00', '2026-11-08', undefined],
  ])('closed at %s %s, it opens on %s at %s', (date, time, opensOn, opensAt) => {
    expect(marketStateAt(istInstant(date, time), NSE, FUTURES)).toMatchObject({
      state: 'closed',
      known: true,
      opensOn,
      opensAt: opensAt === undefined ? undefined : istInstant(opensOn, opensAt),
    });
  });

  test('is open for cash-only stocks while the others are in their closing auction', () => {
    const instant = istInstant('2026-08-03', '15:20');
    expect(marketStateAt(instant, NSE, CASH_ONLY)).toMatchObject({
      state: 'open',
      closesAt: istInstant('2026-08-03', '15:30'),
    });
    expect(marketStateAt(instant, NSE, FUTURES)).toMatchObject({
      state: 'closed',
      phase: { phase: 'closing_auction_entry' },
    });
  });

  test('opens when it says it will', () => {
    const minute = fc.integer({
      min: istInstant('2015-01-01', '00:00') / 60_000,
      max: istInstant('2026-10-30', '00:00') / 60_000,
    });
    fc.assert(
      fc.property(minute, minutes => {
        const state = marketStateAt(minutes * 60_000, NSE, FUTURES);
        if (state.state === 'open') return;
        const opensAt = state.opensAt ?? 0;
        expect(marketStateAt(opensAt, NSE, FUTURES).state).toBe('open');
        expect(marketStateAt(opensAt - 1, NSE, FUTURES).state).toBe('closed');
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
