import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { wallClock } from '../src/clock.js';
import { jobRuns } from '../src/db/schema/main/index.js';
import type { Store } from '../src/db/store.js';
import { type Job, startJobs } from '../src/jobs.js';
import { temporaryStore } from './support/folder.js';

async function started(jobs: readonly Job[]) {
  const store = await temporaryStore();
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: line => logged.push(line) });
  const running = startJobs({ store, clock: wallClock, log }, jobs);
  onTestFinished(() => running.stop());
  return { store, logged, stop: () => running.stop() };
}

const runsIn = (store: Store) => store.main.read.select().from(jobRuns).orderBy(jobRuns.job);

test('a job runs at once and again, never beside itself, and what comes due meanwhile is left out', async () => {
  let runs = 0;
  let under = 0;
  let most = 0;
  const run = async () => {
    runs += 1;
    under += 1;
    most = Math.max(most, under);
    await new Promise(resolve => setTimeout(resolve, 30));
    under -= 1;
  };
  const { store, stop } = await started([{ name: 'slow', everyMs: 5, run }]);
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3), 5_000);
  await stop();
  expect(most).toBe(1);
  expect(under).toBe(0);
  const [row] = await runsIn(store);
  expect(row).toMatchObject({ job: 'slow', error: null });
  expect(row?.finishedAt).toBeGreaterThanOrEqual(row?.startedAt ?? Infinity);
});

test('a failure is logged and noted, stops neither its next run nor another job, and a good run takes it back', async () => {
  let fails = true;
  let others = 0;
  const broken = async () => {
    if (fails) throw new Error(`disk full\0 at ${'x'.repeat(5_000)}\uD800`);
  };
  const other = async () => {
    others += 1;
  };
  const { store, logged } = await started([
    { name: 'broken', everyMs: 10, run: broken },
    { name: 'other', everyMs: 10, run: other },
  ]);
  await vi.waitFor(async () => {
    const [row] = await runsIn(store);
    expect(row?.error).toMatch(/^disk full {2}at x/);
  }, 5_000);
  expect(logged.join('')).toMatch(/"job":"broken".*a job failed/);
  const before = others;
  await vi.waitFor(() => expect(others).toBeGreaterThan(before + 1), 5_000);
  fails = false;
  await vi.waitFor(async () => expect((await runsIn(store))[0]?.error).toBeNull(), 5_000);
});

test('what throws no error is a failure too', async () => {
  const run = () => Promise.reject<void>(undefined);
  const { store } = await started([{ name: 'odd', everyMs: 10, run }]);
  await vi.waitFor(async () => expect((await runsIn(store))[0]?.error).toMatch(/no error/), 5_000);
});

test('a stop tells the run under way, waits for it, and nothing starts after it', async () => {
  let runs = 0;
  let told = false;
  const run = (signal: AbortSignal) =>
    new Promise<void>(resolve => {
      runs += 1;
      signal.addEventListener('abort', () => {
        told = true;
        setTimeout(resolve, 30);
      });
    });
  const { store, stop } = await started([{ name: 'long', everyMs: 5, run }]);
  await vi.waitFor(() => expect(runs).toBe(1), 5_000);
  expect((await runsIn(store))[0]).toMatchObject({ job: 'long', finishedAt: null });
  await stop();
  expect(told).toBe(true);
  expect((await runsIn(store))[0]?.finishedAt).not.toBeNull();
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(runs).toBe(1);
});

test('a cron job runs when its pattern says so, and one that is off never', async () => {
  const ran: string[] = [];
  const job = (name: string, cron: string): Job => ({
    name,
    cron,
    run: async () => {
      ran.push(name);
    },
  });
  const { stop } = await started([
    job('each_second', '* * * * * *'),
    job('off', 'off'),
    job('in_spring', '0 0 30 2 *'),
  ]);
  expect(ran).toEqual([]);
  await vi.waitFor(() => expect(ran).toEqual(['each_second']), 5_000);
  await stop();
});
