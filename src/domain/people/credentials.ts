import { open, seal, SecretsError } from '../../db/secrets/seal.js';
import type { KeyRing } from '../../db/secrets/fernet.js';
import { Secret } from '../../secret.js';
import type { Account } from '../ports.js';

/** What the broker knows an account by. */
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

/** What of it is of this account and can be read. */
export interface OpenedCredentials {
  keys?: BrokerKeys;
  accessToken?: Secret;
}

const COLUMNS = { apiKey: 'api_key', apiSecret: 'api_secret', accessToken: 'access_token' } as const;
type Column = keyof typeof COLUMNS;

const placeOf = (column: Column, owner: string) => ({ table: 'users', column: COLUMNS[column], owner });

/** Seals one secret of an account. The book stands in front of it: a person has one row, and may change books. */
export const sealFor = (
  ring: KeyRing,
  account: Account,
  column: Column,
  secret: Secret,
  now: number,
): string =>
  seal(ring, placeOf(column, account.userId), new Secret(`${account.bookId}:${secret.reveal()}`), now);

/**
 * Opens what is stored. Secrets of another book are left out, and so is what cannot be opened: its key is gone, or it
 * was copied here; the account then gets new ones.
 */
export function openCredentials(
  ring: KeyRing,
  account: Account,
  sealed: SealedCredentials,
): OpenedCredentials {
  const apiKey = openFor(ring, account, 'apiKey', sealed.apiKey);
  const apiSecret = openFor(ring, account, 'apiSecret', sealed.apiSecret);
  const accessToken = openFor(ring, account, 'accessToken', sealed.accessToken);
  if (!apiKey || !apiSecret) return {};
  return { keys: { apiKey, apiSecret }, ...(accessToken ? { accessToken } : {}) };
}

function openFor(ring: KeyRing, account: Account, column: Column, token: string | null): Secret | undefined {
  if (token === null) return undefined;
  try {
    const text = open(ring, placeOf(column, account.userId), token).reveal();
    const book = `${account.bookId}:`;
    return text.startsWith(book) && text.length > book.length
      ? new Secret(text.slice(book.length))
      : undefined;
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
