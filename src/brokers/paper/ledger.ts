import type { Database } from 'better-sqlite3';
import type { BookRow, GttRow, LoginRow, OrderRow, PositionRow, TradeRow } from './rows.js';

/** The exchange's own file, as the wiring opens it. It runs with synchronous=NORMAL: a killed process loses nothing. */
export interface LedgerFile {
  sqlite: Database;
  transact<T>(work: () => T): T;
  close(): void;
}

const OPEN = `status IN ('open', 'trigger_pending', 'partially_filled')`;
type Without<Row> = Omit<Row, 'id'>;

/** Every statement of the exchange, prepared once. */
export type Statements = ReturnType<typeof statements>;

export function statements(sqlite: Database) {
  return {
    ...bookStatements(sqlite),
    ...orderStatements(sqlite),
    ...gttStatements(sqlite),
    ...moneyStatements(sqlite),
  };
}

function bookStatements(sqlite: Database) {
  return {
    login: sqlite.prepare<[string], LoginRow>('SELECT * FROM logins WHERE user_id = ?'),
    issue: sqlite.prepare<[string, string, string, string, number]>(
      `INSERT INTO logins (user_id, api_key_hash, api_secret_hash, orders_date_wall, orders_count, issued_at_wall)
       VALUES (?, ?, ?, ?, 0, ?)
       ON CONFLICT (user_id) DO UPDATE SET api_key_hash = excluded.api_key_hash, api_secret_hash = excluded.api_secret_hash,
         token_hash = NULL, token_expires_at_wall = NULL, issued_at_wall = excluded.issued_at_wall`,
    ),
    setToken: sqlite.prepare<[string, number, string]>(
      'UPDATE logins SET token_hash = ?, token_expires_at_wall = ? WHERE user_id = ?',
    ),
    countOrder: sqlite.prepare<[{ userId: string; date: string }]>(
      `UPDATE logins SET orders_count = iif(orders_date_wall = @date, orders_count + 1, 1), orders_date_wall = @date
       WHERE user_id = @userId`,
    ),
    book: sqlite.prepare<[string, number], BookRow>('SELECT * FROM books WHERE user_id = ? AND book_id = ?'),
    addBook: sqlite.prepare<Without<BookRow>>(
      `INSERT INTO books (user_id, book_id, closed, last_seq, clock_at, session_date, closed_date, cash, day_net)
       VALUES (@user_id, @book_id, @closed, @last_seq, @clock_at, @session_date, @closed_date, @cash, @day_net)`,
    ),
    saveBook: sqlite.prepare<BookRow>(
      `UPDATE books SET closed = @closed, last_seq = @last_seq, clock_at = @clock_at, session_date = @session_date,
         closed_date = @closed_date, cash = @cash, day_net = @day_net WHERE id = @id`,
    ),
    addReport: sqlite.prepare<[number, number, string, string]>(
      'INSERT INTO reports (book, seq, kind, body) VALUES (?, ?, ?, ?)',
    ),
    reports: sqlite.prepare<[number, number, number], { seq: number; kind: string; body: string }>(
      'SELECT seq, kind, body FROM reports WHERE book = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
  };
}

function orderStatements(sqlite: Database) {
  return {
    addOrder: sqlite.prepare<Without<OrderRow>>(
      `INSERT INTO orders (book, tag, symbol, side, product, order_type, validity, quantity, price, trigger_price, status,
         queued, taking, filled_quantity, filled_value, blocked, origin, gtt_tag, last_change_tag, message, placed_at, updated_at)
       VALUES (@book, @tag, @symbol, @side, @product, @order_type, @validity, @quantity, @price, @trigger_price, @status,
         @queued, @taking, @filled_quantity, @filled_value, @blocked, @origin, @gtt_tag, @last_change_tag, @message, @placed_at, @updated_at)`,
    ),
    saveOrder: sqlite.prepare<OrderRow>(
      `UPDATE orders SET quantity = @quantity, price = @price, trigger_price = @trigger_price, status = @status,
         queued = @queued, taking = @taking, filled_quantity = @filled_quantity, filled_value = @filled_value,
         blocked = @blocked, last_change_tag = @last_change_tag, message = @message, updated_at = @updated_at WHERE id = @id`,
    ),
    order: sqlite.prepare<[number, number], OrderRow>('SELECT * FROM orders WHERE id = ? AND book = ?'),
    orderByTag: sqlite.prepare<[number, string], OrderRow>(
      'SELECT * FROM orders WHERE book = ? AND tag = ? ORDER BY id LIMIT 1',
    ),
    openOrders: sqlite.prepare<[number], OrderRow>(
      `SELECT * FROM orders WHERE book = ? AND ${OPEN} ORDER BY id`,
    ),
    openTotals: sqlite.prepare<[number], { orders: number; blocked: number }>(
      `SELECT count(*) AS orders, coalesce(sum(blocked), 0) AS blocked FROM orders WHERE book = ? AND ${OPEN}`,
    ),
    openRemaining: sqlite
      .prepare<[number, string, string, string], number>(
        `SELECT coalesce(sum(quantity - filled_quantity), 0) FROM orders
         WHERE book = ? AND symbol = ? AND product = ? AND side = ? AND ${OPEN}`,
      )
      .pluck(),
    addTrade: sqlite.prepare<Without<TradeRow>>(
      `INSERT INTO trades (order_id, book, symbol, side, product, quantity, price, brokerage, stt, exchange, sebi, stamp, gst, date, at)
       VALUES (@order_id, @book, @symbol, @side, @product, @quantity, @price, @brokerage, @stt, @exchange, @sebi, @stamp, @gst, @date, @at)`,
    ),
    tradedSince: sqlite
      .prepare<[number, string, number], number>(
        'SELECT coalesce(sum(quantity), 0) FROM trades WHERE book = ? AND symbol = ? AND at > ?',
      )
      .pluck(),
    dayTrades: sqlite.prepare<[number, string], TradeRow & { charges: number }>(
      'SELECT * FROM trades WHERE book = ? AND date = ?',
    ),
  };
}

function gttStatements(sqlite: Database) {
  return {
    addGtt: sqlite.prepare<Without<GttRow>>(
      `INSERT INTO gtts (book, tag, symbol, side, product, quantity, trigger_1, price_1, above_1, trigger_2, price_2, status,
         message, order_id, placed_at, updated_at)
       VALUES (@book, @tag, @symbol, @side, @product, @quantity, @trigger_1, @price_1, @above_1, @trigger_2, @price_2, @status,
         @message, @order_id, @placed_at, @updated_at)`,
    ),
    saveGtt: sqlite.prepare<GttRow>(
      'UPDATE gtts SET status = @status, message = @message, order_id = @order_id, updated_at = @updated_at WHERE id = @id',
    ),
    gtt: sqlite.prepare<[number, number], GttRow>('SELECT * FROM gtts WHERE id = ? AND book = ?'),
    gttByTag: sqlite.prepare<[number, string], GttRow>(
      'SELECT * FROM gtts WHERE book = ? AND tag = ? ORDER BY id LIMIT 1',
    ),
    activeGtts: sqlite.prepare<[number], GttRow>(
      `SELECT * FROM gtts WHERE book = ? AND status = 'active' ORDER BY id`,
    ),
  };
}

function moneyStatements(sqlite: Database) {
  return {
    position: sqlite.prepare<[number, string, string], PositionRow>(
      'SELECT * FROM positions WHERE book = ? AND product = ? AND symbol = ?',
    ),
    positions: sqlite.prepare<[number], PositionRow>(
      'SELECT * FROM positions WHERE book = ? ORDER BY product, symbol',
    ),
    positionsOf: sqlite.prepare<[number, string], PositionRow>(
      'SELECT * FROM positions WHERE book = ? AND product = ? ORDER BY symbol',
    ),
    savePosition: sqlite.prepare<PositionRow>(
      `INSERT INTO positions (book, product, symbol, quantity, cost, day_bought, day_sold)
       VALUES (@book, @product, @symbol, @quantity, @cost, @day_bought, @day_sold)
       ON CONFLICT (book, product, symbol) DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost,
         day_bought = excluded.day_bought, day_sold = excluded.day_sold`,
    ),
    settlePositions: sqlite.prepare<[number]>(
      'UPDATE positions SET day_bought = 0, day_sold = 0 WHERE book = ? AND (day_bought > 0 OR day_sold > 0)',
    ),
    dropFlat: sqlite.prepare<[number]>('DELETE FROM positions WHERE book = ? AND quantity = 0'),
    addCash: sqlite.prepare<[string, number, string, string | null, number, string, number]>(
      'INSERT INTO cash_entries (entry_id, book, kind, symbol, amount, date, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    cashEntry: sqlite.prepare<[string], { book: number; kind: string; amount: number }>(
      'SELECT book, kind, amount FROM cash_entries WHERE entry_id = ?',
    ),
    tradedOnce: sqlite
      .prepare<[number, string], number>('SELECT 1 FROM trades WHERE book = ? AND symbol = ? LIMIT 1')
      .pluck(),
    renamePosition: sqlite.prepare<[string, number, string]>(
      `UPDATE positions SET symbol = ? WHERE book = ? AND product = 'CNC' AND symbol = ?`,
    ),
    addRename: sqlite.prepare<[number, string, string, number, string, number]>(
      'INSERT INTO renames (book, symbol, new_symbol, quantity, first_date, at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    addAction: sqlite.prepare<[number, string, string, number, number, number, number, string, number]>(
      `INSERT INTO corporate_actions (book, symbol, kind, numerator, denominator, quantity_before, quantity_after, ex_date, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
  };
}
