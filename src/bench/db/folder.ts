import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { wallClock } from '../../clock.js';
import { openWriter, type Sqlite } from '../../db/connection.js';
import { type DataFolder, DATABASES, prepareFolder } from '../../db/folder.js';
import { migrate } from '../../db/migrate.js';
import type { Conversation } from '../../domain/chat/messages.js';

/** The instant of everything that a benchmark writes: 2026-11-23 09:30 IST. */
export const NOW = Date.UTC(2026, 10, 23, 4, 0);

export const PERSON = 'BENCHPERSON000000001';
export const CONVERSATION: Conversation = { userId: PERSON, sessionId: 1 };

/** A data folder of the product's own making inside `parent`. */
export async function newFolder(parent: string): Promise<DataFolder> {
  const folder = prepareFolder(mkdtempSync(join(parent, 'data-')));
  for (const name of DATABASES) {
    const sqlite = openWriter(folder[name], name);
    await migrate(sqlite, name, wallClock, () => Promise.resolve());
    if (name === 'main') addPerson(sqlite, PERSON, 1);
    sqlite.close();
  }
  return folder;
}

/** Adds a person with `sessions` conversations, numbered after those that are there. */
export function addPerson(sqlite: Sqlite, userId: string, sessions: number): void {
  sqlite
    .prepare(
      `INSERT INTO users (user_id, role, user_name, created_at, updated_at) VALUES (?, 'trader', 'bench', ${NOW}, ${NOW})`,
    )
    .run(userId);
  sqlite
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO ai_chat_sessions (user_id, thread_id, platform, session_name, next_seq, created_at, is_active)
       SELECT ?, 'thread-' || i, 'terminal', 'bench', 0, ${NOW}, 1 FROM n`,
    )
    .run(sessions, userId);
}

export const removeFolder = (folder: DataFolder): void =>
  rmSync(folder.root, { recursive: true, force: true });
