import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

// The layout of a token: version, timestamp, initialisation vector, ciphertext, HMAC.
const VERSION = 0x80;
const TIMESTAMP_AT = 1;
const IV_AT = 9;
const CIPHERTEXT_AT = 25;
const BLOCK_BYTES = 16;
const MAC_BYTES = 32;
const AROUND_BYTES = CIPHERTEXT_AT + MAC_BYTES;

/** The size of a Fernet key: 16 bytes that sign, then 16 bytes that encrypt. */
export const FERNET_KEY_BYTES = 32;

const PLAINTEXT_BYTES_MAX = 65_536;

export const FERNET_LIMITS = {
  plaintextBytesMax: PLAINTEXT_BYTES_MAX,
  tokenLengthMax: 4 * Math.ceil((AROUND_BYTES + PLAINTEXT_BYTES_MAX + BLOCK_BYTES) / 3),
  clockSkewSecondsMax: 60,
} as const;

/** A key ready for use. Its bytes are held as KeyObjects, which show nothing when printed or turned into JSON. */
export type FernetKey = {
  /** First 8 hex digits of the SHA-256 of the key: names it in reports without giving it away. */
  readonly id: string;
  readonly signing: KeyObject;
  readonly encryption: KeyObject;
};

/** Keys of one deployment: the first one encrypts, every one decrypts (what other libraries call MultiFernet). */
export type KeyRing = readonly [primary: FernetKey, ...older: FernetKey[]];

/** How old a token may be, measured at `now` (UTC milliseconds). */
export type Freshness = { readonly now: number; readonly ttlSeconds: number };

export type FernetFailure =
  | 'too_long'
  | 'base64'
  | 'too_short'
  | 'version'
  | 'block_size'
  | 'expired'
  | 'from_the_future'
  | 'signature'
  | 'padding';

export type Decrypted =
  | {
      readonly ok: true;
      readonly plaintext: Buffer;
      readonly key: FernetKey;
      readonly createdAtSeconds: bigint;
    }
  | { readonly ok: false; readonly reason: FernetFailure };

type Parts = {
  readonly signed: Buffer;
  readonly createdAtSeconds: bigint;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly mac: Buffer;
};

/** Base64url with padding (RFC 4648 section 5), as Fernet writes keys and tokens. */
export function encodeBase64Url(bytes: Buffer): string {
  const text = bytes.toString('base64url');
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** The bytes of a canonical padded base64url text; undefined for every other text, which Buffer alone would accept. */
export function decodeBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return encodeBase64Url(bytes) === text ? bytes : undefined;
}

/** First 8 hex digits of the SHA-256 of a key: 32 bits are too few to search the key by and enough to tell keys apart. */
export function keyId(keyBytes: Buffer): string {
  return createHash('sha256').update(keyBytes).digest('hex').slice(0, 8);
}

/**
 * Makes a key out of its 32 bytes.
 * @throws RangeError when there are more or fewer bytes.
 */
export function fernetKey(keyBytes: Buffer): FernetKey {
  if (keyBytes.length !== FERNET_KEY_BYTES) {
    throw new RangeError(`A Fernet key has ${FERNET_KEY_BYTES} bytes, this one has ${keyBytes.length}.`);
  }
  return {
    id: keyId(keyBytes),
    signing: createSecretKey(keyBytes.subarray(0, 16)),
    encryption: createSecretKey(keyBytes.subarray(16)),
  };
}

/**
 * Encrypts under the primary key of the ring.
 * Format: https://github.com/fernet/spec/blob/master/Spec.md (version 0x80).
 * @param now the token's creation time, UTC milliseconds; the token keeps whole seconds.
 * @param iv 16 bytes that are never used twice; given only to reproduce the specification's vectors.
 * @throws RangeError when the plaintext is longer than FERNET_LIMITS.plaintextBytesMax or `now` is no instant after 1970.
 */
export function encrypt(ring: KeyRing, plaintext: Buffer, now: number, iv: Buffer = randomBytes(16)): string {
  if (!Number.isFinite(now) || now < 0) {
    throw new RangeError(`A token's time is UTC milliseconds from 1970 on, not ${now}.`);
  }
  return encryptAt(ring[0], plaintext, BigInt(Math.floor(now / 1000)), iv);
}

/**
 * Decrypts with whichever key of the ring signed the token.
 * As the specification has it, time is looked at only where an age limit is given: then tokens older than it, and
 * tokens from more than 60 s in the future, fail. Stored secrets have no age limit, so a clock that was set back
 * cannot lock anybody out.
 */
export function decrypt(ring: KeyRing, token: string, freshness?: Freshness): Decrypted {
  const parts = parse(token);
  if (typeof parts === 'string') return { ok: false, reason: parts };
  const stale = freshness && timeFailure(parts.createdAtSeconds, freshness);
  if (stale) return { ok: false, reason: stale };
  const key = ring.find(each => timingSafeEqual(sign(each, parts.signed), parts.mac));
  if (!key) return { ok: false, reason: 'signature' };
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, parts.iv);
  const start = decipher.update(parts.ciphertext);
  try {
    const plaintext = Buffer.concat([start, decipher.final()]);
    return { ok: true, plaintext, key, createdAtSeconds: parts.createdAtSeconds };
  } catch {
    return { ok: false, reason: 'padding' };
  }
}

/**
 * Encrypts the content of a token again under the primary key, keeping its creation time, so that its age is still
 * counted from the first encryption.
 */
export function rotate(
  ring: KeyRing,
  token: string,
): { ok: true; token: string } | { ok: false; reason: FernetFailure } {
  const opened = decrypt(ring, token);
  if (!opened.ok) return opened;
  return { ok: true, token: encryptAt(ring[0], opened.plaintext, opened.createdAtSeconds, randomBytes(16)) };
}

function encryptAt(key: FernetKey, plaintext: Buffer, createdAtSeconds: bigint, iv: Buffer): string {
  if (plaintext.length > FERNET_LIMITS.plaintextBytesMax) {
    throw new RangeError(
      `At most ${FERNET_LIMITS.plaintextBytesMax} bytes can be encrypted in one token, got ${plaintext.length}.`,
    );
  }
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv);
  const head = Buffer.alloc(IV_AT);
  head.writeUInt8(VERSION, 0);
  head.writeBigUInt64BE(createdAtSeconds, TIMESTAMP_AT);
  const signed = Buffer.concat([head, iv, cipher.update(plaintext), cipher.final()]);
  return encodeBase64Url(Buffer.concat([signed, sign(key, signed)]));
}

function parse(token: string): Parts | FernetFailure {
  if (token.length > FERNET_LIMITS.tokenLengthMax) return 'too_long';
  const bytes = decodeBase64Url(token);
  if (!bytes) return 'base64';
  const ciphertextBytes = bytes.length - AROUND_BYTES;
  if (ciphertextBytes < 0) return 'too_short';
  if (bytes.readUInt8(0) !== VERSION) return 'version';
  if (ciphertextBytes === 0 || ciphertextBytes % BLOCK_BYTES !== 0) return 'block_size';
  const macAt = bytes.length - MAC_BYTES;
  return {
    signed: bytes.subarray(0, macAt),
    createdAtSeconds: bytes.readBigUInt64BE(TIMESTAMP_AT),
    iv: bytes.subarray(IV_AT, CIPHERTEXT_AT),
    ciphertext: bytes.subarray(CIPHERTEXT_AT, macAt),
    mac: bytes.subarray(macAt),
  };
}

function timeFailure(createdAtSeconds: bigint, freshness: Freshness): FernetFailure | undefined {
  const nowSeconds = BigInt(Math.floor(freshness.now / 1000));
  if (createdAtSeconds + BigInt(freshness.ttlSeconds) < nowSeconds) return 'expired';
  if (createdAtSeconds > nowSeconds + BigInt(FERNET_LIMITS.clockSkewSecondsMax)) return 'from_the_future';
  return undefined;
}

function sign(key: FernetKey, signed: Buffer): Buffer {
  return createHmac('sha256', key.signing).update(signed).digest();
}
