import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { openWriter, type Sqlite } from '../../db/connection.js';
import { folderAt } from '../../db/folder.js';
import { messageId } from '../../db/schema/main/index.js';
import { newSession } from '../../domain/chat/sessions.js';
import { EMPTY, FULL, requestIn, templateIn } from './folder.js';
import { openProduct, type Product } from './product.js';
import { TURNS_BEFORE } from './said.js';
import { startServer } from './serving.js';

/**
 * Makes a data folder with conversations that all begin with the same turns of the product's own, and notes what the
 * product asks a model for in the next turn, so that others can ask for exactly that.
 * @param sizes numbers of tools that are offered
 */
export async function prepare(
  folder: string,
  { full, empty, sizes }: { full: number; empty: number; sizes: readonly number[] },
): Promise<void> {
  const template = templateIn(folder, 'many');
  mkdirSync(template, { mode: 0o700 });
  const [first] = await withProduct(template, sizes[0] ?? 0, async product => {
    const sessionId = await sessionOf(product);
    for (let turn = 0; turn < TURNS_BEFORE; turn += 1) await product.turn(sessionId, true);
    return sessionId;
  });
  const sqlite = openWriter(folderAt(template).main, 'main');
  copySession(sqlite, first, 'bench', FULL);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  cpSync(template, templateIn(folder, 'few'), { recursive: true });
  const copies = sqlite.transaction(() =>
    Array.from({ length: full - 1 + sizes.length }, (_, n) => copySession(sqlite, first, `bench-${n}`, FULL)),
  );
  const spare = copies().slice(full - 1);
  for (const [place, tools] of sizes.entries()) {
    const sessionId = spare[place] ?? 0;
    const [, asked] = await withProduct(template, tools, async product => {
      await product.turn(sessionId, true);
      return sessionId;
    });
    writeFileSync(requestIn(folder, tools), asked);
  }
  for (const sessionId of spare)
    sqlite.prepare(`UPDATE ai_chat_sessions SET session_name = 'used' WHERE id = ?`).run(sessionId);
  sqlite.transaction(() => {
    for (let n = 0; n < empty; n += 1) copySession(sqlite, first, `empty-${n}`, EMPTY);
  })();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
}

const sessionOf = async ({ app }: Product): Promise<number> => {
  const person = { userId: app.local, platform: 'terminal', chatId: 'bench' } as const;
  return (await newSession(app.store.main, person, app.clock.now())).sessionId;
};

/** What `work` gave, and the first request that a model got meanwhile. */
async function withProduct<T>(
  template: string,
  tools: number,
  work: (product: Product) => Promise<T>,
): Promise<[T, string]> {
  const server = await startServer(0);
  try {
    const product = await openProduct(template, server.baseUrl, tools);
    const made = await work(product);
    await product.close();
    return [made, (await server.seen()).first];
  } finally {
    await server.stop();
  }
}

/** One more conversation, and with the name of those that have earlier messages, a copy of them. */
function copySession(sqlite: Sqlite, from: number, thread: string, name: string): number {
  const isFull = name === FULL;
  const { lastInsertRowid } = sqlite
    .prepare(
      `INSERT INTO ai_chat_sessions (user_id, thread_id, platform, session_name, next_seq, created_at, is_active)
       SELECT user_id, ?, platform, ?, ${isFull ? 'next_seq' : '0'}, created_at, 0 FROM ai_chat_sessions WHERE id = ?`,
    )
    .run(thread, name, from);
  const id = Number(lastInsertRowid);
  if (isFull)
    sqlite
      .prepare(
        `INSERT INTO ai_chat_messages (id, session_id, thread_id, user_id, message_type, content, metadata, provider_used, tokens_used, cost_micros, created_at)
         SELECT id + ?, ?, ?, user_id, message_type, content, metadata, provider_used, tokens_used, cost_micros, created_at
         FROM ai_chat_messages WHERE session_id = ?`,
      )
      .run(messageId(id, 0) - messageId(from, 0), id, thread, from);
  return id;
}
