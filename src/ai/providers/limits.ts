/** Every bound of a call to a provider. */
export const PROVIDER_LIMITS = {
  /** Until a connection stands; nothing was asked before that. */
  connectMs: 5_000,
  /** From the request to the head of the answer; without streaming, the model has written all of it by then. */
  firstByteMs: 120_000,
  /** Between two pieces of an answer. */
  idleMs: 30_000,
  wholeMs: 300_000,
  /** Per origin; further calls wait for one of these. */
  connectionsMax: 256,
  keepAliveMs: 30_000,
  /** An answer of 32,000 tokens is about 8 MiB when it is streamed token by token. */
  answerBytesMax: 16 * 1024 * 1024,
  /** One line of a stream; parsers join what they have of a line again and again. */
  lineBytesMax: 1024 * 1024,
  /** The longest body of an error that is looked into. */
  complaintBytesMax: 64 * 1024,
  callsMax: 128,
  retryAfterMsMax: 24 * 60 * 60 * 1000,
  /** OpenAI takes 40 letters of a call's id, Anthropic 64. */
  callIdLengthMax: 40,
  schemaDepthMax: 24,
} as const;
