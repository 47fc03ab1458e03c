/** The bounds of what one turn of a conversation may write. */
export const CHAT_LIMITS = {
  /** As the CHECK of `ai_chat_messages` has it. */
  contentLettersMax: 200_000,
  metadataLettersMax: 100_000,
  messagesPerTurnMax: 128,
  callsPerTurnMax: 64,
  /** Messages that one read of a conversation returns. */
  messagesReadMax: 500,
  /** Calls broken off by a kill that one transaction of the next start settles, and how many such transactions. */
  unfinishedPerTransaction: 200,
  unfinishedBatchesMax: 1_000,
} as const;
