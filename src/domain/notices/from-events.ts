import { and, eq, sql } from 'drizzle-orm';
import { syncLog } from '../../db/durable.js';
import { markProcessed, waitingEvents } from '../../db/events.js';
import { practiceMarkets } from '../../db/schema/main/index.js';
import { riskViolations, tradingOrders } from '../../db/schema/trading/index.js';
import { type MainTx, prepared, type Store, type TradingFile } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { roleOf } from '../people/person.js';
import { said } from '../reply.js';
import { type EventFacts, isTold, wordsOf } from './event-words.js';
import { NOTICE_LIMITS } from './limits.js';
import { addNotice } from './queue.js';

type EventRow = Awaited<ReturnType<typeof waitingEvents>>[number];

/** One event with what has to be said of it, if anything. */
interface Telling {
  event: EventRow;
  text: string | undefined;
}

const p = sql.placeholder;

const ownOrder = prepared((read: TradingFile['read']) =>
  read
    .select()
    .from(tradingOrders)
    .where(and(eq(tradingOrders.id, p('id')), eq(tradingOrders.userId, p('userId'))))
    .prepare(),
);

const ownViolation = prepared((read: TradingFile['read']) =>
  read
    .select({ description: riskViolations.description })
    .from(riskViolations)
    .where(and(eq(riskViolations.id, p('id')), eq(riskViolations.userId, p('userId'))))
    .prepare(),
);

const marketKind = prepared((read: Store['main']['read']) =>
  read
    .select({ kind: practiceMarkets.kind })
    .from(practiceMarkets)
    .where(eq(practiceMarkets.id, p('id')))
    .prepare(),
);

/**
 * Makes notices of what happened in trading, oldest first. The events lie in the trading file and the notices in the main
 * one, so the notices are committed and forced onto the disk before their events are marked. Killed in between, the same
 * events come again, and their source keys make no second notice. An event that is older than its news is worth is marked
 * and not told, also after its notice was tidied away.
 * @returns how many events were looked at: `NOTICE_LIMITS.eventsPerRun` means that more may wait
 */
export async function noticesFromEvents(desk: { store: Store; clock: Clock }): Promise<number> {
  const { store, clock } = desk;
  const events = await waitingEvents(store.trading.read, NOTICE_LIMITS.eventsPerRun);
  if (events.length === 0) return 0;
  const now = clock.now();
  const told: Telling[] = [];
  for (const event of events) told.push({ event, text: await textOf(store, event, now) });
  const isNews = told.some(({ text }) => text !== undefined);
  if (isNews) {
    await store.main.tx(async tx => {
      for (const telling of told) await tell(tx, telling, now);
    });
    syncLog(store.main.path);
  }
  await store.trading.tx(async tx => {
    for (const { id } of events) await markProcessed(tx, id);
  });
  return events.length;
}

async function textOf(store: Store, event: EventRow, now: number): Promise<string | undefined> {
  if (event.userId === null || !isTold(event.eventType)) return undefined;
  if (now >= event.createdAt + NOTICE_LIMITS.eventNewsMs) return undefined;
  return wordsOf(await factsOf(store, event, event.userId));
}

async function factsOf({ main, trading }: Store, event: EventRow, userId: string): Promise<EventFacts> {
  const { eventType, eventData: data, relatedId } = event;
  const type = eventType as EventFacts['type'];
  const isOrder = type.startsWith('order.') && relatedId !== null;
  const order = isOrder
    ? await Promise.resolve(ownOrder(trading.read).get({ id: relatedId, userId }))
    : undefined;
  const kind = order && (await Promise.resolve(marketKind(main.read).get({ id: order.bookId })))?.kind;
  const id =
    type === 'risk.breached' && typeof data['violation'] === 'number' ? data['violation'] : undefined;
  const breach =
    id === undefined ? undefined : await Promise.resolve(ownViolation(trading.read).get({ id, userId }));
  return { type, data, order, breach: breach?.description, mark: kind };
}

/** An erased person is told nothing; their events are marked all the same. */
async function tell(tx: MainTx, { event, text }: Telling, now: number): Promise<void> {
  const { id, userId, eventType, createdAt } = event;
  if (text === undefined || userId === null || (await roleOf(tx, userId)) === undefined) return;
  await addNotice(tx, {
    userId,
    kind: eventType.replaceAll('.', '_'),
    // With its instant: a trading file that was put back alone counts its events anew.
    sourceKey: `event:${id}:${createdAt}`,
    reply: said(text),
    // The wall clock may be set back after the event.
    at: Math.min(now, createdAt),
    expiresAt: createdAt + NOTICE_LIMITS.eventNewsMs,
  });
}
