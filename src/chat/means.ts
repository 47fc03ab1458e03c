import type { Llm, LlmError, LlmRequest, Provider, Usage } from '../ai/llm.js';
import type { Candidate, NotedCall, Reserved, TurnMeans } from '../ai/loop/parts.js';
import {
  type Breakers,
  breakerState,
  enterBreaker,
  type KeyOwner,
  leaveBreaker,
} from '../ai/router/breakers.js';
import { candidatesOf, type Option, type Routing } from '../ai/router/candidates.js';
import { type Latencies, medianResponseMs, noteResponse } from '../ai/router/latency.js';
import type { AiConfig } from '../ai/settings.js';
import { inputTokensMax } from '../ai/wallet/cost.js';
import { type CostDenial, denialText, noPriceText } from '../ai/wallet/denials.js';
import type { PriceBook } from '../ai/wallet/prices.js';
import {
  closeTurn,
  noteCall,
  openTurn,
  planCall,
  type PlannedCall,
  readyCall,
  type TurnBudget,
  type WalletDesk,
} from '../ai/wallet/turn-budget.js';
import type { KeyRing } from '../db/secrets/fernet.js';
import { costLimitsOf, type LimitsInForce, limitsInForce } from '../domain/ai-limits/cost-limits.js';
import type { Conversation, ConversationDenial, NewMessage } from '../domain/chat/messages.js';
import type { AlreadyEnded, EndedTurn } from '../domain/chat/turn-write.js';
import { type AiKeys, keysOf, KEYED } from '../domain/people/ai-keys.js';
import { preferencesOf } from '../domain/people/ai-preferences.js';
import type { Models } from './models.js';

/** Bytes of a request that every model in use has room for, at three bytes a token and 100,000 tokens. */
const REQUEST_BYTES_MAX = 300_000;

/** What the turns of everybody share. */
export interface MeansDesk extends WalletDesk {
  config: AiConfig;
  /** With `forRemote` what the providers charge too: that list takes a tenth of a second to load. */
  prices(forRemote: boolean): Promise<PriceBook>;
  breakers: Breakers;
  latencies: Latencies;
  models: Models;
  ring(): KeyRing;
  offline: (userId: string) => Promise<Llm>;
}

/** What a turn knows of the person who pays: read once, when the first candidate is asked for. */
interface Payer {
  keys: AiKeys;
  prices: PriceBook;
  limits: LimitsInForce;
  preferences: Awaited<ReturnType<typeof preferencesOf>>;
}

/** What one turn has come to so far. Kept by the functions below alone. */
interface Paying {
  userId: string;
  denials: CostDenial[];
  payer: Payer | undefined;
  routing: Routing | undefined;
  budget: TurnBudget | undefined;
  held: PlannedCall | undefined;
}

/** Whom one turn can ask, and what pays for it: the router and the wallet, for one message of one person. */
export function turnMeans(desk: MeansDesk, conversation: Conversation, said: NewMessage): TurnMeans {
  const { userId } = conversation;
  const paying: Paying = {
    userId,
    denials: [],
    payer: undefined,
    routing: undefined,
    budget: undefined,
    held: undefined,
  };
  return {
    candidates: async request => {
      const payer = await whoPays(desk, paying);
      const { preferences } = payer;
      const options = optionsOf(desk, userId, payer, request);
      const { denials } = paying;
      paying.routing = candidatesOf({ policy: desk.config.policy, preferences, options, denials });
      return paying.routing.candidates;
    },
    llm: async ({ provider }) => {
      if (provider === 'offline') return await desk.offline(userId);
      const { keys } = await whoPays(desk, paying);
      return await desk.models.remote(provider, keys[provider] ?? desk.config.providers[provider].key);
    },
    reserve: (candidate, request) => reserveCall(desk, paying, { conversation, said }, candidate, request),
    note: (outcome, facts) => note(desk, paying, outcome, facts),
    askedId: () => paying.budget?.turn.messageId ?? null,
    why: outcome => ({ ...paying.routing, ...outcome }),
    close: async (messages): Promise<EndedTurn> => {
      if (!paying.budget) throw new Error('a turn was closed that was never opened');
      return await closeTurn(desk, paying.budget, messages);
    },
  };
}

const whoPays = async (desk: MeansDesk, paying: Paying): Promise<Payer> =>
  (paying.payer ??= await payerOf(desk, paying.userId));

const ownerOf = (userId: string, { keys }: Payer, provider: Provider): KeyOwner =>
  provider !== 'offline' && keys[provider] ? { userId } : 'service';

async function reserveCall(
  desk: MeansDesk,
  paying: Paying,
  { conversation, said }: { conversation: Conversation; said: NewMessage },
  { provider, model }: Candidate,
  request: LlmRequest,
): Promise<Reserved> {
  const { breakers, clock } = desk;
  const payer = await whoPays(desk, paying);
  const call = planCall(payer.prices, provider, request, clock.now());
  if (!call) return { ok: false, because: 'limit', message: noPriceText(model) };
  const owner = ownerOf(paying.userId, payer, provider);
  if (!enterBreaker(breakers, provider, owner, clock.now()))
    return { ok: false, because: 'limit', message: `${provider} is given time to recover.` };
  const denial = paying.budget
    ? denialOf(await readyCall(desk, paying.budget, call))
    : await open(desk, paying, { conversation, said }, call, payer.limits);
  if (denial) {
    leaveBreaker(breakers, provider, owner, NEVER_ASKED, clock.now());
    return refused(desk, paying, denial);
  }
  paying.held = call;
  return { ok: true };
}

type Denial = CostDenial | ConversationDenial | AlreadyEnded;

const denialOf = (taken: { ok: true } | { ok: false; denial: Denial }): Denial | undefined =>
  taken.ok ? undefined : taken.denial;

async function open(
  desk: MeansDesk,
  paying: Paying,
  { conversation, said }: { conversation: Conversation; said: NewMessage },
  call: PlannedCall,
  limits: LimitsInForce,
): Promise<Denial | undefined> {
  const opened = await openTurn(desk, conversation, said, call, limits);
  if (opened.ok) paying.budget = opened.budget;
  return denialOf(opened);
}

function refused(desk: MeansDesk, paying: Paying, denial: Denial): Reserved {
  if (denial.code !== 'COST_LIMIT')
    return { ok: false, because: 'conversation', message: CONVERSATION_WORDS };
  paying.denials.push(denial);
  return { ok: false, because: 'limit', message: denialText(denial, desk.config.rate) };
}

function note(
  desk: MeansDesk,
  { budget, held, payer, userId }: Paying,
  outcome: { usage: Usage | null } | { error: LlmError },
  facts: { operation: 'chat' | 'summary'; responseTimeMs: number },
): NotedCall {
  if (!budget || !held || !payer) throw new Error('a call was noted that was not reserved');
  const { provider } = held;
  const isAnswer = 'usage' in outcome;
  const owner = ownerOf(userId, payer, provider);
  leaveBreaker(desk.breakers, provider, owner, isAnswer ? 'answered' : outcome.error, desk.clock.now());
  if (isAnswer) noteResponse(desk.latencies, provider, facts.responseTimeMs);
  const { tokens, costMicros } = noteCall(budget, held, outcome, facts);
  return { tokens, costMicros };
}

const CONVERSATION_WORDS = 'This conversation can take no more messages: begin another one with /new.';
const NEVER_ASKED = { kind: 'aborted', retryAfterMs: undefined } as const;

async function payerOf(desk: MeansDesk, userId: string): Promise<Payer> {
  const { read } = desk.main;
  const keys = await keysOf(read, desk.ring(), userId);
  const { providers } = desk.config;
  const canAsk = KEYED.some(name => keys[name] || providers[name].key || providers[name].isOwnServer);
  return {
    keys,
    prices: await desk.prices(canAsk),
    limits: limitsInForce(await costLimitsOf(read, userId), desk.config.serviceLimits),
    preferences: await preferencesOf(read, userId),
  };
}

function optionsOf(
  desk: MeansDesk,
  userId: string,
  payer: Payer,
  request: Omit<LlmRequest, 'model'>,
): Option[] {
  const { keys, prices } = payer;
  const now = desk.clock.now();
  const fits = inputTokensMax({ ...request, model: '' }) <= REQUEST_BYTES_MAX;
  return KEYED.flatMap(provider => {
    const { models, key, isOwnServer } = desk.config.providers[provider];
    const keyOf = keys[provider] ? 'own' : key ? 'service' : isOwnServer ? 'none_needed' : 'missing';
    const breaker = breakerState(desk.breakers, provider, ownerOf(userId, payer, provider), now);
    const medianMs = medianResponseMs(desk.latencies, provider);
    return models.map((model): Option => {
      const worstMicros = planCall(prices, provider, { ...request, model }, now)?.worstMicros;
      return { provider, model, key: keyOf, breaker, fits, worstMicros, medianMs };
    });
  });
}
