import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../refusal.js';

/** Where everything of one data folder lies. Keys are never part of a backup. */
export interface DataFolder {
  root: string;
  main: string;
  trading: string;
  /** The ledger of the paper exchange: its own affair, but part of every backup. */
  paper: string;
  archive: string;
  backups: string;
  keys: string;
  lock: string;
  socket: string;
}

export const DATABASES = ['main', 'trading'] as const;
export type DatabaseName = (typeof DATABASES)[number];
/** Every file that has migrations: the paper exchange's ledger is none of the store's. */
export type MigratedName = DatabaseName | 'paper';

export function folderAt(root: string): DataFolder {
  const at = (name: string) => join(root, name);
  return {
    root,
    main: at('quantumleap.db'),
    trading: at('trading_app.db'),
    paper: at('paper_exchange.db'),
    archive: at('archive'),
    backups: at('backups'),
    keys: at('keys'),
    lock: at('service.lock'),
    socket: at('service.sock'),
  };
}

/** Archived years that exist, ascending. */
export function archivedYears(folder: DataFolder): number[] {
  if (!existsSync(folder.archive)) return [];
  return readdirSync(folder.archive)
    .flatMap(name => /^(\d{4})\.db$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

export const archiveFile = (folder: DataFolder, year: number) => join(folder.archive, `${year}.db`);

/**
 * Opens the data folder for its owner: makes it when it is missing, and refuses one that others could have read.
 * An empty folder is made private instead: nothing in it can have been read yet.
 */
export function prepareFolder(path: string): DataFolder {
  process.umask(0o077);
  const root = resolve(path);
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    const real = folderAt(realpathSync(root));
    if (readdirSync(real.root).length === 0) chmodSync(real.root, 0o700);
    refuseOpenPermissions(real);
    mkdirSync(real.archive, { recursive: true });
    mkdirSync(real.backups, { recursive: true });
    return real;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`The data folder ${root} cannot be used: ${reason}.`, {
      allowed: 'a folder this user can write to',
      todo: 'choose one with --data DIR or QL_DATA_DIR',
      cause,
    });
  }
}

/** The folder and its files whose mode lets group or others in. */
export function openPermissions(folder: DataFolder): { path: string; mode: string }[] {
  const inside = ['', ...readdirSync(folder.root), ...nested(folder, 'keys'), ...nested(folder, 'archive')];
  return [...inside, ...nested(folder, 'backups')].flatMap(name => {
    const path = join(folder.root, name);
    // A running service replaces files: one that was listed may be gone.
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat || stat.isSymbolicLink() || (stat.mode & 0o077) === 0) return [];
    return [{ path, mode: (stat.mode & 0o777).toString(8) }];
  });
}

function nested(folder: DataFolder, name: string): string[] {
  const path = join(folder.root, name);
  if (!existsSync(path) || !lstatSync(path).isDirectory()) return [];
  return readdirSync(path).map(entry => join(name, entry));
}

function refuseOpenPermissions(folder: DataFolder): void {
  const open = openPermissions(folder);
  if (open.length === 0) return;
  const list = open.slice(0, 5).map(entry => `${entry.path} (mode ${entry.mode})`);
  throw new Refusal(
    `Others can read ${list.join(', ')}${open.length > 5 ? ` and ${open.length - 5} more` : ''}.`,
    {
      allowed: 'folders of mode 700 and files of mode 600',
      todo: `chmod -R go= ${folder.root}`,
    },
  );
}
