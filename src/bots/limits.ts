/** Every bound of the door and of what is brought to people unasked. */
export const BOT_LIMITS = {
  /** Texts of one conversation that wait while one is answered. */
  waitingMax: 5,
  /** Conversations that are answered at the same time. */
  conversationsMax: 1_000,
  /** How often one conversation is told to slow down. */
  slowDownEveryMs: 3_000,
  /** Conversations that are remembered for that, and for their last answer; the oldest are forgotten. */
  rememberedMax: 10_000,
  /** Presses, commands and words of panic of one conversation at once: none waits behind a turn, but there is an end. */
  urgentMax: 10,
  /** Of one message; what is beyond is cut off, with words. */
  textLettersMax: 8_000,
  /** Of one message before it is even looked at. */
  rawLettersMax: 1_000_000,
  quotedMax: 10,
  /** How long a turn that was stopped may take to end before its place is given to the next. */
  stopGraceMs: 2_000,
  commandLettersMax: 500,
  /** Notices that one round brings to one platform, and how long one sending may take. */
  noticesPerRound: 100,
  sendMsMax: 15_000,
} as const;
