import { createSecretKey } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { folderAt } from '../../src/db/folder.js';
import type { KeyRing } from '../../src/db/secrets/fernet.js';
import { loadEncryptionKeys } from '../../src/db/secrets/keys.js';
import { rotateKeys } from '../../src/db/secrets/rotate-keys.js';
import { users } from '../../src/db/schema/main/index.js';
import { open, seal } from '../../src/db/secrets/seal.js';
import { openStore, type Store } from '../../src/db/store.js';
import { Secret } from '../../src/secret.js';
import { migratedFolder, NOW, temporaryFolder, testClock } from './folder.js';
import type { Attempt } from './kill.js';

const PROGRAM = join(import.meta.dirname, 'programs/databases.mjs');
const DIST = join(import.meta.dirname, '../../dist');

const idOf = (n: number) => `P${String(n).padStart(5, '0')}`;
const cell = (n: number) => ({ table: 'users', column: 'api_key', owner: idOf(n) });

/** Adds people whose api key is `key-N`, sealed under the ring's primary key. */
export async function addPeople(store: Store, ring: KeyRing, count: number): Promise<void> {
  await store.main.tx(async tx => {
    for (let n = 0; n < count; n += 1)
      await tx.insert(users).values({
        userId: idOf(n),
        role: 'trader',
        userName: `person ${n}`,
        apiKey: seal(ring, cell(n), new Secret(`key-${n}`), NOW),
        createdAt: NOW,
        updatedAt: NOW,
      });
  });
}

/** What everybody's key opens to. */
export async function openedKeys(store: Store, ring: KeyRing): Promise<string[]> {
  const rows = await store.main.read.select().from(users).orderBy(users.id);
  return rows.map((row, n) => open(ring, cell(n), row.apiKey ?? '').reveal());
}

export const expectedKeys = (count: number) => Array.from({ length: count }, (_, n) => `key-${n}`);

/** Attempts at a rotation: struck anywhere, every secret opens, and the next rotation ends with one key. */
export async function rotationAttempts(count: number): Promise<() => Promise<Attempt>> {
  const template = await migratedFolder();
  const { ring } = await loadEncryptionKeys(template.root, undefined, 'create');
  const store = openStore(template);
  await addPeople(store, ring, count);
  store.close();
  const into = temporaryFolder();
  let made = 0;
  return () => {
    const root = join(into, String((made += 1)));
    cpSync(template.root, root, { recursive: true });
    const check = async () => {
      const after = openStore(folderAt(root));
      try {
        const keys = await loadEncryptionKeys(root, undefined, 'refuse');
        expect(await openedKeys(after, keys.ring)).toEqual(expectedKeys(count));
        const desk = { store: after, auditKey: createSecretKey(Buffer.alloc(32, 7)), clock: testClock() };
        const { keys: rotated } = await rotateKeys(desk, keys, () => undefined);
        expect(rotated.ring).toHaveLength(1);
        expect(await openedKeys(after, rotated.ring)).toEqual(expectedKeys(count));
      } finally {
        after.close();
      }
    };
    return Promise.resolve({ args: [PROGRAM, DIST, 'rotate', root], root, check });
  };
}
