import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openReader, openWriter, refuseOldSqlite, type Sqlite } from '../../src/db/connection.js';
import { DATABASES, prepareFolder } from '../../src/db/folder.js';
import {
  appliedMigrations,
  migrate,
  migrationsOf,
  pendingMigrations,
  refuseDamaged,
} from '../../src/db/migrate.js';
import { Refusal } from '../../src/refusal.js';
import { migratedFolder, NOW, temporaryFolder, testClock } from '../support/folder.js';
import { insertRow } from '../support/rows.js';

const PARENT = `CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
--> statement-breakpoint
CREATE TABLE child (parent_id INTEGER NOT NULL REFERENCES parent(id) ON DELETE CASCADE) STRICT;
--> statement-breakpoint
INSERT INTO parent VALUES (1), (2);
--> statement-breakpoint
INSERT INTO child VALUES (1), (2), (2);`;
const REBUILD = `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT) STRICT;
--> statement-breakpoint
INSERT INTO parent_new (id) SELECT id FROM parent;
--> statement-breakpoint
DROP TABLE parent;
--> statement-breakpoint
ALTER TABLE parent_new RENAME TO parent;`;

/** A file of its own and a folder of steps of its own. */
function bench(steps: Record<string, string>) {
  const root = temporaryFolder();
  const migrations = join(root, 'migrations');
  mkdirSync(join(migrations, 'main'), { recursive: true });
  const sqlite = openWriter(join(root, 'quantumleap.db'), 'main');
  onTestFinished(() => {
    sqlite.close();
  });
  const put = (name: string, sql: string) => writeFileSync(join(migrations, 'main', name), sql);
  for (const [name, sql] of Object.entries(steps)) put(name, sql);
  let backups = 0;
  const backup = () => {
    backups += 1;
    return Promise.resolve();
  };
  return {
    sqlite,
    put,
    migrations,
    run: () => migrate(sqlite, 'main', testClock(), backup, migrations),
    backups: () => backups,
  };
}

const dump = (sqlite: Sqlite) => ({
  schema: sqlite.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all(),
  steps: appliedMigrations(sqlite),
  foreignKeys: sqlite.pragma('foreign_keys', { simple: true }),
});

describe('migrate', () => {
  test('an empty folder gets both files, each with every step, written down with its time', async () => {
    const folder = await migratedFolder();
    for (const name of DATABASES) {
      const sqlite = openReader(folder[name]);
      expect(appliedMigrations(sqlite).map(step => step.name)).toEqual(
        migrationsOf(name).map(step => step.name),
      );
      expect(pendingMigrations(sqlite, name)).toEqual([]);
      expect(sqlite.prepare('SELECT DISTINCT applied_at FROM schema_migrations').pluck().all()).toEqual([
        NOW,
      ]);
      sqlite.close();
    }
  });

  test('a second run changes nothing and takes no backup', async () => {
    const { run, sqlite, backups } = bench({ '0001_a.sql': PARENT });
    expect(await run()).toEqual(['0001_a']);
    const before = dump(sqlite);
    expect(await run()).toEqual([]);
    expect(dump(sqlite)).toEqual(before);
    expect(backups()).toBe(0);
  });

  test('a backup is taken once before the first step of a file with data, and it sees the file as it was', async () => {
    const { run, put, sqlite, migrations } = bench({ '0001_a.sql': PARENT });
    await run();
    put('0002_b.sql', 'CREATE TABLE b (id INTEGER) STRICT;');
    put('0003_c.sql', 'CREATE TABLE c (id INTEGER) STRICT;');
    const seen: number[] = [];
    const backup = () => {
      seen.push(appliedMigrations(sqlite).length);
      return Promise.resolve();
    };
    expect(await migrate(sqlite, 'main', testClock(), backup, migrations)).toEqual(['0002_b', '0003_c']);
    expect(seen).toEqual([1]);
  });

  test('a backup that fails stops the step', async () => {
    const { run, put, sqlite, migrations } = bench({ '0001_a.sql': PARENT });
    await run();
    put('0002_b.sql', 'CREATE TABLE b (id INTEGER) STRICT;');
    const full = () => Promise.reject(new Error('no space'));
    await expect(migrate(sqlite, 'main', testClock(), full, migrations)).rejects.toThrow('no space');
    expect(appliedMigrations(sqlite)).toHaveLength(1);
  });

  test.each([
    [
      'a statement that fails',
      'CREATE TABLE b (id INTEGER) STRICT;\n--> statement-breakpoint\nSELECT nonsense;',
      /nonsense/,
    ],
    ['rows that point at nothing', 'DELETE FROM parent WHERE id = 2;', /2 rows point at nothing/],
  ])('a step with %s leaves the file as it was, with foreign keys on', async (_, sql, says) => {
    const { run, put, sqlite } = bench({ '0001_a.sql': PARENT });
    await run();
    const before = dump(sqlite);
    put('0002_bad.sql', sql);
    await expect(run()).rejects.toThrow(says);
    expect(dump(sqlite)).toEqual(before);
    expect(before.foreignKeys).toBe(1);
    expect(sqlite.prepare('SELECT count(*) FROM child').pluck().get()).toBe(3);
  });

  test('a step that rebuilds a parent table keeps its children', async () => {
    const { run, put, sqlite } = bench({ '0001_a.sql': PARENT });
    await run();
    put('0002_rebuild.sql', REBUILD);
    await run();
    expect(sqlite.prepare('SELECT parent_id FROM child ORDER BY parent_id').pluck().all()).toEqual([1, 2, 2]);
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    sqlite.exec('DELETE FROM parent WHERE id = 2');
    expect(sqlite.prepare('SELECT parent_id FROM child').pluck().all()).toEqual([1]);
  });

  test('a file that a newer version has touched is refused, by name and with what to do', async () => {
    const { run, sqlite } = bench({ '0001_a.sql': PARENT });
    await run();
    sqlite.exec(`INSERT INTO schema_migrations VALUES (9, '0009_future', '', ${NOW})`);
    await expect(run()).rejects.toThrow(
      /0009_future.*does not know[\s\S]*up to step 0001_a[\s\S]*restore a backup/,
    );
    await expect(run()).rejects.toBeInstanceOf(Refusal);
  });

  test('a step that was edited after it ran is refused', async () => {
    const { run, put } = bench({ '0001_a.sql': PARENT });
    await run();
    put('0001_a.sql', `${PARENT}\n`);
    await expect(run()).rejects.toThrow(/0001_a.*is not the one/);
  });
});

test.each([
  ['3.51.3', true],
  ['3.51.10', true],
  ['3.52.0', true],
  ['4.0.0', true],
  ['3.51.2', false],
  ['3.50.9', false],
  ['3.9.99', false],
  ['2.99.99', false],
])('SQLite %s: accepted is %s', (version, accepted) => {
  if (accepted) expect(() => refuseOldSqlite(version)).not.toThrow();
  else expect(() => refuseOldSqlite(version)).toThrow(`brings SQLite ${version}`);
});

describe('a damaged file', () => {
  test('is refused, by name, with what to do; a whole one is not', async () => {
    const folder = prepareFolder(temporaryFolder());
    await migratedFolder(folder.root);
    const writer = openWriter(folder.trading, 'trading');
    writer.transaction(() => {
      for (let n = 0; n < 500; n += 1) insertRow(writer, 'trading_events');
    })();
    expect(() => refuseDamaged(writer, 'trading', folder.trading)).not.toThrow();
    writer.pragma('wal_checkpoint(TRUNCATE)');
    writer.close();
    const bytes = readFileSync(folder.trading);
    for (let at = bytes.length - 20_000; at < bytes.length - 12_000; at += 1)
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(folder.trading, bytes);
    const reader = openReader(folder.trading);
    expect(() => refuseDamaged(reader, 'trading', folder.trading)).toThrow(
      /trading database .* is damaged[\s\S]*ql doctor/,
    );
    reader.close();
  });
});
