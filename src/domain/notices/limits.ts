const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The bounds of what people are told unasked. */
export const NOTICE_LIMITS = {
  /** News of an order is of use for two days: over a weekend somebody may not look. */
  eventNewsMs: 48 * HOUR_MS,
  alertNewsMs: 48 * HOUR_MS,
  /** Events that one call makes notices of; what is left waits for the next. */
  eventsPerRun: 200,
  dueReadMax: 100,
  /** After that many sendings that failed a place is given up. */
  attemptsMax: 12,
  backoffFirstMs: 2 * SECOND_MS,
  backoffMsMax: 30 * MINUTE_MS,
  errorLettersMax: 300,
  /** Rows that one call of the upkeep removes. */
  tidyPerRun: 500,
  replyLettersMax: 20_000,
} as const;
