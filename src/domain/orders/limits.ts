/** Every bound of the order protocol. */
export const ORDER_LIMITS = {
  /** How long a card can be pressed. */
  cardMs: 90_000,
  liveCardsMax: 10,
  cardsExpiredPerRun: 500,
  /** How long the one call to the broker may take before its outcome counts as unknown. */
  brokerCallMsMax: 10_000,
  /** Two readings without a trace of it, this far apart, prove that the broker never had it. */
  absenceMs: 10_000,
  reportPagesPerSyncMax: 200,
  /** How often an answer of the broker that brought nothing new is written down. */
  syncNotedMs: 60_000,
  /** Orders that one card cancels. */
  cancelledAtOnceMax: 20,
  /** Reports that are booked in one transaction: it holds up every other one. */
  reportsPerTransaction: 100,
  /** Open orders, changes or triggers that are looked at in one go. */
  liveReadMax: 1_000,
  ordersReadMax: 200,
  /** Readings of the broker's account before a moving one is left for the next time. */
  stableReadsMax: 3,
  differencesMax: 200,
  messageLettersMax: 500,
} as const;
