import { existsSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { Refusal } from '../refusal.js';
import { openReader } from './connection.js';
import type { DataFolder } from './folder.js';
import * as main from './schema/main/index.js';
import type { MainFile } from './store.js';

/**
 * Reads `quantumleap.db` beside whoever has it open, as of one instant.
 * @throws Refusal where there is none yet.
 */
export async function readMain<T>(
  folder: DataFolder,
  work: (read: MainFile['read']) => Promise<T>,
): Promise<T> {
  if (!existsSync(folder.main))
    throw new Refusal(`There is no database in ${folder.root} yet.`, {
      todo: 'make it with ql migrate or ql start, or name another folder with --data DIR',
    });
  const sqlite = openReader(folder.main);
  try {
    sqlite.exec('BEGIN');
    return await work(drizzle(sqlite, { schema: main }));
  } finally {
    sqlite.close();
  }
}
