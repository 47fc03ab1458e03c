import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { openWriter, type Sqlite } from '../connection.js';
import type { DatabaseName } from '../folder.js';

const LIMITS = {
  /** Rows that ANALYZE looks at in each index: its time stays the same however large the table. */
  analysisRows: 1_000,
  freeShareMin: 0.25,
  freeBytesMin: 16 * 1024 ** 2,
  /** VACUUM writes the file once to a temporary place and once to the log. */
  vacuumSpace: 2.2,
  readersWaitMs: 1_000,
} as const;

export interface CompactOptions {
  vacuum: boolean;
}

export interface Compacted {
  database: DatabaseName;
  bytesBefore: number;
  bytesAfter: number;
  freeBytesBefore: number;
  /** `no_space`: it would pay, but the disk is too full to do it. */
  vacuum: 'done' | 'not_needed' | 'not_asked' | 'no_space';
  /** What is left of the log: more than 0 when somebody was reading. */
  walBytes: number;
}

/** Refreshes what the planner knows, gives free pages back when that pays, and empties the log. The caller holds the file. */
export function compact(database: DatabaseName, path: string, options: CompactOptions): Compacted {
  const sqlite = openWriter(path, database);
  try {
    sqlite.pragma(`analysis_limit = ${LIMITS.analysisRows}`);
    // 0x10000: also of tables that this young connection has not read; SQLite itself skips those that have not changed much.
    sqlite.pragma('optimize = 0x10002');
    const before = sizesOf(sqlite);
    const vacuum = vacuumVerdict(path, before, options);
    if (vacuum === 'done') sqlite.exec('VACUUM');
    sqlite.pragma(`busy_timeout = ${LIMITS.readersWaitMs}`);
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    return {
      database,
      bytesBefore: before.bytes,
      bytesAfter: sizesOf(sqlite).bytes,
      freeBytesBefore: before.freeBytes,
      vacuum,
      walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    };
  } finally {
    sqlite.close();
  }
}

function sizesOf(sqlite: Sqlite): { bytes: number; freeBytes: number } {
  const number = (pragma: string) => Number(sqlite.pragma(pragma, { simple: true }));
  const pageBytes = number('page_size');
  return { bytes: number('page_count') * pageBytes, freeBytes: number('freelist_count') * pageBytes };
}

function vacuumVerdict(
  path: string,
  { bytes, freeBytes }: { bytes: number; freeBytes: number },
  { vacuum }: CompactOptions,
): Compacted['vacuum'] {
  if (freeBytes < LIMITS.freeBytesMin || freeBytes < bytes * LIMITS.freeShareMin) return 'not_needed';
  if (!vacuum) return 'not_asked';
  const disk = statfsSync(dirname(path));
  const enough = disk.bavail * disk.bsize > (bytes - freeBytes) * LIMITS.vacuumSpace;
  return enough ? 'done' : 'no_space';
}
