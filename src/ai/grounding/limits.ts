/** Every bound of the check of figures and of what comes from outside. */
export const GROUNDING_LIMITS = {
  /** Data of one turn that are looked at; what lies beyond is unknown, so its figures are struck. */
  dataMax: 20_000,
  dataDepthMax: 12,
  /** Letters of one text inside the data that are read for figures. */
  dataTextLettersMax: 2_000,
  ownWordsLettersMax: 8_000,
  namesMax: 20_000,
  aliasWordsMax: 6,
  /** Data with the same value that one figure is compared with. */
  candidatesMax: 400,
  figuresPerSentenceMax: 200,
  /** A longer stretch without an end is cut, and checked, where it stands. */
  sentenceLettersMax: 4_000,
  /** A table or a block of code is checked as one. */
  blockLettersMax: 12_000,
  /** An item's number when it is not known which number stood before. */
  listNumberMax: 20,
  /** A hedged round figure (“about ₹2,30,000”) may be off by this part of itself. */
  hedgedPartMax: 0.025,
} as const;
