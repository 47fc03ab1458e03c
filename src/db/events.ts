import { and, asc, eq, sql } from 'drizzle-orm';
import { type Auditable, auditable, isCode } from './audit/auditable.js';
import { tradingEvents } from './schema/trading/index.js';
import type { SEVERITIES } from './schema/values.js';
import { prepared, type TradingFile, type TradingTx } from './store.js';

export const EVENTS_READ_MAX = 500;

/** Something that happened, kept for good: `data` goes through `auditable`, since no event can be edited later. */
export interface TradingEvent {
  userId: string | null;
  /** `area.what`, for example `order.filled`. */
  type: `${string}.${string}`;
  data: Record<string, unknown>;
  /** The order, deployment, … it is about: an id or a code. */
  relatedId?: string;
  severity: (typeof SEVERITIES)[number];
  /** UTC milliseconds. */
  at: number;
}

const p = sql.placeholder;

const insertEvent = prepared((tx: TradingTx) =>
  tx
    .insert(tradingEvents)
    .values({
      userId: p('userId'),
      eventType: p('eventType'),
      eventData: p('eventData'),
      relatedId: p('relatedId'),
      severity: p('severity'),
      processed: false,
      createdAt: p('createdAt'),
    })
    .returning({ id: tradingEvents.id })
    .prepare(),
);

/** @returns the number of the event */
export async function appendEvent(tx: TradingTx, event: TradingEvent): Promise<number> {
  if (event.relatedId !== undefined && !isCode(event.relatedId))
    throw new Error('relatedId of an event must be an id or a code of at most 64 characters');
  const row = await insertEvent(tx).get({
    userId: event.userId,
    eventType: event.type,
    eventData: auditable(event.data) satisfies Record<string, Auditable>,
    relatedId: event.relatedId ?? null,
    severity: event.severity,
    createdAt: event.at,
  });
  if (!row) throw new Error('the event was not stored');
  return row.id;
}

/** Events that wait to be processed, oldest first. The 0 is no parameter, or the index of those waiting would not serve. */
export async function waitingEvents(read: TradingFile['read'], limit = EVENTS_READ_MAX) {
  return await read
    .select()
    .from(tradingEvents)
    .where(sql`${tradingEvents.processed} = 0`)
    .orderBy(asc(tradingEvents.id))
    .limit(Math.min(limit, EVENTS_READ_MAX));
}

/** @returns false when the event was processed before, or is not there */
export async function markProcessed(tx: TradingTx, id: number): Promise<boolean> {
  const marked = await tx
    .update(tradingEvents)
    .set({ processed: true })
    .where(and(eq(tradingEvents.id, id), eq(tradingEvents.processed, false)))
    .returning({ id: tradingEvents.id });
  return marked.length > 0;
}
