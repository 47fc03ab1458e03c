import { existsSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { folderAt } from '../../src/db/folder.js';
import { recordJob } from '../../src/db/maintenance/job-runs.js';
import { maintain, writeSlowQueries } from '../../src/db/maintenance/maintenance.js';
import { jobRuns, outbox, slowQueries } from '../../src/db/schema/main/index.js';
import type { Store } from '../../src/db/store.js';
import { databaseThread } from '../../src/db/thread.js';
import { NOW, temporaryStore, testClock } from '../support/folder.js';

const MIB = 1024 ** 2;

async function grow(store: Store, rows: number): Promise<void> {
  const payload = { text: 'x'.repeat(100_000) };
  for (let n = 0; n < rows; n += 50)
    await store.main.tx(async tx => {
      const values = Array.from({ length: 50 }, () => ({ topic: 'a', payload, createdAt: NOW }));
      await tx.insert(outbox).values(values);
    });
}

test('space is given back when much of a file is free, and the log is emptied', async () => {
  const store = await temporaryStore();
  await grow(store, 300);
  await store.main.tx(async tx => {
    await tx.delete(outbox).where(sql`id > 50`);
  });
  const [main, trading] = await maintain(store, { clock: testClock(), vacuum: true });
  expect(main).toMatchObject({ database: 'main', vacuum: 'done', walBytes: 0 });
  expect(main?.freeBytesBefore).toBeGreaterThan(16 * MIB);
  expect(statSync(store.folder.main).size).toBeLessThan(8 * MIB);
  expect(trading).toMatchObject({ database: 'trading', vacuum: 'not_needed' });
  expect(await store.main.read.$count(outbox)).toBe(50);
  const [job] = await store.main.read.select().from(jobRuns);
  expect(job).toEqual({ job: 'maintenance', startedAt: NOW, finishedAt: NOW, error: null });
});

test('a file is not rewritten when that was not asked for, nor for little', async () => {
  const store = await temporaryStore();
  await grow(store, 300);
  await store.main.tx(async tx => {
    await tx.delete(outbox).where(sql`id > 250`);
  });
  const little = await maintain(store, { clock: testClock(), vacuum: true });
  expect(little[0]?.vacuum).toBe('not_needed');
  await store.main.tx(async tx => {
    await tx.delete(outbox);
  });
  const unasked = await maintain(store, { clock: testClock(), vacuum: false });
  expect(unasked[0]?.vacuum).toBe('not_asked');
});

test('the planner gets to know the tables, once they have grown', async () => {
  const store = await temporaryStore();
  const known = () =>
    store.main.read.get<{ n: number }>(
      sql`SELECT count(*) AS n FROM sqlite_master WHERE name = 'sqlite_stat1'`,
    );
  expect(known()).toEqual({ n: 0 });
  await store.main.tx(async tx => {
    for (let n = 0; n < 500; n += 1) await tx.insert(jobRuns).values({ job: `job_${n}`, startedAt: NOW + n });
  });
  await maintain(store, { clock: testClock(), vacuum: true });
  expect(known()).toEqual({ n: 1 });
});

test('writers wait for maintenance and nobody is lost', async () => {
  const store = await temporaryStore();
  const maintaining = maintain(store, { clock: testClock(), vacuum: true });
  await setTimeout(1);
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      store.main.tx(async tx => {
        await tx.insert(jobRuns).values({ job: `writer_${n}`, startedAt: NOW });
      }),
    ),
  );
  await maintaining;
  expect(await store.main.read.$count(jobRuns)).toBe(21);
});

test('a job that fails says so in job_runs and to its caller, and its next run clears it', async () => {
  const store = await temporaryStore();
  const clock = testClock();
  const failing = recordJob(store, clock, 'backup', () => Promise.reject(new Error('the disk is full')));
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await store.main.read.select().from(jobRuns)).toMatchObject([
    { job: 'backup', error: 'the disk is full' },
  ]);
  clock.advance(1000);
  await recordJob(store, clock, 'backup', () => Promise.resolve());
  expect(await store.main.read.select().from(jobRuns)).toEqual([
    { job: 'backup', startedAt: NOW + 1000, finishedAt: NOW + 1000, error: null },
  ]);
});

test('the slowest statements are kept, with how often and how long, and no more than fifty', async () => {
  const store = await temporaryStore();
  const seen = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      statement: `SELECT ${from + n}`,
      slowestMicroseconds: 30_000 + from + n,
      runs: 1,
    }));
  const taking = (rows: ReturnType<typeof seen>): Store => ({
    ...store,
    takeSlowQueries: name => (name === 'main' ? rows : rows.slice(0, 1)),
  });
  await writeSlowQueries(taking(seen(0, 40)), testClock());
  await writeSlowQueries(taking(seen(20, 40)), testClock());
  const kept = await store.main.read.select().from(slowQueries);
  expect(kept).toHaveLength(LIMITS.slowQueriesKept);
  expect(kept.find(row => row.statement === 'SELECT 25')).toMatchObject({ slowRuns: 2, lastSeen: NOW });
  expect(kept.find(row => row.statement === 'SELECT 9')).toBeUndefined();
  expect(await store.trading.read.$count(slowQueries)).toBe(2);
});

test('a fault on the thread is thrown here, and the thread goes on', async () => {
  const thread = databaseThread();
  const nowhere = thread.run('compact', 'main', '/nowhere/at/all.db', { vacuum: false });
  await expect(nowhere).rejects.toThrow(/cannot open|does not exist|directory/);
  expect(await thread.run('lookAtFolder', folderAt('/nowhere/at/all'), NOW)).not.toEqual([]);
  await thread.end();
  expect(existsSync('/nowhere')).toBe(false);
});
