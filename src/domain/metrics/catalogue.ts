import type { Numbers } from '../series.js';
import type { Rate } from './ratios.js';

/** NSE's trading days of a usual year, as the convention of daily figures has it. */
export const DAYS_PER_YEAR = 252;

/** What a figure is computed from. Returns are simple (0.01 is 1 %), one for each period; what is no number is unknown. */
export interface MetricInputs {
  readonly returns: Numbers;
  readonly benchmark: Numbers;
  /** Riskless rate per period. */
  readonly riskFree: Rate;
  /** Least acceptable return per period. */
  readonly required: Rate;
  /** The same for a year; only omega takes it so. */
  readonly requiredYearly: number;
  readonly periodsPerYear: number;
  /** Tail probability: 0.05 for 95 % confidence. */
  readonly tail: number;
}

/** One figure as data: its name, its convention in words, what it needs and its arithmetic. */
export interface Metric {
  readonly name: string;
  readonly method: string;
  readonly needsBenchmark: boolean;
  /** Fewer known periods than this are not enough data. */
  readonly observationsMin: number;
  readonly compute: (inputs: MetricInputs) => number | undefined;
}
