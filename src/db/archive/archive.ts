import type { Clock } from '../../clock.js';
import { LIMITS } from '../../limits.js';
import type { BatchRequest, BatchResult, Segment } from './batch.js';
import { ARCHIVED_TABLES, type ArchivedTable, type Cursor, type Retention } from './tables.js';
import type { Store } from '../store.js';
import { type DatabaseThread, withDatabaseThread } from '../thread.js';

export type { Retention } from './tables.js';

const DAY_MS = 86_400_000;

/** The next part of the audit trail that may leave, verified: see `segmentToArchive`. Asked again after each move. */
export type NextSegment = (olderThan: number) => Promise<Segment | undefined> | Segment | undefined;

export interface ArchiveOptions {
  retention: Retention;
  clock: Clock;
  auditSegment: NextSegment;
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
  const request = { table: table.name, cutoff: now - days * DAY_MS, now };
  const rows = new Map<number, number>();
  let after: Cursor | undefined;
  for (let batch = 0; batch < LIMITS.archiveBatchesPerRunMax; batch += 1) {
    if (options.signal?.aborted) break;
    const next = table.segmented
      ? await segmentRequest(request, options)
      : { ...request, ...(after && { after }) };
    if (!next) break;
    const moved: BatchResult = await store[table.database].hold(() =>
      thread.run('moveBatch', store.folder, next),
    );
    if (!moved) break;
    after = moved.last;
    rows.set(moved.year, (rows.get(moved.year) ?? 0) + moved.rows);
  }
  return [...rows].map(([year, count]) => ({ table: table.name, year, rows: count }));
}

async function segmentRequest(
  request: BatchRequest,
  { auditSegment }: ArchiveOptions,
): Promise<BatchRequest | undefined> {
  const segment = await auditSegment(request.cutoff);
  return segment && { ...request, segment };
}

/**
 * Deletes a person's rows from every archived year and from the free pages of those files. Trades and audit stay.
 * A run that was killed is finished by running it again. @returns rows erased
 */
export async function eraseFromArchives(store: Store, userId: string): Promise<number> {
  return await withDatabaseThread(thread =>
    store.main.hold(() => thread.run('erasePerson', store.folder, userId)),
  );
}
