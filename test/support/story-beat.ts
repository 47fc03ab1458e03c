import type { App } from '../../src/app.js';
import type { ChatService } from '../../src/chat/index.js';
import { fireAlerts } from '../../src/domain/alerts/index.js';
import { noticesFromEvents } from '../../src/domain/notices/index.js';
import { wordsOf } from './heard.js';

/** One round of what the service repeats all the time, in its order of causes. @returns notices for the terminal */
export async function beat(app: App, chat: ChatService): Promise<string[]> {
  const { signal } = new AbortController();
  await app.trading.beat(signal);
  await app.settle();
  const { bookId, ...market } = await app.markets.view(app.local);
  if (bookId !== null) await fireAlerts(app, { ...market, bookId });
  await noticesFromEvents(app);
  const arrived: string[] = [];
  const detach = chat.hub.attach(reply => void arrived.push(wordsOf(reply)));
  await chat.deliver(signal);
  detach();
  return arrived;
}
