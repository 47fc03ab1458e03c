import { sql } from 'drizzle-orm';
import { aiUsageTracking, type Provider } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import { type Micros, micros } from '../money.js';
import { CHAT_LIMITS } from './limits.js';
import {
  appendMessages,
  checkMessage,
  type Conversation,
  type ConversationDenial,
  ConversationDenied,
  type NewMessage,
} from './messages.js';
import { reserve, type Settlement, settle, settleAndReserve } from './spend.js';
import { type Reservation, type SpendDenial, SpendDenied, type SpendLimit } from './spend-limits.js';

/** One call to a provider as it is accounted for, a failed one too. */
export interface AccountedCall {
  provider: Provider;
  model: string;
  /** What it was for: `chat`, `summary`, … */
  operation: string;
  tokens: number;
  /** The true cost; the whole reservation where it is not known whether the call was billed. */
  costMicros: Micros;
  responseTimeMs: number;
  success: boolean;
}

/** What `beginTurn` opened and `endTurn` closes. Found again after a kill by the reservation that is still held. */
export interface Turn extends Conversation {
  /** That of the call under way, or of the last one. */
  reservationId: string;
  /** The id of the person's message. */
  messageId: number;
}

export type TurnDenial = SpendDenial | ConversationDenial;

export type BegunTurn = { ok: true; turn: Turn } | { ok: false; denial: TurnDenial };

/**
 * What a turn came to. `messageIds` is empty where the conversation was deleted meanwhile: what was spent is kept all the
 * same. `ALREADY_ENDED`: nothing was written this time.
 */
export type EndedTurn =
  | { ok: true; messageIds: number[]; settlement: Settlement }
  | { ok: false; denial: AlreadyEnded };

export interface AlreadyEnded {
  code: 'ALREADY_ENDED';
  reservationId: string;
}

const insertUsage = prepared((tx: MainTx) => {
  const p = sql.placeholder;
  return tx
    .insert(aiUsageTracking)
    .values({
      userId: p('userId'),
      provider: p('provider'),
      model: p('model'),
      operationType: p('operation'),
      tokensUsed: p('tokens'),
      costMicros: p('costMicros'),
      responseTimeMs: p('responseTimeMs'),
      success: p('success'),
      createdAt: p('at'),
    })
    .prepare();
});

/**
 * Before a model is asked, in one transaction: the person's message is kept, and the worst case of the calls is taken from
 * every limit. Where a limit has no room nothing is written.
 * @throws RangeError on a message that is too large
 */
export async function beginTurn(
  main: MainFile,
  conversation: Conversation,
  said: NewMessage,
  budget: { reservation: Omit<Reservation, 'userId'>; limits: readonly SpendLimit[] },
): Promise<BegunTurn> {
  checkMessage(said);
  const { userId, sessionId } = conversation;
  const reservation = { ...budget.reservation, userId };
  const spare = CHAT_LIMITS.messagesPerTurnMax;
  try {
    const messageId = await main.tx(async tx => {
      const [id = 0] = await appendMessages(tx, conversation, [said], { at: reservation.at, spare });
      await reserve(tx, reservation, budget.limits);
      return id;
    });
    return { ok: true, turn: { userId, sessionId, reservationId: reservation.id, messageId } };
  } catch (error) {
    if (error instanceof SpendDenied || error instanceof ConversationDenied)
      return { ok: false, denial: error.denial };
    throw error;
  }
}

export type NextCall =
  | { ok: true; turn: Turn; settlement: Settlement }
  | { ok: false; denial: SpendDenial | AlreadyEnded };

/**
 * Between two calls of a turn, in one transaction: a usage row for each call that ended, their true cost in the place of
 * the reservation, and the worst case of the next call taken from every limit. Refused, nothing is written: the calls that
 * ended are still to be handed to `endTurn`, or to another `nextCall`.
 * @param calls all that the reservation of `turn` was held for, at least one
 * @returns the turn as it goes on: under the next reservation
 */
export async function nextCall(
  main: MainFile,
  turn: Turn,
  calls: readonly AccountedCall[],
  budget: { reservation: Omit<Reservation, 'userId'>; limits: readonly SpendLimit[] },
): Promise<NextCall> {
  checkCount('calls', calls.length, CHAT_LIMITS.callsPerTurnMax);
  const { userId, reservationId } = turn;
  const { at } = budget.reservation;
  const next = { ...budget.reservation, userId };
  try {
    return await main.tx(async tx => {
      const ended = { id: reservationId, costMicros: costOf(calls) };
      const settlement = await settleAndReserve(tx, ended, next, budget.limits);
      if (!settlement) return alreadyEnded(reservationId);
      for (const call of calls) await keepUsage(tx, userId, call, at);
      return { ok: true, turn: { ...turn, reservationId: next.id }, settlement };
    });
  } catch (error) {
    if (error instanceof SpendDenied) return { ok: false, denial: error.denial };
    throw error;
  }
}

/**
 * After the last call, in one transaction: what the model and the tools said, a usage row for each call, and the true cost
 * in the place of the reservation (released where every call failed and none was billed). Killed before it, the turn
 * leaves the person's message and a held reservation; called again after it, it writes nothing.
 * @param at UTC milliseconds
 * @throws RangeError on messages or calls beyond `CHAT_LIMITS`
 */
export async function endTurn(
  main: MainFile,
  turn: Turn,
  answer: { messages: readonly NewMessage[]; calls: readonly AccountedCall[] },
  at: number,
): Promise<EndedTurn> {
  const { messages, calls } = answer;
  checkCount('messages', messages.length, CHAT_LIMITS.messagesPerTurnMax);
  checkCount('calls', calls.length, CHAT_LIMITS.callsPerTurnMax);
  for (const message of messages) checkMessage(message);
  const { userId, reservationId } = turn;
  return await main.tx(async tx => {
    const settlement = await settle(tx, { id: reservationId, userId }, costOf(calls), at);
    if (!settlement) return alreadyEnded(reservationId);
    for (const call of calls) await keepUsage(tx, userId, call, at);
    return { ok: true, messageIds: await keepAnswer(tx, turn, messages, at), settlement };
  });
}

/** Released where every call failed and none was billed. */
function costOf(calls: readonly AccountedCall[]): Micros | 'released' {
  const cost = micros(calls.reduce((sum, call) => sum + call.costMicros, 0));
  return cost === 0 && calls.every(call => !call.success) ? 'released' : cost;
}

const alreadyEnded = (reservationId: string) => ({
  ok: false as const,
  denial: { code: 'ALREADY_ENDED' as const, reservationId },
});

/** One row for one call, in the transaction that settles it. */
export async function keepUsage(tx: MainTx, userId: string, call: AccountedCall, at: number): Promise<void> {
  const { provider, model, operation, tokens, costMicros, responseTimeMs, success } = call;
  const owned = { userId, provider, model, operation, tokens, costMicros, responseTimeMs, success, at };
  await insertUsage(tx).run(owned);
}

async function keepAnswer(
  tx: MainTx,
  turn: Turn,
  messages: readonly NewMessage[],
  at: number,
): Promise<number[]> {
  try {
    return await appendMessages(tx, turn, messages, { at });
  } catch (error) {
    if (error instanceof ConversationDenied) return [];
    throw error;
  }
}

function checkCount(what: string, count: number, max: number): void {
  if (count > max) throw new RangeError(`${count} ${what} in one turn: at most ${max}`);
}
