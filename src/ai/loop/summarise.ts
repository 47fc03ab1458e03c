import { keepSummary, type Summary } from '../../domain/chat/summary.js';
import { fitting, type Past, type PastTurn, summaryInput, summaryWith } from '../history.js';
import { LlmError, type LlmRequest } from '../llm.js';
import { withoutLinks } from './links.js';
import { HISTORY_LIMITS } from './limits.js';
import { micros } from '../../domain/money.js';
import type { AssistantParts, NotedCall, TurnMeans } from './parts.js';

const NOTHING: NotedCall = { tokens: 0, costMicros: micros(0) };

export interface Remembered {
  summary: Summary | undefined;
  kept: readonly PastTurn[];
  /** What has to go into the summary first. */
  over: readonly PastTurn[];
  before: Summary | undefined;
}

/** What fits of the past; where it is too much, with a summary made without a model. */
export function remembered(past: Past): Remembered {
  const { kept, over } = fitting(past);
  const summary = over.length === 0 ? past.summary : summaryWith(past.summary, over);
  return { summary, kept, over, before: past.summary };
}

/**
 * The summary of what no longer fits, in a model's words where one can be asked, and kept. One call of the turn's own
 * candidate with a small output; whatever goes wrong with it, the summary without a model stands.
 */
export async function summarise(
  parts: AssistantParts,
  means: TurnMeans,
  conversation: { userId: string; sessionId: number },
  { summary, over, before }: Remembered,
  signal: AbortSignal,
): Promise<{ summary: Summary | undefined; spent: NotedCall }> {
  if (over.length === 0 || !summary) return { summary, spent: NOTHING };
  const { words, spent } = await summaryByModel(parts, means, summaryInput(before, over), signal);
  const made = words === undefined ? summary : { ...summary, summary: words };
  const { store, clock } = parts.desk;
  await store.main.tx(tx => keepSummary(tx, conversation, made, clock.now()));
  return { summary: made, spent };
}

async function summaryByModel(
  parts: AssistantParts,
  means: TurnMeans,
  text: string,
  signal: AbortSignal,
): Promise<{ words?: string; spent: NotedCall }> {
  const request: Omit<LlmRequest, 'model'> = {
    system: [parts.prompts.summary.text],
    tools: [],
    messages: [{ role: 'user', text }],
    outputTokensMax: HISTORY_LIMITS.summaryTokensMax,
  };
  const [candidate] = await means.candidates(request);
  if (!candidate || candidate.provider === 'offline') return { spent: NOTHING };
  const reserved = await means.reserve(candidate, { ...request, model: candidate.model });
  if (!reserved.ok) return { spent: NOTHING };
  const startedAt = parts.desk.clock.now();
  const facts = () => ({
    operation: 'summary' as const,
    responseTimeMs: Math.max(0, parts.desk.clock.now() - startedAt),
  });
  try {
    const llm = await means.llm(candidate);
    const answer = await llm.ask({ ...request, model: candidate.model }, { signal });
    const spent = means.note({ usage: answer.usage }, facts());
    const clean = withoutLinks(parts.distrust.stripInvisible(answer.text)).trim();
    return clean === '' ? { spent } : { words: clean, spent };
  } catch (thrown) {
    const isKnown = thrown instanceof LlmError;
    if (!isKnown) parts.fault(thrown, 'the summary of a conversation');
    const error = isKnown
      ? thrown
      : new LlmError('bad_response', 'a fault inside the call', { unbilled: false, cause: thrown });
    return { spent: means.note({ error }, facts()) };
  }
}
