import { createHash } from 'node:crypto';
import type { Account, BrokerReading, BrokerSession } from '../../domain/broker-port.js';
import { tokensDieAt } from '../../domain/broker-token.js';
import { istDate } from '../../domain/ist.js';
import { Secret } from '../../secret.js';
import type { Ledger } from './books.js';

const KEY_BYTES = 16;
const SECRET_BYTES = 32;

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const tokenRefused = 'Log in again: the access token is unknown, was replaced, or ended at 06:00.';

/** Keys of a person, shown once: the ledger has their hashes. Earlier ones, and their token, are worth nothing from then on. */
export function issueKeys(
  { file, sql }: Ledger,
  { userId }: Account,
  wallMs: number,
  random: (bytes: number) => Buffer,
): { apiKey: Secret; apiSecret: Secret } {
  const apiKey = random(KEY_BYTES).toString('hex');
  const apiSecret = random(SECRET_BYTES).toString('hex');
  file.transact(() => sql.issue.run(userId, hashOf(apiKey), hashOf(apiSecret), istDate(wallMs), wallMs));
  return { apiKey: new Secret(apiKey), apiSecret: new Secret(apiSecret) };
}

/** A new access token; the one before it is worth nothing any more. */
export function logIn(
  { file, sql }: Ledger,
  { userId }: Account,
  keys: { apiKey: Secret; apiSecret: Secret },
  wallMs: number,
  random: (bytes: number) => Buffer,
): BrokerReading<{ accessToken: Secret; expiresAtMs: number }> {
  const row = sql.login.get(userId);
  const fits =
    row !== undefined &&
    row.api_key_hash === hashOf(keys.apiKey.reveal()) &&
    row.api_secret_hash === hashOf(keys.apiSecret.reveal());
  if (!fits)
    return { ok: false, code: 'TOKEN', message: 'The api key or its secret is not the one that was issued.' };
  const token = random(SECRET_BYTES).toString('hex');
  const expiresAtMs = tokensDieAt(wallMs);
  file.transact(() => sql.setToken.run(hashOf(token), expiresAtMs, userId));
  return { ok: true, value: { accessToken: new Secret(token), expiresAtMs } };
}

/** Why a session does not let its account in, or undefined. */
export function refuseSession({ sql }: Ledger, session: BrokerSession, wallMs: number): string | undefined {
  const row = sql.login.get(session.account.userId);
  const fits =
    row !== undefined &&
    row.token_hash === hashOf(session.accessToken.reveal()) &&
    row.api_key_hash === hashOf(session.apiKey.reveal()) &&
    wallMs < (row.token_expires_at_wall ?? 0);
  return fits ? undefined : tokenRefused;
}
