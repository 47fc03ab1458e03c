import { and, eq, lt, sql } from 'drizzle-orm';
import { aiChatSessions, aiChatSummaries } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import type { Conversation } from './messages.js';
import { CHAT_LIMITS } from './limits.js';

/** What was said before the messages that are still sent to a model. */
export interface Summary {
  summary: string;
  /** The number, within the session, of the last message that it covers. */
  throughSeq: number;
  /** Whether text from outside went into it. */
  tainted: boolean;
}

/** One turn as a summary without a model takes it in. */
export interface SummedTurn {
  asked: string;
  tools: readonly string[];
  answer: string;
}

const LETTERS = { asked: 160, answer: 200 } as const;

const stored = prepared((read: Pick<MainFile['read'], 'select'>) =>
  read
    .select({
      summary: aiChatSummaries.summary,
      throughSeq: aiChatSummaries.throughSeq,
      tainted: aiChatSummaries.tainted,
    })
    .from(aiChatSummaries)
    .innerJoin(aiChatSessions, eq(aiChatSessions.id, aiChatSummaries.sessionId))
    .where(
      and(
        eq(aiChatSummaries.sessionId, sql.placeholder('sessionId')),
        eq(aiChatSessions.userId, sql.placeholder('userId')),
      ),
    )
    .prepare(),
);

export async function summaryOf(
  read: Pick<MainFile['read'], 'select'>,
  { userId, sessionId }: Conversation,
): Promise<Summary | undefined> {
  return await Promise.resolve(stored(read).get({ userId, sessionId }));
}

/** Keeps a summary that reaches further than the one that is there. @returns whether it was kept */
export async function keepSummary(
  tx: MainTx,
  { userId, sessionId }: Conversation,
  { summary, throughSeq, tainted }: Summary,
  at: number,
): Promise<boolean> {
  const owned = await tx
    .select({ id: aiChatSessions.id })
    .from(aiChatSessions)
    .where(and(eq(aiChatSessions.id, sessionId), eq(aiChatSessions.userId, userId)));
  if (owned.length === 0) return false;
  const row = {
    summary: summary.slice(0, CHAT_LIMITS.summaryLettersMax),
    throughSeq,
    tainted,
    updatedAt: at,
  };
  const kept = await tx
    .insert(aiChatSummaries)
    .values({ sessionId, ...row })
    .onConflictDoUpdate({
      target: aiChatSummaries.sessionId,
      set: row,
      setWhere: lt(aiChatSummaries.throughSeq, throughSeq),
    })
    .returning({ sessionId: aiChatSummaries.sessionId });
  return kept.length > 0;
}

/**
 * A summary without a model, the same for the same turns: a line for each, the newest last; the oldest lines go when there
 * are too many.
 */
export function plainSummary(before: string | undefined, turns: readonly SummedTurn[]): string {
  const lines = before === undefined ? [] : before.split('\n');
  for (const { asked, tools, answer } of turns) {
    const used = tools.length > 0 ? ` Tools: ${[...new Set(tools)].join(', ')}.` : '';
    lines.push(`- Person: ${short(asked, LETTERS.asked)}.${used} Answer: ${short(answer, LETTERS.answer)}`);
  }
  let letters = 0;
  const kept = lines
    .toReversed()
    .filter(line => (letters += line.length + 1) <= CHAT_LIMITS.plainSummaryLettersMax);
  return kept.toReversed().join('\n');
}

function short(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
