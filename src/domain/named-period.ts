import { ENTRY_LIMITS } from './entry/result.js';
import { addDays, weekday } from './ist.js';
import { financialYear } from './portfolio/pnl.js';

/** Periods up to today as people name them: `year` is the calendar year, `fy` the Indian financial year from April. */
export const NAMED_PERIODS = ['today', 'week', 'month', 'year', 'fy', 'all'] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];

/** The dates of a period, both included; weeks begin on Monday. */
export const datesOf = (period: NamedPeriod, today: string): { from: string; to: string } => ({
  from: firstDay(period, today),
  to: today,
});

function firstDay(period: NamedPeriod, today: string): string {
  switch (period) {
    case 'today':
      return today;
    case 'week':
      return addDays(today, -((weekday(today) + 6) % 7));
    case 'month':
      return `${today.slice(0, 7)}-01`;
    case 'year':
      return `${today.slice(0, 4)}-01-01`;
    case 'fy':
      return `${financialYear(today)}-04-01`;
    case 'all':
      return ENTRY_LIMITS.firstDate;
  }
}
