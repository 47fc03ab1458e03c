/** Every limit and constant of the paper exchange. */
export const PAPER = {
  // How many.
  openOrdersMax: 200,
  activeGttsMax: 50,
  reportsPerPage: 500,
  quantityMax: 10_000_000,
  waitingCallsMax: 1_000,
  factsKept: 2_000,
  // How far the clock of a book moves in one call, and how often other work gets its turn meanwhile.
  sessionsPerCallMax: 6_000,
  marksPerCallMax: 40_000,
  marksBetweenTurns: 50,
  // How long things live.
  gttDays: 365,
  /** The exchange looks at its prices at every full minute since the open. */
  markMs: 60_000,
  squareOffBeforeCloseMs: 10 * 60_000,
  squareOffBeforeAuctionMs: 5 * 60_000,

  // The exchange's own rules.
  /** A day's price band around the previous close, in percent. One width for all shares, the widest of NSE's. */
  bandPercent: 20,
  /** An order worth more than ₹10 crore is frozen. NSE's freeze quantities differ from share to share; this is one rule for all. */
  freezeValuePaise: 10_00_00_000_00,

  // Fills.
  /** In any minute (on bars: any session) one book gets at most this share of what was traded, in percent. */
  participationPercent: 10,
  /** Half of the spread where a source has no order book, in basis points of the last price; at least one tick. */
  halfSpreadBasisPoints: 5,
  /**
   * Impact of a fill on its price: this many basis points times the root of its size over an average day's volume. With
   * a day's volatility of 2 % it is the square-root law with a constant of 1: 1 % of the day costs 20 basis points.
   */
  impactBasisPoints: 200,
  /** Sessions that an average day's volume is taken over, and what counts where no volume is known. */
  volumeSessions: 20,
  volumeUnknownShares: 100_000,
  /** Enough daily bars to hold the last session of the month before. */
  barsLookedAt: 25,

  // Funds.
  /** Added to the price that a MARKET or SL-M order is expected to cost, in percent: in a session, and over night. */
  marketReservePercent: 2,
  queuedReservePercent: 5,
} as const;

/** The bands of ticks that the simulated market uses on all its dates, by each price itself. */
export const SIMULATED_TICKS_OF = '2026-08-24';

/** What the operator may set. */
export interface PaperConfig {
  /** Paid into every new book. */
  openingCashPaise: number;
  /** Of the notional of an MIS position. */
  misMarginPercent: number;
  /** Orders and changes that one person may send, by wall time. */
  ordersPerSecondMax: number;
  ordersPerMinuteMax: number;
  ordersPerDayMax: number;
}

/** ₹10,00,000 to begin with, fivefold leverage within the day, and the order rates of NSE for retail API users. */
export const PAPER_DEFAULTS: PaperConfig = {
  openingCashPaise: 10_00_000_00,
  misMarginPercent: 20,
  ordersPerSecondMax: 10,
  ordersPerMinuteMax: 400,
  ordersPerDayMax: 5_000,
};
