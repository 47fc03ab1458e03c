import type { ArchivedTable, Cursor } from './tables.js';
import type { Sqlite } from '../connection.js';

/**
 * Writes down, in the live transaction that deletes them, which rows left for a year.
 * Where a trigger asks for each key, ranges name exactly those that left: a row that stays (an event not yet processed)
 * lies in none. Of the other tables it is one span for each year, and how many rows of it left.
 */
export function noteRange(
  live: Sqlite,
  table: ArchivedTable,
  year: number,
  leaving: Cursor[],
  now: number,
): void {
  if (table.exactRanges) for (const run of runsOf(leaving)) noteRun(live, table.name, year, run, now);
  else noteSpan(live, table.name, year, leaving, now);
}

interface Run {
  first: number;
  last: number;
}

function runsOf(leaving: Cursor[]): Run[] {
  const runs: Run[] = [];
  for (const { key } of leaving) {
    const last = runs.at(-1);
    if (last?.last === Number(key) - 1) last.last += 1;
    else runs.push({ first: Number(key), last: Number(key) });
  }
  return runs;
}

function noteRun(live: Sqlite, table: string, year: number, { first, last }: Run, now: number): void {
  const row = { table, year, first, last, count: last - first + 1, now };
  const extended = live
    .prepare(
      `UPDATE archived_ranges SET last_key = :last, row_count = row_count + :count, archived_at = :now
       WHERE table_name = :table AND year = :year AND last_key = :first - 1`,
    )
    .run(row);
  if (extended.changes === 0) insertRange(live, row);
}

function noteSpan(live: Sqlite, table: string, year: number, leaving: Cursor[], now: number): void {
  const keys = leaving.map(row => (typeof row.key === 'number' ? row.key : row.instant));
  const [first, last] = [Math.min(...keys), Math.max(...keys)];
  const row = { table, year, first, last, count: leaving.length, now };
  const extended = live
    .prepare(
      `UPDATE archived_ranges SET first_key = min(first_key, :first), last_key = max(last_key, :last),
         row_count = row_count + :count, archived_at = :now
       WHERE table_name = :table AND year = :year`,
    )
    .run(row);
  if (extended.changes === 0) insertRange(live, row);
}

function insertRange(live: Sqlite, row: Record<string, number | string>): void {
  live
    .prepare(
      `INSERT INTO archived_ranges (table_name, year, first_key, last_key, row_count, archived_at)
       VALUES (:table, :year, :first, :last, :count, :now)`,
    )
    .run(row);
}
