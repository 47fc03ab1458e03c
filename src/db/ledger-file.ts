import { existsSync } from 'node:fs';
import type { Clock } from '../clock.js';
import { openWriter, type Sqlite } from './connection.js';
import type { DataFolder } from './folder.js';
import { migrate, refuseDamaged } from './migrate.js';
import { checkpoints } from './transactions.js';

/** The file of the paper exchange: one connection, and transactions that are done before anything else runs. */
export interface LedgerFile {
  sqlite: Sqlite;
  /** Runs the work in one immediate transaction. What it throws undoes everything. */
  transact<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens `paper_exchange.db` of a data folder, made where it is missing and brought up to date. `backup` is called before
 * the first step of a file that already holds data.
 * @throws Refusal where the file is damaged or newer than this version.
 */
export async function openLedgerFile(
  folder: DataFolder,
  clock: Clock,
  backup: () => Promise<void> = () => Promise.resolve(),
): Promise<LedgerFile> {
  const wasThere = existsSync(folder.paper);
  const sqlite = openWriter(folder.paper, 'paper');
  try {
    if (wasThere) refuseDamaged(sqlite, 'paper', folder.paper);
    await migrate(sqlite, 'paper', clock, backup);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const checkpointWhenDue = checkpoints(sqlite);
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  return {
    sqlite,
    transact: work => {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
        throw error;
      } finally {
        checkpointWhenDue();
      }
    },
    close: () => sqlite.close(),
  };
}
