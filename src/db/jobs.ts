import { eq } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import { jobRuns } from './schema/main/index.js';
import type { Store } from './store.js';

const ERROR_CHARACTERS_MAX = 2_000;

/** Runs a scheduled job and writes down in `job_runs` when it ran and how it ended. A failure is written and thrown on. */
export async function recordJob<T>(
  store: Store,
  clock: Clock,
  job: string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  const begun = { startedAt, finishedAt: null, error: null };
  await store.main.tx(async tx => {
    await tx
      .insert(jobRuns)
      .values({ job, ...begun })
      .onConflictDoUpdate({ target: jobRuns.job, set: begun });
  });
  const finish = (error: string | null) =>
    store.main.tx(async tx => {
      await tx
        .update(jobRuns)
        .set({ finishedAt: Math.max(startedAt, clock.now()), error })
        .where(eq(jobRuns.job, job));
    });
  try {
    const result = await work();
    await finish(null);
    return result;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await finish(message.slice(0, ERROR_CHARACTERS_MAX) || 'failed without a message');
    throw error;
  }
}
