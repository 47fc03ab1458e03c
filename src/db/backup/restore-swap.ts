import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../refusal.js';
import { DATABASE_FILE, databaseFiles, SIDECARS, syncPath, writeSynced } from './files.js';
import type { DataFolder } from '../folder.js';

const JOURNAL = 'restore.json';
const STAGED = 'restoring';
const RESTORED = 'restored.json';

const oldName = z.string().refine(name => DATABASE_FILE.test(name.replace(/-(wal|shm|journal)$/, '')));
const journalShape = z.strictObject({
  /** Files that stood in the folder before, moved to `replaced` one by one. */
  old: z.array(oldName).max(1000),
  /** Files that take their places, moved from the staging folder one by one. */
  new: z.array(z.string().regex(DATABASE_FILE)).min(1).max(1000),
  replaced: z.string().regex(/^(backups\/)?replaced-[0-9TZ-]+$/),
});
type Journal = z.infer<typeof journalShape>;

export const stagedPath = (folder: DataFolder): string => join(folder.root, STAGED);

/** Stands from the end of a restore until the audit trail has taken note of it. */
export const restoredPath = (folder: DataFolder): string => join(folder.root, RESTORED);

/** Everything that makes up the databases now, with what SQLite keeps beside them. */
export function currentFiles(folder: DataFolder): string[] {
  const names = new Set([...databaseFiles(folder), 'quantumleap.db', 'trading_app.db']);
  return [...names]
    .flatMap(name => ['', ...SIDECARS].map(suffix => name + suffix))
    .filter(name => existsSync(join(folder.root, name)));
}

/**
 * Decides for the staged files: once the journal stands, a restore that is killed is completed at the next start;
 * before, it is undone.
 */
export function commitRestore(folder: DataFolder, names: string[], replaced: string): void {
  const journal: Journal = { old: currentFiles(folder), new: names, replaced };
  const draft = join(folder.root, `${JOURNAL}.draft`);
  rmSync(draft, { force: true });
  writeSynced(draft, JSON.stringify(journal));
  renameSync(draft, join(folder.root, JOURNAL));
  syncPath(folder.root);
  completeRestore(folder, journal);
}

/**
 * Ends a restore that was killed half-way, before any database is opened: completed if it had been decided, else undone.
 * The caller has the folder's lock.
 */
export function finishRestore(folder: DataFolder): 'nothing to do' | 'completed' | 'undone' {
  const journal = readJournal(folder);
  if (journal) {
    completeRestore(folder, journal);
    return 'completed';
  }
  rmSync(join(folder.root, `${JOURNAL}.draft`), { force: true });
  if (!existsSync(stagedPath(folder))) return 'nothing to do';
  rmSync(stagedPath(folder), { recursive: true });
  return 'undone';
}

// Each step looks at what is there, so that it may be begun anew after a kill at any of its calls.
function completeRestore(folder: DataFolder, journal: Journal): void {
  const staged = stagedPath(folder);
  const replaced = join(folder.root, journal.replaced);
  for (const name of journal.old) {
    const kept = join(replaced, name);
    // Once it is kept, what stands in its place is the new one.
    if (existsSync(join(folder.root, name)) && !existsSync(kept)) move(join(folder.root, name), kept);
  }
  for (const name of journal.new)
    if (existsSync(join(staged, name))) move(join(staged, name), join(folder.root, name));
  for (const path of foldersOf(journal, folder, replaced)) syncPath(path);
  rmSync(staged, { recursive: true, force: true });
  renameSync(join(folder.root, JOURNAL), restoredPath(folder));
  syncPath(folder.root);
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  renameSync(from, to);
}

function foldersOf(journal: Journal, folder: DataFolder, replaced: string): string[] {
  const kept = journal.old.flatMap(name => [dirname(join(replaced, name)), dirname(replaced)]);
  const placed = [...journal.new, ...journal.old].map(name => dirname(join(folder.root, name)));
  return [...new Set([...kept, ...placed, folder.root])].filter(path => existsSync(path));
}

function readJournal(folder: DataFolder): Journal | undefined {
  const path = join(folder.root, JOURNAL);
  if (!existsSync(path)) return undefined;
  try {
    return journalShape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Refusal(`The record of an unfinished restore, ${path}, cannot be read.`, {
      allowed: 'the file as ql restore wrote it',
      todo: `keep a copy of ${folder.root}, then put the databases of a backup in their places by hand and remove ${path}`,
      cause,
    });
  }
}

/** Moving a file to another disk is a copy, which a kill can cut in half: refused before anything is touched. */
export function replacedFolderFor(folder: DataFolder, instant: number): string {
  const device = (path: string) => statSync(path).dev;
  const home = device(folder.root);
  if (existsSync(folder.archive) && device(folder.archive) !== home)
    throw new Refusal(`${folder.archive} lies on another disk than ${folder.root}.`, {
      allowed: 'a data folder whose databases and archives lie on one disk',
      todo: 'move the archive folder to the disk of the data folder, then restore again',
    });
  const beside = existsSync(folder.backups) && device(folder.backups) === home ? 'backups/' : '';
  const name = `${beside}replaced-${new Date(instant).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(join(folder.root, free))) return free;
  }
}
