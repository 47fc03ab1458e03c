import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePart, openArchive } from '../../src/db/archive/file.js';
import { archivedTable, columnsOf, quoted } from '../../src/db/archive/tables.js';
import { openWriter } from '../../src/db/connection.js';
import { type DatabaseName, DATABASES, type DataFolder, prepareFolder } from '../../src/db/folder.js';
import { migrate } from '../../src/db/migrate.js';
import { temporaryFolder, testClock } from './folder.js';

/** A data folder as a version of the service left it that knew the first step only. */
export async function folderAtFirstStep(): Promise<DataFolder> {
  const migrations = join(temporaryFolder(), 'migrations');
  cpSync('migrations', migrations, {
    recursive: true,
    filter: path => !path.endsWith('.sql') || path.includes('/0001_'),
  });
  const folder = prepareFolder(temporaryFolder());
  await migrateAll(folder, migrations);
  return folder;
}

/** Takes every step that is missing. Returns the names of those taken. */
export async function migrateAll(folder: DataFolder, migrations?: string): Promise<string[]> {
  const taken: string[] = [];
  for (const name of DATABASES) {
    const sqlite = openWriter(folder[name], name);
    taken.push(...(await migrate(sqlite, name, testClock(), () => Promise.resolve(), migrations)));
    sqlite.close();
  }
  return taken;
}

/** Moves rows into a year as that version did, in the shape that their table has in the live file now. */
export function archiveAsItIs(
  folder: DataFolder,
  year: number,
  { database, name, where }: { database: DatabaseName; name: string; where: string },
): void {
  const table = archivedTable(name);
  const live = openWriter(folder[database], database);
  const archive = openArchive(folder, year);
  const part = quoted(ensurePart(archive, live, table));
  const columns = columnsOf(live, name)
    .filter(column => !column.generated)
    .map(column => quoted(column.name))
    .join(', ');
  archive.prepare('ATTACH ? AS live').run(folder[database]);
  archive.exec(`INSERT INTO main.${part} (${columns}) SELECT ${columns} FROM live.${name} WHERE ${where}`);
  archive.close();
  live.exec(`INSERT INTO archived_ranges (table_name, year, first_key, last_key, row_count, archived_at)
      SELECT '${name}', ${year}, min(${table.instant}), max(${table.instant}), count(*), ${testClock().now()}
      FROM ${name} WHERE ${where} HAVING count(*) > 0;
    DELETE FROM ${name} WHERE ${where}`);
  live.close();
}
