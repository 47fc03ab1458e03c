import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { archivedYears, type DataFolder } from '../folder.js';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** The paper exchange keeps its book apart from ours, as a real exchange would. */
const LEDGER = 'paper_exchange.db';

/** Databases of a data folder by their path inside it: what backups hold and restores replace. */
export const DATABASE_FILE = /^(quantumleap|trading_app|paper_exchange|archive\/\d{4})\.db$/;

/** What SQLite may keep beside a database. */
export const SIDECARS = ['-wal', '-shm', '-journal'] as const;

/** The databases that exist in a data folder, as paths inside it. */
export function databaseFiles(folder: DataFolder): string[] {
  const archives = archivedYears(folder).map(year => `archive/${year}.db`);
  return ['quantumleap.db', 'trading_app.db', LEDGER, ...archives].filter(name =>
    existsSync(join(folder.root, name)),
  );
}

/** How far a long piece of work is: `done` of `total` bytes. */
export type Progress = (step: { label: string; done: number; total: number }) => void;

/** The SHA-256 of a file in hex, which is also copied to the new file `to` when one is named. */
export function hashFile(path: string, onBytes: (bytes: number) => void, to?: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const source = openSync(path, 'r');
  const target = to === undefined ? undefined : openSync(to, 'wx', 0o600);
  try {
    for (let bytes = readSync(source, buffer); bytes > 0; bytes = readSync(source, buffer)) {
      const chunk = buffer.subarray(0, bytes);
      hash.update(chunk);
      if (target !== undefined) writeAll(target, chunk);
      onBytes(bytes);
    }
    if (target !== undefined) fsyncSync(target);
  } finally {
    closeSync(source);
    if (target !== undefined) closeSync(target);
  }
  return hash.digest('hex');
}

/** Writes a small file whole and pushes it to the disk. */
export function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeAll(file, Buffer.from(text));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

// One call may write less than it was given, as it does when the disk is nearly full.
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}

/** Pushes a file, or the names in a folder, to the disk. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What a full or failing disk said, in words; undefined for any other error. */
export function diskTrouble(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'the disk is full';
  if (['EROFS', 'EACCES', 'SQLITE_READONLY'].includes(code)) return 'the disk cannot be written to';
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR')) return 'the disk answered with an error';
  // SQLite says no more when a file cannot be made, be it for want of space or for an error.
  if (code.startsWith('SQLITE_CANTOPEN')) return 'the disk is full or does not answer';
  return undefined;
}
