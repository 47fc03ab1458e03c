import type { Logger } from 'pino';
import { type App, openApp } from './app.js';
import { type ChatService, openChat } from './chat/index.js';
import type { ChatHost } from './cli/chat-socket.js';
import { COMMANDS } from './cli/index.js';
import { serveCommands } from './cli/socket.js';
import type { Config } from './config.js';
import { writeSlowQueries } from './db/maintenance/maintenance.js';
import { fireAlerts } from './domain/alerts/index.js';
import { readReplays } from './domain/market/practice.js';
import { NOTICE_LIMITS, noticesFromEvents, tidyNotices } from './domain/notices/index.js';
import { purgeSeen } from './domain/people/inbox.js';
import { type Job, startJobs } from './jobs.js';
import type { MarketView } from './markets/views.js';
import { archiveAndTidy, backUp } from './upkeep.js';

/** How often the service repeats what it repeats all the time. */
const EVERY_MS = {
  /** A third of the clock's lease, so that two renewals may fail before the market waits. */
  marketClock: 5_000,
  quotes: 3_000,
  settle: 1_000,
  trading: 2_000,
  notices: 2_000,
  tidy: 60_000,
  slowQueries: 60_000,
} as const;

/** How long a start waits for the first look at all books; those that are left come with the first beat. */
const FIRST_BEAT_MS_MAX = 30_000;

export interface Service {
  app: App;
  /** What terminals of this process talk with. */
  host: ChatHost;
  stop(): Promise<void>;
}

/** Everything the service repeats. The order means nothing. */
function jobsOf(app: App, chat: ChatService): Job[] {
  const { config, markets, store } = app;
  return [
    { name: 'settle', unnoted: true, everyMs: EVERY_MS.settle, run: () => settleFiles(app) },
    { name: 'market_clock', unnoted: true, everyMs: EVERY_MS.marketClock, run: () => markets.renew() },
    { name: 'quotes', unnoted: true, everyMs: EVERY_MS.quotes, run: signal => markets.refreshQuotes(signal) },
    { name: 'trading', unnoted: true, everyMs: EVERY_MS.trading, run: signal => trade(app, signal) },
    {
      name: 'notices',
      unnoted: true,
      everyMs: EVERY_MS.notices,
      run: signal => makeNotices(app, chat, signal),
    },
    { name: 'tidy', unnoted: true, everyMs: EVERY_MS.tidy, run: () => tidy(app) },
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
async function settleFiles(app: App): Promise<void> {
  const { stopped } = await app.settle();
  for (const { source, topic, id, error } of stopped)
    app.log.error({ err: error, source, topic, id }, 'a message between the files could not be delivered');
}

/** Alerts whose price is reached on any market, and what happened in trading, go into the queue of the platforms. */
async function makeNotices(app: App, chat: ChatService, signal: AbortSignal): Promise<void> {
  const { markets, store } = app;
  await fireOn(app, await markets.simulated());
  for (const { userId } of await readReplays(store.main.read)) {
    if (signal.aborted) return;
    await fireOn(app, await markets.view(userId));
  }
  while (!signal.aborted && (await noticesFromEvents(app)) === NOTICE_LIMITS.eventsPerRun);
  await chat.deliver(signal);
}

/** The imported history as a whole is nobody's market, and has no book that an alert could wait on. */
async function fireOn(app: App, { bookId, ...market }: MarketView): Promise<void> {
  if (bookId !== null) await fireAlerts(app, { ...market, bookId });
}

/** What is over, or can come no more, is removed a bounded part at a time. */
async function tidy({ store, clock }: App): Promise<void> {
  await tidyNotices(store, clock.now());
  await purgeSeen(store, clock.now());
}

/** A book that could not be brought up to date is said, and tried again; nothing is placed for it meanwhile. */
async function trade({ trading, log }: App, signal: AbortSignal): Promise<void> {
  for (const { userId, message } of await trading.beat(signal))
    log.warn({ userId, reason: message }, 'a book could not be brought up to date');
}

/** Opens the data folder, sets the market going, opens the operator's door and starts the jobs. */
export async function openService(config: Config, log: Logger): Promise<Service> {
  const app = await openApp(config, log);
  try {
    await app.markets.start();
    // Reconciled before the door opens: nothing can be placed on a book that is not.
    await trade(app, AbortSignal.timeout(FIRST_BEAT_MS_MAX));
    const chat = await openChat(app);
    const host = { door: chat.door, hub: chat.hub, ids: app.ids, clock: app.clock };
    const operators = await serveCommands(app, COMMANDS, host);
    const jobs = startJobs(app, jobsOf(app, chat));
    const stop = async () => {
      await operators.close();
      await app.markets.stop();
      await jobs.stop();
      await chat.close();
      await app.close();
    };
    return { app, host, stop };
  } catch (error) {
    await app.close();
    throw error;
  }
}
