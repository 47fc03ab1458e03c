import { existsSync, statfsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { checkFile, type FileCheck } from './check-file.js';
import { archiveParts, refuseNewerArchive } from '../archive/file.js';
import { archivedTable, quoted } from '../archive/tables.js';
import { openReader, type Sqlite } from '../connection.js';
import { type Finding, isDisk, type PlannedCheck, unseen } from './finding.js';
import {
  archivedYears,
  archiveFile,
  DATABASES,
  type DatabaseName,
  type DataFolder,
  openPermissions,
} from '../folder.js';
import { pendingMigrations } from '../migrate.js';

const MIB = 1024 ** 2;
const LIMITS = {
  walBytesWarn: 256 * MIB,
  freeBytesFail: 100 * MIB,
  freeBytesWarn: 1024 * MIB,
  /** Room for one more backup and for VACUUM. */
  freeSharesOfData: 2,
  namedMax: 5,
} as const;
const RESTORE = 'stop the service and ql restore the newest backup';

/** What can be said of a data folder's files: permissions, integrity, size, space, migrations, archives. */
export function fileChecks(folder: DataFolder): PlannedCheck[] {
  return [
    {
      name: 'permissions',
      run: () => permissions(folder),
      todo: `see that ${folder.root} exists and is yours`,
    },
    ...everyFile(folder).map(path => ({
      name: `integrity of ${nameOf(folder, path)}`,
      run: () => integrity(folder, path),
      todo: RESTORE,
    })),
    ...DATABASES.map(name => ({
      name: `migrations of ${basename(folder[name])}`,
      run: () => migrations(folder, name),
      todo: RESTORE,
    })),
    { name: 'archives', run: () => archives(folder), todo: 'put the archive back from a backup' },
    { name: 'sizes', run: () => sizes(folder), todo: `see that ${folder.root} can be read` },
    { name: 'free space', run: () => freeSpace(folder), todo: `see that ${folder.root} exists` },
  ];
}

function everyFile(folder: DataFolder): string[] {
  return [
    ...DATABASES.map(name => folder[name]),
    ...archivedYears(folder).map(year => archiveFile(folder, year)),
  ];
}

const nameOf = (folder: DataFolder, path: string) => path.slice(folder.root.length + 1);

function permissions(folder: DataFolder): Finding {
  const open = openPermissions(folder);
  if (open.length === 0) return { status: 'ok', detail: 'the folder is its owner’s alone' };
  const named = open.slice(0, LIMITS.namedMax).map(({ path, mode }) => `${path} (mode ${mode})`);
  return {
    status: 'fail',
    detail: `others can read ${open.length} files, as ${named.join(', ')}`,
    todo: `chmod -R go= ${folder.root}`,
  };
}

function integrity(folder: DataFolder, path: string): Finding {
  if (!existsSync(path))
    return { status: 'fail', detail: 'the file is missing', todo: missingTodo(folder, path) };
  return verdict(checkFile(path));
}

const missingTodo = (folder: DataFolder, path: string) =>
  path.startsWith(folder.archive)
    ? 'put it back from a backup'
    : 'start the service to make a new folder, or ql restore a backup';

function verdict({ depth, bytes, problems, orphans = [] }: FileCheck): Finding {
  const size = `${(bytes / MIB).toFixed(1)} MiB`;
  if (problems.length > 0) {
    const named = problems.slice(0, LIMITS.namedMax).join('; ').slice(0, 1_000);
    if (isDisk(named)) return unseen(new Error(named), RESTORE);
    return { status: 'fail', detail: `damaged: ${named}`, todo: RESTORE };
  }
  if (orphans.length > 0) {
    const named = orphans.map(({ table, rows }) => `${rows} rows of ${table}`).join(', ');
    return { status: 'fail', detail: `${named} point at nothing`, todo: RESTORE };
  }
  if (depth === 'none')
    return {
      status: 'warn',
      detail: `${size} is too much to check here`,
      todo: 'run ql backup, which checks its copy',
    };
  return { status: 'ok', detail: `${size}, ${depth} check, every row that is pointed at is there` };
}

function migrations(folder: DataFolder, name: DatabaseName): Finding {
  return reading(folder[name], sqlite => {
    const pending = pendingMigrations(sqlite, name).map(step => step.name);
    if (pending.length === 0) return { status: 'ok', detail: 'up to date' };
    return {
      status: 'warn',
      detail: `lacks ${pending.join(', ')}`,
      todo: 'start the service, or run ql migrate',
    };
  });
}

/** Rows that were written down as archived must be there; the archive may hold more, left by a killed run. */
function archives(folder: DataFolder): Finding {
  const there = archivedYears(folder);
  const wrong = DATABASES.flatMap(name =>
    reading(folder[name], live =>
      live
        .prepare<[], { tableName: string; year: number; rows: number }>(
          'SELECT table_name AS tableName, year, sum(row_count) AS rows FROM archived_ranges GROUP BY table_name, year',
        )
        .all(),
    ).flatMap(({ tableName, year, rows }) => {
      if (!there.includes(year)) return [`archive/${year}.db with ${rows} rows of ${tableName} is missing`];
      const held = rowsHeld(folder, year, tableName);
      return held >= rows ? [] : [`archive/${year}.db holds ${held} of ${rows} rows of ${tableName}`];
    }),
  );
  if (wrong.length === 0)
    return { status: 'ok', detail: `${there.length} years, every row that moved is there` };
  return {
    status: 'fail',
    detail: wrong.slice(0, LIMITS.namedMax).join('; '),
    todo: 'put it back from a backup',
  };
}

function rowsHeld(folder: DataFolder, year: number, tableName: string): number {
  return reading(archiveFile(folder, year), archive => {
    refuseNewerArchive(archive, 'main', year);
    const parts = archiveParts(archive).filter(part => part.tableName === archivedTable(tableName).name);
    const counts = parts.map(({ part }) =>
      archive
        .prepare(`SELECT count(*) FROM ${quoted(part)}`)
        .pluck()
        .get(),
    );
    return counts.reduce<number>((sum, count) => sum + Number(count), 0);
  });
}

function sizes(folder: DataFolder): Finding {
  const logs = everyFile(folder).map(path => ({ name: nameOf(folder, path), bytes: sizeOf(`${path}-wal`) }));
  const detail = everyFile(folder)
    .map(path => `${nameOf(folder, path)} ${(sizeOf(path) / MIB).toFixed(1)} MiB`)
    .concat(
      logs.filter(log => log.bytes > 0).map(log => `log of ${log.name} ${(log.bytes / MIB).toFixed(1)} MiB`),
    )
    .join(', ');
  if (logs.every(log => log.bytes <= LIMITS.walBytesWarn)) return { status: 'ok', detail };
  return {
    status: 'warn',
    detail,
    todo: 'end whatever has been reading for long; the log is emptied at the next maintenance',
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function freeSpace(folder: DataFolder): Finding {
  const disk = statfsSync(folder.root);
  const free = disk.bavail * disk.bsize;
  const data = everyFile(folder).reduce((sum, path) => sum + sizeOf(path), 0);
  const detail = `${(free / MIB).toFixed(0)} MiB free, data ${(data / MIB).toFixed(0)} MiB`;
  const todo = `free space on the disk of ${folder.root}`;
  if (free < LIMITS.freeBytesFail) return { status: 'fail', detail, todo };
  if (free < Math.max(LIMITS.freeBytesWarn, data * LIMITS.freeSharesOfData))
    return { status: 'warn', detail, todo };
  return { status: 'ok', detail };
}

/** Opens a file to read, for as long as `work` takes. */
export function reading<T>(path: string, work: (sqlite: Sqlite) => T): T {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  const sqlite = openReader(path);
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}
