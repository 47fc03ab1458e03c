/** The bounds of what may be set as a limit on AI cost. */
export const COST_LIMIT_BOUNDS = {
  /** ₹1 crore: sums and conversions of it stay exact. */
  paiseMax: 1_00_00_000 * 100,
  /** Paise to the dollar. */
  paisePerUsdMin: 1_000,
  paisePerUsdMax: 1_00_000,
} as const;
