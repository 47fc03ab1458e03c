import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  decodeBase64Url,
  decrypt,
  encodeBase64Url,
  encrypt,
  FERNET_LIMITS,
  fernetKey,
  type KeyRing,
  rotate,
} from '../../src/db/secrets/fernet.js';

const NOW = Date.parse('2026-10-05T04:00:00Z');
const bytes = Buffer.alloc(32, 7);
const ring: KeyRing = [fernetKey(bytes)];
const other: KeyRing = [fernetKey(Buffer.alloc(32, 8))];

const vector = z.strictObject({
  desc: z.string().optional(),
  token: z.string(),
  now: z.string(),
  ttl_sec: z.int().optional(),
  iv: z.array(z.int()).optional(),
  src: z.string().optional(),
  secret: z.string(),
});

function vectors(name: string) {
  const path = new URL(`../fixtures/fernet/${name}.json`, import.meta.url);
  return z.array(vector).parse(JSON.parse(readFileSync(path, 'utf8')));
}

function ringOf(text: string): KeyRing {
  return [fernetKey(decodeBase64Url(text) ?? Buffer.alloc(0))];
}

// A token with any content, signed as the real ones are, to reach the checks behind the signature.
function signed(content: Buffer): string {
  const mac = createHmac('sha256', bytes.subarray(0, 16)).update(content).digest();
  return encodeBase64Url(Buffer.concat([content, mac]));
}

describe("the specification's vectors", () => {
  test.each(vectors('generate'))('generate: $src', ({ token, now, iv, src, secret }) => {
    expect(encrypt(ringOf(secret), Buffer.from(src ?? ''), Date.parse(now), Buffer.from(iv ?? []))).toBe(
      token,
    );
  });

  test.each(vectors('verify'))('verify: $src', ({ token, now, src, secret, ttl_sec }) => {
    const opened = decrypt(ringOf(secret), token, { now: Date.parse(now), ttlSeconds: ttl_sec ?? 0 });
    expect(opened.ok && opened.plaintext.toString()).toBe(src);
  });

  const reasons: Record<string, string> = {
    'incorrect mac': 'signature',
    'too short': 'too_short',
    'invalid base64': 'base64',
    'payload size not multiple of block size': 'block_size',
    'payload padding error': 'padding',
    'far-future TS (unacceptable clock skew)': 'from_the_future',
    'expired TTL': 'expired',
    'incorrect IV (causes padding error)': 'padding',
    'trailing characters after b64 padding': 'base64',
    'invalid characters in b64': 'base64',
    'invalid non-urlsafe characters in b64': 'base64',
  };

  test.each(vectors('invalid'))('invalid with a TTL: $desc', ({ desc, token, now, secret, ttl_sec }) => {
    const opened = decrypt(ringOf(secret), token, { now: Date.parse(now), ttlSeconds: ttl_sec ?? 0 });
    expect(opened).toEqual({ ok: false, reason: reasons[desc ?? ''] });
  });

  test.each(vectors('invalid'))(
    'invalid without a TTL unless only its time is: $desc',
    ({ desc, token, secret }) => {
      const opened = decrypt(ringOf(secret), token);
      const reason = reasons[desc ?? ''];
      if (reason === 'expired' || reason === 'from_the_future') {
        expect(opened.ok).toBe(true);
      } else {
        expect(opened).toEqual({ ok: false, reason });
      }
    },
  );

  test('none is missing', () => {
    expect([vectors('generate'), vectors('verify'), vectors('invalid')].map(each => each.length)).toEqual([
      1, 1, 11,
    ]);
  });
});

describe('a token', () => {
  test('opens to what was encrypted, at every length around the block size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), content => {
        const opened = decrypt(ring, encrypt(ring, Buffer.from(content), NOW));
        expect(opened.ok && opened.plaintext.equals(content)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('is different each time', () => {
    const tokens = Array.from({ length: 1_000 }, () => encrypt(ring, Buffer.from('same'), NOW));
    expect(new Set(tokens).size).toBe(1_000);
  });

  test('is refused after a change of any one bit', () => {
    const token = decodeBase64Url(encrypt(ring, Buffer.from('seventeen letters'), NOW)) ?? Buffer.alloc(0);
    for (let bit = 0; bit < token.length * 8; bit++) {
      const changed = Buffer.from(token);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const expected = bit < 8 ? 'version' : 'signature';
      expect(decrypt(ring, encodeBase64Url(changed)), `bit ${bit}`).toEqual({ ok: false, reason: expected });
    }
  });

  test('is refused after any one character was cut, added or replaced', () => {
    const token = encrypt(ring, Buffer.from('hello'), NOW);
    for (let at = 0; at < token.length; at++) {
      const [before, rest] = [token.slice(0, at), token.slice(at + 1)];
      const replacement = token[at] === 'A' ? 'B' : 'A';
      for (const text of [
        before + rest,
        `${before}A${token.slice(at)}`,
        before + replacement + rest,
        before,
      ]) {
        if (text !== token) expect(decrypt(ring, text).ok, text).toBe(false);
      }
    }
  });

  const token = encrypt(ring, Buffer.from('hello'), NOW);
  test.each([
    ['nothing', '', 'too_short'],
    ['less than a ciphertext needs around it', encodeBase64Url(Buffer.alloc(56, 0x80)), 'too_short'],
    ['the padding left out', token.replace(/=+$/, ''), 'base64'],
    ['a line break at the end', `${token}\n`, 'base64'],
    [
      'the other base64 alphabet',
      token.replaceAll('_', '/').replaceAll('-', '+').replace('g', '+'),
      'base64',
    ],
    [
      'unused bits set before the padding',
      token.replace(/(.)==$/, (_all, last) => `${nextLetter(last)}==`),
      'base64',
    ],
    ['characters outside ASCII', `${token}é`, 'base64'],
    ['a length above the limit', 'A'.repeat(FERNET_LIMITS.tokenLengthMax + 1), 'too_long'],
    ['version 0x81', signed(Buffer.concat([Buffer.of(0x81), Buffer.alloc(40)])), 'version'],
    ['no ciphertext', signed(Buffer.concat([Buffer.of(0x80), Buffer.alloc(24)])), 'block_size'],
    ['half a block too much', signed(Buffer.concat([Buffer.of(0x80), Buffer.alloc(48)])), 'block_size'],
    [
      'a wrong padding under a right signature',
      signed(Buffer.concat([Buffer.of(0x80), Buffer.alloc(40)])),
      'padding',
    ],
  ])('is refused with %s', (_what, text, reason) => {
    expect(decrypt(ring, text)).toEqual({ ok: false, reason });
  });

  // The letter after, in the alphabet of base64: it differs in the lowest bit, which the last letter does not use.
  function nextLetter(letter: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return alphabet.charAt(alphabet.indexOf(letter) + 1);
  }

  test.each([
    [-61, 'from_the_future'],
    [-60, undefined],
    [0, undefined],
    [300, undefined],
    [301, 'expired'],
  ])('read %i s after it was made, with a TTL of 300 s: %s', (seconds, reason) => {
    const opened = decrypt(ring, token, { now: NOW + seconds * 1000, ttlSeconds: 300 });
    expect(opened.ok ? undefined : opened.reason).toBe(reason);
  });

  test('from far in the future opens without a TTL and is refused with one', () => {
    const latest = encrypt(ring, Buffer.from('x'), Number.MAX_SAFE_INTEGER);
    expect(decrypt(ring, latest).ok).toBe(true);
    expect(decrypt(ring, latest, { now: 0, ttlSeconds: 60 })).toEqual({
      ok: false,
      reason: 'from_the_future',
    });
  });

  test('holds at most the bytes the limit allows', () => {
    const largest = Buffer.alloc(FERNET_LIMITS.plaintextBytesMax);
    expect(decrypt(ring, encrypt(ring, largest, NOW)).ok).toBe(true);
    expect(() => encrypt(ring, Buffer.alloc(largest.length + 1), NOW)).toThrow(RangeError);
  });

  test.each([NaN, Infinity, -1])('is not made at %d', now => {
    expect(() => encrypt(ring, Buffer.from('x'), now)).toThrow(RangeError);
  });
});

describe('a ring of keys', () => {
  const both: KeyRing = [other[0], ring[0]];
  const old = encrypt(ring, Buffer.from('hello'), NOW);

  test('encrypts under its first key and decrypts under any', () => {
    expect(decrypt(other, encrypt(both, Buffer.from('x'), NOW)).ok).toBe(true);
    expect(decrypt(both, old)).toMatchObject({ ok: true, key: ring[0] });
    expect(decrypt(other, old)).toEqual({ ok: false, reason: 'signature' });
  });

  test('rotates a token to its first key and keeps the time of creation', () => {
    const rotated = rotate(both, old);
    if (!rotated.ok) throw new Error(rotated.reason);
    expect(rotated.token).not.toBe(old);
    const opened = decrypt(other, rotated.token);
    expect(opened).toMatchObject({ ok: true, createdAtSeconds: BigInt(NOW / 1000) });
    expect(opened.ok && opened.plaintext.toString()).toBe('hello');
    expect(decrypt(ring, rotated.token).ok).toBe(false);
  });

  test('does not rotate what none of its keys opens', () => {
    expect(rotate(other, old)).toEqual({ ok: false, reason: 'signature' });
  });

  test('names its keys without showing them', () => {
    const shown = inspect(both, { depth: null, showHidden: true }) + JSON.stringify(both);
    expect(shown).toContain(both[0].id);
    expect(both[0].id).toMatch(/^[0-9a-f]{8}$/);
    for (const form of ['hex', 'base64url', 'latin1'] as const)
      expect(shown).not.toContain(bytes.toString(form, 0, 16));
  });

  test.each([0, 16, 31, 33])('takes no key of %i bytes', length => {
    expect(() => fernetKey(Buffer.alloc(length))).toThrow(/32 bytes/);
  });
});
