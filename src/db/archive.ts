import type { Clock } from '../domain/ports.js';
import { LIMITS } from '../limits.js';
import type { BatchResult } from './archive-batch.js';
import { ARCHIVED_TABLES, type ArchivedTable, type Cursor, type Retention } from './archive-tables.js';
import type { Store } from './store.js';
import { type DatabaseThread, withDatabaseThread } from './thread.js';

export type { Retention } from './archive-tables.js';

const DAY_MS = 86_400_000;

/** Rows of the audit trail that may leave: whole segments, verified, from its beginning; undefined when there are none. */
export type AuditPrefix = (olderThan: number) => Promise<AuditRange | undefined> | AuditRange | undefined;
export interface AuditRange {
  firstSeq: number;
  lastSeq: number;
}

export interface ArchiveOptions {
  retention: Retention;
  clock: Clock;
  auditPrefix: AuditPrefix;
  /** Ends the run after the batch under way; the next run goes on there. */
  signal?: AbortSignal;
}

/** Rows that moved, by year and by the table that took them along (executions count with their orders). */
export type ArchiveReport = { table: string; year: number; rows: number }[];

/**
 * Moves what is older than the retention of its table into `archive/YYYY.db`, batch by batch on a thread of its own;
 * between two batches every waiting writer has its turn. Safe to stop or kill anywhere and to run again.
 */
export async function archive(store: Store, options: ArchiveOptions): Promise<ArchiveReport> {
  return await withDatabaseThread(async thread => {
    const report: ArchiveReport = [];
    for (const table of ARCHIVED_TABLES) report.push(...(await archiveTable(store, thread, table, options)));
    return report;
  });
}

async function archiveTable(
  store: Store,
  thread: DatabaseThread,
  table: ArchivedTable,
  options: ArchiveOptions,
): Promise<ArchiveReport> {
  const days = options.retention[table.keptBy];
  if (days === 'forever' || table.partOf) return [];
  const now = options.clock.now();
  const cutoff = now - days * DAY_MS;
  const range = table.name === 'trading_audit_trail' ? await options.auditPrefix(cutoff) : undefined;
  if (table.name === 'trading_audit_trail' && !range) return [];
  const request = {
    table: table.name,
    cutoff,
    now,
    ...(range && { keys: { first: range.firstSeq, last: range.lastSeq } }),
  };
  const rows = new Map<number, number>();
  let after: Cursor | undefined;
  for (let batch = 0; batch < LIMITS.archiveBatchesPerRunMax; batch += 1) {
    if (options.signal?.aborted) break;
    const from = after;
    const moved: BatchResult = await store[table.database].hold(() =>
      thread.run('moveBatch', store.folder, { ...request, ...(from && { after: from }) }),
    );
    if (!moved) break;
    after = moved.last;
    rows.set(moved.year, (rows.get(moved.year) ?? 0) + moved.rows);
  }
  return [...rows].map(([year, count]) => ({ table: table.name, year, rows: count }));
}

/**
 * Deletes a person's rows from every archived year and from the free pages of those files. Trades and audit stay.
 * A run that was killed is finished by running it again.
 */
export async function eraseFromArchives(store: Store, userId: string): Promise<void> {
  await withDatabaseThread(thread => store.main.hold(() => thread.run('erasePerson', store.folder, userId)));
}
