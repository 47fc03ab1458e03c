import { and, asc, gte, sql } from 'drizzle-orm';
import { aiReservations } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import { type Micros, micros } from '../money.js';
import { CHAT_LIMITS } from './limits.js';
import { settle } from './spend.js';
import { keepUsage } from './turn-write.js';

const heldCalls = prepared((tx: MainTx) =>
  tx
    .select({
      id: aiReservations.id,
      userId: aiReservations.userId,
      provider: aiReservations.provider,
      model: aiReservations.model,
      reservedMicros: aiReservations.reservedMicros,
      createdAt: aiReservations.createdAt,
    })
    .from(aiReservations)
    // No parameter, or the index of those that are held would not serve.
    .where(and(sql`${aiReservations.state} = 'held'`, gte(aiReservations.createdAt, 0)))
    .orderBy(asc(aiReservations.createdAt))
    .limit(CHAT_LIMITS.unfinishedPerTransaction)
    .prepare(),
);

/** What calls that a kill broke off were settled to. */
export interface Unfinished {
  calls: number;
  costMicros: Micros;
}

/**
 * At start, before any call is made: whatever is still reserved belongs to calls that an earlier process was killed in.
 * Nobody knows what they cost, so each is settled whole, with a usage row that says that it failed.
 * @param at UTC milliseconds
 */
export async function settleUnfinished(main: MainFile, at: number): Promise<Unfinished> {
  let calls = 0;
  let cost = 0;
  for (let batch = 1; batch <= CHAT_LIMITS.unfinishedBatchesMax; batch += 1) {
    const settled = await main.tx(tx => settleBatch(tx, at));
    calls += settled.length;
    cost += settled.reduce((sum, amount) => sum + amount, 0);
    if (settled.length < CHAT_LIMITS.unfinishedPerTransaction) break;
  }
  return { calls, costMicros: micros(cost) };
}

async function settleBatch(tx: MainTx, at: number): Promise<number[]> {
  const held = await heldCalls(tx).all();
  for (const { id, userId, provider, model, reservedMicros, createdAt } of held) {
    const costMicros = micros(reservedMicros);
    await settle(tx, { id, userId }, costMicros, at);
    const call = { provider, model, operation: 'unfinished', tokens: 0, costMicros, responseTimeMs: 0 };
    // In the period that it was reserved in, so that the rows of a period add up to its total.
    await keepUsage(tx, userId, { ...call, success: false }, createdAt);
  }
  return held.map(each => each.reservedMicros);
}
