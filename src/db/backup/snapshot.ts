import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../../refusal.js';
import { integrityProblems, openReader, type Sqlite } from '../connection.js';
import { hashFile, type Progress, syncPath } from './files.js';
import type { BackedUpFile, Manifest } from './manifest.js';
import { appliedMigrations } from '../migrate.js';

const PAGES_PER_STEP = 2_000;
const LOOK = 'look at the database with ql doctor (it only reads), then restore an older backup';

/** One database as it was when its read transaction began; it stays so until `close`, whoever writes meanwhile. */
export interface Snapshot {
  name: string;
  bytes: number;
  sqlite: Sqlite;
}

/** Begins a read transaction on each file. All show the same instant if no writer commits between the first and the last. */
export function openSnapshots(root: string, names: string[]): Snapshot[] {
  return names.map(name => {
    try {
      const sqlite = openReader(join(root, name));
      sqlite.exec('BEGIN');
      // BEGIN alone takes no snapshot, the first read does.
      sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
      const pages = Number(sqlite.pragma('page_count', { simple: true }));
      return { name, bytes: pages * Number(sqlite.pragma('page_size', { simple: true })), sqlite };
    } catch (error) {
      throw damageInWords(error, name);
    }
  });
}

export function closeSnapshots(snapshots: Snapshot[]): void {
  for (const { sqlite } of snapshots) sqlite.close();
}

/** The last row of the audit trail that the snapshots show. */
export function auditHeadOf(snapshots: Snapshot[]): Manifest['auditHead'] {
  const trading = snapshots.find(({ name }) => name === 'trading_app.db');
  const head = trading?.sqlite
    .prepare<[], { seq: number; mac: string }>(
      'SELECT seq, mac FROM trading_audit_trail ORDER BY seq DESC LIMIT 1',
    )
    .get();
  return head ?? null;
}

/** Copies a snapshot into `directory`, checks the copy, pushes it to the disk, and describes it. */
export async function copySnapshot(
  snapshot: Snapshot,
  directory: string,
  onProgress: Progress,
): Promise<BackedUpFile> {
  const { name, bytes: total } = snapshot;
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // The source connection is inside its read transaction, so each step reads that instant and never starts over.
    await snapshot.sqlite.backup(path, {
      progress: ({ totalPages, remainingPages }) => {
        const done = Math.round((total * (totalPages - remainingPages)) / Math.max(1, totalPages));
        onProgress({ label: `copying ${name}`, done, total });
        return PAGES_PER_STEP;
      },
    });
    onProgress({ label: `checking ${name}`, done: 0, total });
    const { pageCount, migration } = checkCopy(path, name);
    let hashed = 0;
    const sha256 = hashFile(path, count => {
      hashed += count;
      onProgress({ label: `checking ${name}`, done: hashed, total });
    });
    syncPath(path);
    syncPath(dirname(path));
    return { name, bytes: hashed, sha256, pageCount, migration };
  } catch (error) {
    throw damageInWords(error, name);
  }
}

function damageInWords(error: unknown, name: string): unknown {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') return error;
  return damaged(name, String(error), LOOK, error);
}

function checkCopy(path: string, name: string): Pick<BackedUpFile, 'pageCount' | 'migration'> {
  const sqlite = new Database(path, { fileMustExist: true });
  try {
    // A copy of a file in WAL mode is in WAL mode; a backup must be whole in its one file.
    sqlite.pragma('journal_mode = DELETE');
    refuseUnsound(sqlite, name, LOOK);
    const newest = appliedMigrations(sqlite).at(-1);
    return {
      pageCount: Number(sqlite.pragma('page_count', { simple: true })),
      migration: newest ? { version: newest.version, name: newest.name } : null,
    };
  } finally {
    sqlite.close();
  }
}

/** Refuses a database that fails its integrity check or holds rows that point at nothing. */
export function refuseUnsound(sqlite: Sqlite, what: string, todo: string): void {
  const orphans = () =>
    sqlite.prepare<[], { table: string }>('SELECT "table" FROM pragma_foreign_key_check LIMIT 20').all();
  const problems = integrityProblems(sqlite);
  if (problems.length === 0)
    problems.push(...orphans().map(({ table }) => `a row of ${table} points at nothing`));
  if (problems.length > 0) throw damaged(what, problems.slice(0, 3).join('; '), todo);
}

function damaged(what: string, problems: string, todo: string, cause?: unknown): Refusal {
  const allowed = 'a database that passes its integrity check and its foreign keys';
  return new Refusal(`${what} is damaged: ${problems}.`, { allowed, todo, cause });
}
