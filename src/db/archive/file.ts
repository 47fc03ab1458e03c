import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { Refusal } from '../../refusal.js';
import { type ArchivedTable, quoted } from './tables.js';
import { openWriter, type Sqlite } from '../connection.js';
import { syncPath } from '../durable.js';
import { archiveFile, type DatabaseName, type DataFolder } from '../folder.js';
import { appliedMigrations, migrationsOf } from '../migrate.js';

/** The layout of an archive file itself: `archive_parts` and how parts are named. */
const FORMAT = 1;

/**
 * Rows of one live table, in the shape that table had when they left. A live table that has changed since gets another
 * part in the same file: what is archived is never rewritten.
 */
export interface ArchivePart {
  part: string;
  tableName: string;
}

const PARTS = `CREATE TABLE archive_parts (
  part text PRIMARY KEY NOT NULL, table_name text NOT NULL, database text NOT NULL, level integer NOT NULL, shape text NOT NULL
) STRICT`;

/** Opens a year for writing, and makes it where it is missing. */
export function openArchive(folder: DataFolder, year: number): Sqlite {
  const path = archiveFile(folder, year);
  if (!existsSync(path)) makeArchive(folder, path);
  const sqlite = openDurably(path);
  try {
    refuseNewerArchive(sqlite, 'main', year);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return sqlite;
}

// As the trading file: what left the live file must survive a power cut.
const openDurably = (path: string) => openWriter(path, 'trading');

/**
 * An archive appears whole under its name, 0600 and on the disk: killed in between, a half-made file could not be opened
 * by those who only read, since its journal would have to be rolled back first.
 */
function makeArchive(folder: DataFolder, path: string): void {
  mkdirSync(folder.archive, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.new`;
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  const sqlite = openDurably(unfinished);
  sqlite.exec(`${PARTS}; PRAGMA user_version = ${FORMAT}; PRAGMA wal_checkpoint(TRUNCATE)`);
  sqlite.close();
  renameSync(unfinished, path);
  syncPath(folder.archive);
}

/** Refuses a year that a newer version of the service wrote. `schema` is the name it is attached under. */
export function refuseNewerArchive(sqlite: Sqlite, schema: string, year: number): void {
  const format = Number(sqlite.pragma(`${schema}.user_version`, { simple: true }));
  const newest = partRows(sqlite, schema).find(({ database, level }) => level > knownLevel(database));
  if (format <= FORMAT && !newest) return;
  const what = newest ? `${newest.part} at step ${newest.level}` : `layout ${format}`;
  throw new Refusal(`archive/${year}.db holds ${what}, which this version of Quantum Leap does not know.`, {
    allowed: `archives of layout ${FORMAT} and of migrations in this version`,
    todo: 'run the newer version',
  });
}

/** The parts of a year. */
export function archiveParts(sqlite: Sqlite, schema = 'main'): ArchivePart[] {
  return partRows(sqlite, schema).map(({ part, tableName }) => ({ part, tableName }));
}

interface PartRow extends ArchivePart {
  database: DatabaseName;
  level: number;
  shape: string;
}

function partRows(sqlite: Sqlite, schema: string): PartRow[] {
  return sqlite
    .prepare<[], PartRow>(
      `SELECT part, table_name AS tableName, database, level, shape FROM ${schema}.archive_parts ORDER BY part`,
    )
    .all();
}

function knownLevel(database: DatabaseName): number {
  return migrationsOf(database).at(-1)?.version ?? 0;
}

/** The part for rows as they are in the live file now, made if the year has none of that shape. Inside a transaction. */
export function ensurePart(archive: Sqlite, live: Sqlite, table: ArchivedTable): string {
  const shape = shapeOf(live, table.name);
  const known = partRows(archive, 'main').filter(row => row.tableName === table.name);
  const same = known.find(row => row.shape === shape);
  if (same) return same.part;
  const level = appliedMigrations(live).at(-1)?.version ?? 0;
  const part = known.length === 0 ? table.name : `${table.name}_${String(level).padStart(4, '0')}`;
  archive.exec(shape.replace(/^CREATE TABLE\s+\S+/i, `CREATE TABLE ${quoted(part)}`));
  for (const sql of companions(live, table.name, part)) archive.exec(sql);
  archive
    .prepare('INSERT INTO archive_parts (part, table_name, database, level, shape) VALUES (?, ?, ?, ?, ?)')
    .run(part, table.name, table.database, level, shape);
  return part;
}

const FOREIGN_KEY = /,\s*FOREIGN KEY\s*\([^)]*\)\s*(?=REFERENCES)/gi;
const REFERENCE =
  /\s*REFERENCES\s+\S+?\s*\([^)]*\)(\s+ON\s+(DELETE|UPDATE)\s+(CASCADE|RESTRICT|SET NULL|SET DEFAULT|NO ACTION))*/gi;

/** The table as it is defined, without foreign keys: what they point at stays in the live files. */
function shapeOf(live: Sqlite, table: string): string {
  const sql = live
    .prepare<[string], { sql: string }>(`SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?`)
    .get(table)?.sql;
  if (!sql) throw new Error(`the live file has no table ${table}`);
  return sql.replace(FOREIGN_KEY, '').replace(REFERENCE, '');
}

/** Indexes, and the full-text index with its triggers. Uniqueness is the live file's affair: it must never stop a move. */
function companions(live: Sqlite, table: string, part: string): string[] {
  const made = live.prepare<[string], { type: string; name: string; sql: string }>(
    'SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name = ? ORDER BY rowid',
  );
  const indexes = made
    .all(table)
    .filter(each => each.type === 'index')
    .map(({ name, sql }) => {
      const index = part === table ? name : `${part}_${name}`;
      return sql.replace(
        /^CREATE (UNIQUE )?INDEX\s+\S+\s+ON\s+\S+/i,
        `CREATE INDEX ${quoted(index)} ON ${quoted(part)}`,
      );
    });
  const search = [...made.all(`${table}_fts`), ...made.all(table).filter(each => each.type === 'trigger')]
    .filter(({ name }) => name.startsWith(`${table}_fts`))
    .map(({ sql }) => sql.replace(new RegExp(`\\b${table}(?=\\b|_fts)`, 'g'), part));
  return [...indexes, ...search];
}
