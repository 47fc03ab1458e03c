import { and, desc, eq, exists, gte, lt, sql } from 'drizzle-orm';
import {
  aiChatMessages,
  aiChatSessions,
  MESSAGES_PER_SESSION_MAX,
  messageId,
  type Provider,
} from '../../db/schema/main/index.js';
import type { MESSAGE_TYPES } from '../../db/schema/values.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import type { Micros } from '../money.js';
import { CHAT_LIMITS } from './limits.js';

/** One message to be kept. `metadata` holds tool calls, prompt version, timings. */
export interface NewMessage {
  type: (typeof MESSAGE_TYPES)[number];
  content: string;
  metadata: Readonly<Record<string, unknown>>;
  /** Null for what no model wrote. */
  provider: Provider | null;
  tokens: number;
  costMicros: Micros;
}

/** A conversation, and whose it is: another person's id finds nothing. */
export interface Conversation {
  userId: string;
  sessionId: number;
}

/** Why nothing can be written into a conversation. */
export type ConversationDenial =
  | { code: 'NO_SESSION'; sessionId: number }
  | { code: 'SESSION_FULL'; sessionId: number; messagesMax: number };

/** Thrown inside a transaction, so that everything of it is undone; use-cases turn it into its denial. */
export class ConversationDenied extends Error {
  readonly denial: ConversationDenial;
  constructor(denial: ConversationDenial) {
    super(`session ${denial.sessionId}: ${denial.code}`);
    this.name = 'ConversationDenied';
    this.denial = denial;
  }
}

const p = sql.placeholder;

const takeNumbers = prepared((tx: MainTx) =>
  tx
    .update(aiChatSessions)
    .set({ nextSeq: sql`${aiChatSessions.nextSeq} + ${p('count')}` })
    .where(
      and(
        eq(aiChatSessions.id, p('sessionId')),
        eq(aiChatSessions.userId, p('userId')),
        sql`${aiChatSessions.nextSeq} + ${p('room')} <= ${MESSAGES_PER_SESSION_MAX}`,
      ),
    )
    .returning({ nextSeq: aiChatSessions.nextSeq, threadId: aiChatSessions.threadId })
    .prepare(),
);

const sessionOwner = prepared((tx: MainTx) =>
  tx
    .select({ userId: aiChatSessions.userId })
    .from(aiChatSessions)
    .where(eq(aiChatSessions.id, p('sessionId')))
    .prepare(),
);

const insertMessage = prepared((tx: MainTx) =>
  tx
    .insert(aiChatMessages)
    .values({
      id: p('id'),
      sessionId: p('sessionId'),
      threadId: p('threadId'),
      userId: p('userId'),
      messageType: p('type'),
      content: p('content'),
      metadata: p('metadata'),
      providerUsed: p('provider'),
      tokensUsed: p('tokens'),
      costMicros: p('costMicros'),
      createdAt: p('at'),
    })
    .prepare(),
);

/** What is read back of a message. */
export const STORED_MESSAGE = {
  id: aiChatMessages.id,
  messageType: aiChatMessages.messageType,
  content: aiChatMessages.content,
  metadata: aiChatMessages.metadata,
  providerUsed: aiChatMessages.providerUsed,
  createdAt: aiChatMessages.createdAt,
};

/**
 * That the conversation `:sessionId` is the person's, `:userId`. Asked of the session: with messages.user_id here SQLite takes
 * that index and sorts all a person ever said.
 */
export const isOfPerson = (read: MainFile['read']) =>
  exists(
    read
      .select({ id: aiChatSessions.id })
      .from(aiChatSessions)
      .where(and(eq(aiChatSessions.id, p('sessionId')), eq(aiChatSessions.userId, p('userId')))),
  );

const newest = prepared((read: MainFile['read']) =>
  read
    .select(STORED_MESSAGE)
    .from(aiChatMessages)
    .where(and(gte(aiChatMessages.id, p('from')), lt(aiChatMessages.id, p('before')), isOfPerson(read)))
    .orderBy(desc(aiChatMessages.id))
    .limit(p('count'))
    .prepare(),
);

/** @throws RangeError on a message that is larger than a conversation may hold: cut it before */
export function checkMessage({ content, metadata }: NewMessage): void {
  if (content.length > CHAT_LIMITS.contentLettersMax)
    throw new RangeError(`a message of ${content.length} letters: at most ${CHAT_LIMITS.contentLettersMax}`);
  const letters = JSON.stringify(metadata).length;
  if (letters > CHAT_LIMITS.metadataLettersMax)
    throw new RangeError(`metadata of ${letters} letters: at most ${CHAT_LIMITS.metadataLettersMax}`);
}

/**
 * Adds messages to a conversation under the next numbers. `spare` is room that must be left after them, so that an answer
 * can never find the conversation full.
 * @returns the ids, contiguous and ascending
 * @throws ConversationDenied when the person has no such session, or it is full: let it end the transaction
 */
export async function appendMessages(
  tx: MainTx,
  { userId, sessionId }: Conversation,
  messages: readonly NewMessage[],
  { at, spare = 0 }: { at: number; spare?: number },
): Promise<number[]> {
  const count = messages.length;
  const taken = await takeNumbers(tx).get({ userId, sessionId, count, room: count + spare });
  if (!taken) throw new ConversationDenied(await whyNot(tx, { userId, sessionId }));
  const first = messageId(sessionId, taken.nextSeq - count);
  const { threadId } = taken;
  const ids: number[] = [];
  for (const { type, content, metadata, provider, tokens, costMicros } of messages) {
    const id = first + ids.length;
    const owned = {
      id,
      sessionId,
      threadId,
      userId,
      type,
      content,
      metadata,
      provider,
      tokens,
      costMicros,
      at,
    };
    await insertMessage(tx).run(owned);
    ids.push(id);
  }
  return ids;
}

async function whyNot(tx: MainTx, { userId, sessionId }: Conversation): Promise<ConversationDenial> {
  const session = await sessionOwner(tx).get({ sessionId });
  return session?.userId === userId
    ? { code: 'SESSION_FULL', sessionId, messagesMax: MESSAGES_PER_SESSION_MAX }
    : { code: 'NO_SESSION', sessionId };
}

/** The newest messages of a conversation, oldest of them first: one short range of the table, at any size. */
export async function lastMessages(
  read: MainFile['read'],
  { userId, sessionId }: Conversation,
  count: number,
) {
  if (!Number.isInteger(count) || count < 1 || count > CHAT_LIMITS.messagesReadMax)
    throw new RangeError(`not a number of messages from 1 to ${CHAT_LIMITS.messagesReadMax}: ${count}`);
  const range = { from: messageId(sessionId, 0), before: messageId(sessionId + 1, 0) };
  const rows = await newest(read).all({ userId, sessionId, count, ...range });
  return rows.reverse();
}
