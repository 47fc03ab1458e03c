import { and, desc, eq, sql } from 'drizzle-orm';
import { aiChatSessions } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import { micros } from '../money.js';
import type { Person } from '../orders/index.js';
import { CHAT_LIMITS } from './limits.js';
import { appendMessages, lastMessages } from './messages.js';
import { keepSummary, plainSummary, type SummedTurn, summaryOf } from './summary.js';

/** One conversation, as a list shows it. `chatId` is the place that it was begun in. */
export interface Session {
  sessionId: number;
  name: string;
  platform: Person['platform'];
  chatId: string;
  isActive: boolean;
  /** Messages of all kinds, tools included. */
  messages: number;
  createdAt: number;
}

export type SessionAnswer =
  | { ok: true; session: Session }
  | { ok: false; code: 'NO_SESSION' | 'BAD_NAME'; message: string };

/** What a conversation is called until its first message names it. */
export const UNNAMED = 'New conversation';

const COLUMNS = {
  sessionId: aiChatSessions.id,
  name: aiChatSessions.sessionName,
  platform: aiChatSessions.platform,
  chatId: aiChatSessions.threadId,
  isActive: aiChatSessions.isActive,
  messages: aiChatSessions.nextSeq,
  createdAt: aiChatSessions.createdAt,
};
const p = sql.placeholder;

const active = prepared((read: Pick<MainFile['read'], 'select'>) =>
  read
    .select(COLUMNS)
    .from(aiChatSessions)
    .where(
      and(
        eq(aiChatSessions.userId, p('userId')),
        eq(aiChatSessions.platform, p('platform')),
        eq(aiChatSessions.threadId, p('chatId')),
        eq(aiChatSessions.isActive, sql`1`),
      ),
    )
    .prepare(),
);

const byId = prepared((read: Pick<MainFile['read'], 'select'>) =>
  read
    .select(COLUMNS)
    .from(aiChatSessions)
    .where(and(eq(aiChatSessions.id, p('sessionId')), eq(aiChatSessions.userId, p('userId'))))
    .prepare(),
);

/** The conversation that goes on in the person's place; begun where there is none. One for each place, whoever races. */
export async function currentSession(main: MainFile, person: Person, at: number): Promise<Session> {
  const { userId, platform, chatId } = person;
  const known = await Promise.resolve(active(main.read).get({ userId, platform, chatId }));
  if (known) return known;
  return await main.tx(async tx => {
    const raced = await Promise.resolve(active(tx).get({ userId, platform, chatId }));
    return raced ?? (await begin(tx, person, UNNAMED, at));
  });
}

/** Ends the conversation of the place, which stays in the list, and begins another. */
export async function newSession(main: MainFile, person: Person, at: number): Promise<Session> {
  return await main.tx(tx => begin(tx, person, UNNAMED, at));
}

async function begin(tx: MainTx, person: Person, sessionName: string, at: number): Promise<Session> {
  await endActive(tx, person);
  const { userId, platform, chatId } = person;
  const [session] = await tx
    .insert(aiChatSessions)
    .values({ userId, platform, threadId: chatId, sessionName, nextSeq: 0, createdAt: at, isActive: true })
    .returning(COLUMNS);
  if (!session) throw new Error('an inserted session was not returned');
  return session;
}

const endActive = async (tx: MainTx, { userId, platform, chatId }: Person): Promise<void> => {
  await tx
    .update(aiChatSessions)
    .set({ isActive: false })
    .where(
      and(
        eq(aiChatSessions.userId, userId),
        eq(aiChatSessions.platform, platform),
        eq(aiChatSessions.threadId, chatId),
        eq(aiChatSessions.isActive, true),
      ),
    );
};

/** The person's conversations, the newest first. */
export async function listSessions(
  read: MainFile['read'],
  userId: string,
  count: number = CHAT_LIMITS.sessionsListed,
): Promise<Session[]> {
  const limit = Math.max(1, Math.min(count, CHAT_LIMITS.sessionsListed));
  return await read
    .select(COLUMNS)
    .from(aiChatSessions)
    .where(eq(aiChatSessions.userId, userId))
    .orderBy(desc(aiChatSessions.createdAt), desc(aiChatSessions.id))
    .limit(limit);
}

const noSession = (sessionId: number): SessionAnswer => ({
  ok: false,
  code: 'NO_SESSION',
  message: `You have no conversation ${sessionId}. /sessions lists those that you have.`,
});

/**
 * Goes on with an earlier conversation in the person's place. Begun in another place, it stays there: what is remembered of
 * it comes along in a new one, as a summary, with the mark of text from outside.
 */
export async function resumeSession(
  main: MainFile,
  person: Person,
  sessionId: number,
  at: number,
): Promise<SessionAnswer> {
  if (!Number.isSafeInteger(sessionId) || sessionId < 1) return noSession(sessionId);
  const { userId, platform, chatId } = person;
  const session = await Promise.resolve(byId(main.read).get({ userId, sessionId }));
  if (!session) return noSession(sessionId);
  if (session.platform !== platform || session.chatId !== chatId)
    return { ok: true, session: await takeAlong(main, person, session, at) };
  return await main.tx(async tx => {
    await endActive(tx, person);
    const [resumed] = await tx
      .update(aiChatSessions)
      .set({ isActive: true })
      .where(and(eq(aiChatSessions.id, sessionId), eq(aiChatSessions.userId, userId)))
      .returning(COLUMNS);
    return resumed ? { ok: true, session: resumed } : noSession(sessionId);
  });
}

async function takeAlong(main: MainFile, person: Person, from: Session, at: number): Promise<Session> {
  const conversation = { userId: person.userId, sessionId: from.sessionId };
  const before = await summaryOf(main.read, conversation);
  const rows = await lastMessages(main.read, conversation, CHAT_LIMITS.resumedMessages);
  const tainted = before?.tainted === true || rows.some(({ metadata }) => metadata['tainted'] === true);
  const summary = plainSummary(before?.summary, summedTurns(rows));
  return await main.tx(async tx => {
    const session = await begin(tx, person, from.name, at);
    if (summary === '') return session;
    const to = { userId: person.userId, sessionId: session.sessionId };
    // The first number of the new conversation, which the summary stands for.
    const content = `Goes on with conversation ${from.sessionId}, begun on ${from.platform}.`;
    const none = { provider: null, tokens: 0, costMicros: micros(0) };
    const metadata = { resumed_from: from.sessionId, tainted };
    await appendMessages(tx, to, [{ type: 'system', content, metadata, ...none }], { at });
    await keepSummary(tx, to, { summary, throughSeq: 0, tainted }, at);
    return { ...session, messages: 1 };
  });
}

type Row = Awaited<ReturnType<typeof lastMessages>>[number];

function summedTurns(rows: readonly Row[]): SummedTurn[] {
  const turns: { asked: string; tools: string[]; answer: string }[] = [];
  for (const { messageType, content, metadata } of rows) {
    if (messageType === 'user') turns.push({ asked: content, tools: [], answer: '' });
    const turn = turns.at(-1);
    if (messageType === 'tool' && typeof metadata['name'] === 'string') turn?.tools.push(metadata['name']);
    if (turn && messageType === 'assistant' && content !== '') turn.answer = content;
  }
  return turns;
}

/** Gives a conversation a name of 1 to 100 letters that can be shown on one line. */
export async function nameSession(
  main: MainFile,
  userId: string,
  sessionId: number,
  name: string,
): Promise<SessionAnswer> {
  const sessionName = oneLine(name);
  const lettersMax = CHAT_LIMITS.sessionNameLettersMax;
  if (sessionName === '' || sessionName.length > lettersMax)
    return { ok: false, code: 'BAD_NAME', message: `A name has 1 to ${lettersMax} letters on one line.` };
  const rows = await main.tx(tx =>
    tx
      .update(aiChatSessions)
      .set({ sessionName })
      .where(and(eq(aiChatSessions.id, sessionId), eq(aiChatSessions.userId, userId)))
      .returning(COLUMNS),
  );
  return rows[0] ? { ok: true, session: rows[0] } : noSession(sessionId);
}

/** Names a conversation after its first message, unless it has a name. */
export async function nameAfter(
  main: MainFile,
  conversation: { userId: string; sessionId: number },
  text: string,
): Promise<void> {
  const line = oneLine(text);
  const letters = line
    .slice(0, CHAT_LIMITS.namedAfterLetters)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
  if (letters === '') return;
  const sessionName = letters.length < line.length ? `${letters}…` : letters;
  await main.tx(tx =>
    tx
      .update(aiChatSessions)
      .set({ sessionName })
      .where(
        and(
          eq(aiChatSessions.id, conversation.sessionId),
          eq(aiChatSessions.userId, conversation.userId),
          eq(aiChatSessions.sessionName, UNNAMED),
        ),
      ),
  );
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\s]+/gu, ' ').trim();
