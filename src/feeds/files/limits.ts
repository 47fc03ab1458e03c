/** Every bound on what an imported file may be. */
export const LIMITS = {
  fileBytesMax: 1024 ** 3,
  jsonBytesMax: 1024 ** 2,
  lineBytesMax: 64 * 1024,
  blockBytes: 256 * 1024,
  batchRowsMax: 1000,
  rejectionsKeptMax: 1000,
  setAsideReasonsMax: 100,
  valueCharsMax: 60,
  headerNamesShownMax: 12,
  /** Each holds up to a month of days of one symbol and series: about 60 MB at this limit. */
  keysMax: 500_000,
} as const;
