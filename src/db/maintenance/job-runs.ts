import type { Clock } from '../../clock.js';
import { jobRuns } from '../schema/main/index.js';
import type { Store } from '../store.js';

const ERROR_LENGTH_MAX = 2000;

/**
 * Notes in `job_runs` that a job has started, and how its run ended; a row without end says that it runs, or that it was
 * killed. A failure is noted and thrown on. Instants in UTC milliseconds.
 */
export async function recordJob<T>(
  store: Store,
  clock: Clock,
  job: string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  await note(store, { job, startedAt, finishedAt: null, error: null });
  const end = (error: string | null) =>
    // The wall clock may have been set back meanwhile.
    note(store, { job, startedAt, finishedAt: Math.max(startedAt, clock.now()), error });
  try {
    const result = await work();
    await end(null);
    return result;
  } catch (error) {
    await end(storable(error instanceof Error ? error.message : 'the job threw something that is no error'));
    throw error;
  }
}

async function note(store: Store, { job, ...run }: typeof jobRuns.$inferInsert): Promise<void> {
  await store.main.tx(async tx => {
    await tx
      .insert(jobRuns)
      .values({ job, ...run })
      .onConflictDoUpdate({ target: jobRuns.job, set: run });
  });
}

function storable(text: string): string {
  // By way of bytes, because half a surrogate pair cannot be stored.
  const plain = Buffer.from(text.slice(0, ERROR_LENGTH_MAX)).toString();
  return plain.replaceAll('\0', ' ').replaceAll('\uFFFD', '?').trim() || 'no message';
}
