import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { practiceMarkets, users } from '../../db/schema/main/index.js';
import { tradingAccounts } from '../../db/schema/trading/index.js';
import { prepared, type Store } from '../../db/store.js';
import type { Secret } from '../../secret.js';
import type { Account, BrokerSession } from '../ports.js';
import { openCredentials } from './credentials.js';
import { type LoginDesk, logIn, noteContact, writeLogin } from './login.js';
import {
  type AccessAnswer,
  keepAccess,
  liveAccess,
  onceAtATime,
  type SessionAnswer,
  type SessionRefusal,
  type Sessions,
} from './sessions.js';

export interface ConnectionDesk extends LoginDesk {
  sessions: Sessions;
}

const accountRow = prepared((read: Pick<Store['trading']['read'], 'select'>) =>
  read
    .select({ mode: tradingAccounts.mode, closedAt: tradingAccounts.closedAt })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, sql.placeholder('userId')))
    .prepare(),
);

const bookRow = prepared((read: Pick<Store['main']['read'], 'select'>) =>
  read
    .select({ id: practiceMarkets.id })
    .from(practiceMarkets)
    .where(
      and(
        eq(practiceMarkets.id, sql.placeholder('bookId')),
        or(isNull(practiceMarkets.userId), eq(practiceMarkets.userId, sql.placeholder('userId'))),
      ),
    )
    .prepare(),
);

/**
 * A session with the broker: the one that is open, else the stored token while it lives (until 06:00 IST), else a new
 * login, with new keys where the person has none. Keeps the connection's columns of `users`.
 */
export async function sessionFor(desk: ConnectionDesk, account: Account): Promise<SessionAnswer> {
  const { sessions, clock } = desk;
  const { userId } = account;
  const refusal = await refusalOf(desk, account);
  if (refusal) return { ok: false, refusal };
  const access = liveAccess(sessions, userId, clock.now());
  if (access) return sessionOf(account, { ok: true, access });
  return sessionOf(account, await onceAtATime(sessions, userId, () => connect(desk, account)));
}

/** A session in place of one that the broker answered TOKEN to. Who comes late gets the one that was opened meanwhile. */
export async function renewSession(desk: ConnectionDesk, dead: BrokerSession): Promise<SessionAnswer> {
  const { sessions, clock } = desk;
  const { account, accessToken } = dead;
  const { userId } = account;
  const refusal = await refusalOf(desk, account);
  if (refusal) return { ok: false, refusal };
  // What is under way may have begun with the dead token.
  await sessions.underWay.get(userId);
  const access = liveAccess(sessions, userId, clock.now());
  if (access && !access.accessToken.equals(accessToken)) return sessionOf(account, { ok: true, access });
  sessions.live.delete(userId);
  const login = () => connect(desk, account, accessToken);
  return sessionOf(account, await onceAtATime(sessions, userId, login));
}

function sessionOf(account: Account, answer: AccessAnswer): SessionAnswer {
  if (!answer.ok) return answer;
  const { apiKey, accessToken } = answer.access;
  return { ok: true, session: { account, apiKey, accessToken } };
}

async function refusalOf(
  { store, broker }: ConnectionDesk,
  account: Account,
): Promise<SessionRefusal | undefined> {
  const row = await Promise.resolve(accountRow(store.trading.read).get({ userId: account.userId }));
  if (!row) return { code: 'NO_ACCOUNT', message: 'There is no trading account: join first.' };
  if (row.closedAt !== null)
    return { code: 'ACCOUNT_CLOSED', message: 'The trading account is closed: nothing can be traded on it.' };
  if (row.mode !== broker.mode)
    return {
      code: 'LIVE_NOT_AVAILABLE',
      message: `The account is set to ${row.mode} trading, and the broker here is for ${broker.mode} trading. There is no live broker yet, so live trading is not possible: only practice is.`,
    };
  const book = await Promise.resolve(bookRow(store.main.read).get({ ...account }));
  if (!book) return { code: 'NO_BOOK', message: 'There is no such practice market (any more).' };
  return undefined;
}

async function connect(desk: ConnectionDesk, account: Account, dead?: Secret): Promise<AccessAnswer> {
  const { store, encryption, sessions, clock } = desk;
  const { userId } = account;
  const [row] = await store.main.read.select().from(users).where(eq(users.userId, userId));
  if (!row) return GONE;
  const stored = openCredentials(encryption.ring, userId, row);
  const expiresAtMs = row.tokenExpiry ?? 0;
  if (stored.keys && stored.accessToken && clock.now() < expiresAtMs && !dead?.equals(stored.accessToken)) {
    const access = { apiKey: stored.keys.apiKey, accessToken: stored.accessToken, expiresAtMs };
    keepAccess(sessions, userId, access);
    return { ok: true, access };
  }
  const login = await logIn(desk, account, stored.keys);
  if (!login.ok) {
    await noteContact(desk, account, login);
    return { ok: false, refusal: { code: login.code, message: login.message } };
  }
  if (!(await writeLogin(desk, account, login))) return GONE;
  const { keys, accessToken } = login;
  const access = { apiKey: keys.apiKey, accessToken, expiresAtMs: login.expiresAtMs };
  keepAccess(sessions, userId, access);
  return { ok: true, access };
}

const GONE: AccessAnswer = {
  ok: false,
  refusal: { code: 'NO_ACCOUNT', message: 'There is no such person here (any more).' },
};
