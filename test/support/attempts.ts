import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { backup, nobodyWrites } from '../../src/db/backup/backup.js';
import { integrityProblems } from '../../src/db/connection.js';
import { DATABASES, type DataFolder, folderAt } from '../../src/db/folder.js';
import { listBackups, removeIncomplete } from '../../src/db/backup/manifest.js';
import { finishRestore } from '../../src/db/backup/restore-swap.js';
import { openStore } from '../../src/db/store.js';
import { migratedFolder, temporaryFolder, testClock } from './folder.js';
import type { Attempt } from './kill.js';
import { expectOneInstant, pairWriters } from './pairs.js';

const PROJECT = join(import.meta.dirname, '../..');
/** Made at the time that the program's clock shows. */
const NEW_NAME = '2026-11-23T04-00-00Z';
const PROGRAM = join(import.meta.dirname, 'programs/databases.mjs');

/** A data folder in which two writers wrote so many pairs each, closed. */
export async function folderWithPairs(pairs: number): Promise<DataFolder> {
  const folder = await migratedFolder();
  const store = openStore(folder);
  await pairWriters(store, 2, pairs).ended;
  store.close();
  return folder;
}

const copyOf = (template: string, into: string, count: number): string => {
  const root = join(into, String(count));
  cpSync(template, root, { recursive: true });
  return root;
};

/** Attempts at a backup: whatever happens, the data stays and only whole backups carry a backup's name. */
export async function backupAttempts(): Promise<() => Promise<Attempt>> {
  const template = await folderWithPairs(20);
  const pairs = expectOneInstant(template.root);
  // Kept by retention at 2, so that an attempt also removes an older one.
  for (const n of [1, 2])
    await backup({
      folder: template,
      hold: nobodyWrites,
      clock: testClock(n * 86_400_000),
      version: 'test',
      keep: 9,
    });
  const into = temporaryFolder();
  let count = 0;
  return () => {
    const root = copyOf(template.root, into, (count += 1));
    const folder = folderAt(root);
    const check: Attempt['check'] = (run, point) => {
      expect(expectOneInstant(root)).toBe(pairs);
      const named = readdirSync(folder.backups).filter(name => !name.endsWith('.incomplete'));
      expect(listBackups(folder.backups).map(({ name }) => name)).toEqual(named.toSorted().toReversed());
      expect(named.length).toBeGreaterThanOrEqual(2);
      for (const name of named) expect(expectOneInstant(join(folder.backups, name))).toBe(pairs);
      // A kill leaves it to the next start to tidy up, and so does a disk that refuses to remove.
      if (run.killed || /^EIO at (unlink|rmdir)/.test(point)) removeIncomplete(folder.backups);
      expect(readdirSync(folder.backups)).toHaveLength(named.length);
      if (!run.killed && run.exitCode !== 0) {
        expect(run.stderr).toMatch(/^Refusal: [\s\S]*(disk|space)/);
        expect(named.includes(NEW_NAME)).toBe(run.stderr.includes('was made'));
      }
    };
    return Promise.resolve({
      args: [PROGRAM, join(PROJECT, 'dist'), 'backup', root],
      // What the store writes when it opens and closes is not the backup's.
      root: folder.backups,
      check,
    });
  };
}

/** Attempts at a restore of an older instant: afterwards the folder is all old or all new, and nothing is lost. */
export async function restoreAttempts(): Promise<() => Promise<Attempt>> {
  const template = await folderWithPairs(20);
  const older = expectOneInstant(template.root);
  const clock = testClock(86_400_000);
  const { path } = await backup({ folder: template, hold: nobodyWrites, clock, version: 'test', keep: 9 });
  const from = join(temporaryFolder(), 'backup');
  cpSync(path, from, { recursive: true });
  // An archived year that is not in the backup: it must go with the old files, or its rows would be there twice.
  new Database(join(template.archive, '2020.db')).exec('CREATE TABLE t (a ANY) STRICT').close();
  const newer = await writeMore(template);
  const into = temporaryFolder();
  let count = 0;
  return () => {
    const root = copyOf(template.root, into, (count += 1));
    const folder = folderAt(root);
    const check: Attempt['check'] = run => {
      const finished = finishRestore(folder);
      const replaced = readdirSync(folder.backups).filter(name => name.startsWith('replaced-'));
      const pairs = expectOneInstant(root);
      expect(finishRestore(folder)).toBe('nothing to do');
      expect(existsSync(join(root, 'restore.json')) || existsSync(join(root, 'restoring'))).toBe(false);
      if (replaced.length === 0) {
        expect(run.killed || run.exitCode !== 0).toBe(true);
        expect(pairs).toBe(newer);
        expect(existsSync(join(folder.archive, '2020.db'))).toBe(true);
        return;
      }
      if (run.exitCode !== 0) expect(finished).not.toBe('undone');
      expect(pairs).toBe(older);
      expect(existsSync(join(folder.archive, '2020.db'))).toBe(false);
      const kept = join(folder.backups, replaced[0] ?? '');
      expect(expectOneInstant(kept)).toBe(newer);
      expect(existsSync(join(kept, 'archive/2020.db'))).toBe(true);
    };
    return Promise.resolve({ args: [PROGRAM, join(PROJECT, 'dist'), 'restore', root, from], root, check });
  };
}

/** Writes on and leaves the log unmerged beside each database, as a killed service does. */
async function writeMore(folder: DataFolder): Promise<number> {
  const live = folderAt(join(temporaryFolder(), 'live'));
  cpSync(folder.root, live.root, { recursive: true });
  const store = openStore(live);
  await pairWriters(store, 2, 10).ended;
  cpSync(live.root, folder.root, { recursive: true });
  store.close();
  expect(existsSync(`${folder.main}-wal`)).toBe(true);
  const counted = join(temporaryFolder(), 'counted');
  cpSync(folder.root, counted, { recursive: true });
  return expectOneInstant(counted);
}

/** Attempts at a second migration of both files, in a copy of the program that has one more step. */
export async function migrationAttempts(): Promise<() => Promise<Attempt>> {
  const template = await folderWithPairs(20);
  const pairs = expectOneInstant(template.root);
  const app = programWithOneMoreStep();
  const into = temporaryFolder();
  let count = 0;
  return () => {
    const root = copyOf(template.root, into, (count += 1));
    const folder = folderAt(root);
    const check: Attempt['check'] = run => {
      const levels = DATABASES.map(name => levelOf(folder[name]));
      expect(expectOneInstant(root)).toBe(pairs);
      const backups = listBackups(folder.backups);
      if (levels.some(({ stepped }) => stepped)) expect(backups).toHaveLength(1);
      for (const { path } of backups) {
        expect(expectOneInstant(path)).toBe(pairs);
        expect(levelOf(join(path, 'quantumleap.db')).stepped).toBe(false);
      }
      if (!run.killed && run.exitCode === 0) expect(levels.every(({ stepped }) => stepped)).toBe(true);
    };
    return Promise.resolve({ args: [PROGRAM, join(app, 'dist'), 'migrate', root], root, check });
  };
}

function programWithOneMoreStep(): string {
  const app = temporaryFolder();
  for (const part of ['dist', 'migrations'])
    cpSync(join(PROJECT, part), join(app, part), { recursive: true });
  writeFileSync(join(app, 'package.json'), readFileSync(join(PROJECT, 'package.json')));
  symlinkSync(join(PROJECT, 'node_modules'), join(app, 'node_modules'));
  const step = [
    `CREATE TABLE outbox_new (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, topic text NOT NULL, payload text NOT NULL, created_at integer NOT NULL, tries integer NOT NULL DEFAULT 0) STRICT`,
    'INSERT INTO outbox_new (id, topic, payload, created_at) SELECT id, topic, payload, created_at FROM outbox',
    'DROP TABLE outbox',
    'ALTER TABLE outbox_new RENAME TO outbox',
  ];
  for (const name of DATABASES) {
    mkdirSync(join(app, 'migrations', name), { recursive: true });
    writeFileSync(
      join(app, 'migrations', name, '9999_tries.sql'),
      step.join(';\n--> statement-breakpoint\n'),
    );
  }
  return app;
}

/** Whether the added step was made, after checking that the file is whole at one step or the other. */
function levelOf(path: string): { stepped: boolean } {
  const sqlite = new Database(path);
  try {
    expect(integrityProblems(sqlite)).toEqual([]);
    const one = (source: string) => Number(sqlite.prepare(source).pluck().get());
    const recorded = one('SELECT count(*) FROM schema_migrations WHERE version = 9999');
    expect(one(`SELECT count(*) FROM pragma_table_info('outbox') WHERE name = 'tries'`)).toBe(recorded);
    expect(one(`SELECT count(*) FROM sqlite_master WHERE name = 'outbox_new'`)).toBe(0);
    return { stepped: recorded === 1 };
  } finally {
    sqlite.close();
  }
}
