import { Cron } from 'croner';
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { recordJob } from './db/maintenance/job-runs.js';
import type { Store } from './db/store.js';

/**
 * A piece of work that the service repeats: every so many milliseconds, the first time at once, or by a cron pattern in
 * Indian time (`off`: never). `name` is its row in `job_runs`; what runs every few seconds is `unnoted`, since the note
 * would be more work than the job. `run` gives up when `signal` aborts: the service stops.
 */
export type Job = { name: string; unnoted?: true; run(signal: AbortSignal): Promise<void> } & (
  | { everyMs: number }
  | { cron: string }
);

export interface Jobs {
  /** Starts nothing more, tells the runs under way to give up, and waits for them. */
  stop: () => Promise<void>;
}

interface Desk {
  store: Store;
  clock: Clock;
  log: Logger;
}

/** Runs each job on its schedule, never beside itself: what comes due meanwhile is left out. A failure stops no later run. */
export function startJobs(desk: Desk, jobs: readonly Job[]): Jobs {
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const start = (job: Job): void => {
    if (stopping.signal.aborted || running.has(job.name)) return;
    const run = runOnce(desk, job, stopping.signal).finally(() => running.delete(job.name));
    running.set(job.name, run);
  };
  const cancels = jobs.map(job => schedule(job, () => start(job)));
  return {
    stop: async () => {
      stopping.abort();
      for (const cancel of cancels) cancel();
      await Promise.all(running.values());
    },
  };
}

function schedule(job: Job, start: () => void): () => void {
  if ('everyMs' in job) {
    const timer = setInterval(start, job.everyMs);
    start();
    return () => clearInterval(timer);
  }
  if (job.cron === 'off') return () => undefined;
  const cron = new Cron(job.cron, { timezone: 'Asia/Kolkata' }, start);
  return () => cron.stop();
}

/** Never rejects: a failure is logged. */
async function runOnce({ store, clock, log }: Desk, job: Job, signal: AbortSignal): Promise<void> {
  try {
    if (job.unnoted) await job.run(signal);
    else await recordJob(store, clock, job.name, () => job.run(signal));
  } catch (error) {
    log.error({ err: error, job: job.name }, 'a job failed');
  }
}
