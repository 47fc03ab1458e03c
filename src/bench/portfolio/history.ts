import { openWriter, type Sqlite } from '../../db/connection.js';
import type { DataFolder } from '../../db/folder.js';
import { dateOfDay, dayNumber } from '../../domain/ist.js';
import { NOW, newFolder, PERSON } from '../db/folder.js';

export const SYMBOLS = Array.from({ length: 10 }, (_, n) => `SHARE${n}`);
/** Days of every history: only the fills of a day grow with it. */
export const DAYS = 250;
export const LAST_DATE = '2026-11-20';
export const PRICE = 10_000;
const SHARES_HELD = 100;

const dateAt = (day: number) => dateOfDay(dayNumber(LAST_DATE) - (DAYS - 1 - day));

/**
 * A book in which a share was bought and sold at one price `executions / 2` times, and 100 of each of ten are held: executions,
 * lots and closures one by one, days and totals as they come to be kept.
 */
export async function buildHistory(parent: string, executions: number): Promise<DataFolder> {
  const folder = await newFolder(parent);
  const sqlite = openWriter(folder.trading, 'trading');
  // Executions stand without their orders here, which no report reads.
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.exec('BEGIN');
  sqlite
    .prepare(
      `INSERT INTO trading_accounts (user_id, mode, next_order_number, opened_at) VALUES (?, 'paper', 1, ${NOW})`,
    )
    .run(PERSON);
  addRoundTrips(sqlite, executions / 2);
  addHoldings(sqlite);
  addDays(sqlite, executions);
  sqlite.exec('COMMIT');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  return folder;
}

const COUNT = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)';
const SYMBOL = `'SHARE' || (i % ${SYMBOLS.length})`;
const DATE = `date('${dateAt(0)}', '+' || (i % ${DAYS}) || ' days')`;

function addRoundTrips(sqlite: Sqlite, count: number): void {
  const at = `${NOW} - ${DAYS} * 86400000 + i`;
  for (const [side, place] of [
    ['BUY', 0],
    ['SELL', 1],
  ] as const)
    sqlite
      .prepare(
        `${COUNT} INSERT INTO trading_executions (id, order_id, user_id, symbol, side, quantity, price, commission,
           broker_execution_id, executed_at, book_id, trade_date, recorded_at, charges)
         SELECT 'X' || (2 * i + ${place}), 'ORDER', :user, ${SYMBOL}, '${side}', 1, ${PRICE}, 0,
           'T' || (2 * i + ${place}), ${at}, 1, ${DATE}, ${at}, '{}' FROM n`,
      )
      .run({ count, user: PERSON });
  for (const view of ['strategy', 'tax']) {
    sqlite
      .prepare(
        `${COUNT} INSERT INTO trading_lots (user_id, book_id, view, symbol, product, strategy_id, execution_id, opened_at,
           opened_date, quantity, cost, charges)
         SELECT :user, 1, :view, ${SYMBOL}, 'CNC', '', 'X' || (2 * i), ${at}, ${DATE}, 0, 0, 0 FROM n`,
      )
      .run({ count, user: PERSON, view });
    sqlite
      .prepare(
        `${COUNT} INSERT INTO lot_closures (user_id, book_id, view, symbol, product, strategy_id, lot_id, execution_id,
           opened_date, closed_date, quantity, cost, proceeds, charges)
         SELECT :user, 1, :view, ${SYMBOL}, 'CNC', '', i, 'X' || (2 * i + 1), ${DATE}, ${DATE}, 1, ${PRICE}, ${PRICE}, 0
         FROM n`,
      )
      .run({ count, user: PERSON, view });
  }
}

function addHoldings(sqlite: Sqlite): void {
  const cost = SHARES_HELD * PRICE;
  for (const [n, symbol] of SYMBOLS.entries()) {
    const row = { user: PERSON, symbol, id: `HELD${n}`, quantity: SHARES_HELD, cost };
    sqlite
      .prepare(
        `INSERT INTO trading_positions (id, user_id, symbol, product, quantity, cost, current_price, realized_pnl, opened_at,
           book_id) VALUES (:id, :user, :symbol, 'CNC', :quantity, :cost, ${PRICE}, 0, ${NOW}, 1)`,
      )
      .run(row);
    for (const view of ['strategy', 'tax'])
      sqlite
        .prepare(
          `INSERT INTO trading_lots (user_id, book_id, view, symbol, product, strategy_id, execution_id, opened_at,
             opened_date, quantity, cost, charges)
           VALUES (:user, 1, '${view}', :symbol, 'CNC', '', :id, ${NOW}, '${LAST_DATE}', :quantity, :cost, 0)`,
        )
        .run(row);
  }
}

function addDays(sqlite: Sqlite, executions: number): void {
  const held = SYMBOLS.length * SHARES_HELD * PRICE;
  const deposits = 10 * held;
  const traded = (executions / 2) * PRICE;
  sqlite
    .prepare(
      `INSERT INTO book_totals (user_id, book_id, deposits, withdrawals, dividends, adjustments, bought, sold, charges,
         realized, fills, slippage) VALUES (?, 1, ?, 0, 0, 0, ?, ?, 0, 0, ?, 0)`,
    )
    .run(PERSON, deposits, traded + held, traded, executions + SYMBOLS.length);
  const share = traded / SYMBOLS.length;
  const heldEach = SHARES_HELD * PRICE;
  const day = sqlite.prepare(
    `INSERT INTO book_days (user_id, book_id, date, opening_equity, closing_equity, closing_cash, net_deposits, realized,
       charges, fills, growth, peak_growth, benchmark, is_final, marked_at)
     VALUES (?, 1, ?, ?, ?, ?, ?, 0, 0, ?, 1, 1, 2500000, 1, ${NOW})`,
  );
  const symbolDay = sqlite.prepare(
    `INSERT INTO symbol_days (user_id, book_id, date, symbol, strategy_id, bought, sold, charges, dividends, adjustments,
       realized, fills, closing_quantity, closing_value) VALUES (?, 1, ?, ?, '', ?, ?, 0, 0, 0, 0, 1, ?, ?)`,
  );
  for (let n = 0; n < DAYS; n += 1) {
    const isLast = n === DAYS - 1;
    const opening = n === 0 ? 0 : deposits;
    const cash = isLast ? deposits - held : deposits;
    day.run(PERSON, dateAt(n), opening, deposits, cash, n === 0 ? deposits : 0, executions / DAYS);
    const sold = Math.round(share / DAYS);
    for (const symbol of SYMBOLS) {
      const bought = isLast ? sold + heldEach : sold;
      symbolDay.run(PERSON, dateAt(n), symbol, bought, sold, isLast ? SHARES_HELD : 0, isLast ? heldEach : 0);
    }
  }
  for (const symbol of SYMBOLS)
    sqlite
      .prepare(
        `INSERT INTO symbol_totals (user_id, book_id, symbol, strategy_id, bought, sold, charges, dividends, adjustments,
           realized, fills, wins, losses) VALUES (?, 1, ?, '', ?, ?, 0, 0, 0, 0, ?, 0, 0)`,
      )
      .run(PERSON, symbol, share + heldEach, share, executions / SYMBOLS.length + 1);
  sqlite
    .prepare(
      `INSERT INTO tax_totals (user_id, book_id, financial_year, term, cost, proceeds, charges, closures)
       VALUES (?, 1, 2026, 'intraday', ?, ?, 0, ?)`,
    )
    .run(PERSON, traded, traded, executions / 2);
}
