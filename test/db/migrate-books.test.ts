import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { readTradingAcross } from '../../src/db/archive/across.js';
import { archive } from '../../src/db/archive/archive.js';
import { openReader, openWriter, type Sqlite } from '../../src/db/connection.js';
import { archiveFile, type DatabaseName, type DataFolder } from '../../src/db/folder.js';
import { openStore } from '../../src/db/store.js';
import { archiveAsItIs, folderAtFirstStep, migrateAll } from '../support/earlier.js';
import { NOW, testClock } from '../support/folder.js';
import { everything } from '../support/history.js';
import { insertRow } from '../support/rows.js';

// The step to books rebuilds four tables that may hold rows, in the live files and in archives.

const YEAR = 2024;
const NOON = Date.UTC(YEAR, 5, 3, 6, 30);
/** 01:30 in India on the third of June. */
const PAST_MIDNIGHT = Date.UTC(YEAR, 5, 2, 20, 0);
const TERMINAL = `status NOT IN ('open', 'submitting')`;

const FIRST_MAIN = `
  INSERT INTO users (user_id, role, user_name, created_at, updated_at) VALUES ('ASHA', 'owner', 'Asha', ${NOON}, ${NOON});
  INSERT INTO portfolio_snapshots (id, user_id, timestamp, holdings, positions) VALUES
    (4, 'ASHA', ${NOON}, '[{"symbol":"INFY"}]', '[]'), (9, 'ASHA', ${NOON + 1}, '[]', '[1]');`;

const order = (
  id: string,
  number: number,
  terms: string,
  status: string,
  authority: string,
  rest: string,
  at = NOON,
) =>
  `('${id}', 'ASHA', ${number}, 'INFY', ${terms}, 'CNC', 'DAY', 10, '${status}', '${authority}', ${rest}, 30, ${at}, ${at + 5})`;

const FIRST_TRADING = `
  INSERT INTO trading_accounts (user_id, mode, next_order_number, opened_at) VALUES ('ASHA', 'paper', 9, ${NOON});
  INSERT INTO trading_orders (id, user_id, order_number, symbol, order_type, side, price, trigger_price, product, validity,
    quantity, status, authority, broker_order_id, strategy_id, filled_quantity, filled_value, filled_at, commission,
    created_at, updated_at) VALUES
    ${order('O1', 1, `'MARKET', 'BUY', NULL, NULL`, 'filled', 'press', `'B1', NULL, 10, 1500000, ${NOON + 1}`)},
    ${order('O2', 2, `'SL', 'SELL', 140000, 141000`, 'cancelled', 'gtt', `'B2', NULL, 4, 560000, ${NOON + 1}`, PAST_MIDNIGHT)},
    ${order('O3', 3, `'LIMIT', 'BUY', 150000, NULL`, 'open', 'deployment', `'B3', 'STRATEGY1', 0, 0, NULL`)},
    ${order('O4', 4, `'LIMIT', 'BUY', 150000, NULL`, 'denied', 'kill_switch', 'NULL, NULL, 0, 0, NULL')};
  INSERT INTO trading_executions (id, order_id, user_id, symbol, side, quantity, price, commission, broker_execution_id,
    executed_at) VALUES
    ('X1', 'O1', 'ASHA', 'INFY', 'BUY', 6, 150000, 20, 'T1', ${NOON + 1}),
    ('X2', 'O1', 'ASHA', 'INFY', 'BUY', 4, 150000, 10, 'T2', ${NOON + 2}),
    ('X3', 'O2', 'ASHA', 'INFY', 'SELL', 4, 140000, 30, 'T3', ${PAST_MIDNIGHT + 1});
  INSERT INTO trading_positions (id, user_id, symbol, product, quantity, cost, current_price, realized_pnl, strategy_id,
    opened_at, closed_at) VALUES
    ('P1', 'ASHA', 'INFY', 'CNC', 6, 900000, 151000, -5, NULL, ${NOON}, NULL),
    ('P2', 'ASHA', 'TCS', 'MIS', -3, -900000, NULL, 0, 'STRATEGY1', ${NOON}, NULL),
    ('P3', 'ASHA', 'SBIN', 'CNC', 0, 0, NULL, 700, NULL, ${NOON}, ${NOON + 9});`;

const REBUILT: Record<DatabaseName, string[]> = {
  main: ['portfolio_snapshots'],
  trading: ['trading_orders', 'trading_executions', 'trading_positions'],
};

async function firstFolder(): Promise<DataFolder> {
  const folder = await folderAtFirstStep();
  write(folder, 'main', sqlite => sqlite.exec(FIRST_MAIN));
  write(folder, 'trading', sqlite => sqlite.exec(FIRST_TRADING));
  return folder;
}

function write<T>(folder: DataFolder, name: DatabaseName, work: (sqlite: Sqlite) => T): T {
  const sqlite = openWriter(folder[name], name);
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}

type Rows = Record<string, unknown>[];
const rowsOf = (folder: DataFolder, name: DatabaseName): Record<string, Rows> =>
  write(folder, name, sqlite =>
    Object.fromEntries(
      REBUILT[name].map(table => [table, sqlite.prepare(`SELECT * FROM ${table} ORDER BY id`).all() as Rows]),
    ),
  );
const companionsOf = (folder: DataFolder, name: DatabaseName) =>
  write(folder, name, sqlite =>
    sqlite
      .prepare<[string], string>(
        `SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
           AND tbl_name IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(JSON.stringify(REBUILT[name])),
  );

test.each(['main', 'trading'] as const)(
  '%s: every row comes over with every column that it had',
  async name => {
    const folder = await firstFolder();
    const [before, companions] = [rowsOf(folder, name), companionsOf(folder, name)];
    expect(await migrateAll(folder)).toEqual([
      '0002_trading_core',
      '0003_assistant',
      '0002_trading_core',
      '0003_cancel_several',
    ]);
    const after = rowsOf(folder, name);
    for (const table of REBUILT[name]) {
      expect(before[table]?.length, table).toBeGreaterThan(1);
      expect(after[table]?.length, table).toBe(before[table]?.length);
      for (const [n, row] of (before[table] ?? []).entries()) expect(after[table]?.[n]).toMatchObject(row);
    }
    expect(companionsOf(folder, name)).toEqual(expect.arrayContaining(companions));
    expect(companions.length).toBeGreaterThan(1);
  },
);

test('what is new says the first market, the date in India and the card that is not known', async () => {
  const folder = await firstFolder();
  await migrateAll(folder);
  const trading = rowsOf(folder, 'trading');
  const unquoted = { book_id: 1, quote_price: null, quote_at: null, protective: 0, message: null };
  expect(trading['trading_orders']).toMatchObject([
    { ...unquoted, market_date: '2024-06-03', action_id: 'O1', gtt_id: null },
    { ...unquoted, market_date: '2024-06-03', action_id: null, gtt_id: 'O2' },
    { ...unquoted, market_date: '2024-06-03', action_id: null, gtt_id: null },
    { ...unquoted, market_date: '2024-06-03', action_id: null, gtt_id: null },
  ]);
  expect(trading['trading_executions']).toMatchObject([
    { trade_date: '2024-06-03', recorded_at: NOON + 1, charges: '{"commission":20}', slippage: null },
    { trade_date: '2024-06-03', recorded_at: NOON + 2, charges: '{"commission":10}', slippage: null },
    {
      trade_date: '2024-06-03',
      recorded_at: PAST_MIDNIGHT + 1,
      charges: '{"commission":30}',
      slippage: null,
    },
  ]);
  expect(trading['trading_positions']?.map(row => row['book_id'])).toEqual([1, 1, 1]);
  expect(rowsOf(folder, 'main')['portfolio_snapshots']).toMatchObject([
    { book_id: 1, market_at: NOON, cash: 0, equity: 0 },
    { book_id: 1, market_at: NOON + 1, cash: 0, equity: 0 },
  ]);
});

test('executions still belong to their orders, and both are guarded', async () => {
  const folder = await firstFolder();
  await migrateAll(folder);
  write(folder, 'trading', sqlite => {
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    sqlite.exec(`INSERT INTO leaving_rows VALUES ('trading_orders', 'O1'), ('trading_orders', 'O3')`);
    expect(() => sqlite.exec(`DELETE FROM trading_orders WHERE id = 'O1'`)).toThrow(/FOREIGN KEY/);
    sqlite.exec(`DELETE FROM trading_orders WHERE id = 'O3'`);
    expect(() => sqlite.exec(`DELETE FROM trading_orders WHERE id = 'O4'`)).toThrow(/only for the archive/);
    expect(() => sqlite.exec('DELETE FROM trading_executions')).toThrow(/only for the archive/);
    expect(() => sqlite.exec('UPDATE trading_executions SET price = 1')).toThrow(/never edited/);
    expect(() =>
      insertRow(sqlite, 'trading_executions', { order_id: 'O1', user_id: 'ASHA', broker_execution_id: 'T1' }),
    ).toThrow(/UNIQUE/);
  });
  write(folder, 'main', sqlite => {
    sqlite.exec(`DELETE FROM users WHERE user_id = 'ASHA'`);
    expect(sqlite.prepare('SELECT count(*) FROM portfolio_snapshots').pluck().get()).toBe(0);
  });
});

/** The old rows that may leave, in the archive as the version before left them. */
async function archivedFirst(): Promise<DataFolder> {
  const folder = await firstFolder();
  archiveAsItIs(folder, YEAR, { database: 'main', name: 'portfolio_snapshots', where: 'true' });
  const theirs = `order_id IN (SELECT id FROM trading_orders WHERE ${TERMINAL})`;
  archiveAsItIs(folder, YEAR, { database: 'trading', name: 'trading_executions', where: theirs });
  archiveAsItIs(folder, YEAR, { database: 'trading', name: 'trading_orders', where: TERMINAL });
  await migrateAll(folder);
  return folder;
}

test('rows that were archived before the step read as if they had been live at it', async () => {
  const live = await firstFolder();
  await migrateAll(live);
  const folder = await archivedFirst();
  expect(rowsOf(folder, 'trading')['trading_orders']).toHaveLength(1);
  expect(await everything(folder)).toEqual(await everything(live));
});

test('the number of an archived snapshot is not given out again', async () => {
  const folder = await archivedFirst();
  const id = write(folder, 'main', sqlite => {
    insertRow(sqlite, 'portfolio_snapshots', { user_id: 'ASHA' });
    return sqlite.prepare('SELECT id FROM portfolio_snapshots').pluck().get();
  });
  expect(id).toBe(10);
});

test('rows that leave after the step join them in the same year, and all are read together', async () => {
  const folder = await archivedFirst();
  const at = { created_at: NOON + 10, updated_at: NOON + 10, filled_at: NOON + 10 };
  write(folder, 'trading', sqlite => {
    const number = { id: 'O5', order_number: 5, broker_order_id: 'B5' };
    insertRow(sqlite, 'trading_orders', { ...number, user_id: 'ASHA', book_id: 2, ...at });
    insertRow(sqlite, 'trading_executions', {
      id: 'X5',
      order_id: 'O5',
      user_id: 'ASHA',
      broker_execution_id: 'T5',
      executed_at: NOON + 10,
      book_id: 2,
    });
  });
  const before = await everything(folder);
  const store = openStore(folder);
  onTestFinished(() => store.close());
  const days = 365;
  const retention = { chats: days, usage: days, events: days, audit: days, signals: days, snapshots: days };
  await archive(store, {
    retention: { ...retention, orders: days },
    clock: testClock(NOW),
    auditSegment: () => undefined,
  });
  expect(rowsOf(folder, 'trading')).toMatchObject({ trading_orders: [{ id: 'O3' }], trading_executions: [] });
  expect(await everything(folder)).toEqual(before);
  const parts = openReader(archiveFile(folder, YEAR));
  expect(parts.prepare('SELECT part FROM archive_parts ORDER BY part').pluck().all()).toEqual([
    'portfolio_snapshots',
    'trading_executions',
    'trading_executions_0003',
    'trading_orders',
    'trading_orders_0003',
  ]);
  parts.close();
  const books = await readTradingAcross(folder, { tables: ['trading_orders', 'trading_executions'] }, read =>
    Promise.resolve(
      read.all(sql`SELECT o.book_id AS book, count(DISTINCT o.id) AS orders, sum(x.quantity) AS shares
        FROM trading_orders AS o LEFT JOIN trading_executions AS x ON x.order_id = o.id AND x.book_id = o.book_id
        GROUP BY o.book_id ORDER BY o.book_id`),
    ),
  );
  expect(books).toEqual([
    { book: 1, orders: 4, shares: 14 },
    { book: 2, orders: 1, shares: 10 },
  ]);
});
