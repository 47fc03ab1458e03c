import { drizzle } from 'drizzle-orm/better-sqlite3';
import { LIMITS } from '../../limits.js';
import { Refusal } from '../../refusal.js';
import { archiveParts, refuseNewerArchive } from './file.js';
import {
  type ArchivedTable,
  type ArchivedTableIn,
  type ArchivedTableName,
  archivedTable,
  archiveYear,
  type Column,
  columnsOf,
  quoted,
} from './tables.js';
import { openReader, type Sqlite } from '../connection.js';
import { archivedYears, archiveFile, type DatabaseName, type DataFolder } from '../folder.js';
import * as main from '../schema/main/index.js';
import * as trading from '../schema/trading/index.js';
import type { Reader } from '../store.js';

/** Which tables are read with their archived years. With `from` or `to` only rows of that time are there at all. */
export interface Across<T extends ArchivedTableName = ArchivedTableName> {
  tables: readonly T[];
  /** UTC milliseconds, included. */
  from?: number;
  /** UTC milliseconds, excluded. */
  to?: number;
}

/**
 * Reads the main file with its archived years: in `work` each of the named tables holds live and archived rows alike,
 * so that a query is the same, and answers the same, before and after its rows moved, and while they do. One snapshot.
 * @throws Refusal when an archived year is missing, damaged or of a newer version.
 */
export async function readMainAcross<T>(
  folder: DataFolder,
  across: Across<ArchivedTableIn<'main'>>,
  work: (read: Reader<typeof main>) => Promise<T>,
): Promise<T> {
  return await during(folder, 'main', across, sqlite => work(drizzle(sqlite, { schema: main })));
}

/** Like `readMainAcross`, of the trading file. */
export async function readTradingAcross<T>(
  folder: DataFolder,
  across: Across<ArchivedTableIn<'trading'>>,
  work: (read: Reader<typeof trading>) => Promise<T>,
): Promise<T> {
  return await during(folder, 'trading', across, sqlite => work(drizzle(sqlite, { schema: trading })));
}

async function during<T>(
  folder: DataFolder,
  database: DatabaseName,
  across: Across,
  work: (sqlite: Sqlite) => Promise<T>,
): Promise<T> {
  const sqlite = openReader(folder[database]);
  try {
    // The connection is read-only as it is; this lets it make its temporary views.
    sqlite.pragma('query_only = OFF');
    sqlite.exec('BEGIN');
    attachYears(sqlite, folder, across);
    sqlite.pragma('query_only = ON');
    return await work(sqlite);
  } finally {
    sqlite.close();
  }
}

/**
 * A temporary view of a table's own name comes before the table, which is how queries find it without knowing.
 * The live file's snapshot is taken first: what leaves it later is still in it, what left before is in the archive.
 */
function attachYears(sqlite: Sqlite, folder: DataFolder, across: Across): void {
  const tables = across.tables.map(archivedTable);
  const years = yearsOf(sqlite, folder, across);
  const attached = years.slice(-LIMITS.attachedFilesMax);
  for (const year of attached) {
    readable(year, () => {
      sqlite.prepare(`ATTACH ? AS y${year}`).run(archiveFile(folder, year));
      refuseNewerArchive(sqlite, `y${year}`, year);
    });
  }
  const older = years.slice(0, -LIMITS.attachedFilesMax);
  for (const table of tables) {
    const columns = columnsOf(sqlite, table.name);
    const sources = attached.flatMap(year => sourcesOf(sqlite, `y${year}`, table, columns));
    if (older.length > 0) sources.push(gather(sqlite, folder, older, table, columns, across));
    const arms = sources.map(
      source => `${source} WHERE NOT EXISTS (
        SELECT 1 FROM main.${table.name} AS live WHERE live.${table.key} = archived.${table.key}) ${windowOf(table, across)}`,
    );
    const live = `SELECT ${columns.map(column => quoted(column.name)).join(', ')} FROM main.${table.name} WHERE true ${windowOf(table, across)}`;
    sqlite.exec(`CREATE TEMP VIEW ${table.name} AS ${[live, ...arms].join(' UNION ALL ')}`);
  }
}

/** The archived years that can hold rows of that time, ascending. Refuses when one of them is gone. */
export function yearsOf(sqlite: Sqlite, folder: DataFolder, across: Across): number[] {
  const written = sqlite
    .prepare<[string], number>(
      `SELECT DISTINCT year FROM main.archived_ranges WHERE table_name IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(across.tables));
  // What belongs to another row lies in that row's year, which can be the one before its own.
  const early = across.tables.some(table => archivedTable(table).partOf) ? 1 : 0;
  // A segment lies in the year of its first row, wherever the others are from.
  const every = across.tables.some(table => archivedTable(table).segmented);
  const first = across.from === undefined || every ? 0 : archiveYear(across.from) - early;
  const last = across.to === undefined || every ? Infinity : archiveYear(across.to);
  const there = archivedYears(folder);
  const missing = written.find(year => year >= first && year <= last && !there.includes(year));
  if (missing !== undefined)
    throw new Refusal(`archive/${missing}.db is missing: rows of ${across.tables.join(', ')} moved there.`, {
      todo: 'put it back, or ql restore a backup that holds it',
    });
  return there.filter(year => year >= first && year <= last);
}

/** Selects of all parts of a year, in the shape the table has now: what an older shape lacks is NULL. */
function sourcesOf(sqlite: Sqlite, schema: string, table: ArchivedTable, columns: Column[]): string[] {
  return archiveParts(sqlite, schema)
    .filter(({ tableName }) => tableName === table.name)
    .map(({ part }) => {
      const has = new Set(columnsOf(sqlite, part, schema).map(column => column.name));
      const list = columns.map(({ name }) =>
        has.has(name) ? quoted(name) : `${table.added?.[name] ?? 'NULL'} AS ${quoted(name)}`,
      );
      return `SELECT ${list.join(', ')} FROM ${schema}.${quoted(part)} AS archived`;
    });
}

function windowOf(table: ArchivedTable, { from, to }: Across): string {
  const bounds = [
    ...(from === undefined ? [] : [`${table.instant} >= ${Math.ceil(from)}`]),
    ...(to === undefined ? [] : [`${table.instant} < ${Math.ceil(to)}`]),
  ];
  return bounds.map(bound => `AND ${bound}`).join(' ');
}

/** Years beyond those that SQLite can attach, read one after the other into a temporary table. */
function gather(
  sqlite: Sqlite,
  folder: DataFolder,
  years: number[],
  table: ArchivedTable,
  columns: Column[],
  across: Across,
): string {
  const store = quoted(`older_${table.name}`);
  const names = columns.map(column => quoted(column.name)).join(', ');
  sqlite.exec(`CREATE TEMP TABLE ${store} AS SELECT ${names} FROM main.${table.name} WHERE false`);
  sqlite.exec(`CREATE INDEX temp.${quoted(`older_${table.name}_key`)} ON ${store} (${table.key})`);
  const insert = sqlite.prepare(`INSERT INTO temp.${store} VALUES (${columns.map(() => '?').join(', ')})`);
  for (const year of years)
    readable(year, () => {
      const archive = openReader(archiveFile(folder, year));
      try {
        refuseNewerArchive(archive, 'main', year);
        for (const source of sourcesOf(archive, 'main', table, columns)) {
          const rows = archive
            .prepare(`${source} WHERE true ${windowOf(table, across)}`)
            .raw()
            .safeIntegers();
          for (const row of rows.iterate()) insert.run(row);
        }
      } finally {
        archive.close();
      }
    });
  return `SELECT ${names} FROM temp.${store} AS archived`;
}

export function readable<T>(year: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`archive/${year}.db cannot be read: ${reason}.`, {
      todo: 'look at it with ql doctor, then put it back from a backup',
      cause,
    });
  }
}
