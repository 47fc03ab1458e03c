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
  /** As the CHECK of `ai_chat_summaries` has it, and what a summary without a model keeps to. */
  summaryLettersMax: 20_000,
  plainSummaryLettersMax: 4_000,
  sessionsListed: 20,
  sessionNameLettersMax: 100,
  /** Letters of the first message that name a conversation. */
  namedAfterLetters: 50,
  /** Turns that a conversation takes along to another place. */
  resumedMessages: 60,
  analysisDataLettersMax: 300_000,
  analysisSymbolsMax: 50,
  /** Rows that one read of an export takes, and rows that one transaction of a deletion takes. */
  exportRows: 500,
  deleteRows: 500,
} as const;
