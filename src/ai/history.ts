import { z } from 'zod';
import type { MainFile } from '../db/store.js';
import { type Conversation, lastMessages } from '../domain/chat/messages.js';
import { plainSummary, type SummedTurn, type Summary, summaryOf } from '../domain/chat/summary.js';
import { seqOf, type StoredMessage } from '../domain/chat/turn-read.js';
import type { Message, ReplayState } from './llm.js';
import { cutText } from './loop/cut.js';
import { HISTORY_LIMITS } from './loop/limits.js';
import { finalMark, toolMark } from './loop/record.js';

/** One turn as it is remembered: the person's message, and what followed it. */
export interface PastTurn {
  rows: readonly StoredMessage[];
  /** False where a kill took the answer. */
  isFinished: boolean;
  tainted: boolean;
  raisedCard: boolean;
}

/** What a conversation holds when a turn begins. */
export interface Past {
  summary: Summary | undefined;
  /** Not covered by the summary, the oldest first. */
  turns: readonly PastTurn[];
}

/** Reads what is remembered of a person's conversation: one summary, and one short range of messages. */
export async function readPast(read: MainFile['read'], conversation: Conversation): Promise<Past> {
  const summary = await summaryOf(read, conversation);
  const rows = await lastMessages(read, conversation, HISTORY_LIMITS.messagesRead);
  const fresh = rows.filter(({ id }) => summary === undefined || seqOf(id) > summary.throughSeq);
  const groups: StoredMessage[][] = [];
  for (const row of fresh) {
    if (row.messageType === 'user') groups.push([row]);
    // What stands before the first message of a person belongs to a turn whose beginning is not read: it is left out.
    else if (row.messageType !== 'system') groups.at(-1)?.push(row);
  }
  return { summary, turns: groups.map(pastTurn) };
}

function pastTurn(rows: StoredMessage[]): PastTurn {
  return {
    rows,
    isFinished: rows.some(({ metadata }) => metadata['final'] === true),
    tainted: rows.some(({ metadata }) => metadata['tainted'] === true),
    raisedCard: rows.some(({ metadata }) => typeof metadata['card'] === 'string'),
  };
}

/** The turns that fit, and the older ones that have to go into the summary. The newest turn always stays. */
export function fitting({ turns }: Past): { kept: readonly PastTurn[]; over: readonly PastTurn[] } {
  const sizes = turns.map((turn, place) => tokensOf(messagesOfPast(turn, turns.length - place)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= HISTORY_LIMITS.recentTokensMax) return { kept: turns, over: [] };
  // More is taken away than has to be, so that not every turn makes a summary and caches hit in between.
  let room: number = HISTORY_LIMITS.recentTokensKept;
  let from = turns.length - 1;
  while (from > 0 && room - (sizes[from] ?? 0) - (sizes[from - 1] ?? 0) >= 0) {
    room -= sizes[from] ?? 0;
    from -= 1;
  }
  from = Math.max(0, from);
  return { kept: turns.slice(from), over: turns.slice(0, from) };
}

const tokensOf = (messages: readonly Message[]): number =>
  Math.ceil(Buffer.byteLength(JSON.stringify(messages)) / HISTORY_LIMITS.bytesPerToken);

/** The remembered turns as a model gets them, the newest as they were and older ones shortened. */
export const messagesOfTurns = (turns: readonly PastTurn[]): Message[] =>
  turns.flatMap((turn, place) => messagesOfPast(turn, turns.length - place));

const replayState = z.object({ provider: z.string(), data: z.unknown() });

function replayOf(metadata: StoredMessage['metadata']): { replay?: ReplayState } {
  const read = replayState.safeParse(metadata['replay']);
  // It was ours when it was written; a provider that does not know it does not get it.
  return read.success ? { replay: read.data as ReplayState } : {};
}

/** What is sized is what is sent. */
const drawn = new WeakMap<PastTurn, { isWhole: boolean; messages: readonly Message[] }>();

/** @param age 1 for the newest turn */
function messagesOfPast(turn: PastTurn, age: number): readonly Message[] {
  const isWhole = age <= HISTORY_LIMITS.wholeTurns;
  const known = drawn.get(turn);
  if (known?.isWhole === isWhole) return known.messages;
  const messages = drawnMessages(turn, isWhole);
  drawn.set(turn, { isWhole, messages });
  return messages;
}

function drawnMessages({ rows, isFinished }: PastTurn, isWhole: boolean): Message[] {
  const messages: Message[] = [];
  const [asked] = rows;
  if (asked)
    messages.push({ role: 'user', text: shortened(asked.content, HISTORY_LIMITS.oldTextLettersMax) });
  const results = rows.flatMap(row => {
    const mark = row.messageType === 'tool' ? toolMark.safeParse(row.metadata) : undefined;
    return mark?.success ? [{ row, mark: mark.data }] : [];
  });
  for (const step of new Set(results.map(({ mark }) => mark.step))) {
    const own = results.filter(({ mark }) => mark.step === step);
    const said = rows.find(
      ({ messageType, metadata }) => messageType === 'assistant' && metadata['step'] === step,
    );
    messages.push({
      role: 'assistant',
      text: '',
      calls: own.map(({ mark }) => ({ id: mark.call_id, name: mark.name, args: mark.args })),
      ...(isWhole && said ? replayOf(said.metadata) : {}),
    });
    messages.push({
      role: 'tool',
      results: own.map(({ row, mark }) => ({
        callId: mark.call_id,
        name: mark.name,
        ok: mark.ok,
        content: earlierContent(row.content, mark.ok, isWhole),
      })),
    });
  }
  messages.push(answerOf(rows, isFinished, isWhole));
  return messages;
}

const INTERRUPTED = '(The answer to this was interrupted before anything was complete.)';

function answerOf(rows: readonly StoredMessage[], isFinished: boolean, isWhole: boolean): Message {
  const final = rows.findLast(({ metadata }) => metadata['final'] === true);
  if (!isFinished || !final) return { role: 'assistant', text: INTERRUPTED, calls: [] };
  const text = shortened(final.content, HISTORY_LIMITS.oldTextLettersMax);
  const shown = text === '' ? '(The results were shown as they are.)' : text;
  return { role: 'assistant', text: shown, calls: [], ...(isWhole ? replayOf(final.metadata) : {}) };
}

/** A result of an earlier turn: no id, since nothing of it may be cited any more. */
function earlierContent(content: string, ok: boolean, isWhole: boolean): string {
  const max = isWhole ? HISTORY_LIMITS.oldTextLettersMax : HISTORY_LIMITS.oldResultLettersMax;
  const kind = ok ? 'data' : 'refusal';
  const note = 'of an earlier turn: call the tool again for figures of now';
  return JSON.stringify({ kind, note, data_beginning: shortened(content, max) });
}

const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${cutText(text, max)}…`;

/** Whether text from outside is in what a model would remember. */
export const rememberedTaint = (summary: Summary | undefined, turns: readonly PastTurn[]): boolean =>
  summary?.tainted === true || turns.some(({ tainted }) => tainted);

/** What the person wrote since the last card, oldest first. */
export const askedSinceCard = (turns: readonly PastTurn[]): string[] =>
  turns
    .slice(turns.findLastIndex(({ raisedCard }) => raisedCard) + 1)
    .flatMap(({ rows }) => rows.slice(0, 1).map(({ content }) => content));

/** A summary without a model, that takes further turns in. Taint follows it. */
export function summaryWith(before: Summary | undefined, over: readonly PastTurn[]): Summary {
  const last = over.at(-1)?.rows.at(-1);
  return {
    summary: plainSummary(before?.summary, over.map(summedTurn)),
    throughSeq: last ? seqOf(last.id) : (before?.throughSeq ?? 0),
    tainted: rememberedTaint(before, over),
  };
}

function summedTurn({ rows, isFinished }: PastTurn): SummedTurn {
  const final = rows.findLast(({ metadata }) => metadata['final'] === true);
  const mark = finalMark.safeParse(final?.metadata);
  return {
    asked: rows[0]?.content ?? '',
    tools: mark.success ? mark.data.tools.map(({ name }) => name) : [],
    answer: isFinished ? (final?.content ?? '') : INTERRUPTED,
  };
}

/** What a model is to summarise, as data. */
export const summaryInput = (before: Summary | undefined, over: readonly PastTurn[]): string =>
  JSON.stringify({
    summary_so_far: before?.summary ?? '',
    turns: over.map(turn => {
      const { asked, tools, answer } = summedTurn(turn);
      return { person: shortened(asked, 1_500), tools, assistant: shortened(answer, 1_500) };
    }),
  }).slice(0, HISTORY_LIMITS.summaryInputLettersMax);
