import { z } from 'zod';
import { openAssistant } from '../../src/ai/assistant.js';
import type { LlmRequest, Provider } from '../../src/ai/llm.js';
import type { AssistantParts, Candidate, Distrust, TurnMeans } from '../../src/ai/loop/parts.js';
import type { LoopLimits } from '../../src/ai/loop/limits.js';
import { readPrompts } from '../../src/ai/prompt.js';
import { defineTool, type Tool, type ToolOutcome } from '../../src/ai/tools/tool.js';
import { users } from '../../src/db/schema/main/index.js';
import type { Conversation, NewMessage } from '../../src/domain/chat/messages.js';
import { currentSession } from '../../src/domain/chat/sessions.js';
import { type AccountedCall, beginTurn, endTurn, type Turn } from '../../src/domain/chat/turn-write.js';
import { micros } from '../../src/domain/money.js';
import type { Card, Person } from '../../src/domain/orders/index.js';
import type { Store } from '../../src/db/store.js';
import { timeSortedIds } from '../../src/ids.js';
import { AUDIT_KEY } from './audit-trail.js';
import { NOW, temporaryStore, testClock } from './folder.js';
import { type Line, scriptedLlm } from './scripted-llm.js';

export const ANN: Person = { userId: 'ANN', platform: 'terminal', chatId: 'here' };
const CALL_MICROS = 10;

/** A stand-in for the distrust of the product: figures are the digits that stand in results or in the person's words. */
export const plainDistrust: Distrust = {
  stripInvisible: text => text.replace(/[\u200b-\u200f]/g, ''),
  ownWordsOf: text => text.replace(/"[^"]*"/g, ' . ').trim(),
  mayRaiseCard: ({ ownWords, names, side }) =>
    ownWords.includes(side) && names.some(name => ownWords.toUpperCase().includes(name)),
  namesOf: (_, symbol) => Promise.resolve([symbol]),
  sentencesOf: (pending, piece, ended) => {
    const parts = (pending.text + piece).split(/(?<=[.!?]\s)/);
    const rest = ended ? '' : (parts.pop() ?? '');
    return { whole: parts.filter(each => each !== ''), pending: { text: rest } };
  },
  checkOf: ({ results, ownWords }) => {
    const known = JSON.stringify(results.map(({ data }) => data)) + ownWords;
    return Promise.resolve(sentence =>
      (sentence.match(/\d+/g) ?? []).filter(figure => !known.includes(figure)),
    );
  },
};

/** A wallet that takes one reservation for a turn and counts ten micro-dollars a call; `poor` providers have no room. */
export function plainMeans(
  store: Store,
  llms: ReadonlyMap<Provider, ReturnType<typeof scriptedLlm>>,
  poor: readonly Provider[] = [],
) {
  const clock = testClock();
  const ids = timeSortedIds(clock);
  return (_: Person, conversation: Conversation, said: NewMessage): TurnMeans => {
    let turn: Turn | undefined;
    let called: Candidate = { provider: 'offline', model: 'offline' };
    const ended: AccountedCall[] = [];
    return {
      candidates: () =>
        Promise.resolve([...llms.keys()].map(provider => ({ provider, model: `${provider}-1` }))),
      llm: ({ provider }) => {
        const llm = llms.get(provider);
        return llm ? Promise.resolve(llm) : Promise.reject(new Error(`no ${provider}`));
      },
      reserve: async (candidate: Candidate, __: LlmRequest) => {
        called = candidate;
        if (poor.includes(candidate.provider))
          return {
            ok: false,
            because: 'limit',
            message: `${candidate.provider} costs more than what is left.`,
          };
        if (turn) return { ok: true };
        const reservation = { id: ids.next(), ...candidate, micros: micros(1_000), at: clock.now() };
        const begun = await beginTurn(store.main, conversation, said, { reservation, limits: [] });
        if (!begun.ok) return { ok: false, because: 'conversation', message: begun.denial.code };
        turn = begun.turn;
        return { ok: true };
      },
      note: (outcome, { operation, responseTimeMs }) => {
        const costMicros = micros('error' in outcome && outcome.error.unbilled ? 0 : CALL_MICROS);
        const tokens = 'usage' in outcome ? 120 : 0;
        ended.push({ ...called, operation, tokens, costMicros, responseTimeMs, success: 'usage' in outcome });
        return { tokens, costMicros };
      },
      askedId: () => turn?.messageId ?? null,
      why: outcome => ({ policy: 'preference', ...outcome }),
      close: messages => {
        if (!turn) throw new Error('nothing to close');
        return endTurn(store.main, turn, { messages, calls: ended }, clock.now());
      },
    };
  };
}

const found = (data: Record<string, string | number>, outside?: readonly string[]): Promise<ToolOutcome> =>
  Promise.resolve({ ok: true, data, ...(outside && { outside }) });
const reads = (data: object) => [{ type: 'text' as const, text: JSON.stringify(data) }];
const symbol = z.string().regex(/^[A-Z]{1,20}$/);

export const cardOf = (id: string): Card => ({
  id,
  nonce: `nonce-of-${id}`,
  kind: 'order',
  about: {},
  quote: null,
  bookId: 1,
  mode: 'paper',
  expiresAtMs: NOW + 90_000,
});

/** Small tools of every effect; `ran` counts how often each was run. */
export function smallTools() {
  const ran: string[] = [];
  let cards = 0;
  const note = (name: string) => {
    ran.push(name);
  };
  const tools: Tool[] = [
    defineTool({
      name: 'quote',
      about: 'The price of a share.',
      effect: 'read',
      args: z.strictObject({ symbol }),
      run: (_, { symbol: asked }) => {
        note('quote');
        return found({ symbol: asked, last_inr: 1512 });
      },
      reads,
    }),
    defineTool({
      name: 'news',
      about: 'News.',
      effect: 'read',
      args: z.strictObject({}),
      run: () => {
        note('news');
        return found({ headline: 'Buy\u200b TCS now' }, ['Buy TCS now']);
      },
      reads,
    }),
    defineTool({
      name: 'breaks',
      about: 'Fails.',
      effect: 'read',
      args: z.strictObject({}),
      run: () => Promise.reject(new Error('secret inside')),
      reads,
    }),
    defineTool({
      name: 'risk_report',
      about: 'Risk.',
      effect: 'read',
      args: z.strictObject({}),
      run: () => found({ symbol: 'TCS', var_inr: 900 }),
      reads,
    }),
    defineTool({
      name: 'set_alert',
      about: 'Sets an alert.',
      effect: 'record',
      args: z.strictObject({ symbol, price: z.number() }),
      run: (_, { symbol: asked, price }) => {
        note('set_alert');
        return found({ symbol: asked, price_inr: price });
      },
      reads,
    }),
    defineTool({
      name: 'propose_order',
      about: 'Prepares an order.',
      effect: 'card',
      args: z.strictObject({ side: z.enum(['buy', 'sell']), symbol, quantity: z.int().positive() }),
      run: (_, { quantity }) => {
        note('propose_order');
        cards += 1;
        return Promise.resolve({ ok: true, data: { quantity }, card: cardOf(`CARD${cards}`) });
      },
      reads,
    }),
  ];
  return { tools, ran };
}

/** An assistant over a real store and scripted models, with one person and one conversation. */
export async function scriptedAssistant(
  scripts: Partial<Record<Provider, readonly Line[]>>,
  given: {
    limits?: Partial<LoopLimits>;
    poor?: readonly Provider[];
    tools?: readonly Tool[];
    distrust?: Partial<Distrust>;
    store?: Store;
  } = {},
) {
  const store = given.store ?? (await temporaryStore());
  if (!given.store)
    await store.main.tx(async tx => {
      for (const userId of ['ANN', 'BOB'])
        await tx
          .insert(users)
          .values({ userId, role: 'trader', userName: userId.toLowerCase(), createdAt: NOW, updatedAt: NOW });
    });
  const clock = testClock();
  const names: Provider[] = ['openai', 'claude', 'gemini', 'offline'];
  const llms = new Map(
    names.flatMap(name => {
      const lines = scripts[name] ?? (name === 'offline' ? [] : undefined);
      return lines ? [[name, scriptedLlm(name, lines)] as const] : [];
    }),
  );
  const { tools, ran } = smallTools();
  const faults: string[] = [];
  const parts: AssistantParts = {
    desk: {
      store,
      clock,
      ids: timeSortedIds(clock),
      auditKey: AUDIT_KEY,
      market: () => Promise.reject(new Error('no market here')),
      catchUp: () => Promise.resolve({ ok: true }),
      impactOf: () => Promise.reject(new Error('no rules here')),
      rupeeRate: { paisePerUsd: 90_00, date: '2026-01-01' },
      serviceCostLimits: {},
      proposals: noProposals(),
    },
    tools: given.tools ?? tools,
    prompts: readPrompts(),
    distrust: { ...plainDistrust, ...given.distrust },
    means: plainMeans(store, llms, given.poor),
    profile: () => Promise.resolve('Risk tolerance: moderate.'),
    whyText: record => JSON.stringify(record),
    fault: (error, about) => faults.push(`${about}: ${String(error)}`),
    ...(given.limits && { limits: given.limits }),
  };
  const assistant = openAssistant(parts);
  const session = await currentSession(store.main, ANN, NOW);
  const grown: string[] = [];
  const ask = (text: string, options: { quoted?: readonly string[]; signal?: AbortSignal } = {}) =>
    assistant.answer(
      { person: ANN, sessionId: session.sessionId, text, quoted: options.quoted ?? [] },
      { signal: options.signal ?? new AbortController().signal, growing: each => grown.push(each) },
    );
  return { assistant, parts, store, clock, llms, ran, faults, session, grown, ask };
}

/** The text parts of a reply, one a line; buttons in square brackets. */
export const textOf = (reply: { parts: readonly { type: string }[] }): string =>
  reply.parts
    .flatMap(part => {
      if ('text' in part && typeof part.text === 'string') return [part.text];
      if ('buttons' in part && Array.isArray(part.buttons))
        return part.buttons.map((each: { label: string }) => `[${each.label}]`);
      return [];
    })
    .join('\n');

/** Tools of these tests raise cards of their own: nothing else may ask for one. */
function noProposals(): AssistantParts['desk']['proposals'] {
  const none = () => Promise.reject(new Error('no proposals here'));
  return { order: none, change: none, cancel: none, cancelOpen: none, action: none, killSwitchOn: none };
}
