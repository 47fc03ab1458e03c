import { createSecretKey, type KeyObject } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { append } from '../../src/db/audit/trail.js';
import { anchor } from '../../src/db/audit/anchor.js';
import type { AuditEntry } from '../../src/db/audit/entry.js';
import { segmentToArchive } from '../../src/db/audit/segment.js';
import { archiveFile, type DataFolder, folderAt } from '../../src/db/folder.js';
import { openStore, type Store } from '../../src/db/store.js';
import { migratedFolder, NOW, temporaryFolder, testClock } from './folder.js';

export const AUDIT_KEY: KeyObject = createSecretKey(Buffer.alloc(32, 7));
export const OTHER_KEY: KeyObject = createSecretKey(Buffer.alloc(32, 8));
const YEAR_MS = 365 * 86_400_000;

export const entry = (n: number, at = NOW + n * 1000): AuditEntry => ({
  userId: n % 3 === 0 ? null : `USER${n % 5}`,
  actor: n % 2 === 0 ? 'person' : 'job',
  action: 'order.placed',
  entityType: 'order',
  entityId: `ORDER${n}`,
  ...(n % 4 === 0 ? {} : { oldData: { status: 'open', filled: n } }),
  newData: { status: 'filled', filled: n + 1, symbol: 'M&M' },
  rationale: { code: 'confirmed_card', arguments: [`CARD${n}`] },
  at,
});

export async function appendMany(store: Store, from: number, to: number, at?: number): Promise<void> {
  await store.trading.tx(async tx => {
    for (let n = from; n <= to; n += 1) await append(tx, AUDIT_KEY, entry(n, at));
  });
}

/** What the archive does with a segment, or with its rows up to `lastSeq`: copy, list, delete. */
export async function archiveOnce(
  folder: DataFolder,
  olderThan: number,
  lastSeq = Number.MAX_SAFE_INTEGER,
): Promise<number | undefined> {
  const found = await segmentToArchive({ folder, key: AUDIT_KEY, olderThan });
  if (!found) return undefined;
  const segment = { ...found, lastSeq: Math.min(found.lastSeq, lastSeq) };
  mkdirSync(folder.archive, { recursive: true });
  const trading = new Database(folder.trading);
  const columns = trading
    .prepare(`SELECT sql FROM sqlite_master WHERE name = 'trading_audit_trail'`)
    .pluck()
    .get();
  const archive = new Database(archiveFile(folder, segment.year));
  archive.exec(String(columns).replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'));
  archive.close();
  trading.exec(`ATTACH '${archiveFile(folder, segment.year)}' AS archive`);
  const range = [segment.firstSeq, segment.lastSeq] as const;
  trading
    .prepare(
      'INSERT INTO archive.trading_audit_trail SELECT * FROM main.trading_audit_trail WHERE seq BETWEEN ? AND ?',
    )
    .run(...range);
  trading
    .prepare(`INSERT INTO main.archived_ranges VALUES ('trading_audit_trail', ?, ?, ?, ?, ?)`)
    .run(segment.year, ...range, segment.lastSeq - segment.firstSeq + 1, NOW);
  trading.prepare('DELETE FROM main.trading_audit_trail WHERE seq BETWEEN ? AND ?').run(...range);
  trading.close();
  return segment.lastSeq;
}

export interface SampleTrail {
  folder: DataFolder;
  /** The folder as it was after `oldRows` rows. */
  old: DataFolder;
  oldRows: number;
  anchoredRows: number;
  rows: number;
  archivedRows: number;
}

/** A closed data folder: rows 1 to 10 in the archive of one year, 11 to 20 in the next, 44 anchored, three after that. */
export async function sampleTrail(): Promise<SampleTrail> {
  const folder = await migratedFolder();
  const clock = testClock();
  const write = async (from: number, to: number, at?: number, anchored = true): Promise<void> => {
    const store = openStore(folder);
    await appendMany(store, from, to, at);
    if (anchored) await anchor(store, AUDIT_KEY, clock);
    store.close();
  };
  await write(1, 10, NOW - 2 * YEAR_MS);
  await write(11, 20, NOW - YEAR_MS);
  await write(21, 30);
  const archivedTo = [await archiveOnce(folder, NOW - 1000), await archiveOnce(folder, NOW - 1000)];
  if (archivedTo.join() !== '10,20') throw new Error(`the sample was archived to ${archivedTo.join()}`);
  const old = temporaryFolder();
  cpSync(folder.root, old, { recursive: true });
  await write(31, 40);
  await write(41, 44);
  await write(45, 47, undefined, false);
  return { folder, old: folderAt(old), oldRows: 30, anchoredRows: 44, rows: 47, archivedRows: 20 };
}
