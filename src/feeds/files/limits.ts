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
  sectorsMax: 30,
  /** What the search for doubled lines may hold in memory, roughly: 700,000 pairs of a symbol and a month. */
  seenBytesMax: 100 * 1024 ** 2,
  seenEntryBytes: 100,
} as const;
