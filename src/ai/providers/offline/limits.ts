/** The bounds of one message and of what is carried between turns. */
export const OFFLINE_LIMITS = {
  /** A longer message is answered with a request to be brief, and never read as a wish. */
  textCharsMax: 600,
  tokensMax: 90,
  /** Words of one name or phrase that are tried together. */
  phraseWordsMax: 5,
  candidatesMax: 6,
  /** Turns that an open question survives. */
  questionTurnsMax: 4,
  /** Characters of a name that the person gave (a goal, a strategy, a search). */
  nameCharsMax: 60,
  /** Keys of one market that may have a mistake of typing: those of the large companies, or all of a small market. */
  typoSharesMax: 300,
  typoVariantsMax: 400,
  catalogueSharesMax: 20_000,
} as const;

/** A mistake of typing counts from these lengths of the right word on. */
export const TYPO_LENGTHS = { swap: 3, one: 5, oneOfName: 4, two: 8 } as const;
