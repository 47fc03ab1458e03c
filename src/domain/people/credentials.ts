import { open, seal, SecretsError } from '../../db/secrets/seal.js';
import type { KeyRing } from '../../db/secrets/fernet.js';
import type { Secret } from '../../secret.js';

/** What the broker knows a person by, whichever of their books they trade on. */
export interface BrokerKeys {
  apiKey: Secret;
  apiSecret: Secret;
}

/** The sealed columns of `users`. */
export interface SealedCredentials {
  apiKey: string | null;
  apiSecret: string | null;
  accessToken: string | null;
}

/** What of it can be read. */
export interface OpenedCredentials {
  keys?: BrokerKeys;
  accessToken?: Secret;
}

const COLUMNS = { apiKey: 'api_key', apiSecret: 'api_secret', accessToken: 'access_token' } as const;
type Column = keyof typeof COLUMNS;

const placeOf = (column: Column, owner: string) => ({ table: 'users', column: COLUMNS[column], owner });

/** Seals one secret of a person for its column. */
export const sealFor = (ring: KeyRing, userId: string, column: Column, secret: Secret, now: number): string =>
  seal(ring, placeOf(column, userId), secret, now);

/**
 * Opens what is stored. What cannot be opened is left out: its key is gone, or it was copied here from another person; the
 * person then gets new credentials.
 */
export function openCredentials(ring: KeyRing, userId: string, sealed: SealedCredentials): OpenedCredentials {
  const apiKey = openFor(ring, userId, 'apiKey', sealed.apiKey);
  const apiSecret = openFor(ring, userId, 'apiSecret', sealed.apiSecret);
  const accessToken = openFor(ring, userId, 'accessToken', sealed.accessToken);
  if (!apiKey || !apiSecret) return {};
  return { keys: { apiKey, apiSecret }, ...(accessToken ? { accessToken } : {}) };
}

function openFor(ring: KeyRing, userId: string, column: Column, token: string | null): Secret | undefined {
  if (token === null) return undefined;
  try {
    return open(ring, placeOf(column, userId), token);
  } catch (error) {
    if (error instanceof SecretsError) return undefined;
    throw error;
  }
}

/** A broker's message as it may be kept: without these secrets, control characters or half characters, and not too long. */
export function withoutSecrets(message: string, secrets: readonly Secret[], lengthMax: number): string {
  const text = secrets.reduce((rest, secret) => rest.replaceAll(secret.reveal(), String(secret)), message);
  const plain = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return Array.from(plain).slice(0, lengthMax).join('') || 'no reason was given';
}
