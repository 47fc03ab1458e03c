import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backup, backupBeforeMigration, holdStore, nobodyWrites } from '../../src/db/backup/backup.js';
import { openReader } from '../../src/db/connection.js';
import { lockFolder } from '../../src/db/lock.js';
import { freeName, listBackups, removeIncomplete } from '../../src/db/backup/manifest.js';
import { restore } from '../../src/db/backup/restore.js';
import { openStore } from '../../src/db/store.js';
import { backupAttempts, folderWithPairs, migrationAttempts, restoreAttempts } from '../support/attempts.js';
import { migratedFolder, NOW, temporaryFolder, temporaryStore, testClock } from '../support/folder.js';
import { atEveryWrite, faultTestName, killTestName } from '../support/kill.js';
import { expectOneInstant, pairWriters } from '../support/pairs.js';

const DAY_MS = 86_400_000;

/** Of tests that start many processes, on a machine that has other work. */
const PATIENT_MS = 180_000;

describe('a backup', () => {
  test('shows one instant of both files, twenty times while writers run', {
    timeout: PATIENT_MS,
  }, async () => {
    const store = await temporaryStore();
    const writers = pairWriters(store, 2);
    const clock = testClock();
    const seen: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const { path, heldMs } = await backup({
        folder: store.folder,
        hold: holdStore(store),
        clock,
        version: 'test',
        keep: 1,
      });
      seen.push(expectOneInstant(path));
      expect(heldMs).toBeLessThan(1_000);
      clock.advance(1_000);
    }
    await writers.stop();
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(readdirSync(store.folder.backups)).toHaveLength(1);
  });

  test('holds the exchange ledger and the archives, and no key', async () => {
    const folder = await migratedFolder();
    const ledger = new Database(join(folder.root, 'paper_exchange.db')).exec('CREATE TABLE t (a ANY) STRICT');
    const archive = new Database(join(folder.archive, '2024.db')).exec('CREATE TABLE t (a ANY) STRICT');
    for (const sqlite of [ledger, archive]) sqlite.exec('INSERT INTO t VALUES (7)').close();
    mkdirSync(folder.keys, { recursive: true });
    writeFileSync(join(folder.keys, 'encryption.key'), 'never-in-a-backup');
    const { path, manifest } = await backup(plain(folder));
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
      name => name !== 'archive',
    );
    const names = ['quantumleap.db', 'trading_app.db', 'paper_exchange.db', 'archive/2024.db'];
    expect(manifest.files.map(({ name }) => name)).toEqual(names);
    expect(inside.sort()).toEqual([...names, 'manifest.json'].sort());
    for (const name of inside) {
      expect(readFileSync(join(path, name), 'latin1')).not.toContain('never-in-a-backup');
      expect(statSync(join(path, name)).mode & 0o077).toBe(0);
    }
  });

  test('makes room by removing the oldest of its kind, and never the last', async () => {
    const folder = await migratedFolder();
    const names: string[] = [];
    for (const day of [1, 2, 3]) {
      const made = await backup({ ...plain(folder), clock: testClock(day * DAY_MS), keep: 2 });
      names.unshift(made.name);
      if (day === 3) expect(made.removed).toEqual(['1970-01-02T00-00-00Z']);
    }
    expect(listBackups(folder.backups).map(({ name }) => name)).toEqual(names.slice(0, 2));
    await backup({ ...plain(folder), clock: testClock(9 * DAY_MS), keep: 0 });
    expect(listBackups(folder.backups)).toHaveLength(1);
  });

  test('made before a migration is made once for all files, and does not push out scheduled ones', async () => {
    const folder = await migratedFolder();
    await backup(plain(folder));
    const before = backupBeforeMigration({ folder, clock: testClock(), version: 'test' });
    await before();
    await before();
    expect(listBackups(folder.backups).map(({ kind }) => kind)).toEqual(['before-migration', 'scheduled']);
  });

  test('of the same second gets a name of its own', () => {
    const directory = temporaryFolder();
    mkdirSync(join(directory, '2026-11-23T04-00-00Z'));
    mkdirSync(join(directory, '2026-11-23T04-00-00Z-02.incomplete'));
    expect(freeName(directory, NOW, 'scheduled')).toBe('2026-11-23T04-00-00Z-03');
  });

  test('that was cut off is removed at the next start, and nothing else is', () => {
    const directory = temporaryFolder();
    for (const name of ['2026-11-23T04-00-00Z', '2026-11-23T04-00-00Z-02.incomplete', 'mine.incomplete'])
      mkdirSync(join(directory, name));
    expect(removeIncomplete(directory)).toEqual(['2026-11-23T04-00-00Z-02.incomplete']);
    expect(readdirSync(directory)).toEqual(['2026-11-23T04-00-00Z', 'mine.incomplete']);
  });

  test('of a damaged database is refused and leaves nothing', async () => {
    const folder = await folderWithPairs(100);
    flipBytes(folder.trading, placeOf(folder.trading, 'trading_orders'));
    await expect(backup(plain(folder))).rejects.toThrow(/trading_app\.db is damaged/);
    expect(readdirSync(folder.backups)).toEqual([]);
  });

  test(killTestName('killed at some of its writes leaves the data and only whole backups'), {
    timeout: PATIENT_MS,
  }, async () => {
    const outcome = await atEveryWrite({ prepare: await backupAttempts(), fault: 'kill', runsMax: 25 });
    expect(outcome.struck).toBeGreaterThan(outcome.runs / 2);
    expect(outcome.unreachable).toBe(0);
  });

  test.each(['ENOSPC', 'EIO'] as const)(
    faultTestName('that meets %s in its midst is refused and leaves nothing half-written'),
    { timeout: PATIENT_MS },
    async fault => {
      const outcome = await atEveryWrite({ prepare: await backupAttempts(), fault, runsMax: 6 });
      expect(outcome.struck).toBeLessThanOrEqual(outcome.runs);
    },
  );
});

describe('a restore', () => {
  test('brings back the instant of the backup and keeps what it replaces', async () => {
    const folder = await folderWithPairs(20);
    const { path } = await backup(plain(folder));
    const older = expectOneInstant(path);
    const store = openStore(folder);
    await pairWriters(store, 3, 10).ended;
    store.close();
    const newer = expectOneInstant(folder.root);
    const { replaced, manifest } = restore({ folder, from: path, clock: testClock() });
    expect(expectOneInstant(folder.root)).toBe(older);
    expect(expectOneInstant(replaced ?? '')).toBe(newer);
    expect(manifest).toMatchObject({ createdAt: NOW, auditHead: null });
    openStore(folder).close();
  });

  test('into an empty folder replaces nothing', async () => {
    const { path } = await backup(plain(await folderWithPairs(10)));
    const folder = await migratedFolder();
    for (const name of ['main', 'trading'] as const) rmSync(folder[name]);
    expect(restore({ folder, from: path, clock: testClock() }).replaced).toBeUndefined();
    expect(expectOneInstant(folder.root)).toBe(expectOneInstant(path));
  });

  test('is refused while another process has the folder', async () => {
    const folder = await migratedFolder();
    const { path } = await backup(plain(folder));
    const lock = lockFolder(folder);
    expect(() => restore({ folder, from: path, clock: testClock() })).toThrow(/Another process is using/);
    lock.release();
  });

  test.each([
    [
      'a changed byte',
      (path: string) => flipBytes(join(path, 'quantumleap.db'), 4096),
      /damaged.*is not the file/,
    ],
    ['a missing file', (path: string) => rmSync(join(path, 'trading_app.db')), /damaged.*is missing/],
    ['a missing manifest', (path: string) => rmSync(join(path, 'manifest.json')), /is no backup/],
    [
      'a manifest that names a file outside',
      (path: string) => editManifest(path, text => text.replace('trading_app.db', '../../etc/passwd')),
      /is no backup/,
    ],
    [
      'a manifest cut in half',
      (path: string) => editManifest(path, text => text.slice(0, 90)),
      /is no backup/,
    ],
  ])('of a backup with %s is refused and changes nothing', async (_, damage, message) => {
    const folder = await folderWithPairs(10);
    const before = expectOneInstant(folder.root);
    const { path } = await backup(plain(folder));
    damage(path);
    expect(() => restore({ folder, from: path, clock: testClock() })).toThrow(message);
    expect(expectOneInstant(folder.root)).toBe(before);
    expect(readdirSync(folder.root).filter(name => name.startsWith('restor'))).toEqual([]);
  });

  test('of a backup from a newer version is refused', async () => {
    const folder = await migratedFolder();
    const sqlite = new Database(folder.main);
    sqlite.exec(`INSERT INTO schema_migrations VALUES (9999, '9999_later', 'x', 1)`).close();
    const { path } = await backup(plain(folder));
    expect(() => restore({ folder, from: path, clock: testClock() })).toThrow(
      /does not fit: .*9999_later[\s\S]*use the version that made this one/,
    );
  });

  test(killTestName('killed at some of its writes is all old or all new'), {
    timeout: PATIENT_MS,
  }, async () => {
    const outcome = await atEveryWrite({ prepare: await restoreAttempts(), fault: 'kill', runsMax: 12 });
    expect(outcome.struck).toBeGreaterThan(outcome.runs / 2);
  });

  test.each(['ENOSPC', 'EIO'] as const)(
    faultTestName('that meets %s in its midst is all old or all new'),
    { timeout: PATIENT_MS },
    async fault => {
      const outcome = await atEveryWrite({ prepare: await restoreAttempts(), fault, runsMax: 4 });
      expect(outcome.struck).toBeLessThanOrEqual(outcome.runs);
    },
  );
});

describe('a migration', () => {
  test(killTestName('killed at some of its writes is at one step or the next, with a backup'), {
    timeout: PATIENT_MS,
  }, async () => {
    const outcome = await atEveryWrite({ prepare: await migrationAttempts(), fault: 'kill', runsMax: 8 });
    expect(outcome.struck).toBeGreaterThan(outcome.runs / 2);
  });

  test(faultTestName('that meets a full disk is undone'), { timeout: PATIENT_MS }, async () => {
    const outcome = await atEveryWrite({ prepare: await migrationAttempts(), fault: 'ENOSPC', runsMax: 4 });
    expect(outcome.struck).toBeLessThanOrEqual(outcome.runs);
  });
});

const plain = (folder: Parameters<typeof backup>[0]['folder']) => ({
  folder,
  hold: nobodyWrites,
  clock: testClock(),
  version: 'test',
  keep: 5,
});

/** Where the first page of a table begins: damage there is no damage to free space. */
function placeOf(path: string, table: string): number {
  const sqlite = openReader(path);
  const page = sqlite.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table);
  const bytes = Number(sqlite.pragma('page_size', { simple: true }));
  sqlite.close();
  return (Number(page) - 1) * bytes;
}

function flipBytes(path: string, at: number): void {
  const bytes = readFileSync(path);
  for (let n = at; n < at + 2000; n += 1) bytes[n] = (bytes[n] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

function editManifest(path: string, edit: (text: string) => string): void {
  const file = join(path, 'manifest.json');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}
