/** The bounds of what one tool reads, gives to a model and shows. */
export const TOOL_LIMITS = {
  /** Rows of positions, orders and the like in the data; what is left out is counted. */
  rowsMax: 50,
  ordersShown: 20,
  /** Orders that are looked through for those of today. */
  ordersReadMax: 200,
  topHoldings: 5,
  pnlPartsMax: 10,
  riskRowsMax: 8,
  /** Bars of daily candles; longer ranges are lines of weekly closes. */
  candlesMax: 260,
  pointsMax: 270,
  /** Sessions of five years, and some more. */
  barsMax: 1_300,
  yearBars: 252,
  foundMessages: 8,
  snippetLettersMax: 300,
  queryLettersMax: 200,
  alertsMax: 50,
  roomsShown: 3,
  moversShown: 5,
} as const;
