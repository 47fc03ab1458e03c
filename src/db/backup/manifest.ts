import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../refusal.js';
import { DATABASE_FILE, syncPath } from './files.js';

export const MANIFEST = 'manifest.json';
const MANIFEST_BYTES_MAX = 1024 * 1024;
const SAME_SECOND_MAX = 99;
const INCOMPLETE = '.incomplete';
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d\d)?(-before-migration)?$/;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const backedUpFile = z.strictObject({
  name: z.string().regex(DATABASE_FILE),
  bytes: z.int().positive(),
  sha256,
  pageCount: z.int().positive(),
  /** The newest step of `migrations/` in it; null in files that have none. */
  migration: z.strictObject({ version: z.int().positive(), name: z.string().max(200) }).nullable(),
});

const manifestShape = z
  .strictObject({
    format: z.literal(1),
    /** Of the program that made it. */
    version: z.string().max(100),
    /** The one instant that all files show, as UTC milliseconds. */
    createdAt: z.int().nonnegative(),
    /** The last row of the audit trail in it. */
    auditHead: z.strictObject({ seq: z.int().positive(), mac: sha256 }).nullable(),
    files: z.array(backedUpFile).min(1).max(200),
  })
  .refine(
    ({ files }) => {
      const names = files.map(file => file.name);
      const whole = names.includes('quantumleap.db') && names.includes('trading_app.db');
      return whole && new Set(names).size === names.length;
    },
    { error: 'must name quantumleap.db and trading_app.db, and each file once' },
  );

export type BackedUpFile = z.infer<typeof backedUpFile>;
export type Manifest = z.infer<typeof manifestShape>;

/** `scheduled` ones make room for newer ones of their kind; so do those made before a migration. */
export type BackupKind = 'scheduled' | 'before-migration';

/** A free name for a backup of this instant, to the second as `2026-11-22T10-15-30Z`. */
export function freeName(directory: string, instant: number, kind: BackupKind): string {
  const second = new Date(instant).toISOString().slice(0, 19).replaceAll(':', '-');
  const suffix = kind === 'scheduled' ? '' : `-${kind}`;
  for (let n = 1; n <= SAME_SECOND_MAX; n += 1) {
    const name = `${second}Z${n === 1 ? '' : `-${String(n).padStart(2, '0')}`}${suffix}`;
    const taken = [name, name + INCOMPLETE].some(each => existsSync(join(directory, each)));
    if (!taken) return name;
  }
  throw new Refusal(`There are already ${SAME_SECOND_MAX} backups of ${second}Z in ${directory}.`, {
    todo: 'wait a second',
  });
}

export const incompletePath = (directory: string, name: string): string => join(directory, name + INCOMPLETE);

/** Reads and checks the manifest of a backup. */
export function readManifest(path: string): Manifest {
  const help = {
    allowed: 'a folder that ql backup made, with its manifest.json',
    todo: 'choose one of the backups that ql backup list shows',
  };
  try {
    const file = join(path, MANIFEST);
    if (statSync(file).size > MANIFEST_BYTES_MAX) throw new Error('it is too large');
    const parsed = manifestShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
    return parsed.data;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`${path} is no backup: its manifest cannot be read (${reason}).`, { ...help, cause });
  }
}

export interface ListedBackup {
  name: string;
  path: string;
  kind: BackupKind;
  createdAt: number;
  bytes: number;
}

/** The whole backups of a folder, newest first: those with a good manifest and every file it names at its size. */
export function listBackups(directory: string): ListedBackup[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter(name => NAME.test(name))
    .flatMap(name => listed(directory, name))
    .sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1));
}

function listed(directory: string, name: string): ListedBackup[] {
  const path = join(directory, name);
  try {
    const { createdAt, files } = readManifest(path);
    if (files.some(file => statSync(join(path, file.name)).size !== file.bytes)) return [];
    const kind = name.endsWith('-before-migration') ? 'before-migration' : 'scheduled';
    return [{ name, path, kind, createdAt, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }];
  } catch {
    return [];
  }
}

/**
 * Removes the oldest whole backups of one kind until `keep` are left, never the last one, and returns their names.
 * What is no whole backup is left alone: it is not ours to judge.
 */
export function pruneBackups(directory: string, kind: BackupKind, keep: number): string[] {
  const surplus = listBackups(directory)
    .filter(each => each.kind === kind)
    .slice(Math.max(1, keep));
  for (const { name, path } of surplus) {
    // Without its final name first: killed half-way through the removal, it must not look like a backup.
    renameSync(path, incompletePath(directory, name));
    rmSync(incompletePath(directory, name), { recursive: true });
  }
  if (surplus.length > 0) syncPath(directory);
  return surplus.map(({ name }) => name);
}

/** Removes what killed backups left behind; only at start, when none can be under way. Returns the names. */
export function removeIncomplete(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const left = readdirSync(directory).filter(
    name => name.endsWith(INCOMPLETE) && NAME.test(name.slice(0, -INCOMPLETE.length)),
  );
  for (const name of left) rmSync(join(directory, name), { recursive: true });
  return left;
}
