import { statSync } from 'node:fs';
import { LIMITS } from '../../limits.js';
import { archiveParts, ensurePart, openArchive } from './file.js';
import { noteRange } from './ranges.js';
import {
  ARCHIVED_TABLES,
  type ArchivedTable,
  archivedTable,
  archiveYear,
  columnsOf,
  type Cursor,
  quoted,
} from './tables.js';
import { openWriter, type Sqlite } from '../connection.js';
import type { DatabaseName, DataFolder } from '../folder.js';

export interface Segment {
  year: number;
  firstSeq: number;
  lastSeq: number;
}

export interface BatchRequest {
  table: string;
  /** Rows from this instant on stay. */
  cutoff: number;
  after?: Cursor;
  /** Of a segmented table: the rows that leave, all of them in one batch. */
  segment?: Segment;
  now: number;
}

/** `rows` left for `year`, those that belong to them included; undefined when no more may. */
export type BatchResult = { year: number; rows: number; last: Cursor } | undefined;

const WAL_BYTES_MAX = LIMITS.walPagesCheckpoint * 4096;

/** The connections of one run: writers on the live files, which the caller holds, and one on each year met. */
export function archiveSession(folder: DataFolder) {
  const live = new Map<DatabaseName, Sqlite>();
  const years = new Map<string, Sqlite>();
  const liveOf = (database: DatabaseName) =>
    opened(live, database, () => openWriter(folder[database], database));
  const yearOf = (database: DatabaseName, year: number) =>
    opened(years, `${database} ${year}`, () => {
      const archive = openArchive(folder, year);
      archive.prepare('ATTACH ? AS live').run(folder[database]);
      return archive;
    });
  return {
    moveBatch: (request: BatchRequest): BatchResult => {
      const table = archivedTable(request.table);
      return moveBatch(liveOf(table.database), year => yearOf(table.database, year), request);
    },
    close: () => {
      for (const archive of years.values()) {
        archive.exec('DETACH live');
        archive.pragma('wal_checkpoint(TRUNCATE)');
      }
      for (const sqlite of [...years.values(), ...live.values()]) sqlite.close();
    },
  };
}

function opened<K>(known: Map<K, Sqlite>, key: K, open: () => Sqlite): Sqlite {
  const found = known.get(key) ?? open();
  known.set(key, found);
  return found;
}

/**
 * Moves one batch: copied into its year, synced and compared there, then deleted from the live file. The live
 * transaction is open from first to last, so that no row can change in between; it commits after the archive did, so
 * that a row is at any instant in one of the two files or in both.
 */
function moveBatch(live: Sqlite, archiveOf: (year: number) => Sqlite, request: BatchRequest): BatchResult {
  const table = archivedTable(request.table);
  live.exec('BEGIN IMMEDIATE');
  try {
    const chosen = request.segment
      ? segmentRows(live, table, request.segment)
      : chooseRows(live, table, request);
    const last = chosen.at(-1);
    if (!last) {
      live.exec('ROLLBACK');
      return undefined;
    }
    const year = request.segment?.year ?? archiveYear(last.instant);
    const archive = archiveOf(year);
    const keys = JSON.stringify(chosen.map(row => row.key));
    const copied = inTransaction(archive, () =>
      familyOf(table).map(member => copyRows(archive, live, member, table, keys)),
    );
    for (const { member, part } of copied) refuseDifference(archive, member, part, table, keys);
    let rows = 0;
    for (const { member } of copied.reverse()) rows += dropRows(live, member, table, keys, year, request.now);
    live.exec('COMMIT');
    checkpointWhenDue(live);
    checkpointWhenDue(archive);
    return { year, rows, last: { instant: last.instant, key: last.key } };
  } finally {
    if (live.inTransaction) live.exec('ROLLBACK');
  }
}

interface Candidate extends Cursor {
  bytes: number;
}

/** The oldest rows that may leave, as many as fit into a batch, all of one year. */
function chooseRows(live: Sqlite, table: ArchivedTable, { cutoff, after }: BatchRequest): Candidate[] {
  const columns = columnsOf(live, table.name).filter(column => !column.generated);
  const bytes = columns.map(({ name }) => `coalesce(octet_length(${quoted(name)}), 0)`).join(' + ');
  const rows = live
    .prepare<unknown[], Candidate>(
      `SELECT ${table.key} AS key, ${table.instant} AS instant, ${bytes} AS bytes FROM ${table.name}
       WHERE ${table.instant} < :cutoff AND (${table.instant}, ${table.key}) > (:instant, :key) AND ${table.movable}
       ORDER BY ${table.instant}, ${table.key} LIMIT ${LIMITS.archiveBatchRows}`,
    )
    .all({ cutoff, instant: after?.instant ?? -1, key: after?.key ?? -1 });
  const year = archiveYear(rows[0]?.instant ?? 0);
  let total = 0;
  const end = rows.findIndex((row, n) => {
    total += row.bytes;
    return archiveYear(row.instant) !== year || (n > 0 && total > LIMITS.archiveBatchBytes);
  });
  return end < 0 ? rows : rows.slice(0, end);
}

/** What was verified together leaves together: the next segment is verified from where this one ends. */
function segmentRows(live: Sqlite, table: ArchivedTable, { firstSeq, lastSeq }: Segment): Cursor[] {
  return live
    .prepare<[number, number], Cursor>(
      `SELECT ${table.key} AS key, ${table.instant} AS instant FROM ${table.name} WHERE ${table.key} BETWEEN ? AND ?
       ORDER BY ${table.key}`,
    )
    .all(firstSeq, lastSeq);
}

/** The table and those whose rows belong to its rows. */
function familyOf(table: ArchivedTable): ArchivedTable[] {
  const all: readonly ArchivedTable[] = ARCHIVED_TABLES;
  return [table, ...all.filter(each => each.partOf?.table === table.name)];
}

const inKeys = (member: ArchivedTable, table: ArchivedTable) =>
  `${member === table ? member.key : member.partOf?.column} IN (SELECT value FROM json_each(:keys))`;

/**
 * As long as a row is in the live file, that one counts: what a killed run left in the archive, in whichever shape, is
 * replaced.
 */
function copyRows(archive: Sqlite, live: Sqlite, member: ArchivedTable, table: ArchivedTable, keys: string) {
  const part = ensurePart(archive, live, member);
  const columns = storedColumns(archive, part);
  const where = inKeys(member, table);
  for (const old of archiveParts(archive).filter(each => each.tableName === member.name))
    archive
      .prepare(
        `DELETE FROM main.${quoted(old.part)} WHERE ${member.key} IN (SELECT ${member.key} FROM live.${member.name} WHERE ${where})`,
      )
      .run({ keys });
  archive
    .prepare(
      `INSERT INTO main.${quoted(part)} (${columns}) SELECT ${columns} FROM live.${member.name} WHERE ${where}`,
    )
    .run({ keys });
  return { member, part };
}

function storedColumns(archive: Sqlite, part: string): string {
  return columnsOf(archive, part)
    .filter(column => !column.generated)
    .map(column => quoted(column.name))
    .join(', ');
}

function refuseDifference(
  archive: Sqlite,
  member: ArchivedTable,
  part: string,
  table: ArchivedTable,
  keys: string,
) {
  const columns = storedColumns(archive, part);
  const where = inKeys(member, table);
  const missing = archive
    .prepare(
      `SELECT count(*) FROM (SELECT ${columns} FROM live.${member.name} WHERE ${where}
       EXCEPT SELECT ${columns} FROM main.${quoted(part)} WHERE ${where})`,
    )
    .pluck()
    .get({ keys });
  if (missing !== 0)
    throw new Error(
      `${String(missing)} rows of ${member.name} are not the same in the archive as in the live file`,
    );
}

function dropRows(
  live: Sqlite,
  member: ArchivedTable,
  table: ArchivedTable,
  keys: string,
  year: number,
  now: number,
): number {
  const where = inKeys(member, table);
  const leaving = live
    .prepare<unknown[], Cursor>(
      `SELECT ${member.key} AS key, ${member.instant} AS instant FROM ${member.name} WHERE ${where} ORDER BY ${member.key}`,
    )
    .all({ keys });
  if (leaving.length === 0) return 0;
  noteRange(live, member, year, leaving, now);
  if (member.named) nameLeaving(live, member, leaving);
  const { changes } = live.prepare(`DELETE FROM ${member.name} WHERE ${where}`).run({ keys });
  if (member.named) live.prepare('DELETE FROM leaving_rows WHERE table_name = ?').run(member.name);
  if (changes !== leaving.length)
    throw new Error(`${member.name}: ${changes} of ${leaving.length} rows left`);
  return changes;
}

function nameLeaving(live: Sqlite, member: ArchivedTable, leaving: Cursor[]): void {
  live
    .prepare('INSERT INTO leaving_rows (table_name, key) SELECT :table, value FROM json_each(:keys)')
    .run({ table: member.name, keys: JSON.stringify(leaving.map(row => row.key)) });
}

function inTransaction<T>(sqlite: Sqlite, work: () => T): T {
  // Not IMMEDIATE: that would also ask for the live file's write lock, which the other connection has.
  sqlite.exec('BEGIN');
  try {
    const result = work();
    sqlite.exec('COMMIT');
    return result;
  } finally {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
  }
}

function checkpointWhenDue(sqlite: Sqlite): void {
  const bytes = statSync(`${sqlite.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes >= WAL_BYTES_MAX) sqlite.pragma('main.wal_checkpoint(PASSIVE)');
}
