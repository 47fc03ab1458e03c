import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Forces what a database file with `synchronous=NORMAL` has committed onto the disk: what another file has been told of
 * must not be lost in a power cut.
 */
export function syncLog(databasePath: string): void {
  try {
    syncPath(`${databasePath}-wal`);
  } catch (error) {
    // Without a log everything is in the file itself, which the checkpoint has synced.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** Replaces a small file of the owner's as a whole: after a kill or a power cut it is the old one or the new one. */
export function replaceFile(path: string, content: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${basename(path)}.new`);
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncPath(folder);
}

/** A folder, so that a name in it lasts, or a file. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
