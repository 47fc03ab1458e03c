import { expect, test } from 'vitest';
import { istInstant } from '../../src/domain/ist.js';
import { sessionsBetween, simulatedSessions } from '../../src/markets/sessions.js';

const at = istInstant;
const ALL = simulatedSessions({ fromMs: at('2026-06-01', '00:00'), toMs: at('2026-06-12', '23:00') });

test('the simulated market has a session on every weekday', () => {
  expect(ALL.map(({ date }) => date.slice(5))).toEqual([
    '06-01',
    '06-02',
    '06-03',
    '06-04',
    '06-05',
    '06-08',
    '06-09',
    '06-10',
    '06-11',
    '06-12',
  ]);
  expect(ALL[0]).toMatchObject({ openMs: at('2026-06-01', '09:15'), closeMs: at('2026-06-01', '15:30') });
});

test.each([
  { from: ['2026-06-02', '10:00'], to: ['2026-06-02', '11:00'], dates: ['2026-06-02'] },
  { from: ['2026-06-02', '15:30'], to: ['2026-06-03', '09:14'], dates: [] },
  { from: ['2026-06-02', '15:29'], to: ['2026-06-03', '09:15'], dates: ['2026-06-02', '2026-06-03'] },
  { from: ['2026-06-05', '18:00'], to: ['2026-06-09', '08:00'], dates: ['2026-06-08'] },
  { from: ['2026-06-06', '12:00'], to: ['2026-06-07', '12:00'], dates: [] },
] as const)('from $from to $to there are $dates', ({ from, to, dates }) => {
  const range = { fromMs: at(from[0], from[1]), toMs: at(to[0], to[1]) };
  expect(simulatedSessions(range).map(({ date }) => date)).toEqual(dates);
  expect(sessionsBetween(ALL, range).map(({ date }) => date)).toEqual(dates);
});

test('a long range comes in parts', () => {
  const range = { fromMs: at('2020-01-01', '00:00'), toMs: at('2026-01-01', '00:00') };
  const first = simulatedSessions(range);
  expect(first).toHaveLength(500);
  const next = simulatedSessions({ ...range, fromMs: first.at(-1)?.closeMs ?? 0 });
  expect(next[0]?.openMs).toBeGreaterThan(first.at(-1)?.openMs ?? 0);
  expect(sessionsBetween(first, range)).toEqual(first);
});
