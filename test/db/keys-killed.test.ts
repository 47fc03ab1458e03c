import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeBase64Url } from '../../src/db/secrets/fernet.js';
import {
  addPrimaryKey,
  encryptionKeysPath,
  loadEncryptionKeys,
  retireOldKeys,
} from '../../src/db/secrets/keys.js';

const CHILD = fileURLToPath(new URL('../support/killed-keys.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/db/secrets/keys.js', import.meta.url));
const CALLS_MAX = 60;
const OLD = `${encodeBase64Url(Buffer.alloc(32, 1))}\n`;
const NEW = `${encodeBase64Url(Buffer.alloc(32, 2))}\n`;

type Action = 'create' | 'add' | 'retire';
type Moment = 'before' | 'half';

const done = z.strictObject({ calls: z.int().min(5).max(CALLS_MAX), writes: z.array(z.int()).min(1) });

let root = '';
beforeAll(() => {
  if (!existsSync(BUILT)) throw new Error(`${BUILT} is missing: run npm run build first, as npm test does.`);
  root = mkdtempSync(join(tmpdir(), 'ql-killed-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(folder: string, action: Action, killAt: number, moment: Moment): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CHILD, folder, action, String(killAt), moment], (error, stdout, stderr) => {
      if (error && error.signal !== 'SIGKILL') reject(new Error(stderr, { cause: error }));
      else resolve(error ? 'killed' : stdout);
    });
  });
}

function dataFolder(name: string, keys: string | undefined): string {
  const folder = join(root, name);
  mkdirSync(folder, { mode: 0o700 });
  if (keys !== undefined) {
    mkdirSync(join(folder, 'keys'), { mode: 0o700 });
    writeFileSync(encryptionKeysPath(folder), keys, { mode: 0o600 });
  }
  return folder;
}

function keysIn(folder: string): string | undefined {
  const path = encryptionKeysPath(folder);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

// Every kill point of an action: before each file-system call, and half-way through each write.
async function killedEverywhere(
  action: Action,
  keys: string | undefined,
  check: (folder: string) => Promise<void>,
) {
  const { calls, writes } = done.parse(
    JSON.parse(await run(dataFolder(`${action}-whole`, keys), action, 0, 'before')),
  );
  const points: [number, Moment][] = [
    ...Array.from({ length: calls }, (_each, index): [number, Moment] => [index + 1, 'before']),
    ...writes.map((call): [number, Moment] => [call, 'half']),
  ];
  for (const [killAt, moment] of points) {
    const folder = dataFolder(`${action}-${killAt}-${moment}`, keys);
    expect(await run(folder, action, killAt, moment)).toBe('killed');
    await check(folder);
  }
}

describe('killed (SIGKILL from inside, at each file-system call it makes)', () => {
  test('while the first key is made: there is no key file, or a whole one that stays', async () => {
    await killedEverywhere('create', undefined, async folder => {
      const left = keysIn(folder);
      expect(left ?? '').toMatch(/^([\w-]{43}=\n)?$/);
      const { ring } = await loadEncryptionKeys(folder, undefined, 'create');
      expect(ring).toHaveLength(1);
      if (left !== undefined) expect(keysIn(folder)).toBe(left);
    });
  });

  test('while a key is added: the file holds the old keys, with the new one in front or not at all', async () => {
    await killedEverywhere('add', OLD, async folder => {
      expect(keysIn(folder)).toMatch(new RegExp(`^([\\w-]{43}=\n)?${OLD}$`));
      await loadEncryptionKeys(folder, undefined, 'refuse');
      const ring = await addPrimaryKey(folder);
      expect(keysIn(folder)?.endsWith(OLD)).toBe(true);
      expect((await retireOldKeys(folder, ring[0].id)).length).toBe(1);
      expect(readdirSync(join(folder, 'keys'))).toEqual(['encryption.keys']);
    });
  });

  test('while old keys are retired: the file holds all keys or the primary one', async () => {
    await killedEverywhere('retire', NEW + OLD, async folder => {
      expect([NEW + OLD, NEW]).toContain(keysIn(folder));
      const { ring } = await loadEncryptionKeys(folder, undefined, 'refuse');
      await retireOldKeys(folder, ring[0].id);
      expect(keysIn(folder)).toBe(NEW);
      expect(readdirSync(join(folder, 'keys'))).toEqual(['encryption.keys']);
    });
  });
});
