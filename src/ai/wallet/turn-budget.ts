import type { Clock } from '../../clock.js';
import type { MainFile } from '../../db/store.js';
import type { LimitsInForce } from '../../domain/ai-limits/cost-limits.js';
import type { Conversation, NewMessage } from '../../domain/chat/messages.js';
import {
  type AccountedCall,
  type AlreadyEnded,
  beginTurn,
  type EndedTurn,
  endTurn,
  nextCall,
  type Turn,
  type TurnDenial,
} from '../../domain/chat/turn-write.js';
import { type Micros, micros } from '../../domain/money.js';
import type { Ids } from '../../ids.js';
import type { LlmRequest, Provider, Usage } from '../llm.js';
import { tokensIn, trueCost, worstCost } from './cost.js';
import type { Price, PriceBook } from './prices.js';
import type { MessageDenial } from './denials.js';

export interface WalletDesk {
  main: MainFile;
  clock: Clock;
  ids: Ids;
}

/** A call as it is about to be made, and what it can cost at most. */
export interface PlannedCall {
  provider: Provider;
  model: string;
  price: Price;
  worstMicros: Micros;
}

/** What one turn may still spend, and what its calls came to. Kept by these functions alone. */
export interface TurnBudget {
  turn: Turn;
  limits: LimitsInForce;
  /** What is reserved for the calls that were not written down yet: that under way, and those before it that it covers. */
  held: PlannedCall;
  ended: AccountedCall[];
  /** What the whole turn has cost so far, by provider. */
  spent: Map<Provider, Micros>;
}

/** The price and the worst case of a call, or undefined where nobody knows what the model costs: then it must not be made. */
export function planCall(
  prices: PriceBook,
  provider: Provider,
  request: LlmRequest,
  at: number,
): PlannedCall | undefined {
  const { model } = request;
  const price = prices.priceOf(provider, model, at);
  return price && { provider, model, price, worstMicros: worstCost(price, request) };
}

export type Opened = { ok: true; budget: TurnBudget } | { ok: false; denial: TurnDenial | MessageDenial };

/**
 * Opens a turn: the person's message is kept and the worst case of the first call is reserved, in one transaction. Refused,
 * nothing is written: try a cheaper call, and the offline provider last, which costs nothing and always has room.
 */
export async function openTurn(
  { main, clock, ids }: WalletDesk,
  conversation: Conversation,
  said: NewMessage,
  first: PlannedCall,
  limits: LimitsInForce,
): Promise<Opened> {
  const denial = messageDenial(first, new Map(), limits);
  if (denial) return { ok: false, denial };
  const reservation = reservationOf(first, ids.next(), clock.now());
  const begun = await beginTurn(main, conversation, said, { reservation, limits: limits.spend });
  if (!begun.ok) return begun;
  return { ok: true, budget: { turn: begun.turn, limits, held: first, ended: [], spent: new Map() } };
}

/**
 * Before every further call. Where what is held covers it (the call before was not billed, or the model costs nothing)
 * nothing is written; else the ended calls are settled and the next is reserved, in one transaction. Refused, the budget
 * is as it was: another call can be tried, or the turn ended.
 */
export async function readyCall(
  { main, clock, ids }: WalletDesk,
  budget: TurnBudget,
  call: PlannedCall,
): Promise<{ ok: true } | { ok: false; denial: MessageDenial | TurnDenial | AlreadyEnded }> {
  const denial = messageDenial(call, budget.spent, budget.limits);
  if (denial) return { ok: false, denial };
  if (isCovered(budget, call)) return { ok: true };
  const reservation = reservationOf(call, ids.next(), clock.now());
  const asked = { reservation, limits: budget.limits.spend };
  const next = await nextCall(main, budget.turn, budget.ended, asked);
  if (!next.ok) return next;
  budget.turn = next.turn;
  budget.held = call;
  budget.ended = [];
  return { ok: true };
}

function isCovered({ held, ended }: TurnBudget, call: PlannedCall): boolean {
  if (held.provider !== call.provider || held.model !== call.model) return false;
  const cost = ended.reduce((sum, each) => sum + each.costMicros, 0);
  return cost + call.worstMicros <= held.worstMicros;
}

const reservationOf = ({ provider, model, worstMicros }: PlannedCall, id: string, at: number) => ({
  id,
  provider,
  model,
  micros: worstMicros,
  at,
});

/** The limits of one message bound what a turn has cost together with the worst case of its next call. */
function messageDenial(
  { provider, worstMicros }: PlannedCall,
  spent: ReadonlyMap<Provider, Micros>,
  { message }: LimitsInForce,
): MessageDenial | undefined {
  if (worstMicros === 0) return undefined;
  let all = 0;
  for (const amount of spent.values()) all += amount;
  for (const { scope, provider: limited, limitMicros } of message) {
    if (limited !== '*' && limited !== provider) continue;
    const left = limitMicros - (limited === '*' ? all : (spent.get(provider) ?? 0));
    if (worstMicros <= left) continue;
    const leftMicros = micros(Math.max(0, left));
    return { code: 'COST_LIMIT', scope, provider: limited, period: 'message', limitMicros, leftMicros };
  }
  return undefined;
}

/** How a call ended: with what the provider counted (null where it counted nothing), or without an answer. */
export type CallOutcome =
  | { usage: Usage | null }
  | { error: { unbilled: boolean; usage?: Usage | undefined } };

/**
 * Notes what a call came to: its true cost; nothing where it provably was not billed; all that was reserved for it where
 * that is not known. It is written down with the next call or the end of the turn.
 */
export function noteCall(
  budget: TurnBudget,
  call: PlannedCall,
  outcome: CallOutcome,
  facts: { operation: string; responseTimeMs: number },
): AccountedCall {
  const accounted = accountedCall(call, outcome, facts);
  budget.ended.push(accounted);
  const before = budget.spent.get(call.provider) ?? 0;
  budget.spent.set(call.provider, micros(before + accounted.costMicros));
  return accounted;
}

/** The same for a call that belongs to no turn. */
export function accountedCall(
  { provider, model, price, worstMicros }: PlannedCall,
  outcome: CallOutcome,
  { operation, responseTimeMs }: { operation: string; responseTimeMs: number },
): AccountedCall {
  const row = { provider, model, operation, responseTimeMs: Math.max(0, Math.round(responseTimeMs)) };
  const success = 'usage' in outcome;
  if (!success && outcome.error.unbilled) return { ...row, tokens: 0, costMicros: micros(0), success };
  const usage = success ? outcome.usage : outcome.error.usage;
  const tokens = usage ? tokensIn(usage) : undefined;
  // Counts that no call can have are no counts: what was reserved is charged, as for a call that broke off.
  if (!usage || tokens === undefined) return { ...row, tokens: 0, costMicros: worstMicros, success };
  return { ...row, tokens, costMicros: trueCost(price, usage), success };
}

/** Closes a turn: what was said, the usage of the calls that were not written yet, and their cost, in one transaction. */
export async function closeTurn(
  { main, clock }: WalletDesk,
  budget: TurnBudget,
  messages: readonly NewMessage[],
): Promise<EndedTurn> {
  return await endTurn(main, budget.turn, { messages, calls: budget.ended }, clock.now());
}
