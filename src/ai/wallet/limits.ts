/** The bounds of what is reckoned with, and of what is added to a request before its cost is bounded. */
export const WALLET_LIMITS = {
  /** Tokens of one call that a price is multiplied with: far above any context window, and products stay exact. */
  tokensMax: 50_000_000,
  /** Dollars per million tokens; the dearest models known are below 1,000. */
  usdPerMillionMax: 10_000,
  modelLettersMax: 100,
  modelsPricedMax: 200,
  pricesTextLettersMax: 50_000,
  /** What providers put around a request, its parts and its tools: rules for calling tools, roles, separators. */
  requestTokens: 2_048,
  messageTokens: 64,
  toolTokens: 128,
} as const;
