import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openWriter } from '../db/connection.js';
import { openBulk } from '../domain/market/import/bulk.js';
import { importWrites } from '../domain/market/import/landing.js';
import { importFile } from '../feeds/import/import-file.js';
import { migrate } from '../db/migrate.js';
import { type Line, runCases } from './harness.js';
import type { Runner } from './sample.js';

// Both sides put all daily files of a folder into the same table of a new database, each file in one transaction.

const AT = Date.UTC(2026, 10, 23, 4, 0);
const TODAY = '2026-11-23';
const GOAL = 2;

interface Work {
  /** A migrated `quantumleap.db` without rows. */
  database: string;
  /** `SYMBOL.csv` files with the columns of docs/importing.md's symbol_daily. */
  paths: readonly string[];
}

const pathsOf = (files: string) =>
  readdirSync(files)
    .filter(name => name.endsWith('.csv'))
    .sort()
    .map(name => join(files, name));

const runner =
  (work: (given: Work) => Promise<void>): Runner =>
  async ({ files, folder }) => {
    const own = mkdtempSync(join(String(folder), 'run-'));
    const database = join(own, 'quantumleap.db');
    const sqlite = openWriter(database, 'main');
    await migrate(sqlite, 'main', { now: () => AT }, () => Promise.resolve());
    const before = process.cpuUsage();
    const started = performance.now();
    await work({ database, paths: pathsOf(String(files)) });
    const { user, system } = process.cpuUsage(before);
    const wallMs = performance.now() - started;
    const rows = Number(sqlite.prepare('SELECT count(*) FROM stock_market_data').pluck().get());
    sqlite.close();
    rmSync(own, { recursive: true });
    return {
      cpu_ms: (user + system) / 1000,
      p50_ms: wallMs,
      p99_ms: wallMs,
      p999_ms: wallMs,
      rss_mb: process.resourceUsage().maxRSS / 1024,
      preempted: 0,
      work: { rows },
    };
  };

/** The importer: recognised, checked, compared, noted and audited. */
const importProduct = runner(async ({ database, paths }) => {
  const bulk = openBulk(database);
  const writes = importWrites(bulk);
  const options = { today: TODAY, at: AT, userId: 'BENCH', skipRejected: false, dryRun: false, again: false };
  for (const path of paths) await importFile(bulk, writes, path, options);
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
const importBare = runner(({ database, paths }) => {
  const sqlite = openWriter(database, 'main');
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
  for (const path of paths) takeFile(path);
  sqlite.pragma('wal_checkpoint(PASSIVE)');
  sqlite.close();
  return Promise.resolve();
});

/** What a child process can measure about imports, by name. */
export const IMPORT_RUNNERS = { import: importProduct, 'import.bare': importBare } satisfies Record<
  string,
  Runner
>;

/** The importer against a bare loop over the same files: at most twice its CPU time. */
export async function runImportBench(options: {
  files: string;
  folder: string;
  rounds: number;
  child: string;
  onRound: (done: number) => void;
}): Promise<Line[]> {
  const { files, folder } = options;
  const rows = pathsOf(files).reduce(
    (sum, path) => sum + readFileSync(path, 'utf8').trimEnd().split('\n').length - 1,
    0,
  );
  const subject = (run: keyof typeof IMPORT_RUNNERS) => ({
    subject: { run, params: { files, folder } },
    measure: 'cpu_ms' as const,
  });
  const described = { bench: 'import', case: 'product', ref: 'csv-parse-and-prepared-inserts', goal: GOAL };
  const cases = [
    {
      ...described,
      params: {},
      work: { rows },
      measured: subject('import'),
      against: subject('import.bare'),
    },
  ];
  return await runCases(cases, options);
}
