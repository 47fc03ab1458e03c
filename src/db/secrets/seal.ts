import { SECRET_LENGTH_MAX, Secret } from '../../secret.js';
import { decrypt, encrypt, type FernetFailure, type KeyRing, rotate as rotateToken } from './fernet.js';
import { Refusal } from '../../refusal.js';

// Written in front of the place, so that what another program sealed under the same key is not taken for ours.
const FORMAT = 'ql1';

const LIMITS = { nameLengthMax: 64, ownerLengthMax: 128 } as const;

/** The one cell a sealed value belongs to. It stands inside the ciphertext; `owner` is the person's id. */
export type Place = { readonly table: string; readonly column: string; readonly owner: string };

export type SecretsErrorCode = 'place' | 'length' | 'damaged' | 'unknown_key' | 'wrong_place';

/** Why a secret could not be sealed or opened. Holds neither the secret nor a key, and nothing that was decrypted. */
export class SecretsError extends Refusal {
  readonly code: SecretsErrorCode;

  constructor(code: SecretsErrorCode, message: string) {
    super(message);
    this.name = 'SecretsError';
    this.code = code;
  }
}

/**
 * Encrypts a secret for one cell, under the primary key. Sealing the same secret twice gives two different tokens.
 * @param now UTC milliseconds, kept in the token.
 * @throws SecretsError `length` (1 to SECRET_LENGTH_MAX characters), `place` (a name or owner is empty or too long).
 */
export function seal(ring: KeyRing, place: Place, secret: Secret, now: number): string {
  checkPlace(place);
  const text = secret.reveal();
  if (text.length === 0 || text.length > SECRET_LENGTH_MAX) {
    throw new SecretsError(
      'length',
      `A secret for ${nameOf(place)} has ${text.length} characters; 1 to ${SECRET_LENGTH_MAX} are allowed. ` +
        'To remove a secret, clear the column.',
    );
  }
  const sealed = [FORMAT, place.table, place.column, place.owner, text];
  return encrypt(ring, Buffer.from(JSON.stringify(sealed)), now);
}

/**
 * Decrypts what stands in a cell, and refuses it where it was sealed for another table, column or owner.
 * An older token of the same cell still opens: the binding finds copies between cells, not a cell put back in time.
 * @throws SecretsError `damaged`, `unknown_key`, `wrong_place`.
 */
export function open(ring: KeyRing, place: Place, token: string): Secret {
  const opened = decrypt(ring, token);
  if (!opened.ok) throw unreadable(ring, place, opened.reason);
  const [format, table, column, owner, text] = fieldsOf(opened.plaintext);
  if (format !== FORMAT || text === undefined) {
    throw new SecretsError(
      'damaged',
      `The value in ${nameOf(place)} opens, but Quantum Leap did not write it. Enter the secret again, and keep this ` +
        'encryption key for Quantum Leap alone.',
    );
  }
  if (table !== place.table || column !== place.column || owner !== place.owner) {
    throw new SecretsError(
      'wrong_place',
      `The value in ${nameOf(place)} was sealed for another row or column, so it was copied there and is refused. ` +
        'Look at the audit trail for who changed it, then enter the secret again.',
    );
  }
  return new Secret(text);
}

/** Whether the primary key made this token; what it made needs no rotation. A damaged token is under no key. */
export function isUnderPrimary(ring: KeyRing, token: string): boolean {
  return decrypt([ring[0]], token).ok;
}

/**
 * The same secret under the primary key, after checking that it belongs to this cell. One row of a key rotation is:
 * skip where `isUnderPrimary`, `rotate`, then write only where the cell still holds the token that was read.
 * @throws SecretsError as `open` does; the row keeps its old token then.
 */
export function rotate(ring: KeyRing, place: Place, token: string): string {
  open(ring, place, token);
  const rotated = rotateToken(ring, token);
  if (!rotated.ok) throw unreadable(ring, place, rotated.reason);
  return rotated.token;
}

function checkPlace(place: Place): void {
  const wrong =
    outside(place.table, LIMITS.nameLengthMax) ||
    outside(place.column, LIMITS.nameLengthMax) ||
    outside(place.owner, LIMITS.ownerLengthMax);
  if (!wrong) return;
  throw new SecretsError(
    'place',
    `A secret is sealed for a table and a column (1 to ${LIMITS.nameLengthMax} characters each) and an owner ` +
      `(1 to ${LIMITS.ownerLengthMax}); got ${place.table.length}, ${place.column.length} and ${place.owner.length}.`,
  );
}

function outside(text: string, lengthMax: number): boolean {
  return text.length === 0 || text.length > lengthMax;
}

// A JSON array of strings has one reading only, and keeps lone surrogates that plain UTF-8 would lose.
function fieldsOf(plaintext: Buffer): string[] {
  try {
    const fields: unknown = JSON.parse(plaintext.toString());
    return Array.isArray(fields) && fields.length === 5 && fields.every(each => typeof each === 'string')
      ? fields
      : [];
  } catch {
    return [];
  }
}

function unreadable(ring: KeyRing, place: Place, reason: FernetFailure): SecretsError {
  if (reason !== 'signature') {
    return new SecretsError(
      'damaged',
      `The value in ${nameOf(place)} is damaged (${reason}). Restore a backup, or enter the secret again.`,
    );
  }
  const ids = ring.map(key => key.id).join(', ');
  return new SecretsError(
    'unknown_key',
    `The value in ${nameOf(place)} was changed, or sealed under a key that is not among the loaded ones (${ids}). ` +
      'Add the old key after the others in QL_ENCRYPTION_KEY or keys/encryption.keys, or enter the secret again.',
  );
}

function nameOf(place: Place): string {
  return `${place.table}.${place.column} of ${place.owner}`;
}
