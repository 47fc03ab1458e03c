import { drizzle } from 'drizzle-orm/better-sqlite3';
import { openWriter, type Sqlite } from '../connection.js';
import * as main from '../schema/main/index.js';
import type { MainFile, MainTx } from '../store.js';
import { transactions } from '../transactions.js';
import { turns } from '../turns.js';

/** Keeps the index pages of a few million bars in reach, and still leaves most of an import's memory to its rows. */
const CACHE_KIB = 48 * 1024;
/** About 5 MB of log: what is left of it for the next checkpoint, on the service's own thread, must be little. */
const ROWS_CHECKPOINT = 20_000;

/** `quantumleap.db` on a connection of a worker thread's own, while the service holds its own transactions back. */
export interface Bulk {
  sqlite: Sqlite;
  /** Reads outside of `attempt`, on the same connection. */
  read: MainFile['read'];
  /** One transaction, kept only if `work` says so; rolled back when it rejects. `work` awaits nothing but the database. */
  attempt<T>(work: (tx: MainTx) => Promise<{ keep: boolean; result: T }>): Promise<T>;
  close(): void;
}

const NOT_KEPT = new Error('not kept');

/** Opens the file at `path`, which this process owns. */
export function openBulk(path: string): Bulk {
  const sqlite = openWriter(path, 'main');
  sqlite.pragma(`cache_size = -${CACHE_KIB}`);
  const { begin, savepoint } = transactions(sqlite, turns('bulk'));
  const tx: MainTx = Object.assign(drizzle(sqlite, { schema: main }), {
    tx: <T>(work: (inner: MainTx) => Promise<T>) => savepoint(() => work(tx)),
  });
  const checkpointWhenDue = checkpoints(sqlite);
  return {
    sqlite,
    read: tx,
    attempt: async work => {
      const result = await attempt(begin, () => work(tx));
      checkpointWhenDue();
      return result;
    },
    close: () => {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
      sqlite.close();
    },
  };
}

function checkpoints(sqlite: Sqlite): () => void {
  const rowsWritten = sqlite.prepare<[], number>('SELECT total_changes()').pluck();
  let before = 0;
  return () => {
    const rows = rowsWritten.get() ?? 0;
    if (rows - before < ROWS_CHECKPOINT) return;
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    before = rows;
  };
}

async function attempt<T>(
  begin: (work: () => Promise<void>) => Promise<void>,
  work: () => Promise<{ keep: boolean; result: T }>,
): Promise<T> {
  const results: T[] = [];
  try {
    await begin(async () => {
      const { keep, result } = await work();
      results.push(result);
      if (!keep) throw NOT_KEPT;
    });
  } catch (error) {
    if (error !== NOT_KEPT) throw error;
  }
  return results[0] as T;
}
