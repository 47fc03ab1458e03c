import { and, asc, eq, gt, lte, max, min, sql } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import { syncLog } from './durable.js';
import type { DatabaseName } from './folder.js';
import { outbox, outboxApplied } from './schema/both.js';
import type { MainTx, Store, StoreFile, TradingTx, Tx } from './store.js';

export const OUTBOX_LIMITS = { batch: 50, batchesPerCall: 200, topics: 64 } as const;

export interface OutboxMessage {
  source: DatabaseName;
  id: number;
  topic: string;
  payload: Record<string, unknown>;
  createdAt: number;
}

/** Applies one message in a transaction of the other file. It may await nothing but that transaction. */
export type OutboxHandler<T> = (tx: T, message: OutboxMessage) => Promise<void>;

export interface OutboxHandlers {
  /** By topic, for messages of `quantumleap.db`. */
  toTrading: Record<string, OutboxHandler<TradingTx>>;
  /** By topic, for messages of `trading_app.db`. */
  toMain: Record<string, OutboxHandler<MainTx>>;
}

export interface Delivery {
  applied: number;
  /** Topics that stopped: the message stays first in line, and those behind it wait. */
  stopped: { source: DatabaseName; topic: string; id: number; error: Error }[];
  /** Whether more waits than one call delivers. */
  more: boolean;
}

/**
 * Carries what waits in both outboxes to the other file. Each message is applied once, within a topic in the order in
 * which it was written, whenever and wherever the process is killed; what has been applied is deleted. A handler that
 * throws, or is missing, stops its topic and no other.
 */
export async function deliver(store: Store, handlers: OutboxHandlers, clock: Clock): Promise<Delivery> {
  const delivery: Delivery = { applied: 0, stopped: [], more: false };
  await deliverOneWay(store, store.main, store.trading, handlers.toTrading, clock, delivery);
  await deliverOneWay(store, store.trading, store.main, handlers.toMain, clock, delivery);
  return delivery;
}

/**
 * Makes the next message's number higher than every one that the other file has applied. Needed at start: a power cut or
 * a file that was put back alone can set the count back, and a number that was used before would pass as delivered.
 */
export async function alignOutboxes(store: Store): Promise<void> {
  await alignOneWay(store.main, store.trading);
  await alignOneWay(store.trading, store.main);
}

async function deliverOneWay<S extends Record<string, unknown>, T extends Record<string, unknown>>(
  store: Store,
  from: StoreFile<S>,
  to: StoreFile<T>,
  handlers: Record<string, OutboxHandler<Tx<T>>>,
  clock: Clock,
  delivery: Delivery,
): Promise<void> {
  await refuseMisaligned(from, to);
  for (const topic of await waitingTopics(from)) {
    const handler = Object.hasOwn(handlers, topic) ? handlers[topic] : undefined;
    for (let batch = 1; ; batch += 1) {
      const messages = await nextMessages(from, topic);
      if (messages.length === 0) break;
      if (batch > OUTBOX_LIMITS.batchesPerCall) {
        delivery.more = true;
        break;
      }
      // The change that a message tells of must be as safe as what is made of it, and the reverse before it is deleted.
      syncLog(store.main.path);
      const outcome = await applyBatch(to, from.name, messages, handler ?? refuseUnknown, clock);
      syncLog(store.main.path);
      await from.tx(tx =>
        tx.delete(outbox).where(and(eq(outbox.topic, topic), lte(outbox.id, outcome.lastId))),
      );
      delivery.applied += outcome.applied;
      if (!outcome.failed) continue;
      delivery.stopped.push({ source: from.name, topic, ...outcome.failed });
      break;
    }
  }
}

const refuseUnknown: OutboxHandler<unknown> = (_, message) =>
  Promise.reject(new Error(`no handler takes messages of the topic ${message.topic}`));

interface Outcome {
  /** Everything of the topic up to this message is applied. */
  lastId: number;
  applied: number;
  failed?: { id: number; error: Error };
}

async function applyBatch<T extends Record<string, unknown>>(
  to: StoreFile<T>,
  source: DatabaseName,
  messages: readonly OutboxMessage[],
  handler: OutboxHandler<Tx<T>>,
  clock: Clock,
): Promise<Outcome> {
  const [first] = messages;
  if (!first) return { lastId: 0, applied: 0 };
  try {
    return await to.tx(async tx => {
      const outcome = await applyInOrder(tx, await lastApplied(tx, source, first.topic), messages, handler);
      if (outcome.applied > 0)
        await noteApplied(tx, { source, topic: first.topic, lastId: outcome.lastId, appliedAt: clock.now() });
      return outcome;
    });
  } catch (error) {
    // The transaction itself failed: nothing of this batch is stored.
    return { lastId: 0, applied: 0, failed: { id: first.id, error: asError(error) } };
  }
}

async function applyInOrder<T extends Record<string, unknown>>(
  tx: Tx<T>,
  startId: number,
  messages: readonly OutboxMessage[],
  handler: OutboxHandler<Tx<T>>,
): Promise<Outcome> {
  let lastId = startId;
  let applied = 0;
  for (const message of messages) {
    if (message.id <= lastId) continue;
    try {
      await tx.tx(inner => handler(inner, message));
    } catch (error) {
      return { lastId, applied, failed: { id: message.id, error: asError(error) } };
    }
    lastId = message.id;
    applied += 1;
  }
  return { lastId, applied };
}

async function lastApplied<T extends Record<string, unknown>>(
  tx: Tx<T>,
  source: DatabaseName,
  topic: string,
): Promise<number> {
  const [row] = await tx
    .select({ lastId: outboxApplied.lastId })
    .from(outboxApplied)
    .where(and(eq(outboxApplied.source, source), eq(outboxApplied.topic, topic)));
  return row?.lastId ?? 0;
}

async function noteApplied<T extends Record<string, unknown>>(
  tx: Tx<T>,
  row: typeof outboxApplied.$inferInsert,
): Promise<void> {
  await tx
    .insert(outboxApplied)
    .values(row)
    .onConflictDoUpdate({
      target: [outboxApplied.source, outboxApplied.topic],
      set: { lastId: row.lastId, appliedAt: row.appliedAt },
    });
}

async function nextMessages<S extends Record<string, unknown>>(
  from: StoreFile<S>,
  topic: string,
): Promise<OutboxMessage[]> {
  return await from.read
    .select({
      source: sql<DatabaseName>`${from.name}`,
      id: outbox.id,
      topic: outbox.topic,
      payload: outbox.payload,
      createdAt: outbox.createdAt,
    })
    .from(outbox)
    .where(eq(outbox.topic, topic))
    .orderBy(asc(outbox.id))
    .limit(OUTBOX_LIMITS.batch);
}

// One step of the index for each topic, however many messages wait.
async function waitingTopics<S extends Record<string, unknown>>(from: StoreFile<S>): Promise<string[]> {
  const topics: string[] = [];
  while (topics.length < OUTBOX_LIMITS.topics) {
    const [row] = await from.read
      .select({ topic: min(outbox.topic) })
      .from(outbox)
      .where(gt(outbox.topic, topics.at(-1) ?? ''));
    if (!row?.topic) break;
    topics.push(row.topic);
  }
  return topics;
}

async function countedTo<S extends Record<string, unknown>>(
  from: Pick<StoreFile<S>, 'read'>,
): Promise<number> {
  const row = from.read.get<{ seq: number } | undefined>(
    sql`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`,
  );
  return row?.seq ?? 0;
}

async function appliedTo<S extends Record<string, unknown>, T extends Record<string, unknown>>(
  from: StoreFile<S>,
  to: StoreFile<T>,
): Promise<number> {
  const [row] = await to.read
    .select({ lastId: max(outboxApplied.lastId).mapWith(Number) })
    .from(outboxApplied)
    .where(eq(outboxApplied.source, from.name));
  return row?.lastId ?? 0;
}

async function refuseMisaligned<S extends Record<string, unknown>, T extends Record<string, unknown>>(
  from: StoreFile<S>,
  to: StoreFile<T>,
): Promise<void> {
  const [counted, applied] = [await countedTo(from), await appliedTo(from, to)];
  if (applied <= counted) return;
  throw new Error(
    `the ${to.name} file has applied message ${applied} of the ${from.name} file, which has counted to ${counted} only: alignOutboxes belongs before the first write`,
  );
}

async function alignOneWay<S extends Record<string, unknown>, T extends Record<string, unknown>>(
  from: StoreFile<S>,
  to: StoreFile<T>,
): Promise<void> {
  const applied = await appliedTo(from, to);
  if (applied <= (await countedTo(from))) return;
  await from.tx(async tx => {
    tx.run(sql`DELETE FROM sqlite_sequence WHERE name = 'outbox'`);
    tx.run(sql`INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ${applied})`);
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
