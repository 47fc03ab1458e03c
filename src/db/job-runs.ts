import type { MainFile } from './store.js';
import { jobRuns } from './schema/main/index.js';

const ERROR_LENGTH_MAX = 2000;

/** Notes that a job has started; a row without end says that it runs, or that it was killed. Instants in UTC milliseconds. */
export async function noteJobStart(main: MainFile, job: string, startedAt: number): Promise<void> {
  const run = { startedAt, finishedAt: null, error: null };
  await main.tx(async tx => {
    await tx
      .insert(jobRuns)
      .values({ job, ...run })
      .onConflictDoUpdate({ target: jobRuns.job, set: run });
  });
}

/** Notes how a run ended: `error` is null when all went well. */
export async function noteJobEnd(
  main: MainFile,
  run: { job: string; startedAt: number; finishedAt: number; error: string | null },
): Promise<void> {
  // The wall clock may have been set back meanwhile.
  const finishedAt = Math.max(run.startedAt, run.finishedAt);
  const error = run.error === null ? null : storable(run.error);
  await main.tx(async tx => {
    await tx
      .insert(jobRuns)
      .values({ ...run, finishedAt, error })
      .onConflictDoUpdate({
        target: jobRuns.job,
        set: { startedAt: run.startedAt, finishedAt, error },
      });
  });
}

function storable(text: string): string {
  // By way of bytes, because half a surrogate pair cannot be stored.
  const plain = Buffer.from(text.slice(0, ERROR_LENGTH_MAX)).toString();
  return plain.replaceAll('\0', ' ').replaceAll('\uFFFD', '?').trim() || 'no message';
}
