/** Every bound of the process itself, in one place; each folder keeps those of its own trade. */
export const LIMITS = {
  /** Transactions of one file that may wait for their turn. */
  txWaitersMax: 10_000,
  /** How long the next transaction waits for one that was rolled back because it awaited something else. */
  txAbandonMs: 5_000,
  /** A checkpoint is made between transactions after this many pages of 4 KiB, or this many commits. */
  walPagesCheckpoint: 1_000,
  commitsCheckpoint: 512,
  /** A statement slower than this is remembered for `ql doctor`. */
  slowQueryMicroseconds: 20_000,
  slowQueriesKept: 50,
  /** What moves to the archive between two turns of the other writers. */
  archiveBatchRows: 500,
  archiveBatchBytes: 1024 * 1024,
  archiveBatchesPerRunMax: 1_000_000,
  /** SQLite's own bound; further years are read into a temporary table. */
  attachedFilesMax: 10,
  foundMessagesMax: 100,
  searchWordsMax: 20,
  /** One request or answer line on the operator's socket. */
  socketLineBytesMax: 4 * 1024 * 1024,
  socketClientsMax: 16,
  /** Unix socket paths are cut off by the kernel at 108 bytes. */
  socketPathBytesMax: 103,
  stopMs: 10_000,
} as const;
