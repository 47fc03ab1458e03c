import { keepAnalysis } from '../domain/chat/analysis.js';
import { nameAfter } from '../domain/chat/sessions.js';
import { type Micros, micros } from '../domain/money.js';
import { type Reply, said } from '../domain/reply.js';
import type { Provider } from './llm.js';
import { LOOP_LIMITS } from './loop/limits.js';
import { type AskedTurn, type Fixed, openTurn } from './loop/open-turn.js';
import type { AssistantParts } from './loop/parts.js';
import { messagesOf } from './loop/record.js';
import { partsOf, sourcesButton } from './loop/reply.js';
import { runTurn } from './loop/run.js';
import { toldOf } from './loop/told.js';
import { candidateOf, type Ending, nowMs, resultsOf, type Turn } from './loop/turn.js';
import { type RecordedTurn, recordedTurn, sourcesReply, whyOf } from './recorded.js';
import { toolSchemas } from './tools/schemas.js';

export interface Answered {
  reply: Reply;
  tools: readonly { name: string; args: unknown; ok: boolean }[];
  /** Null where nobody was asked: a second message during a turn, or a conversation that is not there. */
  provider: Provider | null;
  model: string | null;
  costMicros: Micros;
  sessionId: number;
  /** The answer's; null where nothing could be written. */
  messageId: number | null;
}

export interface Answering {
  signal: AbortSignal;
  /** What is certain so far; each time the whole of it. Where nobody watches, the model's answer is not streamed. */
  growing?(text: string): void;
}

export interface Assistant {
  answer(asked: AskedTurn, answering: Answering): Promise<Answered>;
  /** Which tool said what in the turn of an answer. */
  sources(userId: string, messageId: number): Promise<Reply>;
  /** Why the last answer of a conversation came from whom it came. */
  why(userId: string, sessionId: number): Promise<Reply>;
  /** A turn from the log, and how it reads, without a model; undefined where the person has none with that answer. */
  replayTurn(userId: string, messageId: number): Promise<RecordedTurn | undefined>;
}

/** Tools whose findings, in a model's words, are an analysis. */
const ANALYSES: readonly string[] = ['risk_report', 'show_pnl', 'market_overview'];

/** Puts the assistant together: what is the same for each turn is made once. */
export function openAssistant(parts: AssistantParts): Assistant {
  const limits = { ...LOOP_LIMITS, ...parts.limits };
  const tools = new Map(parts.tools.map(tool => [tool.name, tool]));
  const fixed: Fixed = { parts, limits, tools, offered: toolSchemas(parts.tools) };
  const answering = new Set<number>();
  const { read } = parts.desk.store.main;
  return {
    answer: async (asked, how) => {
      const { sessionId } = asked;
      if (asked.text.trim() === '' && asked.quoted.length === 0)
        return unasked(sessionId, 'That message was empty. Write what you would like to see or do.');
      if (answering.has(sessionId))
        return unasked(sessionId, 'I am still answering your last message. Write again when it is there.');
      answering.add(sessionId);
      try {
        return await withinTime(how.signal, limits.turnMs, signal =>
          answerTurn(fixed, asked, { ...how, signal }),
        );
      } finally {
        answering.delete(sessionId);
      }
    },
    sources: (userId, messageId) => sourcesReply(read, tools, userId, messageId),
    why: (userId, sessionId) => whyOf(read, parts.whyText, { userId, sessionId }),
    replayTurn: (userId, messageId) => recordedTurn(read, tools, userId, messageId),
  };
}

/** `AbortSignal.any` over `AbortSignal.timeout` is collected while it waits (Node 20), so the timer is held here. */
async function withinTime<T>(
  outer: AbortSignal,
  timeMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const stop = () => inner.abort(outer.reason);
  const timer = setTimeout(() => inner.abort(new DOMException('out of time', 'TimeoutError')), timeMs);
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  try {
    return await work(inner.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}

const unasked = (sessionId: number, text: string): Answered => ({
  reply: said(text),
  tools: [],
  provider: null,
  model: null,
  costMicros: micros(0),
  sessionId,
  messageId: null,
});

async function answerTurn(fixed: Fixed, asked: AskedTurn, how: Answering): Promise<Answered> {
  const turn = await openTurn(fixed, asked, how);
  const ending = await endingOf(turn);
  const { sessionId } = asked;
  const messageId = await keep(turn, ending);
  if (messageId === null && turn.modelCalls === 0) return unasked(sessionId, unaskedText(turn, ending));
  if (messageId !== null) await keepAround(turn, asked, messageId, ending);
  const { provider, model } = candidateOf(turn);
  const results = resultsOf(turn);
  const parts = partsOf(toldOf(turn, ending), turn.tools);
  const hasSources = messageId !== null && results.some(({ data }) => data !== null);
  return {
    reply: { parts: hasSources ? [...parts, sourcesButton(messageId)] : parts },
    tools: results.map(({ call, args, data }) => ({
      name: call.name,
      args: args ?? call.args,
      ok: data !== null,
    })),
    provider,
    model,
    costMicros: turn.costMicros,
    sessionId,
    messageId,
  };
}

/** Whatever goes wrong inside, the turn is closed: what was reserved is settled, and what was shown is kept. */
async function endingOf(turn: Turn): Promise<Ending> {
  try {
    turn.candidates = await turn.means.candidates(firstRequest(turn));
    return await runTurn(turn);
  } catch (error) {
    turn.parts.fault(error, 'a turn of a conversation');
    return 'failed';
  }
}

const firstRequest = ({ system, offered, before, asked, limits }: Turn) => ({
  system,
  tools: offered,
  messages: [...before, { role: 'user' as const, text: asked.quoting }],
  outputTokensMax: limits.outputTokensMax,
});

const unaskedText = ({ notes }: Turn, ending: Ending): string =>
  notes.join('\n') ||
  (ending === 'stopped' ? 'Stopped.' : 'That was not possible just now. Please try again.');

/** Writes down the rest of the turn. @returns the id of the answer, or null where there is nothing to write it into */
async function keep(turn: Turn, ending: Ending): Promise<number | null> {
  const askedId = turn.means.askedId();
  if (askedId === null) return null;
  const ended = await turn.means.close(messagesOf(turn, askedId, ending));
  return ended.ok ? (ended.messageIds.at(-1) ?? null) : null;
}

/** A name for the conversation, and the analysis that was given. The answer stands without them. */
async function keepAround(turn: Turn, asked: AskedTurn, messageId: number, ending: Ending): Promise<void> {
  const { parts, person } = turn;
  const { main } = parts.desk.store;
  const { userId } = person;
  try {
    if (turn.before.length === 0) await nameAfter(main, { userId, sessionId: asked.sessionId }, turn.ownNow);
    const { provider, model } = candidateOf(turn);
    const answer = turn.shown.trim();
    if (ending !== 'answered' || answer === '' || provider === 'offline') return;
    for (const { call, args, data } of resultsOf(turn))
      if (data && ANALYSES.includes(call.name)) {
        const analysis = { userId, type: call.name, asked: turn.asked.plain, args, data };
        await keepAnalysis(main, { ...analysis, answer, provider, model, messageId }, nowMs(turn));
      }
  } catch (error) {
    parts.fault(error, 'what is kept beside an answer');
  }
}
