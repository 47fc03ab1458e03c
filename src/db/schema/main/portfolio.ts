import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isCount,
  isDate,
  isFlag,
  isInstant,
  isJson,
  isLength,
  isOrdinal,
  isPrice,
  isSignedAmount,
  isSymbol,
  json,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { users } from './people.js';

/**
 * What a person held at one instant of the wall clock, on one practice market. Holdings are CNC, positions MIS;
 * `domain/portfolio/snapshots.ts` says what stands in them. Cash and equity in paise.
 */
export const portfolioSnapshots = sqliteTable(
  'portfolio_snapshots',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    timestamp: instant('timestamp').notNull(),
    holdings: json<unknown[]>('holdings').notNull(),
    positions: json<unknown[]>('positions').notNull(),
    /** `practice_markets.id`; no foreign key, since a replay that ended leaves its history. */
    bookId: integer('book_id').notNull(),
    /** The market's own instant. */
    marketAt: instant('market_at').notNull(),
    cash: paiseColumn('cash').notNull(),
    equity: paiseColumn('equity').notNull(),
    /** The trading date whose close it is, of which there is one; null for one that was asked for. */
    closeDate: tradingDate('close_date'),
  },
  t => [
    uniqueIndex('portfolio_snapshots_close')
      .on(t.userId, t.bookId, t.closeDate)
      .where(sql`close_date IS NOT NULL`),
    index('portfolio_snapshots_instant').on(t.userId, t.bookId, t.timestamp),
    index('portfolio_snapshots_age').on(t.timestamp),
    ...checks('portfolio_snapshots', {
      timestamp: isInstant('timestamp'),
      holdings: isJson('holdings', 'array'),
      positions: isJson('positions', 'array'),
      book_id: isOrdinal('book_id'),
      market_at: isInstant('market_at'),
      cash: isSignedAmount('cash'),
      equity: isSignedAmount('equity'),
      close_date: isDate('close_date'),
    }),
  ],
);

/** The newest quote of each symbol, in paise. */
export const marketDataCache = sqliteTable(
  'market_data_cache',
  {
    symbol: text('symbol').primaryKey(),
    price: paiseColumn('price').notNull(),
    volume: integer('volume').notNull(),
    bid: paiseColumn('bid'),
    ask: paiseColumn('ask'),
    lastUpdated: instant('last_updated').notNull(),
    source: text('source').notNull(),
    isSimulated: flag('is_simulated').notNull(),
  },
  () =>
    checks('market_data_cache', {
      symbol: isSymbol('symbol'),
      price: isPrice('price'),
      volume: isCount('volume'),
      bid: isPrice('bid'),
      ask: isPrice('ask'),
      spread: 'bid <= ask',
      last_updated: isInstant('last_updated'),
      source: isLength('source', 1, 40),
      is_simulated: isFlag('is_simulated'),
    }),
);
