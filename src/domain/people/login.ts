import { and, eq, isNotNull, isNull, lte, ne, or } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { users } from '../../db/schema/main/index.js';
import type { EncryptionKeys } from '../../db/secrets/keys.js';
import type { Secret } from '../../secret.js';
import type { Account, Desk } from '../ports.js';
import { type BrokerKeys, sealFor, withoutSecrets } from './credentials.js';
import { PEOPLE_LIMITS } from './limits.js';
import { tokensDieAt } from '../broker-token.js';

/** Hands out a person's keys, as a broker's own website would. Those it gave before are worth nothing from then on. */
export interface CredentialIssuer {
  issueKeys(account: Account): Promise<BrokerKeys>;
}

export interface LoginDesk extends Pick<Desk, 'store' | 'clock' | 'broker'> {
  encryption: EncryptionKeys;
  issuer: CredentialIssuer;
}

export interface Login {
  ok: true;
  keys: BrokerKeys;
  /** Whether the keys are new. */
  issued: boolean;
  accessToken: Secret;
  /** UTC milliseconds. */
  expiresAtMs: number;
}

/** `message` is in words, and without secrets. */
export interface NoLogin {
  ok: false;
  code: 'LOGIN_REFUSED' | 'UNREACHABLE';
  message: string;
}

/** Logs in with the stored keys; where there are none, or the broker does not know them any more, with new ones, once. */
export async function logIn(
  desk: LoginDesk,
  account: Account,
  stored: BrokerKeys | undefined,
): Promise<Login | NoLogin> {
  if (stored) {
    const first = await tryLogin(desk, account, stored, false);
    if (first.ok || first.code === 'UNREACHABLE') return first;
  }
  let keys: BrokerKeys;
  try {
    keys = await desk.issuer.issueKeys(account);
  } catch (error) {
    return unreachable(error, []);
  }
  return await tryLogin(desk, account, keys, true);
}

async function tryLogin(
  { broker, clock }: LoginDesk,
  account: Account,
  keys: BrokerKeys,
  issued: boolean,
): Promise<Login | NoLogin> {
  const secrets = [keys.apiKey, keys.apiSecret];
  try {
    const reading = await broker.login(account, keys);
    const now = clock.now();
    if (reading.ok && reading.value.expiresAtMs > now) {
      const expiresAtMs = Math.min(reading.value.expiresAtMs, tokensDieAt(now));
      return { ok: true, keys, issued, accessToken: reading.value.accessToken, expiresAtMs };
    }
    const said = reading.ok ? 'the token it gave is over already' : reading.message;
    const code = !reading.ok && reading.code === 'UNREACHABLE' ? 'UNREACHABLE' : 'LOGIN_REFUSED';
    const message = withoutSecrets(said, secrets, PEOPLE_LIMITS.errorTextMax);
    return { ok: false, code, message: `The broker did not let the account in: ${message}` };
  } catch (error) {
    return unreachable(error, secrets);
  }
}

function unreachable(error: unknown, secrets: readonly Secret[]): NoLogin {
  const said = error instanceof Error ? error.message : String(error);
  const message = withoutSecrets(said, secrets, PEOPLE_LIMITS.errorTextMax);
  return { ok: false, code: 'UNREACHABLE', message: `The broker did not answer: ${message}` };
}

/** Stores what a login gave, sealed. False where the person is gone. */
export async function writeLogin(
  { store, clock, encryption }: LoginDesk,
  account: Account,
  login: Login,
): Promise<boolean> {
  const now = clock.now();
  const sealed = (column: 'apiKey' | 'apiSecret' | 'accessToken', secret: Secret) =>
    sealFor(encryption.ring, account.userId, column, secret, now);
  const { keys, accessToken, expiresAtMs, issued } = login;
  const columns = {
    ...(issued
      ? { apiKey: sealed('apiKey', keys.apiKey), apiSecret: sealed('apiSecret', keys.apiSecret) }
      : {}),
    accessToken: sealed('accessToken', accessToken),
    tokenExpiry: expiresAtMs,
    lastSuccessfulConnection: now,
    lastError: null,
  };
  return await store.main.tx(async tx => {
    const written = await tx
      .update(users)
      .set(columns)
      .where(eq(users.userId, account.userId))
      .returning({ id: users.id });
    if (written.length === 0) return false;
    await auditFromMain(tx, {
      userId: account.userId,
      actor: 'job',
      action: issued ? 'broker.keys_issued' : 'broker.logged_in',
      entityType: 'users',
      entityId: account.userId,
      newData: { expiresAt: expiresAtMs },
      rationale: { code: 'broker_answer', arguments: ['login'] },
      at: now,
    });
    return true;
  });
}

/**
 * Keeps `last_successful_connection` and `last_error` after the broker answered, or did not: for whoever calls it. Writes
 * only what is new: another error, the first success after one, and a success once a minute.
 */
export async function noteContact(
  { store, clock }: Pick<LoginDesk, 'store' | 'clock'>,
  { userId }: Account,
  contact: { ok: true } | { ok: false; message: string },
): Promise<void> {
  const now = clock.now();
  const lastError = contact.ok ? null : withoutSecrets(contact.message, [], PEOPLE_LIMITS.errorTextMax);
  const isNew =
    lastError === null
      ? or(
          isNotNull(users.lastError),
          isNull(users.lastSuccessfulConnection),
          lte(users.lastSuccessfulConnection, now - PEOPLE_LIMITS.contactNotedMs),
        )
      : or(isNull(users.lastError), ne(users.lastError, lastError));
  const [outdated] = await store.main.read
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.userId, userId), isNew));
  if (!outdated) return;
  await store.main.tx(async tx => {
    await tx
      .update(users)
      .set({ lastError, ...(contact.ok ? { lastSuccessfulConnection: now } : {}) })
      .where(eq(users.userId, userId));
  });
}
