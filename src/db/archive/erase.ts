import { archiveParts, openArchive } from './file.js';
import { ARCHIVED_TABLES, type ArchivedTable, archivedTable, quoted } from './tables.js';
import { openWriter, type Sqlite } from '../connection.js';
import { archivedYears, type DataFolder } from '../folder.js';

/**
 * Deletes a person's chats, usage, signals and snapshots from all archived years, and takes the words off their orders.
 * The caller holds the main file.
 */
export function erasePerson(folder: DataFolder, userId: string): number {
  const live = openWriter(folder.main, 'main');
  try {
    let erased = 0;
    for (const year of archivedYears(folder)) erased += eraseYear(folder, live, year, userId);
    return erased;
  } finally {
    live.close();
  }
}

function eraseYear(folder: DataFolder, live: Sqlite, year: number, userId: string): number {
  const archive = openArchive(folder, year);
  try {
    archive.pragma('secure_delete = ON');
    const all = archiveParts(archive);
    const parts = all.filter(({ tableName }) => archivedTable(tableName).erasable);
    const theirs = parts.filter(({ part }) =>
      archive.prepare(`SELECT 1 FROM ${quoted(part)} WHERE user_id = ? LIMIT 1`).get(userId),
    );
    const scrubbed = archive.transaction(() => scrubOrders(archive, all, userId))();
    // Pages that are free were left by an erasure that was killed before it had rebuilt the file.
    if (theirs.length === 0 && scrubbed === 0 && archive.pragma('freelist_count', { simple: true }) === 0)
      return 0;
    // Counted down first: an archive that holds more than was written down is only unfinished, one that holds less has lost rows.
    live.transaction(() => countDown(live, archive, year, userId)).immediate();
    const erased = archive.transaction(() => {
      const changes = theirs.map(
        ({ part }) => archive.prepare(`DELETE FROM ${quoted(part)} WHERE user_id = ?`).run(userId).changes,
      );
      for (const { part } of theirs) rebuildSearch(archive, part);
      return changes.reduce((sum, rows) => sum + rows, 0);
    })();
    archive.exec('VACUUM');
    archive.pragma('wal_checkpoint(TRUNCATE)');
    return erased;
  } finally {
    archive.close();
  }
}

/** Orders stay, without their words; those of before there were any have no such column. */
function scrubOrders(archive: Sqlite, parts: ReturnType<typeof archiveParts>, userId: string): number {
  let scrubbed = 0;
  for (const { part, tableName } of parts) {
    if (tableName !== 'trading_orders' || !columnsOf(archive, part).includes('message')) continue;
    scrubbed += archive
      .prepare(`UPDATE ${quoted(part)} SET message = NULL WHERE user_id = ? AND message IS NOT NULL`)
      .run(userId).changes;
  }
  return scrubbed;
}

const columnsOf = (archive: Sqlite, part: string): string[] =>
  archive.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(part);

/** A full-text index keeps deleted words until it is written anew. */
function rebuildSearch(archive: Sqlite, part: string): void {
  const search = `${part}_fts`;
  if (!archive.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(search)) return;
  archive.exec(`
    INSERT INTO ${quoted(search)} (${quoted(search)}) VALUES ('delete-all');
    INSERT INTO ${quoted(search)} (rowid, content)
      SELECT id, content FROM ${quoted(part)} WHERE message_type IN ('user', 'assistant');`);
}

function countDown(live: Sqlite, archive: Sqlite, year: number, userId: string): void {
  const tables: readonly ArchivedTable[] = ARCHIVED_TABLES;
  for (const table of tables.filter(each => each.erasable)) {
    const parts = archiveParts(archive).filter(({ tableName }) => tableName === table.name);
    const theirs = parts.flatMap(({ part }) =>
      archive
        .prepare<[string], number>(`SELECT ${table.key} FROM ${quoted(part)} WHERE user_id = ?`)
        .pluck()
        .all(userId),
    );
    const inLive = live.prepare(`SELECT 1 FROM ${table.name} WHERE ${table.key} = ?`);
    const gone = theirs.filter(key => !inLive.get(key)).length;
    const range = { table: table.name, year, gone };
    live
      .prepare(
        'DELETE FROM archived_ranges WHERE table_name = :table AND year = :year AND row_count <= :gone',
      )
      .run(range);
    live
      .prepare(
        'UPDATE archived_ranges SET row_count = row_count - :gone WHERE table_name = :table AND year = :year',
      )
      .run(range);
  }
}
