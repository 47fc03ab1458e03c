import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backup, holdStore, nobodyWrites } from '../../src/db/backup/backup.js';
import { restore } from '../../src/db/backup/restore.js';
import { openStore } from '../../src/db/store.js';
import { backupAttempts, migrationAttempts, restoreAttempts } from '../support/attempts.js';
import { migratedFolder, NOW, temporaryStore, testClock } from '../support/folder.js';
import { atEveryWrite, faultTestName, killTestName } from '../support/kill.js';
import { expectOneInstant, pairWriters } from '../support/pairs.js';
import { resumable } from '../support/resume.js';

const ROUNDS = 20;
const BACKUPS_PER_ROUND = 50;
const GIB = 1024 ** 3;

const figures = (name: string, values: Record<string, number | string>): void => {
  const text = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  process.stdout.write(`PROOF ${name}: ${text.join(', ')}\n`);
};

test(`${ROUNDS * BACKUPS_PER_ROUND} backups under concurrent writers are whole and of one instant`, async () => {
  const progress = resumable('backups');
  const heldMs: number[] = [];
  let pairs = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (progress.has(`round ${round}`)) continue;
    const store = await temporaryStore();
    const writers = pairWriters(store, 4);
    const clock = testClock();
    let before = -1;
    for (let n = 0; n < BACKUPS_PER_ROUND; n += 1) {
      const hold = holdStore(store);
      const made = await backup({ folder: store.folder, hold, clock, version: 'proof', keep: 1 });
      heldMs.push(made.heldMs);
      const now = expectOneInstant(made.path);
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
      clock.advance(1_000);
    }
    await writers.stop();
    pairs += writers.pairs();
    progress.add(`round ${round}`);
  }
  progress.finish();
  const sorted = heldMs.sort((a, b) => a - b);
  const held = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  figures('backups under writers', {
    'backups in this run': heldMs.length,
    'pairs written meanwhile': pairs,
    'writers held ms (median)': held(0.5),
    p99: held(0.99),
    max: held(1),
  });
});

test('a database of 1 GiB is backed up off the thread and restored within 60 s', async () => {
  const folder = await migratedFolder();
  fill(folder.main, GIB);
  const store = openStore(folder);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(3_000);
  const idleMs = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  delay.reset();
  const backupStart = performance.now();
  const { path, manifest } = await backup({
    folder,
    hold: holdStore(store),
    clock: testClock(),
    version: 'proof',
    keep: 1,
  });
  const backupSeconds = (performance.now() - backupStart) / 1000;
  delay.disable();
  store.close();
  const restoreStart = performance.now();
  restore({ folder, from: path, clock: testClock(NOW + 1000) });
  const restoreSeconds = (performance.now() - restoreStart) / 1000;
  figures('1 GiB', {
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    'backup s': backupSeconds.toFixed(1),
    'thread blocked ms (p99)': (delay.percentile(99) / 1e6).toFixed(1),
    max: (delay.max / 1e6).toFixed(1),
    'with nothing to do (p99)': idleMs.p99.toFixed(1),
    'max then': idleMs.max.toFixed(1),
    'restore s': restoreSeconds.toFixed(1),
  });
  expect(statSync(folder.main).size).toBeGreaterThan(GIB);
  // A busy machine keeps even an idle thread waiting.
  expect(delay.percentile(99) / 1e6).toBeLessThan(Math.max(20, 2 * idleMs.p99));
  expect(restoreSeconds).toBeLessThan(60);
});

describe('every write', () => {
  const works = { backup: backupAttempts, restore: restoreAttempts, migration: migrationAttempts };
  const names = Object.keys(works) as (keyof typeof works)[];

  test.each(names)(killTestName('of a %s, killed there: reopened, nothing is lost'), async name => {
    const done = resumable(`${name}-kill`);
    const outcome = await atEveryWrite({ prepare: await works[name](), fault: 'kill', done });
    done.finish();
    figures(`${name} killed`, { ...outcome });
    expect(outcome.struck).toBeGreaterThanOrEqual(outcome.runs * 0.9);
  });

  test.each(names.flatMap(name => [[name, 'ENOSPC'] as const, [name, 'EIO'] as const]))(
    faultTestName('of a %s that meets %s: nothing is lost or half-written'),
    async (name, fault) => {
      const done = resumable(`${name}-${fault}`);
      const outcome = await atEveryWrite({ prepare: await works[name](), fault, done });
      done.finish();
      figures(`${name} with ${fault}`, { ...outcome });
      expect(outcome.runs).toBeLessThanOrEqual(outcome.points);
    },
  );
});

test('a backup without writers held would be found out', async () => {
  const store = await temporaryStore();
  const writers = pairWriters(store, 4);
  const tries = async () => {
    for (let n = 0; n < 200; n += 1) {
      const clock = testClock(NOW + n * 1_000);
      expectOneInstant(
        (await backup({ folder: store.folder, hold: nobodyWrites, clock, version: 'proof', keep: 1 })).path,
      );
    }
  };
  await expect(tries()).rejects.toThrow(/trading/);
  await writers.stop();
});

/** Fills a database with rows of incompressible text until its file is so large. */
function fill(path: string, bytes: number): void {
  const sqlite = new Database(path);
  const rows = 4_000;
  const add = sqlite.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
     INSERT INTO outbox (topic, payload, created_at)
     SELECT 'fill', json_object('text', hex(randomblob(1900))), ${NOW} FROM n`,
  );
  while (statSync(path).size <= bytes) {
    add.run();
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  }
  sqlite.close();
}
