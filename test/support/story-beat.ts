import type { App } from '../../src/app.js';
import { deliverNotices } from '../../src/bots/notify.js';
import { terminalHub } from '../../src/bots/terminal/link.js';
import { fireAlerts } from '../../src/domain/alerts/index.js';
import { delivered, dueDeliveries, failedDelivery, noticesFromEvents } from '../../src/domain/notices/index.js';
import { wordsOf } from './heard.js';

/** One round of what the service repeats all the time, in its order of causes. @returns notices for the terminal */
export async function beat(app: App): Promise<string[]> {
  const { store, clock } = app;
  const signal = new AbortController().signal;
  await app.trading.beat(signal);
  await app.settle();
  const { bookId, ...market } = await app.markets.view(app.local);
  if (bookId !== null) await fireAlerts(app, { ...market, bookId });
  await noticesFromEvents(app);
  const hub = terminalHub();
  const arrived: string[] = [];
  const detach = hub.attach(reply => void arrived.push(wordsOf(reply)));
  const queue = {
    due: (platform: 'terminal' | 'telegram' | 'discord', nowMs: number) => dueDeliveries(store, platform, nowMs),
    delivered: (notice: Parameters<typeof delivered>[1], nowMs: number) => delivered(store, notice, nowMs),
    failed: (notice: Parameters<typeof delivered>[1], failure: Parameters<typeof failedDelivery>[2]) =>
      failedDelivery(store, notice, failure),
  };
  await deliverNotices({ queue, chat: hub.chat, clock }, signal);
  detach();
  return arrived;
}
