/** The bounds of everything that is read or done for one book. */
export const PORTFOLIO_LIMITS = {
  /** Open positions of one book, over all products and strategies. */
  positionsMax: 1_000,
  /** Lots that are read at once, and that one fill may close. */
  lotsPage: 500,
  lotsPerFillMax: 100_000,
  /** Lots that a list shows, newest last. */
  lotsShownMax: 1_000,
  /** Totals of one book, one for each symbol and strategy. */
  symbolTotalsMax: 20_000,
  /** Days that are caught up in one call, and the calendar days that are looked through for them. */
  daysPerCallMax: 60,
  daysAheadMax: 90,
  /** Bars that are asked for at once: the sessions of the calendar days above and of the weeks before. */
  barsMax: 120,
  /** Symbols, and cash entries, that one day may have. */
  rowsPerDayMax: 10_000,
  /** Times a day is tried again because something was booked while its prices were fetched. */
  triesMax: 5,
  /** A quote older than this, while its market is open, is stale. */
  quoteAgeMsMax: 5 * 60_000,
  /** Days that one report covers: forty years. */
  daysPerReportMax: 10_000,
  /** Fills that a report of charges adds up; lists show as many. */
  fillsPerReportMax: 10_000,
  closuresPerReportMax: 1_000,
  taxYearsMax: 100,
  snapshotsShownMax: 400,
} as const;

/** The index that books are compared with. */
export const BENCHMARK = 'NIFTY 50';
