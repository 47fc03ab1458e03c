import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openWriter, type Sqlite } from '../../src/db/connection.js';
import { DATABASES, type DatabaseName } from '../../src/db/folder.js';
import { migratedFolder } from './folder.js';

/** Both files, migrated once for all tests of a file: use each inside `undone`. */
export function migratedDatabases(): (name: DatabaseName) => Sqlite {
  const open = new Map<DatabaseName, Sqlite>();
  const path = mkdtempSync(join(tmpdir(), 'ql-test-'));
  beforeAll(async () => {
    const folder = await migratedFolder(path);
    for (const name of DATABASES) open.set(name, openWriter(folder[name], name));
  });
  afterAll(() => {
    for (const sqlite of open.values()) sqlite.close();
    rmSync(path, { recursive: true, force: true });
  });
  return name => {
    const sqlite = open.get(name);
    if (!sqlite) throw new Error('only inside of a test');
    return sqlite;
  };
}

/** Does the work in a transaction that is rolled back, and returns what it returned. */
export function undone<T>(sqlite: Sqlite, work: () => T): T {
  sqlite.exec('BEGIN');
  try {
    return work();
  } finally {
    sqlite.exec('ROLLBACK');
  }
}
