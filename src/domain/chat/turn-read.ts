import { and, asc, between, sql } from 'drizzle-orm';
import { aiChatMessages, MESSAGES_PER_SESSION_MAX } from '../../db/schema/main/index.js';
import { type MainFile, prepared } from '../../db/store.js';
import { CHAT_LIMITS } from './limits.js';
import { isOfPerson, type lastMessages, STORED_MESSAGE } from './messages.js';

export type StoredMessage = Awaited<ReturnType<typeof lastMessages>>[number];

/** The conversation that a message belongs to, by its key. */
export const sessionOf = (messageId: number): number => Math.floor(messageId / MESSAGES_PER_SESSION_MAX);
/** The number of a message within its conversation. */
export const seqOf = (messageId: number): number => messageId % MESSAGES_PER_SESSION_MAX;

const p = sql.placeholder;
const range = prepared((read: MainFile['read']) =>
  read
    .select(STORED_MESSAGE)
    .from(aiChatMessages)
    .where(and(between(aiChatMessages.id, p('first'), p('last')), isOfPerson(read)))
    .orderBy(asc(aiChatMessages.id))
    .limit(CHAT_LIMITS.messagesReadMax)
    .prepare(),
);

/** Messages of one conversation of a person from one to another, both included; none of anybody else's. */
export async function messagesBetween(
  read: MainFile['read'],
  userId: string,
  { first, last }: { first: number; last: number },
): Promise<StoredMessage[]> {
  const sessionId = sessionOf(last);
  if (!Number.isSafeInteger(last) || last < first || sessionOf(first) !== sessionId) return [];
  return await Promise.resolve(range(read).all({ userId, sessionId, first, last }));
}
