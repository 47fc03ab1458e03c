import { readable, yearsOf } from './across.js';
import { archiveParts, refuseNewerArchive } from './file.js';
import { openReader, type Sqlite } from '../connection.js';
import { archiveFile, type DataFolder } from '../folder.js';
import { LIMITS } from '../../limits.js';

export interface FoundMessage {
  id: number;
  sessionId: number;
  threadId: string;
  messageType: 'user' | 'assistant';
  content: string;
  createdAt: number;
}

const TABLE = 'ai_chat_messages';

/**
 * Messages of a person and to them that hold all the words, newest first, in the live file and in archived years.
 * `words` is text as it was typed: nothing in it is an operator.
 */
export function searchMessages(
  folder: DataFolder,
  search: { userId: string; words: string; limit: number },
): FoundMessage[] {
  const match = matchOf(search.words);
  const limit = Math.min(search.limit, LIMITS.foundMessagesMax);
  if (!match || limit < 1) return [];
  const live = openReader(folder.main);
  try {
    const found = new Map<number, FoundMessage>();
    const note = (rows: FoundMessage[]) => rows.forEach(row => found.has(row.id) || found.set(row.id, row));
    // The live file first: a message that moves meanwhile is then found twice rather than never.
    note(find(live, TABLE, search.userId, match, limit));
    let archived = 0;
    for (const year of yearsOf(live, folder, { tables: [TABLE] }).reverse()) {
      // Years ascend strictly, so older ones can only hold older messages.
      if (archived >= limit) break;
      const rows = readable(year, () => findInYear(folder, year, search.userId, match, limit));
      archived += rows.filter(row => !found.has(row.id)).length;
      note(rows);
    }
    return [...found.values()].sort((a, b) => b.createdAt - a.createdAt || b.id - a.id).slice(0, limit);
  } finally {
    live.close();
  }
}

function findInYear(folder: DataFolder, year: number, userId: string, match: string, limit: number) {
  const archive = openReader(archiveFile(folder, year));
  try {
    refuseNewerArchive(archive, 'main', year);
    return archiveParts(archive)
      .filter(({ tableName }) => tableName === TABLE)
      .flatMap(({ part }) => find(archive, part, userId, match, limit));
  } finally {
    archive.close();
  }
}

function find(sqlite: Sqlite, part: string, userId: string, match: string, limit: number): FoundMessage[] {
  return sqlite
    .prepare<unknown[], FoundMessage>(
      `SELECT m.id, m.session_id AS sessionId, m.thread_id AS threadId, m.message_type AS messageType, m.content,
         m.created_at AS createdAt
       FROM ${part}_fts AS f JOIN ${part} AS m ON m.id = f.rowid
       WHERE f.${part}_fts MATCH ? AND m.user_id = ? ORDER BY m.created_at DESC, m.id DESC LIMIT ?`,
    )
    .all(match, userId, limit);
}

/** Every word as a quoted string, which FTS5 takes literally; all of them must be there. */
function matchOf(words: string): string {
  return words
    .split(/\s+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
    .slice(0, LIMITS.searchWordsMax)
    .map(word => `"${word.replaceAll('"', '""').replaceAll('\0', '')}"`)
    .join(' ');
}
