import type { Case, Subject } from '../harness.js';
import { runCases } from '../harness.js';
import { buildMessages, MESSAGES_READ } from './history.js';
import type { DB_RUNNERS } from './runners.js';
import { TURN_WORK } from './turn.js';

/** Messages of the small file that the large one is compared with. */
export const ROWS_SMALL = 10_000;
export const ROWS_LARGE = 10_000_000;

const USAGE_SMALL = 100;
const USAGE_LARGE = 100_000;

/** Goals P6 (and its tail), P7 (size, and the access layer) and P8 of the performance goals. */
export function dbCases(folder: string, rows: number): Case[] {
  const subject = (run: keyof typeof DB_RUNNERS, params: Record<string, number>): Subject => ({
    run,
    params: { ...params, folder },
  });
  const turns = { units: 4_000, warmup: 1_000 };
  const reads = { units: 6_000, warmup: 2_000 };
  const checks = { units: 4_000, warmup: 1_000 };
  const turn = subject('db.turn', turns);
  const large = subject('db.history', { ...reads, rows });
  const read = { bench: 'db', params: { rows, fts: 'left empty' }, work: { rows: MESSAGES_READ } };
  return [
    {
      bench: 'db',
      case: 'turn-write',
      ref: 'raw-one-transaction',
      goal: 1.6,
      params: { transactions: 2 },
      work: TURN_WORK,
      measured: { subject: turn, measure: 'cpu_ms' },
      against: { subject: subject('db.turn.raw', turns), measure: 'cpu_ms' },
    },
    {
      bench: 'db',
      case: 'turn-write-p99.9',
      ref: 'own-median',
      goal: 10,
      params: { transactions: 2 },
      work: TURN_WORK,
      measured: { subject: turn, measure: 'p999_ms' },
      against: { subject: turn, measure: 'p50_ms' },
    },
    {
      ...read,
      case: 'last-messages',
      ref: `${ROWS_SMALL}-rows`,
      goal: 1.5,
      measured: { subject: large, measure: 'cpu_ms' },
      against: { subject: subject('db.history', { ...reads, rows: ROWS_SMALL }), measure: 'cpu_ms' },
    },
    {
      ...read,
      case: 'last-messages',
      ref: 'raw',
      goal: 1.1,
      measured: { subject: large, measure: 'cpu_ms' },
      against: { subject: subject('db.history.raw', { ...reads, rows }), measure: 'cpu_ms' },
    },
    {
      bench: 'db',
      case: 'budget-check',
      ref: `${USAGE_SMALL}-usage-rows`,
      goal: 1.2,
      params: { usage: USAGE_LARGE },
      work: { checks: 1 },
      measured: { subject: subject('db.budget', { ...checks, usage: USAGE_LARGE }), measure: 'cpu_ms' },
      against: { subject: subject('db.budget', { ...checks, usage: USAGE_SMALL }), measure: 'cpu_ms' },
    },
  ];
}

/** Builds the files of messages in `folder`, then measures every case. */
export async function runDbBench(options: {
  folder: string;
  rows: number;
  rounds: number;
  child: string;
  onProgress: (label: string, done: number, total: number) => void;
}) {
  const sizes = [ROWS_SMALL, options.rows];
  for (const [done, rows] of sizes.entries()) {
    options.onProgress('Building messages', done, sizes.length);
    await buildMessages(options.folder, rows);
  }
  const onRound = (done: number) => options.onProgress('Rounds', done, options.rounds);
  return await runCases(dbCases(options.folder, options.rows), { ...options, onRound });
}
