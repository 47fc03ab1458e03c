import { expect, test } from 'vitest';
import { datesOf, type NamedPeriod } from '../../src/domain/named-period.js';

test.each<[NamedPeriod, string, string]>([
  ['today', '2026-08-24', '2026-08-24'],
  ['week', '2026-08-24', '2026-08-24'],
  ['week', '2026-08-30', '2026-08-24'],
  ['week', '2026-01-01', '2025-12-29'],
  ['month', '2026-08-24', '2026-08-01'],
  ['year', '2026-08-24', '2026-01-01'],
  ['fy', '2026-03-31', '2025-04-01'],
  ['fy', '2026-04-01', '2026-04-01'],
  ['all', '2026-08-24', '1990-01-01'],
])('%s on %s begins on %s', (period, today, from) => {
  expect(datesOf(period, today)).toEqual({ from, to: today });
});
