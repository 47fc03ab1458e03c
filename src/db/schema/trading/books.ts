import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isAmount,
  isCount,
  isDate,
  isId,
  isIn,
  isInstant,
  isLength,
  isOrdinal,
  isQuantity,
  isSignedAmount,
  isSignedQuantity,
  isSymbol,
  isWord,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { CASH_KINDS, LOT_VIEWS, PRODUCTS } from '../values.js';
import { account, book } from './orders.js';

// What a book holds, and what was paid into it. Money in paise; instants and dates are the market's.

/** How far a book has taken in what its broker reports. */
export const brokerCursors = sqliteTable(
  'broker_cursors',
  {
    userId: account(),
    bookId: book(),
    /** The broker's number of the last report that is booked. */
    lastSeq: integer('last_seq').notNull(),
    /** When the broker last answered, by the wall clock. */
    syncedAt: instant('synced_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId] }),
    ...checks('broker_cursors', {
      book_id: isOrdinal('book_id'),
      last_seq: isCount('last_seq'),
      synced_at: isInstant('synced_at'),
    }),
  ],
);

/** '' where there is none, so that it can be part of a key. */
export const strategy = () => text('strategy_id').notNull();
export const isStrategy = isWord('strategy_id', 20, 'A-Z0-9', 0);

/** Shares that came in one fill, and what is left of them. Short ones of MIS are negative, and so is their cost. */
export const tradingLots = sqliteTable(
  'trading_lots',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: account(),
    bookId: book(),
    view: oneOf('view', LOT_VIEWS).notNull(),
    symbol: text('symbol').notNull(),
    product: oneOf('product', PRODUCTS).notNull(),
    strategyId: strategy(),
    executionId: text('execution_id').notNull(),
    openedAt: instant('opened_at').notNull(),
    openedDate: tradingDate('opened_date').notNull(),
    /** What is open, after splits and bonuses. */
    quantity: integer('quantity').notNull(),
    /** Paid for what is open, without charges. */
    cost: paiseColumn('cost').notNull(),
    /** Charges of the entry that belong to what is open. */
    charges: paiseColumn('charges').notNull(),
  },
  t => [
    index('trading_lots_open')
      .on(t.userId, t.bookId, t.view, t.symbol, t.product, t.strategyId, t.id)
      .where(sql`quantity <> 0`),
    ...checks('trading_lots', {
      book_id: isOrdinal('book_id'),
      view: isIn('view', LOT_VIEWS),
      symbol: isSymbol('symbol'),
      product: isIn('product', PRODUCTS),
      strategy_id: isStrategy,
      tax_strategy: `view <> 'tax' OR strategy_id = ''`,
      execution_id: isId('execution_id'),
      opened_at: isInstant('opened_at'),
      opened_date: isDate('opened_date'),
      quantity: isSignedQuantity('quantity'),
      short: `quantity >= 0 OR product = 'MIS'`,
      cost: isSignedAmount('cost'),
      cost_sign: 'quantity <> 0 OR cost = 0',
      charges: isAmount('charges'),
      charges_left: 'quantity <> 0 OR charges = 0',
    }),
  ],
);

/** A part of a lot that a fill closed. `quantity` is positive; proceeds less cost is the gross profit, long or short. */
export const lotClosures = sqliteTable(
  'lot_closures',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: account(),
    bookId: book(),
    view: oneOf('view', LOT_VIEWS).notNull(),
    symbol: text('symbol').notNull(),
    product: oneOf('product', PRODUCTS).notNull(),
    strategyId: strategy(),
    lotId: integer('lot_id').notNull(),
    executionId: text('execution_id').notNull(),
    openedDate: tradingDate('opened_date').notNull(),
    closedDate: tradingDate('closed_date').notNull(),
    quantity: integer('quantity').notNull(),
    cost: paiseColumn('cost').notNull(),
    proceeds: paiseColumn('proceeds').notNull(),
    /** Of entry and exit. */
    charges: paiseColumn('charges').notNull(),
    realizedPnl: paiseColumn('realized_pnl').generatedAlwaysAs(sql`proceeds - cost - charges`, {
      mode: 'virtual',
    }),
  },
  t => [
    index('lot_closures_day').on(t.userId, t.bookId, t.view, t.closedDate),
    index('lot_closures_execution').on(t.executionId),
    ...checks('lot_closures', {
      book_id: isOrdinal('book_id'),
      view: isIn('view', LOT_VIEWS),
      symbol: isSymbol('symbol'),
      product: isIn('product', PRODUCTS),
      strategy_id: isStrategy,
      tax_strategy: `view <> 'tax' OR strategy_id = ''`,
      lot_id: isOrdinal('lot_id'),
      execution_id: isId('execution_id'),
      opened_date: isDate('opened_date'),
      closed_date: `${isDate('closed_date')} AND closed_date >= opened_date`,
      quantity: isQuantity('quantity'),
      cost: isAmount('cost'),
      proceeds: isAmount('proceeds'),
      charges: isAmount('charges'),
    }),
  ],
);

/** Cash that moved without a fill. The id is the broker's. */
export const cashEntries = sqliteTable(
  'cash_entries',
  {
    id: text('id').primaryKey(),
    userId: account(),
    bookId: book(),
    kind: oneOf('kind', CASH_KINDS).notNull(),
    symbol: text('symbol'),
    amount: paiseColumn('amount').notNull(),
    date: tradingDate('date').notNull(),
    bookedAt: instant('booked_at').notNull(),
    /** What the book was worth just before money came or went; null where the day had no prices yet. */
    equityBefore: paiseColumn('equity_before'),
  },
  t => [
    index('cash_entries_day').on(t.userId, t.bookId, t.date),
    ...checks('cash_entries', {
      id: isLength('id', 1, 64),
      book_id: isOrdinal('book_id'),
      kind: isIn('kind', CASH_KINDS),
      symbol: isSymbol('symbol'),
      amount: isSignedAmount('amount'),
      date: isDate('date'),
      booked_at: isInstant('booked_at'),
      equity_before: isSignedAmount('equity_before'),
      flow: `equity_before IS NULL OR kind IN ('deposit', 'withdrawal')`,
    }),
  ],
);
