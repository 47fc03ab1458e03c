import type { Card, Person } from '../../domain/orders/index.js';
import type { Micros } from '../../domain/money.js';
import type { Json, Tool, ToolData } from '../tools/tool.js';
import type { LlmErrorKind, LlmRequest, Message, Provider, ReplayState, ToolCall } from '../llm.js';
import type { LoopLimits } from './limits.js';
import type { AssistantParts, Candidate, TurnMeans } from './parts.js';

/** What a call of a tool came to. */
export interface RanCall {
  /** `r1`, `r2`, …: what `calculate` cites. */
  id: string;
  call: ToolCall;
  /** As they were parsed; null where they could not be. */
  args: Json;
  /** Null where the call was refused. */
  data: ToolData | null;
  refusal: { code: string; message: string } | null;
  card: Card | null;
  /** What the model gets to see of it. */
  content: string;
  tookMs: number;
}

/** One answer of a model, and the results of the calls in it. */
export interface Step {
  text: string;
  candidate: Candidate;
  replay: ReplayState | undefined;
  results: RanCall[];
}

/** Why a turn went no further. `answered` is the good end. */
export type Ending = 'answered' | 'stopped' | 'time' | 'bounds' | 'limit' | 'failed' | 'conversation';

/** Everything one turn knows while it runs. Kept by the functions of this folder alone. */
export interface Turn {
  readonly parts: AssistantParts;
  readonly limits: LoopLimits;
  readonly person: Person;
  readonly means: TurnMeans;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly signal: AbortSignal;
  /** Absent where nobody watches the answer grow. */
  readonly growing: ((text: string) => void) | undefined;
  readonly startedAt: number;
  /** The message of this turn, without quotations. */
  readonly ownNow: string;
  /** Own words since the last card, this message's last. */
  readonly ownWords: string;
  /** Whether this very message carries text of others. */
  readonly carriesQuotes: boolean;
  /** Of the request: the same for each call. */
  readonly system: readonly string[];
  readonly offered: LlmRequest['tools'];
  /** What was said before this turn, and the person's message as the last: with quotations for models, and without. */
  readonly before: readonly Message[];
  readonly asked: { readonly quoting: string; readonly plain: string };
  tainted: boolean;
  candidates: readonly Candidate[];
  at: number;
  steps: Step[];
  /** Words of ours between the answers of a model: only to it. */
  asides: Map<number, string>;
  failed: (Candidate & { kind: LlmErrorKind })[];
  modelCalls: number;
  toolCalls: number;
  denials: number;
  /** Text that was released so far. */
  shown: string;
  cut: boolean;
  changed: boolean;
  regenerated: boolean;
  /** Whether a sentence was left out for good: then the tools speak for themselves. */
  replaced: boolean;
  strikes: { figures: readonly string[] }[];
  notes: string[];
  contextHash: string | null;
  firstTextMs: number | null;
  modelMs: number;
  tokens: number;
  costMicros: Micros;
}

export const resultsOf = (turn: Turn): RanCall[] => turn.steps.flatMap(step => step.results);

/** What `calculate` may cite and a sentence may say. */
export const factsOf = (turn: Turn): { id: string; tool: string; data: ToolData }[] =>
  resultsOf(turn).flatMap(({ id, call, data }) => (data ? [{ id, tool: call.name, data }] : []));

/** Who answered, or would have been next. */
export const candidateOf = (turn: Turn): Candidate =>
  turn.steps.at(-1)?.candidate ?? turn.candidates[turn.at] ?? { provider: 'offline', model: 'offline' };

export const nowMs = (turn: Turn): number => turn.parts.desk.clock.now();

/** The conversation of this turn as one provider gets it: what another needed to see again is left out. */
export function messagesFor(turn: Turn, provider: Provider): Message[] {
  const { quoting, plain } = turn.asked;
  const messages: Message[] = [
    ...turn.before,
    { role: 'user', text: provider === 'offline' ? plain : quoting },
  ];
  for (const [place, { text, replay, results }] of turn.steps.entries()) {
    const aside = turn.asides.get(place);
    // Who reads what a person wrote must not take a word of ours for one of theirs.
    if (aside !== undefined && provider === 'offline') continue;
    const calls = results.map(({ call }) => call);
    if (text !== '' || calls.length > 0)
      messages.push({ role: 'assistant', text, calls, ...(replay && { replay }) });
    if (results.length > 0)
      messages.push({
        role: 'tool',
        results: results.map(({ call, content, data }) => ({
          callId: call.id,
          name: call.name,
          content,
          ok: data !== null,
        })),
      });
    if (aside !== undefined) messages.push({ role: 'user', text: aside });
  }
  return messages.map(message => withoutForeignReplay(message, provider));
}

function withoutForeignReplay(message: Message, provider: Provider): Message {
  if (message.role !== 'assistant' || !message.replay || message.replay.provider === provider) return message;
  const { replay: _, ...rest } = message;
  return rest;
}
