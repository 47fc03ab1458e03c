import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeBase64Url } from '../../src/db/secrets/fernet.js';
import {
  addPrimaryKey,
  auditKeyPath,
  encryptionKeysPath,
  KeysError,
  loadAuditKey,
  loadEncryptionKeys,
  retireOldKeys,
} from '../../src/db/secrets/keys.js';
import { PrivateFileError } from '../../src/db/secrets/private-file.js';
import { isUnderPrimary, open, rotate, seal } from '../../src/db/secrets/seal.js';
import { Secret } from '../../src/secret.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ql-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keyText(fill: number): string {
  return encodeBase64Url(Buffer.alloc(32, fill));
}

function writeKeys(text: string | Buffer, name = 'encryption.keys'): void {
  mkdirSync(join(folder, 'keys'), { mode: 0o700, recursive: true });
  writeFileSync(join(folder, 'keys', name), text, { mode: 0o600 });
}

async function refusal(promise: Promise<unknown>): Promise<KeysError | PrivateFileError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof KeysError || error instanceof PrivateFileError) return error;
  throw new Error('it was not refused', { cause: error });
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const load = () => loadEncryptionKeys(folder, undefined, 'refuse');

describe('the first start', () => {
  test('makes one key in a file and a folder of the owner alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const { ring, source } = await loadEncryptionKeys(folder, undefined, 'create');
      expect([ring.length, source]).toEqual([1, 'file']);
    } finally {
      process.umask(before);
    }
    expect(modeOf(join(folder, 'keys'))).toBe('700');
    expect(modeOf(encryptionKeysPath(folder))).toBe('600');
    expect(readFileSync(encryptionKeysPath(folder), 'utf8')).toMatch(/^[\w-]{43}=\n$/);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['encryption.keys']);
  });

  test('is the only one that makes keys: the second reads the same ones', async () => {
    const [encryption, audit] = [
      await loadEncryptionKeys(folder, undefined, 'create'),
      await loadAuditKey(folder, undefined, 'create'),
    ];
    expect((await loadEncryptionKeys(folder, undefined, 'create')).ring[0].id).toBe(encryption.ring[0].id);
    expect((await loadAuditKey(folder, undefined, 'create')).id).toBe(audit.id);
    expect(audit.id).not.toBe(encryption.ring[0].id);
  });

  test('made twenty times at once ends with one key that all have', async () => {
    const started = await Promise.all(
      Array.from({ length: 20 }, () => loadEncryptionKeys(folder, undefined, 'create')),
    );
    expect(new Set(started.map(each => each.ring[0].id)).size).toBe(1);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['encryption.keys']);
  });

  test('of a folder that has databases already does not make up new keys', async () => {
    for (const error of [await refusal(load()), await refusal(loadAuditKey(folder, undefined, 'refuse'))]) {
      expect(error).toMatchObject({
        code: 'missing',
        message: expect.stringMatching(/QL_(ENCRYPTION|AUDIT)_KEY/),
      });
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says what is wrong when the data folder is not there', async () => {
    const error = await refusal(loadEncryptionKeys(join(folder, 'none'), undefined, 'create'));
    expect(error).toMatchObject({ code: 'failed', message: expect.stringContaining('ENOENT') });
  });
});

describe('keys from the environment', () => {
  test('stand above the file, and the first one is primary', async () => {
    writeKeys(keyText(1));
    const { ring, source } = await loadEncryptionKeys(
      folder,
      new Secret(`${keyText(2)}, ${keyText(3)}`),
      'refuse',
    );
    const id = (fill: number) =>
      createHash('sha256').update(Buffer.alloc(32, fill)).digest('hex').slice(0, 8);
    expect([source, ...ring.map(key => key.id)]).toEqual(['environment', id(2), id(3)]);
    expect(await loadAuditKey(folder, new Secret(keyText(4)), 'refuse')).toMatchObject({ id: id(4) });
  });

  test('make no file', async () => {
    await loadEncryptionKeys(folder, new Secret(keyText(2)), 'create');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('keys that cannot be used are refused without being shown', () => {
  const good = keyText(1);
  const long = Array.from({ length: 17 }, (_each, index) => keyText(index)).join('\n');
  test.each<[string, string | Buffer, string, RegExp]>([
    ['an empty file', '', 'empty', /holds no key/],
    ['blank lines', '\n \n', 'empty', /holds no key/],
    ['a blank line between keys', `${good}\n\n${keyText(2)}\n`, 'malformed', /line 2/],
    ['a key that is cut off', good.slice(0, 30), 'malformed', /line 1/],
    ['a key without its padding', good.slice(0, 43), 'malformed', /line 1/],
    ['31 bytes', encodeBase64Url(Buffer.alloc(31, 1)), 'malformed', /line 1/],
    ['33 bytes', encodeBase64Url(Buffer.alloc(33, 1)), 'malformed', /line 1/],
    ['the other base64 alphabet', Buffer.alloc(32, 255).toString('base64'), 'malformed', /line 1/],
    ['a comment after the key', `${good} # mine`, 'malformed', /line 1/],
    ['a second line that is no key', `${good}\nhunter2\n`, 'malformed', /line 2/],
    ['the same key twice', `${good}\n${keyText(2)}\n${good}\n`, 'malformed', /line 3 .*repeats/],
    ['more keys than allowed', long, 'too_many', /17 keys; at most 16/],
    ['binary data', Buffer.alloc(200, 0xff), 'malformed', /line 1/],
    ['a file that is too large', 'x'.repeat(5_000), 'too_large', /4096/],
  ])('%s', async (_what, text, code, message) => {
    writeKeys(text);
    const error = await refusal(load());
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(inspect(error)).not.toMatch(new RegExp(`${good.slice(0, 20)}|hunter2|xxxx`));
  });

  test.each([
    ['', 'empty', /^QL_ENCRYPTION_KEY holds no key/],
    [`${good},hunter2`, 'malformed', /key 2 of QL_ENCRYPTION_KEY/],
    [`${good},`, 'malformed', /key 2 of QL_ENCRYPTION_KEY/],
  ])('the setting %j', async (text, code, message) => {
    const error = await refusal(loadEncryptionKeys(folder, new Secret(text), 'create'));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(inspect(error)).not.toMatch(new RegExp(`${good.slice(0, 20)}|hunter2`));
  });

  test('two audit keys, of which only one may be', async () => {
    writeKeys(`${good}\n${keyText(2)}\n`, 'audit.key');
    expect(await refusal(loadAuditKey(folder, undefined, 'refuse'))).toMatchObject({ code: 'too_many' });
  });
});

describe('a key file that others may read is refused with the command that mends it', () => {
  test.each([0o640, 0o604, 0o660, 0o602, 0o601, 0o610, 0o644])('file mode %o', async mode => {
    writeKeys(keyText(1));
    chmodSync(encryptionKeysPath(folder), mode);
    const error = await refusal(load());
    expect(error).toMatchObject({ code: 'exposed', message: expect.stringContaining('chmod 0600') });
    expect((await refusal(addPrimaryKey(folder))).code).toBe('exposed');
  });

  test.each([0o750, 0o705, 0o770, 0o711, 0o755])('folder mode %o', async mode => {
    writeKeys(keyText(1));
    chmodSync(join(folder, 'keys'), mode);
    const error = await refusal(load());
    expect(error).toMatchObject({ code: 'exposed', message: expect.stringContaining('chmod 0700') });
    rmSync(encryptionKeysPath(folder));
    expect((await refusal(loadEncryptionKeys(folder, undefined, 'create'))).code).toBe('exposed');
    expect(readdirSync(join(folder, 'keys'))).toEqual([]);
  });

  test('the audit key too', async () => {
    await loadAuditKey(folder, undefined, 'create');
    chmodSync(auditKeyPath(folder), 0o640);
    expect((await refusal(loadAuditKey(folder, undefined, 'create'))).code).toBe('exposed');
  });

  test.each([0o400, 0o600, 0o700])('but not mode %o', async mode => {
    writeKeys(keyText(1));
    chmodSync(encryptionKeysPath(folder), mode);
    expect((await load()).ring).toHaveLength(1);
  });

  test('links and folders in its place are refused too', async () => {
    writeKeys(keyText(1), 'elsewhere');
    symlinkSync(join(folder, 'keys', 'elsewhere'), encryptionKeysPath(folder));
    expect((await refusal(load())).code).toBe('not_a_file');
    rmSync(encryptionKeysPath(folder));
    mkdirSync(encryptionKeysPath(folder));
    expect((await refusal(load())).code).toMatch(/not_a_file|exposed/);
    rmSync(join(folder, 'keys'), { recursive: true });
    mkdirSync(join(folder, 'real'), { mode: 0o700 });
    symlinkSync(join(folder, 'real'), join(folder, 'keys'));
    expect((await refusal(load())).code).toBe('not_a_file');
  });
});

describe('a rotation of keys', () => {
  const place = { table: 'users', column: 'api_secret', owner: 'P-1' };

  test('adds a key, moves a row under it, and retires the old one', async () => {
    const { ring: before } = await loadEncryptionKeys(folder, undefined, 'create');
    const old = seal(before, place, new Secret('text'), 0);
    const both = await addPrimaryKey(folder);
    expect(both.map(key => key.id)).toEqual((await load()).ring.map(key => key.id));
    expect([both.length, both[1]?.id, isUnderPrimary(both, old)]).toEqual([2, before[0].id, false]);
    const moved = rotate(both, place, old);
    const after = await retireOldKeys(folder, both[0].id);
    expect(after.map(key => key.id)).toEqual([both[0].id]);
    expect(open((await load()).ring, place, moved).reveal()).toBe('text');
    expect(() => open(after, place, old)).toThrow(/key that is not among the loaded ones/);
    expect(modeOf(encryptionKeysPath(folder))).toBe('600');
    expect((await retireOldKeys(folder, both[0].id)).length).toBe(1);
  });

  test('retires nothing when another primary key has come meanwhile', async () => {
    const { ring } = await loadEncryptionKeys(folder, undefined, 'create');
    await addPrimaryKey(folder);
    expect(await refusal(retireOldKeys(folder, ring[0].id))).toMatchObject({ code: 'changed' });
    expect((await load()).ring).toHaveLength(2);
  });

  test('never holds more than 16 keys', async () => {
    await loadEncryptionKeys(folder, undefined, 'create');
    for (let count = 2; count <= 16; count++) expect(await addPrimaryKey(folder)).toHaveLength(count);
    expect(await refusal(addPrimaryKey(folder))).toMatchObject({ code: 'too_many' });
    expect((await load()).ring).toHaveLength(16);
  });

  test('needs a key file', async () => {
    expect((await refusal(addPrimaryKey(folder))).code).toBe('missing');
    expect((await refusal(retireOldKeys(folder, '00000000'))).code).toBe('missing');
  });
});
