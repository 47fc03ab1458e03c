/** The first and last day whose returns were used, `YYYY-MM-DD`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** What a figure rests on. */
export interface Basis {
  readonly window: Window;
  /** The convention, in words for a person. */
  readonly method: string;
  /** Days of returns, or of volume. */
  readonly sampleSize: number;
}

/** How many days (or positions) a figure would need, instead of a guess. */
export interface NotEnoughData {
  readonly needs: number;
  readonly has: number;
  readonly method: string;
}

/** A figure with what it rests on, or why there is none. `value` holds no NaN. */
export type Figure<Value = number> =
  | ({ readonly value: Value } & Basis)
  | { readonly notEnoughData: NotEnoughData };

/** The least days of returns that each kind of figure is given for, and the bounds on what is computed at all. */
export const RISK_LIMITS = {
  daysMinVolatility: 30,
  daysMinBeta: 60,
  daysMinCorrelation: 60,
  daysMinHistorical: 60,
  daysMinParametric: 60,
  volumeDaysMin: 5,
  symbolsMax: 1_000,
  daysMax: 20_000,
  horizonDaysMax: 250,
} as const;

/** The figure when there are enough days of it, else what is missing. */
export function figureOf<Value>(basis: Basis, needs: number, compute: () => Value): Figure<Value> {
  const { method, sampleSize: has } = basis;
  return has >= needs ? { value: compute(), ...basis } : { notEnoughData: { needs, has, method } };
}
