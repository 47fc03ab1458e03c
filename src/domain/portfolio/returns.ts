import { type XirrAnswer, xirr } from '../metrics/xirr.js';
import type { Account } from '../ports.js';
import { type Period, type PeriodAnswer, type PeriodDays, periodDays } from './periods.js';
import type { BookDay } from './stored-days.js';
import type { PositionsReader } from './stored-positions.js';

/** One day of the equity curve. `growth` is time-weighted, 1 when the book was opened; `isFinal` false while it still runs. */
export interface CurvePoint {
  date: string;
  equityPaise: number;
  cashPaise: number;
  netDepositsPaise: number;
  growth: number;
  /** The fall below the highest growth up to that day, from 0 to -1. */
  drawdown: number;
  /** NIFTY 50, hundredths of a point. */
  benchmark: number | null;
  isFinal: boolean;
}

/**
 * The deepest fall of a period below the highest growth in it before; dates of both, and of the recovery. The start counts as
 * a height: of a book that was opened in the period it is the opening, by the date of its first day.
 */
export interface DeepestFall {
  depth: number;
  peakDate: string;
  troughDate: string;
  recoveredDate: string | null;
}

/** What a book made in a period. Returns are parts of 1 over the whole period, not yearly; `xirr` is yearly. */
export interface Returns {
  from: string;
  to: string;
  /** The day whose close the period is measured from; null where the book was opened in it. */
  since: string | null;
  days: number;
  openingEquityPaise: number;
  closingEquityPaise: number;
  netDepositsPaise: number;
  /** Time-weighted: what the money did, whenever it came. Null where there was none to begin with. */
  timeWeighted: number | null;
  /** Money-weighted, a year of 365 days: what the person's own timing did. */
  xirr: XirrAnswer;
  deepestFall: DeepestFall | null;
  /**
   * The index from the first to the last close that is known of it; null where there are no two. `excess` is what the book
   * made between the same two closes, less that: a book that was opened in the period has its first close after its first day.
   */
  benchmark: { from: string; to: string; return: number; excess: number | null } | null;
  /** Whether the last day has its close. */
  isFinal: boolean;
}

const pointOf = (day: BookDay): CurvePoint => ({
  date: day.date,
  equityPaise: day.closingEquity,
  cashPaise: day.closingCash,
  netDepositsPaise: day.netDeposits,
  growth: day.growth,
  drawdown: day.growth / day.peakGrowth - 1,
  benchmark: day.benchmark,
  isFinal: day.isFinal,
});

/** The equity of each day of a period, oldest first. */
export async function equityCurveOf(
  read: PositionsReader,
  account: Account,
  period: Period,
): Promise<PeriodAnswer<CurvePoint[]>> {
  const found = await periodDays(read, account, period);
  return found.ok ? { ok: true, value: found.value.days.map(pointOf) } : found;
}

/** Returns of a period from the days of the book: no fill is read. */
export async function returnsOf(
  read: PositionsReader,
  account: Account,
  period: Period,
): Promise<PeriodAnswer<Returns>> {
  const found = await periodDays(read, account, period);
  if (!found.ok) return found;
  const { base, days, first, last } = found.value;
  const timeWeighted = ratio(last.growth, base?.growth ?? 1);
  const value: Returns = {
    from: first.date,
    to: last.date,
    since: base?.date ?? null,
    days: days.length,
    openingEquityPaise: base?.closingEquity ?? 0,
    closingEquityPaise: last.closingEquity,
    netDepositsPaise: days.reduce((sum, day) => sum + day.netDeposits, 0),
    timeWeighted,
    xirr: xirr(flowsOf(found.value)),
    deepestFall: deepestFall(found.value),
    benchmark: benchmarkOf(found.value),
    isFinal: last.isFinal,
  };
  return { ok: true, value };
}

const ratio = (now: number, before: number): number | null => (before > 0 ? now / before - 1 : null);

/** What was there at the beginning counts as paid in, what is there at the end as paid out. */
function flowsOf({ base, days }: PeriodDays): { date: string; amount: number }[] {
  const flows = base ? [{ date: base.date, amount: -base.closingEquity }] : [];
  for (const { date, netDeposits } of days) if (netDeposits !== 0) flows.push({ date, amount: -netDeposits });
  const last = days.at(-1);
  if (last) flows.push({ date: last.date, amount: last.closingEquity });
  return flows;
}

function deepestFall({ base, days, first }: PeriodDays & { first: BookDay }): DeepestFall | null {
  let peak: { date: string; growth: number } = base ?? { date: first.date, growth: 1 };
  let deepest: DeepestFall | undefined;
  for (const point of days) {
    if (point.growth >= peak.growth) {
      if (deepest && deepest.recoveredDate === null && deepest.peakDate === peak.date)
        deepest.recoveredDate = point.date;
      peak = point;
      continue;
    }
    const depth = point.growth / peak.growth - 1;
    if (depth < (deepest?.depth ?? 0))
      deepest = { depth, peakDate: peak.date, troughDate: point.date, recoveredDate: null };
  }
  return deepest ?? null;
}

function benchmarkOf({ base, days }: PeriodDays): Returns['benchmark'] {
  const known = (base ? [base, ...days] : days).filter(({ benchmark }) => benchmark !== null);
  const [from, to] = [known[0], known.at(-1)];
  const change = from && to && ratio(to.benchmark ?? 0, from.benchmark ?? 0);
  if (!from || !to || change === null || change === undefined || from === to) return null;
  const own = ratio(to.growth, from.growth);
  return { from: from.date, to: to.date, return: change, excess: own === null ? null : own - change };
}
