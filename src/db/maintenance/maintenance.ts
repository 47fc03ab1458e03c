import { desc, notInArray, sql } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import { LIMITS } from '../../limits.js';
import type { Compacted } from './compact.js';
import { DATABASES } from '../folder.js';
import { recordJob } from './job-runs.js';
import { slowQueries } from '../schema/both.js';
import type { SlowQueries } from './slow-queries.js';
import type { MainTx, Store } from '../store.js';
import { withDatabaseThread } from '../thread.js';

/**
 * Keeps both files in shape: statistics for the planner, VACUUM where more than a quarter and 16 MiB of a file are free
 * and the disk has room for it, and the log emptied. It runs on a thread of its own while the file's writers wait (readers
 * do not); everything but VACUUM takes milliseconds. VACUUM rewrites the file, so ask for it at a quiet time.
 */
export async function maintain(
  store: Store,
  options: { clock: Clock; vacuum: boolean },
): Promise<Compacted[]> {
  return await recordJob(store, options.clock, 'maintenance', () =>
    withDatabaseThread(async thread => {
      const done: Compacted[] = [];
      for (const name of DATABASES) {
        const file = store[name];
        done.push(await file.hold(() => thread.run('compact', name, file.path, { vacuum: options.vacuum })));
      }
      return done;
    }),
  );
}

/** Writes down the slow statements seen since the last call, in the file that they ran on; the slowest fifty stay. */
export async function writeSlowQueries(store: Store, clock: Clock): Promise<void> {
  const seenAt = clock.now();
  for (const name of DATABASES) {
    const seen = store.takeSlowQueries(name);
    if (seen.length === 0) continue;
    if (name === 'main') await store.main.tx(tx => keep(tx, seen, seenAt));
    else await store.trading.tx(tx => keep(tx, seen, seenAt));
  }
}

async function keep(
  tx: Pick<MainTx, 'insert' | 'delete' | 'select'>,
  seen: SlowQueries,
  seenAt: number,
): Promise<void> {
  for (const { statement, slowestMicroseconds, runs } of seen)
    await tx
      .insert(slowQueries)
      .values({ statement, slowestMicroseconds, slowRuns: runs, lastSeen: seenAt })
      .onConflictDoUpdate({
        target: slowQueries.statement,
        set: {
          slowestMicroseconds: sql`max(${slowQueries.slowestMicroseconds}, ${slowestMicroseconds})`,
          slowRuns: sql`${slowQueries.slowRuns} + ${runs}`,
          lastSeen: seenAt,
        },
      });
  const kept = tx
    .select({ statement: slowQueries.statement })
    .from(slowQueries)
    .orderBy(desc(slowQueries.slowestMicroseconds))
    .limit(LIMITS.slowQueriesKept);
  await tx.delete(slowQueries).where(notInArray(slowQueries.statement, kept));
}
