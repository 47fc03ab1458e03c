import type { NewMessage } from '../../domain/chat/messages.js';
import type { EndedTurn } from '../../domain/chat/turn-write.js';
import type { Micros } from '../../domain/money.js';
import type { Person } from '../../domain/orders/index.js';
import type { Llm, LlmError, LlmErrorKind, LlmRequest, Provider, Usage } from '../llm.js';
import type { Prompts } from '../prompt.js';
import type { Tool, ToolData, ToolDesk } from '../tools/tool.js';
import type { LoopLimits } from './limits.js';

/** One model of one provider that can be asked. */
export interface Candidate {
  provider: Provider;
  model: string;
}

export type Reserved =
  | { ok: true }
  /** `limit`: no room for this call, another may have; `conversation`: nothing can be written into it. */
  | { ok: false; because: 'limit' | 'conversation'; message: string };

export interface NotedCall {
  tokens: number;
  costMicros: Micros;
}

/** Calls that failed, and who answered at last: what the routing of a turn came to. */
export interface RoutingOutcome {
  failed: readonly (Candidate & { kind: LlmErrorKind })[];
  chosen: Candidate;
}

/** Whom one turn can ask, and what pays for it. Made for each turn; it remembers which limits had no room. */
export interface TurnMeans {
  /** Whom to ask, best first; the offline assistant is always the last. */
  candidates(request: Omit<LlmRequest, 'model'>): Promise<readonly Candidate[]>;
  llm(candidate: Candidate): Promise<Llm>;
  /** Reserves the worst case of a call. The first one keeps the person's message in the same transaction. */
  reserve(candidate: Candidate, request: LlmRequest): Promise<Reserved>;
  /** Notes what the reserved call came to, for the wallet and for the breakers. `usage` is null where nobody counted. */
  note(
    outcome: { usage: Usage | null } | { error: LlmError },
    facts: { operation: 'chat' | 'summary'; responseTimeMs: number },
  ): NotedCall;
  /** The id of the person's message; null until it is kept. */
  askedId(): number | null;
  /** Why who was asked, as plain JSON for the log. */
  why(outcome: RoutingOutcome): Readonly<Record<string, unknown>>;
  /** Writes down the rest of a turn whose message is kept, and settles what is reserved. Once. */
  close(messages: readonly NewMessage[]): Promise<EndedTurn>;
}

/** Figures of a sentence that nothing in the turn stands for; none where all is well. It remembers the sentence before. */
export type SentenceCheck = (sentence: string) => readonly string[];

/** What reads texts with distrust. */
export interface Distrust {
  stripInvisible: (text: string) => string;
  /** A message without quotations, code and forwarded text. */
  ownWordsOf(text: string): string;
  /** Whether own words ask for that side of that share. */
  mayRaiseCard(wish: { ownWords: string; names: readonly string[]; side: 'buy' | 'sell' }): boolean;
  /** The symbol, the company's names and what else people call it. */
  namesOf(person: Person, symbol: string): Promise<readonly string[]>;
  sentencesOf(
    pending: { text: string },
    piece: string,
    ended: boolean,
  ): { whole: string[]; pending: { text: string } };
  checkOf(turn: {
    person: Person;
    results: readonly { tool: string; data: ToolData }[];
    ownWords: string;
    args: readonly unknown[];
  }): Promise<SentenceCheck>;
}

/** What the assistant is made of; the wiring puts it together. */
export interface AssistantParts {
  desk: ToolDesk;
  tools: readonly Tool[];
  prompts: Prompts;
  distrust: Distrust;
  means(person: Person, conversation: { userId: string; sessionId: number }, said: NewMessage): TurnMeans;
  /** The person's block of the system prompt; empty where nothing is known. */
  profile(person: Person): Promise<string>;
  /** How a recorded `why` reads. */
  whyText: (record: Readonly<Record<string, unknown>>) => string;
  /** Told what went wrong inside, with words that hold nothing of the conversation. */
  fault(error: unknown, about: string): void;
  limits?: Partial<LoopLimits>;
}
