import Database from 'better-sqlite3';
import { Refusal } from '../refusal.js';
import type { MigratedName } from './folder.js';

export type Sqlite = Database.Database;

const SQLITE_MIN = [3, 51, 3] as const;

/**
 * How hard a commit is pushed to the disk: an order must survive a power cut, a chat message a killed process. The paper
 * exchange is NORMAL: a killed process loses nothing of its ledger, a power cut may lose its last commits.
 */
export const SYNCHRONOUS = { main: 'NORMAL', trading: 'FULL', paper: 'NORMAL' } as const satisfies Record<
  MigratedName,
  string
>;

/** Older versions of SQLite can corrupt a database in WAL mode when a checkpoint meets a commit. */
export function refuseOldSqlite(version: string): void {
  const parts = version.split('.').map(Number);
  const difference = SQLITE_MIN.map((min, place) => (parts[place] ?? 0) - min).find(each => each !== 0) ?? 0;
  if (difference >= 0) return;
  throw new Refusal(`This build of better-sqlite3 brings SQLite ${version}.`, {
    allowed: `SQLite ${SQLITE_MIN.join('.')} or newer`,
    todo: 'run npm ci, which installs the pinned version',
  });
}

/** The one connection that may write to a file. Checkpoints are made between transactions, not inside a commit. */
export function openWriter(path: string, name: MigratedName): Sqlite {
  const sqlite = new Database(path, { timeout: 5_000 });
  refuseOldSqlite(String(sqlite.prepare('SELECT sqlite_version()').pluck().get()));
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma(`synchronous = ${SYNCHRONOUS[name]}`);
  sqlite.pragma('wal_autocheckpoint = 0');
  sqlite.pragma('journal_size_limit = 67108864');
  harden(sqlite);
  return sqlite;
}

/** A connection that cannot write, whatever it is asked. */
export function openReader(path: string): Sqlite {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  sqlite.pragma('query_only = ON');
  harden(sqlite);
  return sqlite;
}

function harden(sqlite: Sqlite): void {
  sqlite.pragma('foreign_keys = ON');
  // Without it INSERT OR REPLACE would delete a row of an append-only table past its trigger.
  sqlite.pragma('recursive_triggers = ON');
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('cell_size_check = ON');
}

/** What `PRAGMA integrity_check` finds: empty is well. */
export function integrityProblems(sqlite: Sqlite): string[] {
  try {
    const rows = sqlite.prepare('PRAGMA integrity_check(20)').pluck().all().map(String);
    return rows.length === 1 && rows[0] === 'ok' ? [] : rows;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
