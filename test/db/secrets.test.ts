import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeBase64Url,
  decrypt,
  encodeBase64Url,
  encrypt,
  fernetKey,
  type KeyRing,
} from '../../src/db/secrets/fernet.js';
import { isUnderPrimary, open, type Place, rotate, SecretsError, seal } from '../../src/db/secrets/seal.js';
import { SECRET_LENGTH_MAX, Secret } from '../../src/secret.js';

const NOW = Date.parse('2026-10-05T04:00:00Z');
const KEY_BYTES = Buffer.from('0123456789abcdefFEDCBA9876543210');
const [first, second, third] = [
  fernetKey(KEY_BYTES),
  fernetKey(Buffer.alloc(32, 2)),
  fernetKey(Buffer.alloc(32, 3)),
];
const ring: KeyRing = [first];
const place: Place = { table: 'users', column: 'api_secret', owner: 'P-1' };
const TEXT = 'the-api-secret-of-one';

function refusal(run: () => unknown): SecretsError {
  try {
    run();
  } catch (error) {
    if (error instanceof SecretsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a sealed secret', () => {
  test('opens in its own cell, whatever the text, the cell and the key in front', () => {
    const name = fc.string({ minLength: 1, maxLength: 64, unit: 'binary' }).filter(text => text.length <= 64);
    const text = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' });
    fc.assert(
      fc.property(name, name, name, text, (table, column, owner, text) => {
        const cell = { table, column, owner };
        const token = seal(ring, cell, new Secret(text), NOW);
        expect(open([second, first], cell, token).reveal()).toBe(text);
      }),
      { seed: 2 },
    );
  });

  test('of the largest size opens, also when every character takes the most bytes', () => {
    const secret = new Secret('\u0001'.repeat(SECRET_LENGTH_MAX));
    const widest = { table: '\u0001'.repeat(64), column: '\u0001'.repeat(64), owner: '\u0001'.repeat(128) };
    expect(open(ring, widest, seal(ring, widest, secret, NOW)).equals(secret)).toBe(true);
  });

  test('does not tell from its token that two cells hold the same', () => {
    const tokens = [1, 2].map(() => seal(ring, place, new Secret(TEXT), NOW));
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test.each<[string, Place]>([
    ['another owner', { ...place, owner: 'P-2' }],
    ['another column', { ...place, column: 'access_token' }],
    ['another table', { ...place, table: 'ai_user_preferences' }],
    ['an owner that is a beginning of its own', { ...place, owner: 'P' }],
    ['names split elsewhere', { table: 'user', column: 'sapi_secret', owner: 'P-1' }],
    ['names that imitate the separators', { table: 'users","api_secret', column: 'P-1', owner: TEXT }],
    ['the same names in other letters', { ...place, owner: 'p-1' }],
  ])('copied to %s is refused', (_where, elsewhere) => {
    const token = seal(ring, place, new Secret(TEXT), NOW);
    expect(refusal(() => open(ring, elsewhere, token)).code).toBe('wrong_place');
    expect(refusal(() => rotate([second, first], elsewhere, token)).code).toBe('wrong_place');
  });

  test('copied to any other place is refused', () => {
    const name = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', '"', ',', '\\', '[') });
    const places = fc.record({ table: name, column: name, owner: name });
    fc.assert(
      fc.property(places, places, (here, there) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there));
        const token = seal(ring, here, new Secret(TEXT), NOW);
        expect(refusal(() => open(ring, there, token)).code).toBe('wrong_place');
      }),
      { seed: 3 },
    );
  });

  test('is refused after a bit of any byte was flipped', () => {
    const token = decodeBase64Url(seal(ring, place, new Secret(TEXT), NOW)) ?? Buffer.alloc(0);
    expect(token.length).toBeGreaterThan(100);
    for (let at = 0; at < token.length; at++) {
      const changed = Buffer.from(token);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      const { code } = refusal(() => open(ring, place, encodeBase64Url(changed)));
      expect(code, `byte ${at}`).toBe(at === 0 ? 'damaged' : 'unknown_key');
    }
  });

  test.each([
    ['nothing', '', 'damaged'],
    ['a plain text that was never sealed', TEXT, 'damaged'],
    ['a token under a key that was lost', seal([third], place, new Secret(TEXT), NOW), 'unknown_key'],
    ['a token of another program', encrypt(ring, Buffer.from(TEXT), NOW), 'damaged'],
    ['JSON of another program', encrypt(ring, Buffer.from('{"a":1}'), NOW), 'damaged'],
    ['fields of another format', foreign(['ql2', 'users', 'api_secret', 'P-1', TEXT]), 'damaged'],
    ['a field too few', foreign(['ql1', 'users', 'api_secret', 'P-1']), 'damaged'],
    ['a field too many', foreign(['ql1', 'users', 'api_secret', 'P-1', TEXT, '']), 'damaged'],
    ['a field that is no text', foreign(['ql1', 'users', 'api_secret', 'P-1', 7]), 'damaged'],
  ])('is not read out of %s', (_what, token, code) => {
    const error = refusal(() => open(ring, place, token));
    expect(error.code).toBe(code);
    expect(error.message).toContain('users.api_secret of P-1');
  });

  function foreign(fields: unknown): string {
    return encrypt(ring, Buffer.from(JSON.stringify(fields)), NOW);
  }

  test('is named in no error, and neither is a key', () => {
    const token = seal(ring, place, new Secret(TEXT), NOW);
    const errors = [
      refusal(() => open(ring, { ...place, owner: 'P-2' }, token)),
      refusal(() => open([second], place, token)),
      refusal(() => open(ring, place, encrypt(ring, Buffer.from(TEXT), NOW))),
      refusal(() => seal(ring, place, new Secret(TEXT.repeat(1_000)), NOW)),
      refusal(() => seal(ring, { ...place, owner: '' }, new Secret(TEXT), NOW)),
    ];
    const shown = inspect(errors, { depth: null, showHidden: true });
    for (const hidden of [
      TEXT,
      token,
      KEY_BYTES.toString('latin1', 0, 16),
      KEY_BYTES.toString('base64url', 0, 15),
    ]) {
      expect(shown).not.toContain(hidden);
    }
    expect(errors[1]?.message).toContain(second.id);
  });
});

describe('sealing refuses', () => {
  test.each([
    ['an empty secret', place, '', 'length'],
    ['a secret that is too long', place, 'x'.repeat(SECRET_LENGTH_MAX + 1), 'length'],
    ['no table', { ...place, table: '' }, TEXT, 'place'],
    ['no column', { ...place, column: '' }, TEXT, 'place'],
    ['no owner', { ...place, owner: '' }, TEXT, 'place'],
    ['a table name that is too long', { ...place, table: 'x'.repeat(65) }, TEXT, 'place'],
    ['a column name that is too long', { ...place, column: 'x'.repeat(65) }, TEXT, 'place'],
    ['an owner that is too long', { ...place, owner: 'x'.repeat(129) }, TEXT, 'place'],
  ])('%s', (_what, cell, text, code) => {
    expect(refusal(() => seal(ring, cell, new Secret(text), NOW)).code).toBe(code);
  });
});

describe('rotating one row', () => {
  const rotating: KeyRing = [second, first];
  const old = seal(ring, place, new Secret(TEXT), NOW);

  test('moves it under the primary key and keeps secret, cell and time', () => {
    expect(isUnderPrimary(rotating, old)).toBe(false);
    const rotated = rotate(rotating, place, old);
    expect(isUnderPrimary(rotating, rotated)).toBe(true);
    expect(open([second], place, rotated).reveal()).toBe(TEXT);
    expect(refusal(() => open([first], place, rotated)).code).toBe('unknown_key');
    expect(decrypt([second], rotated)).toMatchObject({ ok: true, createdAtSeconds: BigInt(NOW / 1000) });
  });

  test('finds new rows already under the primary key, and damaged ones under none', () => {
    expect(isUnderPrimary(rotating, seal(rotating, place, new Secret(TEXT), NOW))).toBe(true);
    expect(isUnderPrimary(rotating, 'damaged')).toBe(false);
  });

  test('refuses what no key opens, so that the row stays as it is', () => {
    expect(refusal(() => rotate([second, third], place, old)).code).toBe('unknown_key');
    expect(refusal(() => rotate(rotating, place, `${old}=`)).code).toBe('damaged');
  });
});
