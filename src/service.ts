import type { Logger } from 'pino';
import { type App, openApp } from './app.js';
import { COMMANDS } from './cli/index.js';
import { serveCommands } from './cli/socket.js';
import type { Config } from './config.js';
import { type Job, startJobs } from './jobs.js';

/** How often the service repeats what it repeats all the time. */
const EVERY_MS = {
  /** A third of the clock's lease, so that two renewals may fail before the market waits. */
  marketClock: 5_000,
  quotes: 3_000,
} as const;

export interface Service {
  app: App;
  stop(): Promise<void>;
}

/** Everything the service repeats. The order means nothing. */
function jobsOf({ markets }: App): Job[] {
  return [
    { name: 'market_clock', everyMs: EVERY_MS.marketClock, run: () => markets.renew() },
    { name: 'quotes', everyMs: EVERY_MS.quotes, run: signal => markets.refreshQuotes(signal) },
  ];
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
