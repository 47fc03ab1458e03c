import type { Provider } from '../db/schema/main/index.js';

export type { Provider };

/** A call as the model wrote it. `args` is JSON text, unchecked: whoever runs the tool parses it. */
export interface ToolCall {
  id: string;
  name: string;
  args: string;
}

/** What a tool answered: compact JSON, marked as data. */
export interface ToolResult {
  callId: string;
  name: string;
  content: string;
  ok: boolean;
}

/**
 * What one provider needs to see again to go on (thought signatures, raw parts, what the offline assistant has asked).
 * Plain JSON; given back to the same provider only, and dropped for any other.
 */
export interface ReplayState {
  provider: Provider;
  data: unknown;
}

export type Message =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls: readonly ToolCall[]; replay?: ReplayState }
  | { role: 'tool'; results: readonly ToolResult[] };

/** A tool as it is offered: JSON schema, converted once at start. */
export interface ToolSchema {
  name: string;
  about: string;
  schema: Readonly<Record<string, unknown>>;
}

/** Tokens as they are billed. `input` is what was neither read from nor written to a cache; `output` includes `reasoning`. */
export interface Usage {
  input: number;
  cachedRead: number;
  cachedWrite: number;
  output: number;
  reasoning: number;
}

export type StopReason = 'end' | 'tools' | 'length';

export interface LlmRequest {
  model: string;
  /** The same for every turn of everybody first, then the person's: provider caches hit the longest common beginning. */
  system: readonly string[];
  tools: readonly ToolSchema[];
  messages: readonly Message[];
  outputTokensMax: number;
}

export interface LlmAnswer {
  text: string;
  calls: readonly ToolCall[];
  /** `null` where the provider did not say (some local servers): then nobody knows the cost, and the reservation is it. */
  usage: Usage | null;
  stop: StopReason;
  /** As the provider names it, which can be more precise than what was asked for. */
  model: string;
  replay?: ReplayState;
}

export interface AskOptions {
  /** Ends the call, a stream that is under way included. */
  signal: AbortSignal;
  /** With it the answer is streamed: called with each piece of text, in order. Their sum is the answer's text. */
  onText?: (piece: string) => void;
}

/** One provider. One call is one request: nothing is retried in here. */
export interface Llm {
  provider: Provider;
  /** @throws LlmError, and nothing else */
  ask(request: LlmRequest, options: AskOptions): Promise<LlmAnswer>;
}

export const LLM_ERRORS = [
  /** The key is wrong or may not use the model. */
  'auth',
  'rate_limited',
  'overloaded',
  'timeout',
  /** No connection came about: nothing was asked. */
  'unreachable',
  /** The answer broke off. */
  'cut',
  'bad_response',
  'context_too_long',
  /** The model or the provider would not answer this. */
  'refused',
  /** The provider says that the account has no credit. */
  'budget',
  /** The request was wrong: a defect of ours, or a model that does not exist. */
  'bad_request',
  /** Whoever asked gave up. */
  'aborted',
] as const;
export type LlmErrorKind = (typeof LLM_ERRORS)[number];

/** Why a provider gave no answer. The message is for the log: it holds no key, and nothing of the conversation. */
export class LlmError extends Error {
  readonly kind: LlmErrorKind;
  /** Whether it is certain that nothing was billed: not connected, or a 4xx. */
  readonly unbilled: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  /** What was billed although there is no answer: a refusal in place of one, or an answer that cannot be used. */
  readonly usage: Usage | undefined;

  constructor(
    kind: LlmErrorKind,
    message: string,
    facts: {
      unbilled: boolean;
      retryAfterMs?: number | undefined;
      status?: number | undefined;
      usage?: Usage | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.name = 'LlmError';
    this.kind = kind;
    this.unbilled = facts.unbilled;
    this.retryAfterMs = facts.retryAfterMs;
    this.status = facts.status;
    this.usage = facts.usage;
  }
}

/** Whether another provider may be asked instead. */
export const isRetryable = ({ kind }: LlmError): boolean => kind !== 'aborted' && kind !== 'bad_request';
