import type { KeyObject } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import { Refusal } from '../../refusal.js';
import { auditFromMain } from '../audit/trail.js';
import type { KeyRing } from './fernet.js';
import { addPrimaryKey, type EncryptionKeys, retireOldKeys } from './keys.js';
import { isUnderPrimary, open, rotate } from './seal.js';
import type { MainTx, Store } from '../store.js';

/** Every column that holds a sealed secret; the owner of each is its row's `user_id`. */
export const SEALED: readonly { table: string; column: string }[] = [
  ...['api_key', 'api_secret', 'access_token'].map(column => ({ table: 'users', column })),
  ...['openai_api_key', 'claude_api_key', 'gemini_api_key'].map(column => ({
    table: 'ai_user_preferences',
    column,
  })),
];

const ROWS_PER_TRANSACTION = 200;

export interface Rotation {
  keys: EncryptionKeys;
  secrets: number;
  resealed: number;
  retired: string[];
}

/**
 * Seals every secret under a new primary key, checks each, and retires the keys before it. Broken off anywhere, the next
 * call goes on: more than one key in the ring is an unfinished rotation.
 * Keys of the environment are not ours to change: there the first of several is the new one, and old ones stay listed.
 */
export async function rotateKeys(
  desk: { store: Store; auditKey: KeyObject; clock: Clock },
  keys: EncryptionKeys,
  onProgress: (done: number) => void,
): Promise<Rotation> {
  const { store, clock } = desk;
  const ring = await ringToRotateTo(store, keys);
  let secrets = 0;
  let resealed = 0;
  for (const place of SEALED) {
    const counted = await resealColumn(store, ring, place, done => onProgress(secrets + done));
    secrets += counted.secrets;
    resealed += counted.resealed;
  }
  await verifyAll(store, ring);
  const retired = ring.slice(1).map(key => key.id);
  const after: EncryptionKeys =
    keys.source === 'file'
      ? { ring: await retireOldKeys(store.folder.root, ring[0].id), source: 'file' }
      : keys;
  await store.main.tx(async tx => {
    await auditFromMain(tx, {
      userId: null,
      actor: 'operator',
      action: 'keys.rotated',
      entityType: 'encryption_key',
      entityId: ring[0].id,
      newData: { rows: secrets, resealed, retired },
      rationale: { code: 'operator_command', arguments: ['keys.rotate'] },
      at: clock.now(),
    });
  });
  return { keys: after, secrets, resealed, retired };
}

async function ringToRotateTo(store: Store, keys: EncryptionKeys): Promise<KeyRing> {
  if (keys.ring.length > 1) return keys.ring;
  if (keys.source === 'file') return await addPrimaryKey(store.folder.root);
  throw new Refusal('QL_ENCRYPTION_KEY holds one key, so there is nothing to rotate to.', {
    allowed: 'the new key and then the old one, separated by a comma',
    todo: 'put a new key in front of it, start again, run ql keys rotate, and then take the old key out',
  });
}

type Place = (typeof SEALED)[number];

async function resealColumn(store: Store, ring: KeyRing, place: Place, onProgress: (done: number) => void) {
  const counted = { secrets: 0, resealed: 0 };
  let after = '';
  for (;;) {
    const rows = await tokensAfter(store, place, after);
    const last = rows.at(-1);
    if (!last) return counted;
    await store.main.tx(async tx => {
      for (const row of rows) {
        counted.secrets += 1;
        if (isUnderPrimary(ring, row.token)) continue;
        counted.resealed += await reseal(tx, ring, place, row);
      }
    });
    after = last.owner;
    onProgress(counted.secrets);
  }
}

/** Compare-and-set: a secret that its owner has replaced meanwhile is already under the new key. */
async function reseal(tx: MainTx, ring: KeyRing, place: Place, row: { owner: string; token: string }) {
  const token = rotate(ring, { ...place, owner: row.owner }, row.token);
  const [table, column] = [sql.identifier(place.table), sql.identifier(place.column)];
  const result = await tx.run(
    sql`UPDATE ${table} SET ${column} = ${token} WHERE user_id = ${row.owner} AND ${column} = ${row.token}`,
  );
  return result.changes;
}

async function verifyAll(store: Store, ring: KeyRing): Promise<void> {
  for (const place of SEALED) {
    let after = '';
    for (;;) {
      const rows = await tokensAfter(store, place, after);
      const last = rows.at(-1);
      if (!last) break;
      for (const row of rows) open([ring[0]], { ...place, owner: row.owner }, row.token);
      after = last.owner;
    }
  }
}

async function tokensAfter(store: Store, place: Place, after: string) {
  const [table, column] = [sql.identifier(place.table), sql.identifier(place.column)];
  return await store.main.read.all<{ owner: string; token: string }>(
    sql`SELECT user_id AS owner, ${column} AS token FROM ${table}
      WHERE user_id > ${after} AND ${column} IS NOT NULL ORDER BY user_id LIMIT ${ROWS_PER_TRANSACTION}`,
  );
}
