import type { MainFile } from '../db/store.js';
import { lastMessages } from '../domain/chat/messages.js';
import { messagesBetween, type StoredMessage } from '../domain/chat/turn-read.js';
import { type Column, type Part, type Reply, said } from '../domain/reply.js';
import { finalMark, toolMark } from './loop/record.js';
import { linkless, partsOf, type Shown } from './loop/reply.js';
import type { Provider } from './llm.js';
import type { Tool, ToolData } from './tools/tool.js';

type Tools = ReadonlyMap<string, Tool>;

/** One call of a recorded turn. */
export interface RecordedCall {
  id: string;
  name: string;
  /** As the model wrote them. */
  args: string;
  /** Null where it was refused, or where too much was found to be kept. */
  data: ToolData | null;
  refusal: { code: string; message: string } | null;
  /** The id of the card that it raised. */
  card: string | null;
}

/** A turn as the log has it. */
export interface RecordedTurn {
  messageId: number;
  asked: string;
  text: string;
  calls: readonly RecordedCall[];
  provider: Provider | null;
  model: string;
  prompt: { name: string; version: number; sha: string };
  /** Of the first request: system, tools and messages. The same context gives the same hash. */
  contextSha: string | null;
  ending: string;
  /** The reply, drawn again from what the tools found then; cards have no buttons any more. */
  reply: Reply;
}

/** Reads a turn by the id of its answer, and draws it again without asking anybody. */
export async function recordedTurn(
  read: MainFile['read'],
  tools: Tools,
  userId: string,
  messageId: number,
): Promise<RecordedTurn | undefined> {
  const [final] = await messagesBetween(read, userId, { first: messageId, last: messageId });
  const mark = finalMark.safeParse(final?.metadata);
  if (!final || !mark.success) return undefined;
  const { asked, text, notes, draws_all, draws_first, model, prompt, context_sha, ending } = mark.data;
  const rows = await messagesBetween(read, userId, { first: asked, last: messageId });
  const calls = rows.flatMap(callOf);
  const results = calls.map((call): Shown => ({ ...call, raisedCard: call.card !== null, card: null }));
  return {
    messageId,
    asked: rows.find(({ id }) => id === asked)?.content ?? '',
    text,
    calls,
    provider: final.providerUsed,
    model,
    prompt,
    contextSha: context_sha,
    ending,
    reply: { parts: partsOf({ text, notes, results, drawsAll: draws_all, drawsFirst: draws_first }, tools) },
  };
}

function callOf({ messageType, content, metadata }: StoredMessage): RecordedCall[] {
  const mark = messageType === 'tool' ? toolMark.safeParse(metadata) : undefined;
  if (!mark?.success) return [];
  const { id, name, args, ok, card, whole } = mark.data;
  // Written by us as JSON of just these shapes, whole unless it says otherwise.
  const found: unknown = whole ? JSON.parse(content) : null;
  return [
    {
      id,
      name,
      args,
      card,
      data: ok ? (found as ToolData | null) : null,
      refusal: ok ? null : (found as RecordedCall['refusal']),
    },
  ];
}

const SOURCES: readonly Column[] = [
  { name: 'Tool', align: 'left' },
  { name: 'Asked for', align: 'left' },
  { name: 'Outcome', align: 'left' },
];

/** Which tool said what in the turn of an answer: a list of the calls, and each finding as its tool draws it. */
export async function sourcesReply(
  read: MainFile['read'],
  tools: Tools,
  userId: string,
  messageId: number,
): Promise<Reply> {
  const turn = await recordedTurn(read, tools, userId, messageId);
  if (!turn) return said('I have no record of that answer any more.');
  if (turn.calls.length === 0)
    return said('No tool was used for that answer, so it has no figures of its own.');
  const rows = turn.calls.map(({ name, args, refusal, card, data }) => [
    name.replaceAll('_', ' '),
    args === '' || args === '{}' ? '' : args.slice(0, 120),
    refusal ? `refused: ${refusal.code}` : card ? 'prepared a card' : data ? 'found' : 'too much to keep',
  ]);
  const list: Part = { type: 'table', title: 'Where this answer comes from', columns: SOURCES, rows };
  const found = turn.calls.flatMap(({ name, data }) => (data ? (tools.get(name)?.reads(data) ?? []) : []));
  return { parts: [list, ...found].map(linkless) };
}

const ROWS_FOR_WHY = 50;

/** Why the last answer of a conversation came from whom it came. */
export async function whyOf(
  read: MainFile['read'],
  whyText: (record: Readonly<Record<string, unknown>>) => string,
  conversation: { userId: string; sessionId: number },
): Promise<Reply> {
  const rows = await lastMessages(read, conversation, ROWS_FOR_WHY);
  const last = rows.flatMap(({ metadata }) => {
    const mark = finalMark.safeParse(metadata);
    return mark.success ? [mark.data] : [];
  });
  const why = last.at(-1)?.why;
  if (!why || Object.keys(why).length === 0) return said('Nobody has answered in this conversation yet.');
  return said(whyText(why));
}
