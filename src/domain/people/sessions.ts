import { addDays, istDate, istInstant } from '../ist.js';
import type { Account, BrokerSession } from '../ports.js';
import { PEOPLE_LIMITS } from './limits.js';
import type { PeopleRefusal } from './person.js';

export type SessionRefusal = PeopleRefusal<
  'NO_ACCOUNT' | 'ACCOUNT_CLOSED' | 'NO_BOOK' | 'LIVE_NOT_AVAILABLE' | 'LOGIN_REFUSED' | 'UNREACHABLE'
>;

export type SessionAnswer = { ok: true; session: BrokerSession } | { ok: false; refusal: SessionRefusal };

/** Sessions of this process with the broker, and the logins under way. Made once by the wiring. */
export interface Sessions {
  live: Map<string, { session: BrokerSession; expiresAtMs: number }>;
  underWay: Map<string, Promise<SessionAnswer>>;
}

export const openSessions = (): Sessions => ({ live: new Map(), underWay: new Map() });

const keyOf = ({ userId, bookId }: Account): string => `${userId} ${bookId}`;

/** The session of an account, while its token lives. */
export function liveSession({ live }: Sessions, account: Account, nowMs: number): BrokerSession | undefined {
  const known = live.get(keyOf(account));
  if (!known || nowMs < known.expiresAtMs) return known?.session;
  live.delete(keyOf(account));
  return undefined;
}

export function keepSession({ live }: Sessions, session: BrokerSession, expiresAtMs: number): void {
  const [oldest] = live.keys();
  if (oldest !== undefined && live.size >= PEOPLE_LIMITS.sessionsMax) live.delete(oldest);
  live.set(keyOf(session.account), { session, expiresAtMs });
}

export function dropSession({ live }: Sessions, account: Account): void {
  live.delete(keyOf(account));
}

/** The login of this account that is under way, if there is one. */
export const loginUnderWay = ({ underWay }: Sessions, account: Account): Promise<SessionAnswer> | undefined =>
  underWay.get(keyOf(account));

/** Joins the login under way, or begins one: an account logs in once, however many ask. */
export function onceAtATime(
  sessions: Sessions,
  account: Account,
  login: () => Promise<SessionAnswer>,
): Promise<SessionAnswer> {
  const known = loginUnderWay(sessions, account);
  if (known) return known;
  const begun = login().finally(() => sessions.underWay.delete(keyOf(account)));
  sessions.underWay.set(keyOf(account), begun);
  return begun;
}

const TOKENS_DIE = '06:00';

/** When every access token of this moment is dead: the next 06:00 in India, in UTC milliseconds. */
export function tokensDieAt(nowMs: number): number {
  const date = istDate(nowMs);
  const today = istInstant(date, TOKENS_DIE);
  return nowMs < today ? today : istInstant(addDays(date, 1), TOKENS_DIE);
}
