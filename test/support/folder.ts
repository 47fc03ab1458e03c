import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openWriter } from '../../src/db/connection.js';
import { type DataFolder, DATABASES, prepareFolder } from '../../src/db/folder.js';
import { migrate } from '../../src/db/migrate.js';
import { openStore, type Store } from '../../src/db/store.js';
import type { Clock } from '../../src/clock.js';

/** 2026-11-23 09:30 IST, a Monday in a running session. */
export const NOW = Date.UTC(2026, 10, 23, 4, 0);

/** A clock that a test moves by hand. */
export function testClock(start = NOW): Clock & { set(now: number): void; advance(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    set: value => {
      now = value;
    },
    advance: ms => {
      now += ms;
    },
  };
}

/** A new private folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ql-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const MEMORY = '/dev/shm';

/** A private folder in memory where the machine has a place for that, removed when the test ends. */
export function memoryFolder(): string {
  const path = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'ql-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A store for runs by the thousand, whose files are in memory where the machine has a place for that: no disk is waited for. */
export async function memoryStore(): Promise<Store> {
  const store = openStore(await migratedFolder(memoryFolder()));
  onTestFinished(() => store.close());
  return store;
}

/** A data folder with both files migrated. */
export async function migratedFolder(path = temporaryFolder()): Promise<DataFolder> {
  const folder = prepareFolder(path);
  for (const name of DATABASES) {
    const sqlite = openWriter(folder[name], name);
    await migrate(sqlite, name, testClock(), () => Promise.resolve());
    sqlite.close();
  }
  return folder;
}

/** An open store on a new data folder, closed when the test ends. */
export async function temporaryStore(): Promise<Store> {
  const store = openStore(await migratedFolder());
  onTestFinished(() => store.close());
  return store;
}
