import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.js';
import { Refusal } from '../refusal.js';
import { integrityProblems, type Sqlite } from './connection.js';
import type { MigratedName } from './folder.js';

interface Migration {
  version: number;
  name: string;
  sha256: string;
  statements: string[];
}

const BREAKPOINT = '--> statement-breakpoint';
const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT`;

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** The steps of one file, in order, as they lie in its folder under `migrations/`. */
export function migrationsOf(name: MigratedName, migrations = MIGRATIONS): Migration[] {
  const folder = join(migrations, name);
  return readdirSync(folder)
    .filter(file => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map(file => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(0, -'.sql'.length),
        sha256: createHash('sha256').update(sql).digest('hex'),
        statements: sql.split(BREAKPOINT).map(statement => statement.trim()),
      };
    });
}

/** The steps that a file still lacks. Refuses a file that a newer version has touched, or whose steps were edited since. */
export function pendingMigrations(sqlite: Sqlite, name: MigratedName, migrations?: string): Migration[] {
  const known = migrationsOf(name, migrations);
  const applied = appliedMigrations(sqlite);
  const newest = applied.at(-1);
  if (newest && newest.version > (known.at(-1)?.version ?? 0))
    throw new Refusal(
      `The ${name} database is at step ${newest.name}, which this version of Quantum Leap does not know.`,
      {
        allowed: `a database up to step ${known.at(-1)?.name}`,
        todo: 'run the newer version, or restore a backup',
      },
    );
  for (const step of applied) {
    const ours = known.find(each => each.version === step.version);
    if (ours?.sha256 !== step.sha256)
      throw new Refusal(
        `Step ${step.name} of the ${name} database is not the one in this version's migrations.`,
        {
          allowed: 'migrations that are only ever added',
          todo: 'restore the migrations folder from the release',
        },
      );
  }
  return known.filter(each => !applied.some(step => step.version === each.version));
}

export function appliedMigrations(sqlite: Sqlite): { version: number; name: string; sha256: string }[] {
  const exists = sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'`).get();
  if (!exists) return [];
  return sqlite
    .prepare<[], { version: number; name: string; sha256: string }>(
      'SELECT version, name, sha256 FROM schema_migrations ORDER BY version',
    )
    .all();
}

/**
 * Brings one file up to date, each step in a transaction of its own: killed anywhere, it is at one step or the next.
 * `backup` is called once before the first step of a file that already holds data.
 * Returns the names of the steps taken.
 */
export async function migrate(
  sqlite: Sqlite,
  name: MigratedName,
  clock: Clock,
  backup: () => Promise<void>,
  migrations?: string,
): Promise<string[]> {
  const pending = pendingMigrations(sqlite, name, migrations);
  if (pending.length > 0 && appliedMigrations(sqlite).length > 0) await backup();
  for (const step of pending) applyStep(sqlite, name, step, clock.now());
  return pending.map(step => step.name);
}

function applyStep(sqlite: Sqlite, name: MigratedName, step: Migration, now: number): void {
  // Inside a transaction this pragma does nothing, and rebuilding a parent table would delete its cascading children.
  sqlite.pragma('foreign_keys = OFF');
  try {
    sqlite.exec('BEGIN IMMEDIATE');
    sqlite.exec(LEDGER);
    for (const statement of step.statements) sqlite.exec(statement);
    const orphans = sqlite.prepare('PRAGMA foreign_key_check').all();
    if (orphans.length > 0) throw new Error(`${orphans.length} rows point at nothing`);
    sqlite
      .prepare('INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)')
      .run(step.version, step.name, step.sha256, now);
    sqlite.exec('COMMIT');
  } catch (cause) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`Step ${step.name} of the ${name} database failed and was undone: ${reason}.`, {
      todo: 'free space or repair what it names, then start again; the database is as it was before the step',
      cause,
    });
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

/** Refuses a file that is damaged, naming what SQLite found. */
export function refuseDamaged(sqlite: Sqlite, name: MigratedName, path: string): void {
  const problems = existsSync(path) ? integrityProblems(sqlite) : [];
  if (problems.length === 0) return;
  throw new Refusal(`The ${name} database ${path} is damaged: ${problems.slice(0, 3).join('; ')}.`, {
    allowed: 'a database that passes its integrity check',
    todo: 'look at it with ql doctor (it only reads), then ql restore a backup',
  });
}
