import type { Account, BrokerReport, CashKind, Side } from '../../domain/broker-port.js';
import { paise } from '../../domain/money.js';
import type { LedgerFile, Statements } from './ledger.js';
import { type BookRow, gttOf, type GttRow, orderOf, type OrderRow, type PositionRow } from './rows.js';
import type { PaperConfig } from './rules.js';

/** What everything inside of a transaction works with. */
export interface Ledger {
  file: LedgerFile;
  sql: Statements;
  config: PaperConfig;
}

/** One book within one transaction. `book` is changed in place and stored at the end. */
export interface BookTx {
  sql: Statements;
  config: PaperConfig;
  book: BookRow;
  /** The market's instant and the session it belongs to. */
  atMs: number;
  date: string;
}

export function findBook({ sql }: Ledger, { userId, bookId }: Account): BookRow | undefined {
  return sql.book.get(userId, bookId);
}

/** One transaction on a book, at an instant of its market. The clock of the book moves along and never back. */
export function onBook<T>(
  { file, sql, config }: Ledger,
  account: Account,
  at: { atMs: number; date: string },
  work: (tx: BookTx) => T,
): T {
  return file.transact(() => {
    const book = sql.book.get(account.userId, account.bookId);
    if (!book) throw new Error(`the exchange has no book ${account.bookId} of ${account.userId}`);
    const atMs = Math.max(at.atMs, book.clock_at);
    book.clock_at = atMs;
    const result = work({ sql, config, book, atMs, date: at.date });
    sql.saveBook.run(book);
    return result;
  });
}

/** A new book with its opening deposit. */
export function openBook(
  { file, sql, config }: Ledger,
  account: Account,
  at: { atMs: number; date: string; open: boolean },
): void {
  file.transact(() => {
    sql.addBook.run({
      user_id: account.userId,
      book_id: account.bookId,
      closed: 0,
      last_seq: 0,
      clock_at: at.atMs,
      session_date: at.date,
      closed_date: at.open ? null : at.date,
      cash: 0,
      day_net: 0,
    });
    const book = sql.book.get(account.userId, account.bookId);
    if (!book) throw new Error('a book was not stored');
    const tx = { sql, config, book, atMs: at.atMs, date: at.date };
    if (config.openingCashPaise > 0) bookCash(tx, 'deposit', null, config.openingCashPaise);
    sql.saveBook.run(book);
  });
}

type Body = BrokerReport extends infer R ? (R extends { seq: number } ? Omit<R, 'seq'> : never) : never;

export function report({ sql, book }: BookTx, body: Body): void {
  book.last_seq += 1;
  sql.addReport.run(book.id, book.last_seq, body.kind, JSON.stringify(body));
}

export function saveOrder(tx: BookTx, order: OrderRow): void {
  order.updated_at = Math.max(order.updated_at, tx.atMs);
  tx.sql.saveOrder.run(order);
  report(tx, { kind: 'order', order: orderOf(order) });
}

/** Ends an order: what it held back is free again. */
export function endOrder(
  tx: BookTx,
  order: OrderRow,
  status: 'cancelled' | 'expired' | 'rejected',
  message: string,
): void {
  // Shares that were filled before an expiry or a rejection stay so: the rest is cancelled.
  order.status = status === 'rejected' && order.filled_quantity > 0 ? 'cancelled' : status;
  order.blocked = 0;
  order.queued = 0;
  order.message = message;
  saveOrder(tx, order);
}

export function saveGtt(tx: BookTx, gtt: GttRow): void {
  gtt.updated_at = Math.max(gtt.updated_at, tx.atMs);
  tx.sql.saveGtt.run(gtt);
  report(tx, { kind: 'gtt', gtt: gttOf(gtt) });
}

/** Cash that moves without a fill. The exchange's own ids cannot be those of a caller: those have no hyphen. */
export function bookCash(
  tx: BookTx,
  kind: CashKind,
  symbol: string | null,
  amountPaise: number,
  entryId = `C-${tx.book.id}-${tx.book.last_seq + 1}`,
): void {
  tx.book.cash += amountPaise;
  tx.sql.addCash.run(entryId, tx.book.id, kind, symbol, amountPaise, tx.date, tx.atMs);
  const cash = { entryId, kind, symbol, amountPaise: paise(amountPaise), date: tx.date, atMs: tx.atMs };
  report(tx, { kind: 'cash', cash });
}

export function positionOf(
  { sql, book }: Pick<BookTx, 'sql' | 'book'>,
  product: PositionRow['product'],
  symbol: string,
): PositionRow {
  const flat = { book: book.id, product, symbol, quantity: 0, cost: 0, day_bought: 0, day_sold: 0 };
  return sql.position.get(book.id, product, symbol) ?? flat;
}

/** Shares that can still be sold from holdings: what no open order holds back, whenever it was bought. */
export function sellable(tx: BookTx, symbol: string): number {
  return (
    positionOf(tx, 'CNC', symbol).quantity -
    Number(tx.sql.openRemaining.get(tx.book.id, symbol, 'CNC', 'SELL'))
  );
}

/** What of an MIS order of this size would open a position, after what it closes. `besides` are shares of the order itself. */
export function openingQuantity(
  tx: BookTx,
  symbol: string,
  side: Side,
  quantity: number,
  besides = 0,
): number {
  const held = positionOf(tx, 'MIS', symbol).quantity;
  const against = side === 'BUY' ? Math.max(0, -held) : Math.max(0, held);
  const closing = Number(tx.sql.openRemaining.get(tx.book.id, symbol, 'MIS', side)) - besides;
  return Math.max(0, quantity - Math.max(0, against - closing));
}

export const marginPaise = (notionalPaise: number, { misMarginPercent }: PaperConfig) =>
  Math.ceil((Math.abs(notionalPaise) * misMarginPercent) / 100);

/** What can be paid out: settled, not needed as margin, and no more than the cash, which MIS shares were paid from whole. */
export const withdrawablePaise = ({ cash, available, unsettled }: Funds): number =>
  Math.max(0, Math.min(cash, available) - unsettled);

/** All in paise; see `BrokerFunds`. `available` is negative where a loss took more than there was. */
export interface Funds {
  cash: number;
  ordersBlocked: number;
  margin: number;
  available: number;
  unsettled: number;
}

/**
 * MIS positions count with their margin, not with their notional: what they cost is added back to the cash, and what short
 * ones brought in is taken out.
 */
export function fundsOf({ sql, book, config }: Pick<BookTx, 'sql' | 'book' | 'config'>): Funds {
  let cost = 0;
  let margin = 0;
  for (const position of sql.positionsOf.all(book.id, 'MIS')) {
    cost += position.cost;
    margin += marginPaise(position.cost, config);
  }
  const ordersBlocked = sql.openTotals.get(book.id)?.blocked ?? 0;
  return {
    cash: book.cash,
    ordersBlocked,
    margin,
    available: book.cash + cost - margin - ordersBlocked,
    unsettled: Math.max(0, book.day_net),
  };
}
