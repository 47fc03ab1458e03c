import type { Logger } from 'pino';
import { type App, openApp } from './app.js';
import { COMMANDS } from './cli/index.js';
import { serveCommands } from './cli/socket.js';
import type { Config } from './config.js';
import { writeSlowQueries } from './db/maintenance/maintenance.js';
import { settle } from './db/settle.js';
import { type Job, startJobs } from './jobs.js';
import { archiveAndTidy, backUp } from './upkeep.js';

/** How often the service repeats what it repeats all the time. */
const EVERY_MS = {
  /** A third of the clock's lease, so that two renewals may fail before the market waits. */
  marketClock: 5_000,
  quotes: 3_000,
  settle: 1_000,
  slowQueries: 60_000,
} as const;

export interface Service {
  app: App;
  stop(): Promise<void>;
}

/** Everything the service repeats. The order means nothing. */
function jobsOf(app: App): Job[] {
  const { config, markets, store } = app;
  return [
    { name: 'settle', unnoted: true, everyMs: EVERY_MS.settle, run: () => settleFiles(app) },
    { name: 'market_clock', unnoted: true, everyMs: EVERY_MS.marketClock, run: () => markets.renew() },
    { name: 'quotes', unnoted: true, everyMs: EVERY_MS.quotes, run: signal => markets.refreshQuotes(signal) },
    { name: 'slow_queries', everyMs: EVERY_MS.slowQueries, run: () => writeSlowQueries(store, app.clock) },
    { name: 'backup', cron: config.backupSchedule, run: async () => void (await backUp(app)) },
    {
      name: 'archive',
      cron: config.archiveSchedule,
      run: async signal => void (await archiveAndTidy(app, signal)),
    },
  ];
}

/** A topic that stops is a defect of ours: it is said, and tried again. */
async function settleFiles({ store, auditKey, clock, log }: App): Promise<void> {
  const { stopped } = await settle(store, auditKey.hmac, clock);
  for (const { source, topic, id, error } of stopped)
    log.error({ err: error, source, topic, id }, 'a message between the files could not be delivered');
}

/** Opens the data folder, sets the market going, opens the operator's door and starts the jobs. */
export async function openService(config: Config, log: Logger): Promise<Service> {
  const app = await openApp(config, log);
  try {
    await app.markets.start();
    const door = await serveCommands(app, COMMANDS);
    const jobs = startJobs(app, jobsOf(app));
    const stop = async () => {
      await door.close();
      await app.markets.stop();
      await jobs.stop();
      await app.close();
    };
    return { app, stop };
  } catch (error) {
    await app.close();
    throw error;
  }
}
