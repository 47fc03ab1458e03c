const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The bounds of everything about people. */
export const PEOPLE_LIMITS = {
  nameMax: 100,
  peopleListedMax: 1_000,
  /** How long a code lets somebody in, and how many one owner may have out at a time. */
  invitationMs: 7 * DAY_MS,
  openInvitationsMax: 50,
  /** 100 bits. */
  codeLetters: 20,
  codeTextMax: 64,
  /** Wrong codes from one writer before they have to wait, and how long the count lasts. */
  wrongCodesMax: 5,
  wrongCodesMs: 15 * MINUTE_MS,
  /** Writers whose wrong codes are remembered; the oldest is forgotten first. */
  writersMax: 10_000,
  /** Sessions with the broker that are kept open at a time. */
  sessionsMax: 10_000,
  /** What `users.last_error` holds of a broker's message. */
  errorTextMax: 300,
  /** A connection that goes well is written down this often at most. */
  contactNotedMs: MINUTE_MS,
  sectorsMax: 10,
  assessmentsADay: 10,
  goalsMax: 20,
} as const;
