import type { Sqlite } from '../connection.js';
import { reading } from './files.js';
import type { Finding, PlannedCheck } from './finding.js';
import type { DataFolder } from '../folder.js';
import { pendingMigrations } from '../migrate.js';

const LIMITS = { ordersMax: 100_000, undecidedMs: 15 * 60_000, namedMax: 5 } as const;

/** What can be said of orders, positions and money: each is kept twice, in the whole and in its parts. */
export function bookChecks(folder: DataFolder, now: number): PlannedCheck[] {
  const checks: [string, (sqlite: Sqlite) => Finding][] = [
    ['books', sums],
    ['orders under way', sqlite => undecided(sqlite, now)],
  ];
  return checks.map(([name, look]) => ({
    name,
    run: () => reading(folder.trading, sqlite => migrated(sqlite, look)),
    todo: 'ql restore a backup if the file is damaged',
  }));
}

function migrated(sqlite: Sqlite, look: (sqlite: Sqlite) => Finding): Finding {
  if (pendingMigrations(sqlite, 'trading').length === 0) return look(sqlite);
  return {
    status: 'warn',
    detail: 'not looked at: the file lacks a step',
    todo: 'start the service, which takes it',
  };
}

const SUMS = [
  {
    // An order and its executions leave for the archive together: what is here is whole.
    what: 'orders that are not the sum of their executions',
    sql: `SELECT count(*) FROM (
        SELECT id, filled_quantity, filled_value FROM trading_orders ORDER BY created_at DESC LIMIT ${LIMITS.ordersMax}
      ) AS placed
      WHERE (filled_quantity, filled_value) IS NOT (
        SELECT coalesce(sum(quantity), 0), coalesce(sum(quantity * price), 0)
        FROM trading_executions WHERE order_id = placed.id)`,
  },
  {
    what: 'positions that are not the sum of their lots',
    sql: `SELECT count(*) FROM (
        SELECT 1 FROM (
          SELECT user_id, book_id, symbol, product, coalesce(strategy_id, '') AS strategy, quantity, cost
          FROM trading_positions WHERE closed_at IS NULL
          UNION ALL
          SELECT user_id, book_id, symbol, product, strategy_id, -quantity, -cost
          FROM trading_lots WHERE quantity <> 0 AND view = 'strategy')
        GROUP BY user_id, book_id, symbol, product, strategy HAVING sum(quantity) <> 0 OR sum(cost) <> 0)`,
  },
  {
    what: 'holdings whose lots for tax are of another quantity',
    sql: `SELECT count(*) FROM (
        SELECT 1 FROM trading_lots WHERE quantity <> 0
        GROUP BY user_id, book_id, symbol, product
        HAVING sum(CASE view WHEN 'tax' THEN quantity ELSE -quantity END) <> 0)`,
  },
  {
    what: 'books whose cash is not the sum of their entries',
    sql: `SELECT count(*) FROM (
        SELECT 1 FROM (
          SELECT user_id, book_id, deposits - withdrawals + dividends + adjustments AS amount FROM book_totals
          UNION ALL
          SELECT user_id, book_id, -amount FROM cash_entries)
        GROUP BY user_id, book_id HAVING sum(amount) <> 0)`,
  },
  {
    what: 'books that are not the sum of their symbols',
    sql: `SELECT count(*) FROM (
        SELECT 1 FROM (
          SELECT user_id, book_id, bought, sold, charges, realized, fills FROM book_totals
          UNION ALL
          SELECT user_id, book_id, -bought, -sold, -charges, -realized, -fills FROM symbol_totals)
        GROUP BY user_id, book_id
        HAVING sum(bought) <> 0 OR sum(sold) <> 0 OR sum(charges) <> 0 OR sum(realized) <> 0 OR sum(fills) <> 0)`,
  },
] as const;

function sums(sqlite: Sqlite): Finding {
  const found = SUMS.map(({ what, sql }) => ({
    what,
    rows: Number(sqlite.prepare(sql).pluck().get()),
  })).filter(({ rows }) => rows > 0);
  if (found.length === 0) return { status: 'ok', detail: 'every whole is the sum of its parts' };
  return {
    status: 'fail',
    detail: found.map(({ what, rows }) => `${rows} ${what}`).join(', '),
    todo: 'stop trading (ql kill on) and compare with the broker; ql restore a backup from before it if the file was edited',
  };
}

// The first condition of each is that of an index of live rows, which SQLite takes only where it is repeated.
const UNDECIDED = `
  SELECT 'order ' || id AS what, created_at AS at FROM trading_orders
    WHERE status IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled')
      AND status IN ('submitting', 'unknown') AND created_at < :before
  UNION ALL
  SELECT 'change ' || id, created_at FROM order_changes
    WHERE status IN ('submitting', 'unknown') AND created_at < :before
  UNION ALL
  SELECT 'trigger ' || id, created_at FROM gtt_orders
    WHERE status IN ('submitting', 'unknown', 'active') AND status IN ('submitting', 'unknown') AND created_at < :before
  ORDER BY at LIMIT ${LIMITS.namedMax}`;

/** Whether the broker has them is found out within moments while the service runs. */
function undecided(sqlite: Sqlite, now: number): Finding {
  const rows = sqlite
    .prepare<unknown[], { what: string; at: number }>(UNDECIDED)
    .all({ before: now - LIMITS.undecidedMs });
  if (rows.length === 0) return { status: 'ok', detail: 'the broker’s answer is known for all' };
  return {
    status: 'warn',
    detail: `no answer known since: ${rows.map(({ what, at }) => `${what} of ${new Date(at).toISOString()}`).join(', ')}`,
    todo: 'start the service, which asks the broker for them; its log says why if it cannot',
  };
}
