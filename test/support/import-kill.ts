import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { integrityProblems, openReader } from '../../src/db/connection.js';
import { type DataFolder, folderAt } from '../../src/db/folder.js';
import { everyRow, queryOf } from './imports.js';
import { type Attempt, atEveryWrite, type Fault, type Outcome, type Run, runNode } from './kill.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const DAYS = 12;

const date = (day: number) => `2026-07-${String(day + 1).padStart(2, '0')}`;
const days = (line: (date: string, price: number) => string) =>
  Array.from({ length: DAYS }, (_, day) => line(date(day), 100 + day));

/** Small files of each kind that figures are computed from, and one of what no price file holds. */
const FILES: Record<string, readonly string[]> = {
  'RELIANCE.csv': [
    'date,series,prev_close,open,high,low,last,close,vwap,volume,trades,deliv_qty',
    ...days(
      (day, price) =>
        `${day},EQ,${price - 1},${price},${price + 2},${price - 2},${price},${price},${price},1000,50,400`,
    ),
  ],
  'NIFTY50.csv': [
    'date,open,high,low,close',
    ...days((day, price) => `${day},${price},${price + 9},${price - 9},${price + 0.25}`),
  ],
  'list.csv': [
    'Company Name,Industry,Symbol,Series,ISIN Code',
    'Reliance Industries Ltd.,Oil Gas & Consumable Fuels,RELIANCE,EQ,INE002A01018',
  ],
  'actions.csv': ['symbol,ex_date,price_factor,kind', 'RELIANCE,2026-07-08,2,bonus'],
  'figures.csv': [
    'date,symbol,market_cap,pe_ratio,analyst_rating,news_sentiment_score,sector,industry',
    '2026-07-02,RELIANCE,,24.6,buy,,,',
  ],
};

/** Where rows of each file can be told from those of others, and how many it has. */
const ROWS: readonly (readonly [file: string, sql: string, count: number])[] = [
  ['RELIANCE.csv', `SELECT 1 FROM stock_market_data WHERE symbol = 'RELIANCE'`, DAYS],
  ['NIFTY50.csv', `SELECT 1 FROM stock_market_data WHERE symbol = 'NIFTY 50'`, DAYS],
  ['list.csv', `SELECT 1 FROM stock_market_data WHERE industry IS NOT NULL`, DAYS],
  ['actions.csv', 'SELECT 1 FROM corporate_actions', 1],
  ['figures.csv', 'SELECT 1 FROM stock_market_data WHERE pe_ratio IS NOT NULL', 1],
];

/**
 * Strikes an import of several files, and the computation after it, at each of its writes. After each: every file is there
 * as a whole with its note and its audit entry, or not at all; and the same import again ends as one that nobody disturbed.
 */
export async function strikeImport(options: {
  fault: Fault;
  runsMax?: number;
  done?: { has(point: string): boolean; add(point: string): void };
}): Promise<Outcome> {
  const base = mkdtempSync(join(tmpdir(), 'ql-import-kill-'));
  try {
    const files = join(base, 'files');
    mkdirSync(files);
    for (const [name, lines] of Object.entries(FILES))
      writeFileSync(join(files, name), lines.map(line => `${line}\n`).join(''));
    const start = join(base, 'start');
    await finished(['migrate', '--data', start]);
    const whole = join(base, 'whole');
    cpSync(start, whole, { recursive: true });
    await finished(argsOf(whole, files));
    const expected = everyRow(folderAt(whole).main);
    let count = 0;
    return await atEveryWrite({
      ...options,
      prepare: () => {
        count += 1;
        const root = join(base, String(count));
        cpSync(start, root, { recursive: true });
        const check = async (run: Run) => {
          expectWholeFiles(folderAt(root), run);
          if (run.killed || run.exitCode !== 0) await finished(argsOf(root, files));
          expect(everyRow(folderAt(root).main)).toEqual(expected);
          rmSync(root, { recursive: true });
        };
        const attempt: Attempt = { args: [CLI, ...argsOf(root, files)], root, check };
        return Promise.resolve(attempt);
      },
    });
  } finally {
    rmSync(base, { recursive: true });
  }
}

const argsOf = (root: string, files: string) => [
  'import',
  '--data',
  root,
  ...Object.keys(FILES).map(name => join(files, name)),
];

async function finished(args: string[]): Promise<void> {
  const run = await runNode([CLI, ...args]);
  expect(run.exitCode, run.stderr + run.stdout).toBe(0);
}

function expectWholeFiles(folder: DataFolder, run: Run): void {
  const sqlite = openReader(folder.main);
  expect(integrityProblems(sqlite)).toEqual([]);
  sqlite.close();
  const query = queryOf(folder.main);
  const noted = query('SELECT file_name FROM data_imports').map(row => row.file_name);
  for (const [file, sql, count] of ROWS)
    expect(query(sql), file).toHaveLength(noted.includes(file) ? count : 0);
  const waiting = query(`SELECT 1 FROM outbox WHERE payload LIKE '%market_data.imported%'`);
  const arrived = queryOf(folder.trading)(
    `SELECT DISTINCT source_key FROM trading_audit_trail WHERE action = 'market_data.imported'`,
  );
  expect(waiting.length + arrived.length).toBeGreaterThanOrEqual(noted.length);
  expect(arrived.length).toBeLessThanOrEqual(noted.length);
  if (!run.killed && run.exitCode !== 0) expect(run.stderr + run.stdout).toMatch(/\w{4}/);
}
