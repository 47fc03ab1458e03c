import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Secret } from '../../secret.js';
import {
  decodeBase64Url,
  encodeBase64Url,
  FERNET_KEY_BYTES,
  fernetKey,
  type KeyRing,
  keyId,
} from './fernet.js';
import { createPrivateFile, PrivateFileError, readPrivateFile, replacePrivateFile } from './private-file.js';
import { Refusal } from '../../refusal.js';

type NonEmpty<T> = readonly [first: T, ...rest: T[]];

/** Where one kind of keys lives: a file in the data folder's `keys`, or a setting that stands above it. */
type KeyHome = { readonly file: string; readonly setting: string; readonly keysMax: number };

const ENCRYPTION: KeyHome = { file: 'encryption.keys', setting: 'QL_ENCRYPTION_KEY', keysMax: 16 };
const AUDIT: KeyHome = { file: 'audit.key', setting: 'QL_AUDIT_KEY', keysMax: 1 };
const FILE_BYTES_MAX = 4_096;

const FORM = '32 random bytes as base64url with padding, 44 characters';
const RECIPE = "head -c 32 /dev/urandom | base64 | tr '+/' '-_'";

export type KeysErrorCode = 'missing' | 'empty' | 'malformed' | 'too_many' | 'changed';

/** Keys that are missing or cannot be used. Names the place and the position of a key, never the key. */
export class KeysError extends Refusal {
  readonly code: KeysErrorCode;

  constructor(code: KeysErrorCode, message: string, options?: ErrorOptions) {
    super(message, { cause: options?.cause });
    this.name = 'KeysError';
    this.code = code;
  }
}

/** `refuse` where a database already exists: a new key would look like a start and open nothing. */
export type IfMissing = 'create' | 'refuse';

export type EncryptionKeys = {
  readonly ring: KeyRing;
  /** Keys from the environment cannot be rotated by us: whoever set them has to change them. */
  readonly source: 'environment' | 'file';
};

/** The key of the audit chain, for HMAC-SHA256; `id` as in FernetKey. */
export type AuditKey = { readonly id: string; readonly hmac: KeyObject };

/** `<dataFolder>/keys/encryption.keys`: one key per line, the first is primary. */
export function encryptionKeysPath(dataFolder: string): string {
  return pathOf(ENCRYPTION, dataFolder);
}

/** `<dataFolder>/keys/audit.key`: one key. */
export function auditKeyPath(dataFolder: string): string {
  return pathOf(AUDIT, dataFolder);
}

/**
 * The keys that seal secrets: from QL_ENCRYPTION_KEY (a comma-separated list, the first is primary) where it is set,
 * else from the key file, which is made with one new key if it is missing and `create` is asked for.
 * @throws KeysError, or PrivateFileError when group or others have access to the file or its folder.
 */
export async function loadEncryptionKeys(
  dataFolder: string,
  setting: Secret | undefined,
  ifMissing: IfMissing,
): Promise<EncryptionKeys> {
  const keys = await load(ENCRYPTION, dataFolder, setting, ifMissing);
  return { ring: ringOf(keys), source: setting ? 'environment' : 'file' };
}

/**
 * The key of the audit chain: from QL_AUDIT_KEY where it is set, else from the key file, as `loadEncryptionKeys`.
 * @throws KeysError, PrivateFileError.
 */
export async function loadAuditKey(
  dataFolder: string,
  setting: Secret | undefined,
  ifMissing: IfMissing,
): Promise<AuditKey> {
  const [key] = await load(AUDIT, dataFolder, setting, ifMissing);
  return { id: keyId(key), hmac: createSecretKey(key) };
}

/**
 * Puts a new random key in front of the key file: the first step of a rotation. A rotation that was broken off is
 * recognised by a ring of more than one key and goes on without another one.
 * @returns the ring as it stands in the file now.
 * @throws KeysError `too_many` when 16 keys are in use, `missing`, `malformed`; PrivateFileError.
 */
export async function addPrimaryKey(dataFolder: string): Promise<KeyRing> {
  const keys = await readKeys(ENCRYPTION, dataFolder);
  if (keys.length >= ENCRYPTION.keysMax) {
    throw new KeysError(
      'too_many',
      `${encryptionKeysPath(dataFolder)} already holds ${keys.length} keys, the most there may be. ` +
        'Finish a rotation first, so that the old ones are retired.',
    );
  }
  return replaceKeys(dataFolder, [randomBytes(FERNET_KEY_BYTES), ...keys]);
}

/**
 * Removes every key but the primary one: the last step of a rotation, after every row was verified under it.
 * @param primaryId the id of the key the rows were verified under; where the file has another primary by now, nothing is
 *   removed.
 * @returns the ring as it stands in the file now.
 * @throws KeysError `changed`, `missing`, `malformed`; PrivateFileError.
 */
export async function retireOldKeys(dataFolder: string, primaryId: string): Promise<KeyRing> {
  const keys = await readKeys(ENCRYPTION, dataFolder);
  const [primary] = keys;
  if (keyId(primary) !== primaryId) {
    throw new KeysError(
      'changed',
      `The primary key in ${encryptionKeysPath(dataFolder)} is ${keyId(primary)}, not ${primaryId} as when the rotation ` +
        'began. No key was retired; start the rotation again.',
    );
  }
  return keys.length === 1 ? ringOf(keys) : replaceKeys(dataFolder, [primary]);
}

async function load(
  home: KeyHome,
  dataFolder: string,
  setting: Secret | undefined,
  ifMissing: IfMissing,
): Promise<NonEmpty<Buffer>> {
  if (setting) {
    const texts = setting.reveal().split(',');
    return parseKeys(home, texts, home.setting, position => `key ${position} of ${home.setting}`);
  }
  try {
    return await readKeys(home, dataFolder);
  } catch (error) {
    if (ifMissing === 'refuse' || !(error instanceof KeysError) || error.code !== 'missing') throw error;
  }
  // Whoever loses a race for the first start reads the winner's key.
  await createPrivateFile(pathOf(home, dataFolder), fileText([randomBytes(FERNET_KEY_BYTES)]));
  return readKeys(home, dataFolder);
}

async function readKeys(home: KeyHome, dataFolder: string): Promise<NonEmpty<Buffer>> {
  const path = pathOf(home, dataFolder);
  const text = await readPrivateFile(path, FILE_BYTES_MAX).catch((error: unknown) => {
    if (error instanceof PrivateFileError && error.code === 'missing') throw missing(home, path, error);
    throw error;
  });
  const lines = text.replace(/\n$/, '').split('\n');
  return parseKeys(home, lines, path, position => `line ${position} of ${path}`);
}

function parseKeys(
  home: KeyHome,
  texts: readonly string[],
  source: string,
  nameOf: (position: number) => string,
): NonEmpty<Buffer> {
  if (texts.every(text => text.trim() === '')) {
    throw new KeysError('empty', `${source} holds no key. ${remedy(home)}`);
  }
  if (texts.length > home.keysMax) {
    throw new KeysError('too_many', `${source} holds ${texts.length} keys; at most ${home.keysMax} allowed.`);
  }
  const seen = new Set<string>();
  const [first, ...rest] = texts.map((text, index) => {
    const bytes = decodeBase64Url(text.trim());
    if (bytes?.length !== FERNET_KEY_BYTES) {
      throw new KeysError('malformed', `${nameOf(index + 1)} is not a key (${FORM}). ${remedy(home)}`);
    }
    if (seen.has(text.trim())) {
      throw new KeysError('malformed', `${nameOf(index + 1)} repeats a key above it; remove one of the two.`);
    }
    seen.add(text.trim());
    return bytes;
  });
  if (!first) throw new KeysError('empty', `${source} holds no key. ${remedy(home)}`);
  return [first, ...rest];
}

async function replaceKeys(dataFolder: string, keys: NonEmpty<Buffer>): Promise<KeyRing> {
  await replacePrivateFile(encryptionKeysPath(dataFolder), fileText(keys));
  return ringOf(keys);
}

function fileText(keys: NonEmpty<Buffer>): string {
  return keys.map(key => `${encodeBase64Url(key)}\n`).join('');
}

function ringOf([primary, ...older]: NonEmpty<Buffer>): KeyRing {
  return [fernetKey(primary), ...older.map(fernetKey)];
}

function pathOf(home: KeyHome, dataFolder: string): string {
  return join(dataFolder, 'keys', home.file);
}

function missing(home: KeyHome, path: string, cause: PrivateFileError): KeysError {
  return new KeysError(
    'missing',
    `${path} does not exist, and ${home.setting} is not set. Put the key file of this data folder back (backups leave ` +
      `keys out on purpose), or set ${home.setting} to the key that was used.`,
    { cause },
  );
}

function remedy(home: KeyHome): string {
  return `Put the key back from where you keep it; where nothing was written under it yet, make a new one for ${home.setting} with: ${RECIPE}`;
}
