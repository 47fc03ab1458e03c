/** The bounds of price alerts. */
export const ALERT_LIMITS = {
  waitingMax: 50,
  /** Symbols of one market that one call looks at, and alerts that it fires. */
  symbolsPerRun: 1_000,
  firedPerRun: 500,
} as const;
