import { z } from 'zod';
import type { NewMessage } from '../../domain/chat/messages.js';
import { micros } from '../../domain/money.js';
import { promptMark } from '../prompt.js';
import { cutText } from './cut.js';
import { messageParts } from './told.js';
import { candidateOf, type Ending, nowMs, type RanCall, resultsOf, type Step, type Turn } from './turn.js';

/** What stands in the metadata of a message of a tool. */
export const toolMark = z.object({
  step: z.int(),
  id: z.string(),
  call_id: z.string(),
  name: z.string(),
  /** As the model wrote them. */
  args: z.string(),
  ok: z.boolean(),
  code: z.string().nullable(),
  /** The id of the card that it raised, never its nonce. */
  card: z.string().nullable(),
  took_ms: z.number(),
  /** Whether the content is the whole of the data; else it is its beginning. */
  whole: z.boolean(),
});

/** What stands in the metadata of an answer: `final` closes a turn and says what it came to. */
export const finalMark = z.object({
  final: z.literal(true),
  asked: z.int(),
  ending: z.string(),
  prompt: z.object({ name: z.string(), version: z.number(), sha: z.string() }),
  model: z.string(),
  context_sha: z.string().nullable(),
  draws_all: z.boolean(),
  draws_first: z.boolean(),
  text: z.string(),
  notes: z.array(z.string()),
  why: z.record(z.string(), z.unknown()),
  tools: z.array(z.object({ name: z.string(), ok: z.boolean() })),
  cards: z.array(z.string()),
  tainted: z.boolean(),
  replay: z.unknown().optional(),
});

const message = (
  type: NewMessage['type'],
  content: string,
  metadata: NewMessage['metadata'],
): NewMessage => ({
  type,
  content,
  metadata,
  provider: null,
  tokens: 0,
  costMicros: micros(0),
});

/** What a turn leaves in the conversation after the person's message: each call, each result, and the answer at the end. */
export function messagesOf(turn: Turn, askedId: number, ending: Ending): NewMessage[] {
  const last = turn.steps.at(-1);
  const messages: NewMessage[] = [];
  for (const [place, step] of turn.steps.entries()) {
    if (step.results.length === 0) continue;
    const { provider } = step.candidate;
    messages.push({ ...message('assistant', '', stepMetadata(turn, step, place)), provider });
    for (const result of step.results) messages.push(toolMessage(turn, result, place));
  }
  const metadata = finalMetadata(turn, askedId, ending, last);
  const text = messageParts(turn, ending);
  messages.push({
    ...message('assistant', [text.text, ...text.notes].filter(each => each !== '').join('\n\n'), metadata),
    provider: candidateOf(turn).provider,
    tokens: turn.tokens,
    costMicros: turn.costMicros,
  });
  return messages;
}

/** The model's own words beside its calls are in the answer already, as far as they were shown. */
const stepMetadata = (turn: Turn, { candidate, replay }: Step, step: number) => ({
  step,
  model: candidate.model,
  tainted: turn.tainted,
  ...kept(turn, replay),
});

function kept(turn: Turn, replay: Step['replay']): { replay?: unknown } {
  if (!replay) return {};
  return JSON.stringify(replay).length <= turn.limits.replayLettersMax ? { replay } : {};
}

function toolMessage(turn: Turn, result: RanCall, step: number): NewMessage {
  const { id, call, data, refusal, card, tookMs } = result;
  const content = JSON.stringify(data ?? refusal);
  const max = turn.limits.resultKeptLettersMax;
  const mark: z.input<typeof toolMark> = {
    step,
    id,
    call_id: call.id.slice(0, 200),
    name: call.name.slice(0, 100),
    args: call.args.slice(0, turn.limits.argumentsLettersMax),
    ok: data !== null,
    code: refusal?.code ?? null,
    card: card?.id ?? null,
    took_ms: tookMs,
    whole: content.length <= max,
  };
  return message('tool', cutText(content, max), { ...mark, tainted: turn.tainted });
}

function finalMetadata(turn: Turn, asked: number, ending: Ending, last: Step | undefined) {
  const results = resultsOf(turn);
  const told = messageParts(turn, ending);
  const chosen = candidateOf(turn);
  const why = turn.means.why({ failed: turn.failed, chosen });
  const isSmall = JSON.stringify(why).length <= turn.limits.whyLettersMax;
  const mark: z.input<typeof finalMark> = {
    final: true,
    asked,
    ending,
    prompt: promptMark(turn.parts.prompts.assistant),
    model: chosen.model,
    context_sha: turn.contextHash,
    draws_all: told.drawsAll,
    draws_first: told.drawsFirst,
    text: told.text,
    notes: [...told.notes],
    why: isSmall ? { ...why } : {},
    tools: results.map(({ call, data }) => ({ name: call.name.slice(0, 100), ok: data !== null })),
    cards: results.flatMap(({ card }) => (card ? [card.id] : [])),
    tainted: turn.tainted,
    ...kept(turn, last?.results.length === 0 ? last.replay : undefined),
  };
  const timings = {
    total_ms: Math.max(0, nowMs(turn) - turn.startedAt),
    first_text_ms: turn.firstTextMs,
    model_ms: turn.modelMs,
    tools_ms: results.reduce((sum, { tookMs }) => sum + tookMs, 0),
  };
  const counts = { model_calls: turn.modelCalls, tool_calls: turn.toolCalls };
  return { ...mark, timings, ...counts, strikes: turn.strikes, regenerated: turn.regenerated };
}
