import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../../clock.js';
import { Refusal } from '../../refusal.js';
import { openReader } from '../connection.js';
import { diskTrouble, hashFile, type Progress, syncPath } from './files.js';
import { DATABASES, type DataFolder, type MigratedName } from '../folder.js';
import { lockFolder } from '../lock.js';
import { type Manifest, readManifest } from './manifest.js';
import { pendingMigrations } from '../migrate.js';
import { commitRestore, currentFiles, finishRestore, replacedFolderFor, stagedPath } from './restore-swap.js';
import { refuseUnsound } from './snapshot.js';

const FILE_OF: Record<MigratedName, string> = {
  main: 'quantumleap.db',
  trading: 'trading_app.db',
  paper: 'paper_exchange.db',
};

export interface RestoreRequest {
  folder: DataFolder;
  /** The folder of a backup. */
  from: string;
  clock: Clock;
  onProgress?: Progress;
}

export interface RestoreResult {
  /**
   * Of the backup: `createdAt` is the instant the data now shows. `auditHead` is where the audit trail now ends, which
   * may be before the head that was noted outside the databases; whoever keeps that note must move it back.
   */
  manifest: Manifest;
  /** Where the replaced files were moved; undefined where there were none. */
  replaced: string | undefined;
}

/**
 * Puts the databases of a backup in the place of the current ones, which are kept. The backup is copied, and its copies
 * are checked against the manifest and by SQLite, before anything is touched; then the files change places. Killed
 * anywhere, `finishRestore` at the next start leaves all old files or all new ones. Takes the folder's lock itself, and
 * blocks its thread throughout.
 * Throws a Refusal when another process has the folder, when the backup is damaged or newer than this program, or when
 * the disk has no space or answers with an error.
 */
export function restore(request: RestoreRequest): RestoreResult {
  const { folder, from, clock, onProgress = () => undefined } = request;
  const lock = lockFolder(folder);
  try {
    finishRestore(folder);
    const manifest = readManifest(from);
    const replaced = replacedFolderFor(folder, clock.now());
    const hadFiles = currentFiles(folder).length > 0;
    stage(folder, from, manifest, onProgress);
    const names = manifest.files.map(({ name }) => name);
    commitRestore(folder, names, replaced);
    return { manifest, replaced: hadFiles ? join(folder.root, replaced) : undefined };
  } catch (error) {
    throw inWords(error, folder);
  } finally {
    lock.release();
  }
}

function stage(folder: DataFolder, from: string, manifest: Manifest, onProgress: Progress): void {
  const staged = stagedPath(folder);
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  refuseTooLittleSpace(folder, total);
  let done = 0;
  try {
    for (const file of manifest.files) {
      const copy = join(staged, file.name);
      if (!existsSync(join(from, file.name))) throw damaged(from, `${file.name} is missing`);
      mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
      const onBytes = (bytes: number) => {
        done += bytes;
        onProgress({ label: `copying ${file.name}`, done, total });
      };
      const sha256 = hashFile(join(from, file.name), onBytes, copy);
      if (sha256 !== file.sha256) throw damaged(from, `${file.name} is not the file that was backed up`);
      onProgress({ label: `checking ${file.name}`, done, total });
      checkStaged(copy, file.name, from);
      syncPath(dirname(copy));
    }
    syncPath(staged);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  }
}

function checkStaged(path: string, name: string, from: string): void {
  const sqlite = openReader(path);
  try {
    refuseUnsound(sqlite, `${name} in the backup ${from}`, 'restore another backup');
    const known = ([...DATABASES, 'paper'] as const).find(each => FILE_OF[each] === name);
    if (known) pendingMigrations(sqlite, known);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal(`The backup ${from} does not fit: ${cause.message.split('\n')[0]}`, {
      ...(cause.allowed && { allowed: cause.allowed }),
      todo: 'restore another backup, or use the version that made this one',
      cause,
    });
  } finally {
    sqlite.close();
  }
}

function damaged(from: string, what: string): Refusal {
  return new Refusal(`The backup ${from} is damaged: ${what}.`, {
    allowed: 'a backup whose files have the hashes of its manifest',
    todo: 'restore another one; nothing was changed',
  });
}

function refuseTooLittleSpace(folder: DataFolder, neededBytes: number): void {
  const disk = statfsSync(folder.root);
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes >= neededBytes) return;
  const mib = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  throw new Refusal(`The restore needs ${mib(neededBytes)} and ${folder.root} has ${mib(freeBytes)} free.`, {
    todo: 'free space there; what is replaced is kept until you remove it',
  });
}

function inWords(error: unknown, folder: DataFolder): unknown {
  const trouble = diskTrouble(error);
  if (!trouble || !(error instanceof Error)) return error;
  return new Refusal(`The restore stopped: ${trouble} (${error.message}).`, {
    todo: `free space or look at the disk of ${folder.root}, then start or restore again: either ends it whole`,
    cause: error,
  });
}
