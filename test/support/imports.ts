import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { DataFolder } from '../../src/db/folder.js';
import { openStore, type Store } from '../../src/db/store.js';
import { openBulk } from '../../src/domain/market/import/bulk.js';
import { computeMarket } from '../../src/domain/market/derived/compute.js';
import { importWrites } from '../../src/domain/market/import/landing.js';
import { type FileOptions, importFile } from '../../src/feeds/import/import-file.js';
import type { FileReport } from '../../src/feeds/import/report.js';
import { runImport } from '../../src/feeds/import/run.js';
import { migratedFolder, NOW, temporaryFolder } from './folder.js';
import { TODAY } from './market-files.js';

export const IMPORTER = 'OWNER';

const OPTIONS: Omit<FileOptions, 'onProgress'> = {
  at: NOW,
  today: TODAY,
  userId: IMPORTER,
  skipRejected: false,
  dryRun: false,
  again: false,
};

/** Tables that an import may write to, and how their rows are told apart. */
const TABLES = [
  'data_imports',
  'instruments',
  'symbol_changes',
  'corporate_actions',
  'exchange_days',
  'stock_market_data',
  'market_context',
  'sector_performance',
  'market_events',
] as const;

type Cell = string | number | null;

/** Rows of a query on a database file, read beside whoever has it open. */
export function queryOf(path: string) {
  return (sql: string, ...values: Cell[]): Record<string, Cell>[] => {
    const sqlite = new Database(path, { readonly: true });
    try {
      return sqlite.prepare<Cell[], Record<string, Cell>>(sql).all(...values);
    } finally {
      sqlite.close();
    }
  };
}

/** The columns that say when, or in which order, and not what. */
const INSTANTS = ['id', 'imported_at', 'updated_at', 'computed_at'];

/** A hash of the rows of each table that imports and computations write, but for the instants at which they did. */
export function everyRow(path: string): Record<string, string> {
  const sqlite = new Database(path, { readonly: true });
  const hashes = TABLES.map(table => {
    const columns = sqlite
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
      .pluck()
      .all()
      .filter(name => !INSTANTS.includes(name));
    const hash = createHash('sha256');
    for (const row of sqlite
      .prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY 1, 2, 3`)
      .raw()
      .iterate())
      hash.update(JSON.stringify(row));
    return [table, hash.digest('hex')] as const;
  });
  sqlite.close();
  return Object.fromEntries(hashes);
}

/** A store to import into, in this thread. */
export async function importDesk() {
  const folder = await migratedFolder();
  const bulk = openBulk(folder.main);
  onTestFinished(() => bulk.close());
  const writes = importWrites(bulk);
  const files = temporaryFolder();
  let count = 0;
  const takePath = async (path: string, options: Partial<FileOptions> = {}): Promise<FileReport> =>
    await importFile(bulk, writes, path, { ...OPTIONS, ...options });
  return {
    folder,
    query: queryOf(folder.main),
    takePath,
    /** Imports a file made of these lines. */
    take: (name: string, lines: readonly string[], options: Partial<FileOptions> = {}) => {
      const path = join(files, String(++count), name);
      mkdirSync(join(files, String(count)));
      writeFileSync(path, lines.map(line => `${line}\n`).join(''));
      return takePath(path, options);
    },
    compute: () => computeMarket(bulk, { at: NOW, turn: work => work() }),
  };
}

/** Imports files and folders as `ql import` does, in a thread of its own. */
export async function importInto(store: Store, paths: readonly string[]) {
  const report = await runImport({
    ...OPTIONS,
    database: store.folder.main,
    hold: work => store.main.hold(work),
    paths,
  });
  if (typeof report === 'string') throw new Error(report);
  return report;
}

export const storeOn = (folder: DataFolder): Store => {
  const store = openStore(folder);
  onTestFinished(() => store.close());
  return store;
};
