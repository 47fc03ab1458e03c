const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** The bounds of choosing a provider. */
export const ROUTER_LIMITS = {
  /** Failures in a row after which a provider is left alone. */
  failuresMax: 3,
  /** How long it is left alone at first, and at most: each failed probe doubles it. */
  openMs: 15 * SECOND_MS,
  openMsMax: 10 * MINUTE_MS,
  /** A key that was refused, or has no credit: nothing but a person will change that. */
  refusedKeyMs: 10 * MINUTE_MS,
  /** What a provider asks us to wait is believed up to here. */
  retryAfterMsMax: 60 * MINUTE_MS,
  /** A probe that nobody reported on is taken for lost. */
  probeMs: 3 * MINUTE_MS,
  /** Breakers that are remembered; that which was used longest ago is forgotten first. */
  breakersMax: 5_000,
  /** Response times that a median is of, by provider, and rows of usage that are read for them at start. */
  responsesKept: 50,
  usageRowsRead: 300,
} as const;
