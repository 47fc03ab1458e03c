import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openWriter } from '../db/connection.js';
import { openBulk } from '../domain/market/import/bulk.js';
import { importWrites } from '../domain/market/import/landing.js';
import { importFile } from '../feeds/import/import-file.js';

// Both sides put all daily files of a folder into the same table of a new database, each file in one transaction.

/** What one run cost: CPU time and peak memory of its process, and the rows that are in the table afterwards. */
export interface ImportSample {
  readonly cpu_ms: number;
  readonly wall_ms: number;
  readonly rss_mb: number;
  readonly work: { readonly rows: number };
}

/** Where the files are, a migrated `quantumleap.db` without rows, and the day and instant of the import. */
export interface ImportBench {
  readonly files: string;
  readonly database: string;
  readonly today: string;
  readonly at: number;
}

const pathsOf = ({ files }: ImportBench) =>
  readdirSync(files)
    .sort()
    .map(name => join(files, name));

async function measured(bench: ImportBench, work: () => Promise<void>): Promise<ImportSample> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  const wallMs = performance.now() - started;
  const rssMb = process.resourceUsage().maxRSS / 1024;
  const sqlite = openWriter(bench.database, 'main');
  const rows = Number(sqlite.prepare('SELECT count(*) FROM stock_market_data').pluck().get());
  sqlite.close();
  return { cpu_ms: (user + system) / 1000, wall_ms: wallMs, rss_mb: rssMb, work: { rows } };
}

/** The importer: recognised, checked, compared, noted and audited. */
export const importProduct = (bench: ImportBench): Promise<ImportSample> =>
  measured(bench, async () => {
    const bulk = openBulk(bench.database);
    const writes = importWrites(bulk);
    const { today, at } = bench;
    const options = { today, at, userId: 'BENCH', skipRejected: false, dryRun: false, again: false };
    for (const path of pathsOf(bench)) await importFile(bulk, writes, path, options);
    bulk.close();
  });

const COLUMNS = [
  'symbol',
  'date',
  'series',
  'source',
  'price_decimals',
  'previous_close',
  'open_price',
  'high_price',
  'low_price',
  'last_price',
  'close_price',
  'vwap',
  'volume',
  'trades',
  'delivery_quantity',
] as const;

/** The reference: csv-parse, numbers, a prepared insert; no check of anything. */
export const importBare = (bench: ImportBench): Promise<ImportSample> =>
  measured(bench, async () => {
    const sqlite = openWriter(bench.database, 'main');
    const insert = sqlite.prepare(
      `INSERT INTO stock_market_data (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
    );
    const takeFile = sqlite.transaction((path: string) => {
      const symbol = basename(path, '.csv');
      for (const [date, series, ...numbers] of parse(readFileSync(path), { from_line: 2 })) {
        const prices = numbers.slice(0, 7).map(text => Math.round(Number(text) * 100));
        insert.run(symbol, date, series, 'nse', 2, ...prices, ...numbers.slice(7).map(Number));
      }
    });
    for (const path of pathsOf(bench)) takeFile(path);
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    sqlite.close();
    await Promise.resolve();
  });
