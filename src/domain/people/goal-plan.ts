import { dayNumber } from '../ist.js';
import { type Paise, paise } from '../money.js';

/** Whole months from one date to a later one, `YYYY-MM-DD`: a month counts when its day is reached. 0 for an earlier one. */
export function monthsUntil(from: string, to: string): number {
  if (dayNumber(to) <= dayNumber(from)) return 0;
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - year) * 12 + (toMonth - month) - (toDay < day ? 1 : 0);
}

/** What a goal still takes. Money in paise. */
export interface GoalPlan {
  /** 0 to 100. */
  progressPercent: number;
  remainingPaise: Paise;
  /** Whole months until the target date; null without one. */
  monthsLeft: number | null;
  /** What has to be put aside each month from now on; all at once when less than a month is left. Null without a date. */
  requiredMonthlyPaise: Paise | null;
  /** Whether the planned contribution is enough; null without a date. */
  onTrack: boolean | null;
}

/**
 * required = ceil((target - current) / months left), at an expected return of 0: gains would make it less, and nobody
 * promises any.
 */
export function planOf(
  goal: { targetPaise: number; currentPaise: number; monthlyPaise: number; targetDate: string | null },
  today: string,
): GoalPlan {
  const remaining = Math.max(0, goal.targetPaise - goal.currentPaise);
  const progressPercent = Math.min(100, (goal.currentPaise * 100) / goal.targetPaise);
  const monthsLeft = goal.targetDate === null ? null : monthsUntil(today, goal.targetDate);
  const required = monthsLeft === null ? null : Math.ceil(remaining / Math.max(1, monthsLeft));
  return {
    progressPercent,
    remainingPaise: paise(remaining),
    monthsLeft,
    requiredMonthlyPaise: required === null ? null : paise(required),
    onTrack: required === null ? null : goal.monthlyPaise >= required,
  };
}

/** A share of the equity in whole paise, rounded down; 0 of a negative one. The weight in hundredths of a per cent. */
export const shareOf = (equityPaise: Paise, weightBasisPoints: number): Paise =>
  paise(Number((BigInt(Math.max(0, equityPaise)) * BigInt(weightBasisPoints)) / 10_000n));
