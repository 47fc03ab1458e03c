import { archiveParts } from '../archive/file.js';
import { archivedTable, quoted } from '../archive/tables.js';
import type { Sqlite } from '../connection.js';
import { reading } from './files.js';
import type { Finding, PlannedCheck } from './finding.js';
import { archivedYears, archiveFile, DATABASES, type DatabaseName, type DataFolder } from '../folder.js';

const MINUTE_MS = 60_000;
const LIMITS = {
  outboxWarnMs: 5 * MINUTE_MS,
  outboxFailMs: 60 * MINUTE_MS,
  /** Two processes may read the clock a moment apart. */
  clockBehindMs: 5_000,
  /** No row of ours is older than the product. */
  clockFrom: Date.UTC(2025, 0, 1),
  jobRunningMs: 6 * 60 * MINUTE_MS,
  slowestWarnMicroseconds: 1_000_000,
  namedMax: 5,
} as const;
const UNREADABLE = 'ql restore a backup if the file is damaged';

/** What can be said of the rows: the two files against each other, what waits, what was slow, what failed. */
export function rowChecks(folder: DataFolder, now: number): PlannedCheck[] {
  const checks: [string, () => Finding][] = [
    ['orphans across files', () => orphans(folder)],
    ['deleted persons in archives', () => forgotten(folder)],
    ['outbox to trading_app.db', () => outbox(folder, 'main', 'trading', now)],
    ['outbox to quantumleap.db', () => outbox(folder, 'trading', 'main', now)],
    ['slow queries', () => slow(folder)],
    ['clock', () => clockSane(folder, now)],
    ['jobs', () => jobs(folder, now)],
  ];
  return checks.map(([name, run]) => ({ name, run, todo: UNREADABLE }));
}

/** `work` sees the main file, and the trading file attached as `trading`. */
function readingBoth<T>(folder: DataFolder, work: (sqlite: Sqlite) => T): T {
  return reading(folder.main, sqlite => {
    sqlite.prepare('ATTACH ? AS trading').run(folder.trading);
    return work(sqlite);
  });
}

const ORPHANS = [
  {
    what: 'open trading accounts of nobody',
    sql: `SELECT count(*) FROM trading.trading_accounts WHERE closed_at IS NULL AND user_id NOT IN (SELECT user_id FROM main.users)`,
  },
  {
    what: 'orders without an account',
    sql: `SELECT count(*) FROM trading.trading_orders WHERE user_id NOT IN (SELECT user_id FROM trading.trading_accounts)`,
  },
  {
    what: 'executions without an order',
    sql: `SELECT count(*) FROM trading.trading_executions WHERE order_id NOT IN (SELECT id FROM trading.trading_orders)`,
  },
  {
    what: 'deployments under way of a strategy that is gone',
    sql: `SELECT count(*) FROM trading.strategy_deployments
      WHERE status IN ('pending', 'running', 'paused') AND strategy_id NOT IN (SELECT id FROM main.ai_strategies)`,
  },
  {
    what: 'signals of a strategy that is gone',
    sql: `SELECT count(*) FROM main.ai_trading_signals
      WHERE strategy_id IS NOT NULL AND strategy_id NOT IN (SELECT id FROM main.ai_strategies)`,
  },
] as const;

function orphans(folder: DataFolder): Finding {
  const found = readingBoth(folder, sqlite =>
    ORPHANS.map(({ what, sql }) => ({ what, rows: Number(sqlite.prepare(sql).pluck().get()) })),
  ).filter(({ rows }) => rows > 0);
  if (found.length === 0) return { status: 'ok', detail: 'both files agree' };
  return {
    status: 'fail',
    detail: found.map(({ what, rows }) => `${rows} ${what}`).join(', '),
    todo: 'the two files are not of one instant: ql restore one backup of both',
  };
}

/** Chats and the like of a person leave the archives with the person. */
function forgotten(folder: DataFolder): Finding {
  const years = archivedYears(folder).filter(year =>
    reading(folder.main, sqlite => {
      sqlite.prepare('ATTACH ? AS archive').run(archiveFile(folder, year));
      return archiveParts(sqlite, 'archive')
        .filter(({ tableName }) => archivedTable(tableName).erasable)
        .some(({ part }) =>
          sqlite
            .prepare(
              `SELECT 1 FROM archive.${quoted(part)} WHERE user_id NOT IN (SELECT user_id FROM main.users) LIMIT 1`,
            )
            .get(),
        );
    }),
  );
  if (years.length === 0) return { status: 'ok', detail: 'none' };
  return {
    status: 'fail',
    detail: `archives of ${years.join(', ')} still hold rows of a deleted person`,
    todo: 'delete the person again, which finishes what was interrupted',
  };
}

/** Messages that the other file has not applied yet. */
function outbox(folder: DataFolder, from: DatabaseName, to: DatabaseName, now: number): Finding {
  return readingBoth(folder, sqlite => {
    const applied = Number(
      sqlite.prepare(`SELECT max(last_id) FROM ${to}.outbox_applied WHERE source = ?`).pluck().get(from) ?? 0,
    );
    const given = Number(
      sqlite.prepare(`SELECT max(seq) FROM ${from}.sqlite_sequence WHERE name = 'outbox'`).pluck().get() ?? 0,
    );
    if (applied > given)
      return {
        status: 'fail',
        detail: `message ${applied} was applied, but only ${given} were ever written`,
        todo: 'the two files are not of one instant: ql restore one backup of both',
      };
    const waiting = sqlite
      .prepare<[string], { rows: number; oldest: number | null }>(
        `SELECT count(*) AS rows, min(created_at) AS oldest FROM ${from}.outbox AS message WHERE id > coalesce(
           (SELECT last_id FROM ${to}.outbox_applied WHERE source = ? AND topic = message.topic), 0)`,
      )
      .get(from);
    const ageMs = waiting?.oldest ? now - waiting.oldest : 0;
    const detail = `${waiting?.rows ?? 0} waiting, the oldest for ${Math.max(0, ageMs / MINUTE_MS).toFixed(1)} minutes`;
    const todo = 'start the service; if it runs, its log says why messages are not applied';
    if (ageMs > LIMITS.outboxFailMs) return { status: 'fail', detail, todo };
    if (ageMs > LIMITS.outboxWarnMs) return { status: 'warn', detail, todo };
    return { status: 'ok', detail };
  });
}

interface SlowRow {
  statement: string;
  microseconds: number;
  runs: number;
}

function slow(folder: DataFolder): Finding {
  const rows = DATABASES.flatMap(name =>
    reading(folder[name], sqlite =>
      sqlite
        .prepare<[number], SlowRow>(
          `SELECT statement, slowest_microseconds AS microseconds, slow_runs AS runs FROM slow_queries
           ORDER BY slowest_microseconds DESC LIMIT ?`,
        )
        .all(LIMITS.namedMax),
    ),
  ).sort((a, b) => b.microseconds - a.microseconds);
  if (rows.length === 0) return { status: 'ok', detail: 'none seen' };
  const detail = rows
    .slice(0, LIMITS.namedMax)
    .map(
      row => `${(row.microseconds / 1000).toFixed(0)} ms (${row.runs} times): ${row.statement.slice(0, 120)}`,
    )
    .join('\n');
  if ((rows[0]?.microseconds ?? 0) <= LIMITS.slowestWarnMicroseconds) return { status: 'ok', detail };
  return { status: 'warn', detail, todo: 'run ql maintain; report the statement if it stays slow' };
}

const NEWEST: Record<DatabaseName, string> = {
  main: `SELECT max((SELECT coalesce(max(created_at), 0) FROM ai_chat_messages),
    (SELECT coalesce(max(created_at), 0) FROM ai_usage_tracking), (SELECT coalesce(max(started_at), 0) FROM job_runs))`,
  trading: `SELECT max((SELECT coalesce(max(created_at), 0) FROM trading_orders),
    (SELECT coalesce(max(created_at), 0) FROM trading_events),
    (SELECT coalesce((SELECT created_at FROM trading_audit_trail ORDER BY seq DESC LIMIT 1), 0)))`,
};

function clockSane(folder: DataFolder, now: number): Finding {
  const newest = Math.max(
    ...DATABASES.map(name =>
      reading(folder[name], sqlite => Number(sqlite.prepare(NEWEST[name]).pluck().get())),
    ),
  );
  const detail = new Date(now).toISOString();
  const todo = 'set the clock of this machine, and see that it is kept in time (NTP)';
  if (now < LIMITS.clockFrom) return { status: 'fail', detail: `${detail} cannot be`, todo };
  const behindMs = newest - now;
  if (behindMs <= LIMITS.clockBehindMs) return { status: 'ok', detail };
  return {
    status: 'warn',
    detail: `${detail} is ${(behindMs / 1000).toFixed(0)} s before the newest row`,
    todo,
  };
}

interface JobRow {
  job: string;
  startedAt: number;
  finishedAt: number | null;
  error: string | null;
}

function jobs(folder: DataFolder, now: number): Finding {
  const rows = reading(folder.main, sqlite =>
    sqlite
      .prepare<[], JobRow>(
        'SELECT job, started_at AS startedAt, finished_at AS finishedAt, error FROM job_runs ORDER BY job',
      )
      .all(),
  );
  const failed = rows.filter(row => row.error !== null).map(row => `${row.job}: ${row.error}`);
  const stuck = rows
    .filter(row => row.finishedAt === null && now - row.startedAt > LIMITS.jobRunningMs)
    .map(row => `${row.job} has not ended since ${new Date(row.startedAt).toISOString()}`);
  const wrong = [...failed, ...stuck];
  if (wrong.length === 0) return { status: 'ok', detail: `${rows.length} jobs, none failed` };
  return {
    status: 'warn',
    detail: wrong.slice(0, LIMITS.namedMax).join('; '),
    todo: 'put right what the error names; the job runs again at its time',
  };
}
