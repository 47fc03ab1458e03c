import type { DatabaseName } from '../folder.js';
import type { Sqlite } from '../connection.js';

/**
 * How many days a row stays in the live file, by kind; older ones move to `archive/YYYY.db`, which is kept for good.
 * The setting and its default live in config.ts.
 */
export type Retention = Record<
  'chats' | 'usage' | 'events' | 'audit' | 'signals' | 'snapshots' | 'orders',
  number | 'forever'
>;

export interface ArchivedTable {
  database: DatabaseName;
  name: string;
  key: string;
  /** The instant whose date in India decides age and year. It never changes once the row stands. */
  instant: string;
  keptBy: keyof Retention;
  /** What of the old rows may leave, in SQL with `:cutoff`. */
  movable: string;
  /** `archived_ranges` names exactly the keys that left, because a trigger of the table asks; else a span and a count. */
  exactRanges?: true;
  /** A trigger of the table asks `leaving_rows` for each key. */
  named?: true;
  /** What stands in columns that an older shape lacks, in SQL, as the migration filled them in the live file; else NULL. */
  added?: Readonly<Record<string, string>>;
  /** Leaves in whole segments, each into the year of its first row, however the clock went. */
  segmented?: true;
  /** Moves with the row that it belongs to, into that row's year. */
  partOf?: { table: string; column: string };
  /** Belongs to a person and goes when the person is deleted. */
  erasable: boolean;
}

const IST_OFFSET_MS = 5.5 * 3_600_000;
/** The date in India, in SQL. */
const dateOf = (column: string) => `date((${column} + ${IST_OFFSET_MS}) / 1000, 'unixepoch')`;
/** Whatever is older than books was on the first practice market. */
const FIRST_BOOK = '1';

/**
 * Everything that moves. Sessions of chats stay in the live file: they are one short row each, they name the archived
 * conversation, and a message's key needs its session's number never to be given out again.
 */
export const ARCHIVED_TABLES = [
  {
    database: 'main',
    name: 'ai_chat_messages',
    key: 'id',
    instant: 'created_at',
    keptBy: 'chats',
    movable: 'true',
    erasable: true,
  },
  {
    database: 'main',
    name: 'ai_usage_tracking',
    key: 'id',
    instant: 'created_at',
    keptBy: 'usage',
    movable: 'true',
    erasable: true,
  },
  {
    database: 'main',
    name: 'ai_trading_signals',
    key: 'id',
    instant: 'created_at',
    keptBy: 'signals',
    movable: '(is_active = 0 OR expires_at < :cutoff)',
    erasable: true,
  },
  {
    database: 'main',
    name: 'portfolio_snapshots',
    key: 'id',
    instant: 'timestamp',
    keptBy: 'snapshots',
    movable: 'true',
    added: { book_id: FIRST_BOOK, market_at: 'timestamp', cash: '0', equity: '0' },
    erasable: true,
  },
  {
    database: 'trading',
    name: 'trading_events',
    key: 'id',
    instant: 'created_at',
    keptBy: 'events',
    movable: 'processed = 1',
    exactRanges: true,
    erasable: false,
  },
  {
    database: 'trading',
    name: 'trading_orders',
    key: 'id',
    instant: 'created_at',
    keptBy: 'orders',
    movable: `status IN ('filled', 'cancelled', 'expired', 'rejected', 'denied', 'not_placed') AND updated_at < :cutoff
      AND NOT EXISTS (SELECT 1 FROM trading_executions AS fill
        WHERE fill.order_id = trading_orders.id AND fill.executed_at >= :cutoff)`,
    named: true,
    added: {
      book_id: FIRST_BOOK,
      market_date: dateOf('created_at'),
      action_id: `CASE WHEN authority = 'press' THEN id END`,
      gtt_id: `CASE WHEN authority = 'gtt' THEN id END`,
      protective: '0',
    },
    erasable: false,
  },
  {
    database: 'trading',
    name: 'trading_executions',
    key: 'id',
    instant: 'executed_at',
    keptBy: 'orders',
    movable: 'false',
    partOf: { table: 'trading_orders', column: 'order_id' },
    named: true,
    added: {
      book_id: FIRST_BOOK,
      trade_date: dateOf('executed_at'),
      recorded_at: 'executed_at',
      charges: `json_object('commission', commission)`,
    },
    erasable: false,
  },
  {
    database: 'trading',
    name: 'trading_audit_trail',
    key: 'seq',
    instant: 'created_at',
    keptBy: 'audit',
    movable: 'true',
    exactRanges: true,
    segmented: true,
    erasable: false,
  },
] as const satisfies readonly ArchivedTable[];

export type ArchivedTableName = (typeof ARCHIVED_TABLES)[number]['name'];
export type ArchivedTableIn<D extends DatabaseName> = Extract<
  (typeof ARCHIVED_TABLES)[number],
  { database: D }
>['name'];

export function archivedTable(name: string): ArchivedTable {
  const table = ARCHIVED_TABLES.find(each => each.name === name);
  if (!table) throw new Error(`${name} is not a table that is archived`);
  return table;
}

const [YEAR_MIN, YEAR_MAX] = [2000, 2999];

/** The archive file that an instant belongs to: its year in India. */
export function archiveYear(instant: number): number {
  const year = new Date(instant + IST_OFFSET_MS).getUTCFullYear();
  return Math.min(YEAR_MAX, Math.max(YEAR_MIN, year));
}

/** One row's place in its table: by age, then by key. */
export interface Cursor {
  instant: number;
  key: number | string;
}

export interface Column {
  name: string;
  generated: boolean;
}

/** Columns of a table, in order, generated ones included. */
export function columnsOf(sqlite: Sqlite, table: string, schema = 'main'): Column[] {
  return sqlite
    .prepare<[string, string], { name: string; hidden: number }>(
      'SELECT name, hidden FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1 ORDER BY cid',
    )
    .all(table, schema)
    .map(({ name, hidden }) => ({ name, generated: hidden !== 0 }));
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
