import type { Clock } from '../../../clock.js';
import { istDate } from '../../../domain/ist.js';
import type { Catalogue } from '../../../domain/market/resolve/catalogue.js';
import {
  type AskOptions,
  type Llm,
  type LlmAnswer,
  LlmError,
  type LlmRequest,
  type Message,
} from '../../llm.js';
import { outcomeOf } from './classify.js';
import {
  droppedText,
  notAvailableText,
  questionText,
  refusedText,
  smalltalkText,
  whyText,
} from './compose.js';
import { type Language, languageOf } from './language.js';
import { namesOf } from './names.js';
import type { Outcome } from './outcome.js';
import { answered, keptQuestion, type OpenQuestion, readOpenQuestion } from './question.js';
import { type Reading, readMessage } from './read.js';

const MODEL = 'offline';
const FREE = { input: 0, cachedRead: 0, cachedWrite: 0, output: 0, reasoning: 0 };

/**
 * The assistant that needs no network and no key: plain trader English and romanised Hindi to tool calls, the same for the
 * same messages. It never guesses a trade: what is missing or not clear it asks for, and carries the question to the next turn
 * in the replay state of its message.
 * @param catalogue the shares of the person's market at this moment
 * @param clock what "in 5 years" counts from
 */
export function offlineLlm({ catalogue, clock }: { catalogue: () => Promise<Catalogue>; clock: Clock }): Llm {
  return {
    provider: 'offline',
    ask: async (request, options) => {
      throwIfAborted(options);
      const answer = answerTo(request, await catalogue(), istDate(clock.now()));
      throwIfAborted(options);
      if (answer.text !== '') options.onText?.(answer.text);
      return answer;
    },
  };
}

function throwIfAborted({ signal }: AskOptions): void {
  if (signal.aborted) throw new LlmError('aborted', 'whoever asked gave up', { unbilled: true });
}

/** What a message means by itself, as the offline assistant reads it. */
export const understand = (text: string, catalogue: Catalogue, today?: string): Outcome =>
  outcomeOf(readMessage(text, namesOf(catalogue), today));

function answerTo(request: LlmRequest, catalogue: Catalogue, today: string): LlmAnswer {
  const last = request.messages.at(-1);
  const spoken = lastText(request.messages);
  const reading = readMessage(spoken, namesOf(catalogue), today);
  const language = languageOf(reading.normal.tokens);
  if (last?.role === 'tool') return words(last.results.some(({ ok }) => !ok) ? refusedText(language) : '');
  if (last?.role !== 'user') return words('');
  const question = openQuestion(request.messages);
  if (question && isDrop(reading)) return words(droppedText(language));
  const answer = question && answered(question, reading);
  const turn = answer && question ? question.turn + 1 : 1;
  return inWords(request, answer ?? outcomeOf(reading), language, turn);
}

const lastText = (messages: readonly Message[]): string => {
  const message = messages.findLast(({ role }) => role === 'user');
  return message?.role === 'user' ? message.text : '';
};

/** The question of our last message, if the person's message follows it directly. */
function openQuestion(messages: readonly Message[]): OpenQuestion | undefined {
  const message = messages.at(-2);
  return message?.role === 'assistant' ? readOpenQuestion(message.replay) : undefined;
}

/** "cancel", "leave it", "rehne do", "no": the question is dropped, and nothing else is meant. */
function isDrop({ items, concepts }: Reading): boolean {
  const isBare = items.every(({ kind }) => kind === 'word' || kind === 'break');
  const has = concepts.has('cancel') || concepts.has('negation') || items.some(({ text }) => DROPS.has(text));
  return (
    isBare &&
    has &&
    items.length <= 4 &&
    !concepts.has('order') &&
    !concepts.has('alert') &&
    !concepts.has('goal')
  );
}
const DROPS = new Set([
  'no',
  'na',
  'forget',
  'leave',
  'drop',
  'stop',
  'jane do',
  'leave it',
  'chhodo',
  'chodo',
]);

function inWords({ tools }: LlmRequest, outcome: Outcome, language: Language, turn: number): LlmAnswer {
  switch (outcome.kind) {
    case 'call': {
      const { name, args } = outcome;
      if (!tools.some(tool => tool.name === name)) return words(notAvailableText(name, language));
      return {
        ...words(''),
        calls: [{ id: `offline-${turn}-${name}`, name, args: JSON.stringify(args) }],
        stop: 'tools',
      };
    }
    case 'ask': {
      if (!tools.some(tool => tool.name === outcome.about))
        return words(notAvailableText(outcome.about, language));
      const kept = keptQuestion(outcome, turn);
      const text = questionText(outcome.about, outcome.missing, outcome.candidates ?? [], language);
      return { ...words(text), ...(kept && { replay: { provider: 'offline', data: kept } }) };
    }
    case 'smalltalk':
      return words(smalltalkText(language));
    case 'out_of_scope':
      return words(whyText(outcome.why, language));
  }
}

const words = (text: string): LlmAnswer => ({ text, calls: [], usage: FREE, stop: 'end', model: MODEL });
