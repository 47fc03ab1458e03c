import { sql } from 'drizzle-orm';
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isCount,
  isDate,
  isFlag,
  isIn,
  isInstant,
  isOrdinal,
  isPrice,
  isSignedAmount,
  isSignedQuantity,
  isSymbol,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { TAX_TERMS } from '../values.js';
import { isStrategy, strategy } from './books.js';
import { account, book } from './orders.js';

// What a person has and had on one market. Every total is kept with the fill that changes it, in the same transaction:
// a report costs the same after a thousand executions and after a million. Executions are no parents here, since they
// move to the archive. Money in paise; instants and dates are the market's. `strategy_id` is '' where there is none.

// What a fill or a cash entry adds to every total that it counts in: in groups, since a released table has its own order.
const traded = () => ({
  bought: paiseColumn('bought').notNull(),
  sold: paiseColumn('sold').notNull(),
  charges: paiseColumn('charges').notNull(),
});
const posted = () => ({
  dividends: paiseColumn('dividends').notNull(),
  /** DP charges, note roundings and fractions. */
  adjustments: paiseColumn('adjustments').notNull(),
});
const results = () => ({
  /** Gross: proceeds less cost of what was closed. */
  realized: paiseColumn('realized').notNull(),
  fills: integer('fills').notNull(),
});
const isTraded = { bought: isCount('bought'), sold: isCount('sold'), charges: isCount('charges') };
const isPosted = { dividends: isCount('dividends'), adjustments: isSignedAmount('adjustments') };
const isResult = { realized: isSignedAmount('realized'), fills: isCount('fills') };

/** All that ever moved the cash of a book, and so the cash. */
export const bookTotals = sqliteTable(
  'book_totals',
  {
    userId: account(),
    bookId: book(),
    deposits: paiseColumn('deposits').notNull(),
    withdrawals: paiseColumn('withdrawals').notNull(),
    ...posted(),
    ...traded(),
    ...results(),
    slippage: paiseColumn('slippage').notNull(),
    cash: paiseColumn('cash').generatedAlwaysAs(
      sql`deposits - withdrawals + dividends + adjustments - bought + sold - charges`,
      { mode: 'virtual' },
    ),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId] }),
    ...checks('book_totals', {
      book_id: isOrdinal('book_id'),
      deposits: isCount('deposits'),
      withdrawals: isCount('withdrawals'),
      ...isPosted,
      ...isTraded,
      ...isResult,
      slippage: isSignedAmount('slippage'),
    }),
  ],
);

/** The same for one symbol and strategy. */
export const symbolTotals = sqliteTable(
  'symbol_totals',
  {
    userId: account(),
    bookId: book(),
    symbol: text('symbol').notNull(),
    strategyId: strategy(),
    ...traded(),
    ...posted(),
    ...results(),
    /** Parts of lots that were closed, with and without a profit after charges. */
    wins: integer('wins').notNull(),
    losses: integer('losses').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId, t.symbol, t.strategyId] }),
    ...checks('symbol_totals', {
      book_id: isOrdinal('book_id'),
      symbol: isSymbol('symbol'),
      strategy_id: isStrategy,
      ...isTraded,
      ...isPosted,
      ...isResult,
      wins: isCount('wins'),
      losses: isCount('losses'),
    }),
  ],
);

/** What one symbol did on one day, and what was left of it at the close: the source of every attribution. */
export const symbolDays = sqliteTable(
  'symbol_days',
  {
    userId: account(),
    bookId: book(),
    date: tradingDate('date').notNull(),
    symbol: text('symbol').notNull(),
    strategyId: strategy(),
    ...traded(),
    ...posted(),
    ...results(),
    /** Of all products, signed; and its value at the last price of the day. */
    closingQuantity: integer('closing_quantity').notNull(),
    closingValue: paiseColumn('closing_value').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId, t.date, t.symbol, t.strategyId] }),
    ...checks('symbol_days', {
      book_id: isOrdinal('book_id'),
      date: isDate('date'),
      symbol: isSymbol('symbol'),
      strategy_id: isStrategy,
      ...isTraded,
      ...isPosted,
      ...isResult,
      closing_quantity: isSignedQuantity('closing_quantity'),
      closing_value: isSignedAmount('closing_value'),
    }),
  ],
);

/**
 * One day of a book. `closing_*` are as last seen while `is_final` is 0, and of the close after it. `growth` is what one
 * rupee that came in at the beginning has become, deposits and withdrawals taken out (time-weighted).
 */
export const bookDays = sqliteTable(
  'book_days',
  {
    userId: account(),
    bookId: book(),
    date: tradingDate('date').notNull(),
    openingEquity: paiseColumn('opening_equity').notNull(),
    closingEquity: paiseColumn('closing_equity').notNull(),
    closingCash: paiseColumn('closing_cash').notNull(),
    /** Deposits less withdrawals of the day. */
    netDeposits: paiseColumn('net_deposits').notNull(),
    realized: paiseColumn('realized').notNull(),
    charges: paiseColumn('charges').notNull(),
    fills: integer('fills').notNull(),
    growth: real('growth').notNull(),
    /** The highest growth up to this day. */
    peakGrowth: real('peak_growth').notNull(),
    /** NIFTY 50 at the same instant, hundredths of a point; null where the market has no index. */
    benchmark: integer('benchmark'),
    isFinal: flag('is_final').notNull(),
    /** The market's instant of the prices in `closing_*`; null until there are any of this day. */
    markedAt: instant('marked_at'),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId, t.date] }),
    ...checks('book_days', {
      book_id: isOrdinal('book_id'),
      date: isDate('date'),
      opening_equity: isSignedAmount('opening_equity'),
      closing_equity: isSignedAmount('closing_equity'),
      closing_cash: isSignedAmount('closing_cash'),
      net_deposits: isSignedAmount('net_deposits'),
      realized: isSignedAmount('realized'),
      charges: isCount('charges'),
      fills: isCount('fills'),
      growth: 'growth > -1e9 AND growth < 1e9',
      peak_growth: 'peak_growth >= growth AND peak_growth < 1e9',
      benchmark: isPrice('benchmark'),
      is_final: isFlag('is_final'),
      marked_at: isInstant('marked_at'),
      marked: 'is_final = 0 OR marked_at IS NOT NULL',
    }),
  ],
);

/** What was closed in one financial year (its first calendar year, from April), by how long it was held: the tax view. */
export const taxTotals = sqliteTable(
  'tax_totals',
  {
    userId: account(),
    bookId: book(),
    financialYear: integer('financial_year').notNull(),
    term: oneOf('term', TAX_TERMS).notNull(),
    cost: paiseColumn('cost').notNull(),
    proceeds: paiseColumn('proceeds').notNull(),
    charges: paiseColumn('charges').notNull(),
    /** Parts of lots that were closed. */
    closures: integer('closures').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.bookId, t.financialYear, t.term] }),
    ...checks('tax_totals', {
      book_id: isOrdinal('book_id'),
      financial_year: 'financial_year BETWEEN 1989 AND 2199',
      term: isIn('term', TAX_TERMS),
      cost: isCount('cost'),
      proceeds: isCount('proceeds'),
      charges: isCount('charges'),
      closures: isCount('closures'),
    }),
  ],
);
