import type { Secret } from '../../secret.js';
import type { BrokerSession } from '../ports.js';
import { PEOPLE_LIMITS } from './limits.js';
import type { PeopleRefusal } from './person.js';

export type SessionRefusal = PeopleRefusal<
  'NO_ACCOUNT' | 'ACCOUNT_CLOSED' | 'NO_BOOK' | 'LIVE_NOT_AVAILABLE' | 'LOGIN_REFUSED' | 'UNREACHABLE'
>;

export type SessionAnswer = { ok: true; session: BrokerSession } | { ok: false; refusal: SessionRefusal };

/** What opens a session on any book of one person. */
export interface Access {
  apiKey: Secret;
  accessToken: Secret;
  /** UTC milliseconds. */
  expiresAtMs: number;
}

export type AccessAnswer = { ok: true; access: Access } | { ok: false; refusal: SessionRefusal };

/** What this process has open with the broker, by person, and the logins under way. Made once by the wiring. */
export interface Sessions {
  live: Map<string, Access>;
  underWay: Map<string, Promise<AccessAnswer>>;
}

export const openSessions = (): Sessions => ({ live: new Map(), underWay: new Map() });

/** The access of a person, while its token lives. */
export function liveAccess({ live }: Sessions, userId: string, nowMs: number): Access | undefined {
  const known = live.get(userId);
  if (!known || nowMs < known.expiresAtMs) return known;
  live.delete(userId);
  return undefined;
}

export function keepAccess({ live }: Sessions, userId: string, access: Access): void {
  const [oldest] = live.keys();
  if (oldest !== undefined && live.size >= PEOPLE_LIMITS.sessionsMax) live.delete(oldest);
  live.set(userId, access);
}

/** Joins the login under way, or begins one: a person logs in once, however many ask. */
export function onceAtATime(
  { underWay }: Sessions,
  userId: string,
  login: () => Promise<AccessAnswer>,
): Promise<AccessAnswer> {
  const known = underWay.get(userId);
  if (known) return known;
  const begun = login().finally(() => underWay.delete(userId));
  underWay.set(userId, begun);
  return begun;
}
