import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { ARCHIVED_TABLES, archiveYear } from '../../src/db/archive/tables.js';
import { integrityProblems, openReader } from '../../src/db/connection.js';
import { archivedYears, archiveFile, type DataFolder, folderAt } from '../../src/db/folder.js';
import { migratedFolder, NOW } from './folder.js';
import { everything, fillHistory, liveCounts } from './history.js';
import { type Attempt, type Fault, type Outcome, atEveryWrite, type Run, runNode } from './kill.js';

const CHILD = fileURLToPath(new URL('./archive-child.mjs', import.meta.url));

/**
 * Kills a run of the archive before each of its writes (or lets each fail). After each: what reads across all years is what
 * was there before, and one more run ends with the same files as a run that nobody disturbed.
 */
export async function strikeArchive(options: {
  fault: Fault;
  rows: number;
  runsMax?: number;
  done?: { has(point: string): boolean; add(point: string): void };
}): Promise<Outcome> {
  const base = mkdtempSync(join(tmpdir(), 'ql-archive-kill-'));
  try {
    const start = await migratedFolder(join(base, 'start'));
    fillHistory(start, { seed: 5, rows: options.rows, years: 2 });
    const before = await everything(start);
    const segments = segmentsOf(start);
    const whole = copyOf(start, join(base, 'whole'));
    await finish(whole, segments);
    const expected = placesOf(whole);
    let count = 0;
    return await atEveryWrite({
      ...options,
      prepare: () => {
        count += 1;
        const folder = copyOf(start, join(base, String(count)));
        const check = async (run: Run) => {
          expect(await everything(folder)).toEqual(before);
          if (run.killed || run.exitCode !== 0) await finish(folder, segments);
          expect(await everything(folder)).toEqual(before);
          expect(placesOf(folder)).toEqual(expected);
          rmSync(folder.root, { recursive: true });
        };
        const attempt: Attempt = { args: argsOf(folder, segments), root: folder.root, check };
        return Promise.resolve(attempt);
      },
    });
  } finally {
    rmSync(base, { recursive: true });
  }
}

function copyOf(folder: DataFolder, root: string): DataFolder {
  cpSync(folder.root, root, { recursive: true });
  return folderAt(root);
}

const argsOf = (folder: DataFolder, segments: string) => [CHILD, folder.root, String(NOW), segments];

/** The audit trail of each year that is over may leave, a segment at a time. */
function segmentsOf(folder: DataFolder): string {
  const sqlite = openReader(folder.trading);
  const rows = sqlite
    .prepare<[number], { seq: number; created_at: number }>(
      'SELECT seq, created_at FROM trading_audit_trail WHERE created_at < ? ORDER BY seq',
    )
    .all(NOW - 365 * 86_400_000);
  sqlite.close();
  const segments = [...new Set(rows.map(row => archiveYear(row.created_at)))].map(year => {
    const seqs = rows.filter(row => archiveYear(row.created_at) === year).map(row => row.seq);
    return { year, firstSeq: Math.min(...seqs), lastSeq: Math.max(...seqs) };
  });
  return JSON.stringify(segments);
}

async function finish(folder: DataFolder, segments: string): Promise<void> {
  const run = await runNode(argsOf(folder, segments));
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
}

/** How many rows of each table lie in each file, and that every file is whole: a row in two places would show. */
function placesOf(folder: DataFolder): Record<string, unknown> {
  const years = archivedYears(folder).map(year => {
    const sqlite = openReader(archiveFile(folder, year));
    expect(integrityProblems(sqlite)).toEqual([]);
    const has = sqlite.prepare('SELECT 1 FROM archive_parts WHERE part = ?');
    const counts = ARCHIVED_TABLES.filter(({ name }) => has.get(name)).map(({ name }) => [
      name,
      sqlite.prepare(`SELECT count(*) FROM ${name}`).pluck().get(),
    ]);
    sqlite.close();
    return [year, Object.fromEntries(counts)];
  });
  return { live: liveCounts(folder), years: Object.fromEntries(years) };
}
