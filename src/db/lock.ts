import Database from 'better-sqlite3';
import { Refusal } from '../refusal.js';
import type { DataFolder } from './folder.js';

/**
 * Takes the data folder for this process, or refuses when another has it. The lock is SQLite's own on a file of its own,
 * so the kernel lets go of it when the process dies, however it dies.
 */
export function lockFolder(folder: DataFolder): { release(): void } {
  const lock = tryLock(folder);
  if (lock) return lock;
  throw new Refusal(`Another process is using the data folder ${folder.root}.`, {
    allowed: 'one service or one changing command at a time',
    todo: 'wait for it, stop it, or give this one its own folder with --data DIR',
  });
}

/** Like `lockFolder`, but answers undefined when another process has the folder. */
export function tryLock(folder: DataFolder): { release(): void } | undefined {
  const sqlite = new Database(folder.lock, { timeout: 0 });
  try {
    sqlite.pragma('journal_mode = DELETE');
    sqlite.exec('BEGIN EXCLUSIVE');
    return { release: () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
