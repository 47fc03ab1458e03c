import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openReader, openWriter, type Sqlite } from '../../db/connection.js';
import { folderAt } from '../../db/folder.js';
import { messageId } from '../../db/schema/main/index.js';
import { openStore } from '../../db/store.js';
import { lastMessages } from '../../domain/chat/messages.js';
import { count, measure, type Runner } from '../sample.js';
import { addPerson, newFolder, NOW } from './folder.js';

/** Messages that a read asks for. */
export const MESSAGES_READ = 20;

const MESSAGES_PER_SESSION = 100;
const SESSIONS_PER_PERSON = 1_000;

const personOf = (session: number) =>
  `READER${String(Math.floor((session - 1) / SESSIONS_PER_PERSON)).padStart(14, '0')}`;

const placeOf = (params: Parameters<Runner>[0]) =>
  join(String(params['folder']), `messages-${count(params, 'rows')}`);

/** Reads through the product's own use-case. */
export const productReads: Runner = async params => {
  const store = openStore(folderAt(placeOf(params)));
  const next = conversations(count(params, 'rows'));
  let rows = 0;
  const sampled = await measure(unitsOf(params), async () => {
    const { userId, sessionId } = next();
    rows += (await lastMessages(store.main.read, { userId, sessionId }, MESSAGES_READ)).length;
  });
  store.close();
  return { ...sampled, work: { rows: rows / countAll(params) } };
};

/** Reads the same columns of the same rows by one prepared statement, as the driver gives them, metadata parsed. */
export const rawReads: Runner = async params => {
  const sqlite = openReader(folderAt(placeOf(params)).main);
  const newest = sqlite.prepare(`SELECT id, message_type AS messageType, content, metadata,
    provider_used AS providerUsed, created_at AS createdAt FROM ai_chat_messages
    WHERE id >= ? AND id < ?
    AND EXISTS (SELECT 1 FROM ai_chat_sessions WHERE id = ? AND user_id = ?) ORDER BY id DESC LIMIT ?`);
  const next = conversations(count(params, 'rows'));
  let rows = 0;
  const sampled = await measure(unitsOf(params), () => {
    const { userId, sessionId } = next();
    const found = newest.all(
      messageId(sessionId, 0),
      messageId(sessionId + 1, 0),
      sessionId,
      userId,
      MESSAGES_READ,
    );
    for (const row of found as { metadata: unknown }[]) row.metadata = JSON.parse(String(row.metadata));
    rows += found.reverse().length;
  });
  sqlite.close();
  return { ...sampled, work: { rows: rows / countAll(params) } };
};

const unitsOf = (params: Parameters<Runner>[0]) => ({
  units: count(params, 'units'),
  warmup: count(params, 'warmup'),
});
const countAll = (params: Parameters<Runner>[0]) => count(params, 'units') + count(params, 'warmup');

/** Conversations all over the file, the same ones in each run: a prime stride reaches each before any twice. */
function conversations(rows: number): () => { userId: string; sessionId: number } {
  const sessions = rows / MESSAGES_PER_SESSION;
  const stride = 1_000_003;
  let place = 0;
  return () => {
    place = (place + stride) % sessions;
    return { userId: personOf(place + 1), sessionId: place + 1 };
  };
}

/**
 * Makes a data folder with `rows` messages in conversations of a hundred, in the product's schema with its indexes.
 * Only the full-text index stays empty: reads of a conversation never touch it. Made before, it is taken as it is.
 */
export async function buildMessages(parent: string, rows: number): Promise<void> {
  const place = placeOf({ folder: parent, rows });
  if (existsSync(place)) return;
  const folder = await newFolder(parent);
  const sqlite = openWriter(folder.main, 'main');
  fill(sqlite, rows / MESSAGES_PER_SESSION);
  sqlite.close();
  // Renamed when it is whole, so that one that was broken off is not taken for it.
  renameSync(folder.root, place);
}

function fill(sqlite: Sqlite, sessions: number): void {
  const later = sqlite
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ai_chat_messages' AND sql IS NOT NULL",
    )
    .all() as { name: string; sql: string }[];
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -200000');
  sqlite.pragma('foreign_keys = OFF');
  for (const { name } of later) sqlite.exec(`DROP INDEX ${name}`);
  const trigger = sqlite
    .prepare("SELECT sql FROM sqlite_master WHERE name = 'ai_chat_messages_fts_insert'")
    .pluck()
    .get();
  sqlite.exec('DROP TRIGGER ai_chat_messages_fts_insert');
  // The person of the folder itself has the first conversation already.
  sqlite.exec('DELETE FROM ai_chat_sessions; DELETE FROM sqlite_sequence; DELETE FROM users');
  for (let first = 1; first <= sessions; first += SESSIONS_PER_PERSON)
    addSessions(sqlite, first, Math.min(SESSIONS_PER_PERSON, sessions - first + 1));
  for (const { sql } of later) sqlite.exec(sql);
  sqlite.exec(String(trigger));
  sqlite.pragma('journal_mode = WAL');
}

function addSessions(sqlite: Sqlite, first: number, sessions: number): void {
  const userId = personOf(first);
  sqlite.exec('BEGIN');
  addPerson(sqlite, userId, sessions);
  sqlite
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :messages)
       INSERT INTO ai_chat_messages (id, session_id, thread_id, user_id, message_type, content, metadata, provider_used,
         tokens_used, cost_micros, created_at)
       SELECT s.id * 1048576 + i, s.id, s.thread_id, s.user_id, iif(i % 2, 'assistant', 'user'),
         'How does message ' || i || ' of this conversation stand today?', '{"prompt":"v1"}', iif(i % 2, 'openai', NULL),
         i % 2 * 120, i % 2 * 1000, ${NOW} + i
       FROM ai_chat_sessions AS s CROSS JOIN n WHERE s.id >= :first AND s.id < :first + :sessions`,
    )
    .run({ first, sessions, messages: MESSAGES_PER_SESSION });
  sqlite.prepare('UPDATE ai_chat_sessions SET next_seq = ? WHERE id >= ?').run(MESSAGES_PER_SESSION, first);
  sqlite.exec('COMMIT');
}
