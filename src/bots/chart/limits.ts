/** Every bound of a drawn chart. */
export const CHART_LIMITS = {
  /** Of the picture, before `scale`: readable on a phone held upright. */
  widthPx: 800,
  heightPx: 500,
  scale: 2,
  /** More sessions than this are drawn as candles of several sessions each. */
  candlesMax: 260,
  linesMax: 8,
  pointsPerLineMax: 600,
  barsMax: 24,
  titleLettersMax: 60,
  subtitleLettersMax: 110,
  nameLettersMax: 28,
  /** Of the chart as text. */
  textRows: 8,
  textColumnsMin: 8,
  textColumnsMax: 100,
  pngBytesMax: 2 * 1024 * 1024,
} as const;
