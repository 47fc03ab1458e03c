import { and, asc, eq, getTableColumns, getTableName, gte, is, lt, sql } from 'drizzle-orm';
import { type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as main from '../../db/schema/main/index.js';
import * as trading from '../../db/schema/trading/index.js';
import type { MainFile, Store } from '../../db/store.js';
import { CHAT_LIMITS } from './limits.js';

/** Columns that open something: sealed keys and tokens, and the proofs of cards and invitations. */
const SECRET = /(?:api_?key|secret|token_?sealed|access_?token|password|nonce|digest|hash|^mac)$/i;
const NOT_EXPORTED = '[kept sealed]';

interface OwnTable {
  file: 'main' | 'trading';
  table: SQLiteTable;
  owner: SQLiteColumn;
}

/** Every table of both files that says whose its rows are. A new one is exported without being named here. */
const OWN_TABLES: readonly OwnTable[] = [
  ...Object.values(main).flatMap(each => ownTable('main', each)),
  ...Object.values(trading).flatMap(each => ownTable('trading', each)),
];

function ownTable(file: OwnTable['file'], table: unknown): OwnTable[] {
  if (!is(table, SQLiteTable)) return [];
  const owner = getTableColumns(table)['userId'];
  return owner ? [{ file, table, owner }] : [];
}

/** The names of the tables that an export reads, as `file.table`. */
export const ownTables = (): string[] =>
  OWN_TABLES.map(({ file, table }) => `${file}.${getTableName(table)}`);

/**
 * All that both files hold of a person, as lines of JSON: `{"file", "table", "row"}`. Read in pieces, so that memory stays
 * small however much there is. Keys and other secrets are left out. Years in the archive are `searchMessages`' and not here.
 */
export async function* exportOwnData(store: Store, userId: string): AsyncGenerator<string> {
  for (const { file, table, owner } of OWN_TABLES) {
    const name = getTableName(table);
    const read = store[file].read;
    if (name === 'ai_chat_messages') {
      for await (const row of messagesOf(store.main.read, userId)) yield lineOf(file, name, row);
      continue;
    }
    for (let offset = 0; ; offset += CHAT_LIMITS.exportRows) {
      const rows = await read
        .select()
        .from(table)
        .where(eq(owner, userId))
        // The order of the index of the owner: stable, and found without sorting.
        .limit(CHAT_LIMITS.exportRows)
        .offset(offset);
      for (const row of rows) yield lineOf(file, name, row);
      if (rows.length < CHAT_LIMITS.exportRows) break;
    }
  }
  for (const row of await summariesOf(store.main.read, userId))
    yield lineOf('main', 'ai_chat_summaries', row);
}

function lineOf(file: string, table: string, row: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(row).map(([name, value]) => [
    name,
    value !== null && (SECRET.test(name) || Buffer.isBuffer(value)) ? NOT_EXPORTED : value,
  ]);
  return `${JSON.stringify({ file, table, row: Object.fromEntries(shown) })}\n`;
}

/** The largest table, conversation by conversation along its key: no page is read twice to reach the next. */
async function* messagesOf(read: MainFile['read'], userId: string) {
  const { aiChatMessages, aiChatSessions, messageId } = main;
  const sessions = await read
    .select({ id: aiChatSessions.id })
    .from(aiChatSessions)
    .where(eq(aiChatSessions.userId, userId));
  for (const { id } of sessions) {
    let from = messageId(id, 0);
    for (;;) {
      const rows = await read
        .select()
        .from(aiChatMessages)
        .where(and(gte(aiChatMessages.id, from), lt(aiChatMessages.id, messageId(id + 1, 0))))
        .orderBy(asc(aiChatMessages.id))
        .limit(CHAT_LIMITS.exportRows);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < CHAT_LIMITS.exportRows) break;
      from = last.id + 1;
    }
  }
}

const summariesOf = (read: MainFile['read'], userId: string) =>
  read
    .select({ sessionId: main.aiChatSummaries.sessionId, summary: main.aiChatSummaries.summary })
    .from(main.aiChatSummaries)
    .innerJoin(main.aiChatSessions, eq(main.aiChatSessions.id, main.aiChatSummaries.sessionId))
    .where(eq(main.aiChatSessions.userId, userId));

/**
 * Deletes one conversation of a person, or all of them: messages in pieces, then the conversation with its summary. What
 * was spent, ordered and audited stays. Broken off by a kill, it can be called again.
 * @returns how many conversations and messages are gone
 */
export async function deleteConversations(
  store: Store,
  userId: string,
  which: number | 'all',
): Promise<{ conversations: number; messages: number }> {
  const { aiChatMessages, aiChatSessions, messageId } = main;
  const own = eq(aiChatSessions.userId, userId);
  const sessions = await store.main.read
    .select({ id: aiChatSessions.id })
    .from(aiChatSessions)
    .where(which === 'all' ? own : and(own, eq(aiChatSessions.id, which)));
  let messages = 0;
  for (const { id } of sessions) {
    for (;;) {
      const gone = await store.main.tx(tx =>
        tx
          .delete(aiChatMessages)
          .where(
            sql`${aiChatMessages.id} IN (SELECT id FROM ai_chat_messages WHERE id >= ${messageId(id, 0)}
              AND id < ${messageId(id + 1, 0)} LIMIT ${CHAT_LIMITS.deleteRows})`,
          )
          .returning({ id: aiChatMessages.id }),
      );
      messages += gone.length;
      if (gone.length < CHAT_LIMITS.deleteRows) break;
    }
    await store.main.tx(tx => tx.delete(aiChatSessions).where(and(own, eq(aiChatSessions.id, id))));
  }
  return { conversations: sessions.length, messages };
}
