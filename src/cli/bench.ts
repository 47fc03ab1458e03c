import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ROWS_LARGE, ROWS_SMALL, runDbBench } from '../bench/db/index.js';
import { runImportBench } from '../bench/import.js';
import { runOrderBench } from '../bench/orders.js';
import { type Line, ROUNDS_MAX, ROUNDS_MIN } from '../bench/harness.js';
import { EXECUTIONS_LARGE, runPortfolioBench } from '../bench/portfolio/index.js';
import { runRiskBench } from '../bench/risk.js';
import { TURN_PARTS } from '../bench/turn/parts.js';
import { Refusal } from '../refusal.js';
import { nowhereCommand } from './command.js';
import { table } from './table.js';

const CHILD = fileURLToPath(new URL('../bench/child.js', import.meta.url));

const ROWS_STEP = 1_000_000;
const ROWS_ALLOWED = `must be ${ROWS_SMALL}, or a multiple of ${ROWS_STEP} up to ${ROWS_LARGE * 10}`;

const rounds = z.coerce.number().int().min(ROUNDS_MIN).max(ROUNDS_MAX).default(ROUNDS_MIN);

const db = nowhereCommand({
  path: ['bench', 'db'],
  summary: 'measure the turn write, reads of long histories and budget checks against their references',
  define: parser =>
    parser
      .option('--rounds <n>', `processes per case, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`)
      .option('--rows <n>', `messages in the large file (else ${ROWS_LARGE})`)
      .option('--keep <dir>', 'keep the built messages there for the next run (else nothing is kept)'),
  input: z.strictObject({
    rounds,
    rows: z.coerce
      .number()
      .int()
      .max(ROWS_LARGE * 10)
      .refine(rows => rows > 0 && (rows % ROWS_STEP === 0 || rows === ROWS_SMALL), ROWS_ALLOWED)
      .default(ROWS_LARGE),
    keep: z.string().min(1).max(4096).optional(),
  }),
  run: async ({ onProgress }, { rounds, rows, keep }) => {
    if (keep !== undefined) mkdirSync(keep, { recursive: true, mode: 0o700 });
    const folder = keep ?? mkdtempSync(join(tmpdir(), 'ql-bench-'));
    try {
      const progress = (label: string, done: number, total: number) => onProgress({ label, done, total });
      const lines = await runDbBench({ folder, rows, rounds, child: CHILD, onProgress: progress });
      return reportOf(lines);
    } finally {
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** One JSON line a case for machines, a table for people; a missed goal is exit code 1. */
export function reportOf(lines: readonly Line[]) {
  return {
    data: lines,
    jsonLines: true,
    text: tableOf(lines),
    exitCode: lines.every(line => line.ok) ? 0 : 1,
  };
}

function tableOf(lines: readonly Line[]): string {
  const header = ['case', 'against', 'CPU ms', 'p50 ms', 'p99.9 ms', 'ratio', 'from', 'to', 'goal', ''];
  const figure = (value: unknown) => String(value);
  const rows = lines.map(line => [
    figure(line['case']),
    figure(line['ref']),
    ...['cpu_ms', 'p50_ms', 'p999_ms', 'ratio', 'ratio_lo', 'ratio_hi', 'goal'].map(name =>
      figure(line[name]),
    ),
    line.ok ? 'ok' : 'MISSED',
  ]);
  return table(header, rows, [2, 3, 4, 5, 6, 7, 8]);
}

const importBench = nowhereCommand({
  path: ['bench', 'import'],
  summary: 'measure the import of daily files against a bare loop of csv-parse and prepared inserts',
  define: parser =>
    parser
      .argument('<files>', 'a folder of SYMBOL.csv files (symbol_daily)', (path: string) => resolve(path))
      .option('--rounds <n>', `processes per side, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`),
  positional: ['files'],
  input: z.strictObject({ files: z.string().min(1).max(4096), rounds }),
  run: async ({ onProgress }, { files, rounds }) => {
    if (!existsSync(files))
      throw new Refusal(`There is no folder ${files}.`, { allowed: 'a folder of daily files' });
    const folder = mkdtempSync(join(tmpdir(), 'ql-bench-'));
    try {
      const onRound = (done: number) => onProgress({ label: 'Rounds', done, total: rounds });
      return reportOf(await runImportBench({ files, folder, rounds, child: CHILD, onRound }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const risk = nowhereCommand({
  path: ['bench', 'risk'],
  summary: 'measure value at risk, expected shortfall and correlations against a loop over typed arrays',
  define: parser =>
    parser.option('--rounds <n>', `processes per side, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`),
  input: z.strictObject({ rounds }),
  run: async ({ onProgress }, { rounds }) => {
    const onRound = (done: number) => onProgress({ label: 'Rounds', done, total: rounds });
    return reportOf(await runRiskBench({ rounds, child: CHILD, onRound }));
  },
});

const portfolio = nowhereCommand({
  path: ['bench', 'portfolio'],
  summary: 'measure a portfolio with its reports after many executions against the same after a thousand',
  define: parser =>
    parser
      .option('--rounds <n>', `processes per side, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`)
      .option('--executions <n>', `of the longest history (else ${EXECUTIONS_LARGE})`),
  input: z.strictObject({
    rounds,
    executions: z.coerce.number().int().min(10_000).max(EXECUTIONS_LARGE).default(EXECUTIONS_LARGE),
  }),
  run: async ({ onProgress }, { rounds, executions }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ql-bench-'));
    try {
      const progress = (label: string, done: number, total: number) => onProgress({ label, done, total });
      return reportOf(
        await runPortfolioBench({ folder, executions, rounds, child: CHILD, onProgress: progress }),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const orders = nowhereCommand({
  path: ['bench', 'orders'],
  summary: 'measure a durable order, intent and outcome, against two flushed writes of 20 KB',
  define: parser =>
    parser.option('--rounds <n>', `processes per side, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`),
  input: z.strictObject({ rounds }),
  run: async ({ onProgress }, { rounds }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ql-bench-'));
    try {
      const onRound = (done: number) => onProgress({ label: 'Rounds', done, total: rounds });
      return reportOf(await runOrderBench({ folder, rounds, child: CHILD, onRound }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const PARTS_ALLOWED = `must be some of ${TURN_PARTS.join(', ')}, comma-separated`;

const turn = nowhereCommand({
  path: ['bench', 'turn'],
  summary: 'measure whole chat turns, their start and their memory against the bare SDK of OpenAI',
  define: parser =>
    parser
      .option('--rounds <n>', `processes per side, ${ROUNDS_MIN} to ${ROUNDS_MAX} (else ${ROUNDS_MIN})`)
      .option('--only <parts>', `some of ${TURN_PARTS.join(', ')}, comma-separated (else all)`),
  input: z.strictObject({
    rounds,
    only: z
      .string()
      .transform(text => text.split(','))
      .pipe(z.array(z.enum(TURN_PARTS, PARTS_ALLOWED)))
      .default([...TURN_PARTS]),
  }),
  run: async ({ onProgress }, { rounds, only: parts }) => {
    // It holds the whole product, which no other command has to load.
    const { runTurnBench } = await import('../bench/turn/index.js');
    const folder = mkdtempSync(join(tmpdir(), 'ql-bench-'));
    try {
      const progress = (label: string, done: number, total: number) => onProgress({ label, done, total });
      return reportOf(await runTurnBench({ folder, rounds, parts, onProgress: progress }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

export const benchCommands = [db, importBench, orders, portfolio, risk, turn];
