import { statSync } from 'node:fs';
import { integrityProblems, openReader, type Sqlite } from '../connection.js';

/** Checks read a whole file, so its size bounds their time: about a second for each 100 MiB of a full check. */
const LIMITS = { fullBytesMax: 256 * 1024 ** 2, quickBytesMax: 4 * 1024 ** 3, problemsMax: 20 } as const;

export interface FileCheck {
  depth: 'full' | 'quick' | 'none';
  bytes: number;
  problems: string[];
  /** Rows that point at nothing, by table; undefined where the file was too large or too damaged to look. */
  orphans?: { table: string; rows: number }[];
}

/** `integrity_check` of files up to 256 MiB, `quick_check` up to 4 GiB, nothing beyond. It never throws. */
export function checkFile(path: string): FileCheck {
  let bytes = 0;
  try {
    bytes = statSync(path).size;
    if (bytes > LIMITS.quickBytesMax) return { depth: 'none', bytes, problems: [] };
    const sqlite = openReader(path);
    try {
      return { bytes, ...look(sqlite, bytes) };
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return { depth: 'full', bytes, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function look(sqlite: Sqlite, bytes: number): Omit<FileCheck, 'bytes'> {
  const depth = bytes <= LIMITS.fullBytesMax ? 'full' : 'quick';
  const problems = depth === 'full' ? integrityProblems(sqlite) : quickProblems(sqlite);
  if (problems.length > 0 || depth === 'quick') return { depth, problems };
  return { depth, problems, orphans: orphansOf(sqlite) };
}

function quickProblems(sqlite: Sqlite): string[] {
  const rows = sqlite.prepare(`PRAGMA quick_check(${LIMITS.problemsMax})`).pluck().all().map(String);
  return rows.length === 1 && rows[0] === 'ok' ? [] : rows;
}

function orphansOf(sqlite: Sqlite): { table: string; rows: number }[] {
  const counts = new Map<string, number>();
  const orphans = sqlite.prepare<[], { table: string }>('PRAGMA foreign_key_check').iterate();
  for (const { table } of orphans) counts.set(table, (counts.get(table) ?? 0) + 1);
  return [...counts].map(([table, rows]) => ({ table, rows }));
}
