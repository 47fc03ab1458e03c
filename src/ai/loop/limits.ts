/** Every bound of a turn and of what is remembered of a conversation. */
export const LOOP_LIMITS = {
  /** Calls to models in one turn, failed ones and the one more for a struck sentence included. */
  modelCallsMax: 8,
  toolCallsMax: 16,
  /** How often the same tool is run with the same arguments. */
  identicalCallsMax: 2,
  /** Unreadable arguments of one tool: the second are the repair, after that it is not run any more. */
  badArgumentsMax: 2,
  cardsMax: 3,
  turnMs: 90_000,
  outputTokensMax: 1_500,
  replyLettersMax: 12_000,
  argumentsLettersMax: 10_000,
  /** Of one result, as a model gets it. */
  resultLettersMax: 12_000,
  /** Of one result, as it is kept in the log: below what a message may hold. */
  resultKeptLettersMax: 150_000,
  /** Of a person's message, as a model gets it; the whole of it is kept. */
  messageLettersMax: 8_000,
  messageKeptLettersMax: 150_000,
  quotedMax: 10,
  quotedLettersMax: 4_000,
  /** What a provider wants to see again, and what a routing says, as they are kept. */
  replayLettersMax: 40_000,
  whyLettersMax: 20_000,
  strikesKept: 20,
  resultDepthMax: 24,
  /** Limits without room that a turn may meet before it ends. */
  denialsMax: 8,
} as const;
export type LoopLimits = { readonly [name in keyof typeof LOOP_LIMITS]: number };

export const HISTORY_LIMITS = {
  /** Messages that are read back for one turn. */
  messagesRead: 300,
  /** What the recent messages may take together, and what is kept of them when they take more. */
  recentTokensMax: 8_000,
  recentTokensKept: 4_000,
  /** A tokenizer gets at most about one token of so many bytes out of plain prose. */
  bytesPerToken: 3,
  /** Turns whose results are shown as they were; those of older turns are shortened. */
  wholeTurns: 2,
  oldResultLettersMax: 400,
  oldTextLettersMax: 2_000,
  /** What a summary is made from, and what it may be. */
  summaryInputLettersMax: 24_000,
  summaryTokensMax: 500,
  ownWordsLettersMax: 20_000,
} as const;
