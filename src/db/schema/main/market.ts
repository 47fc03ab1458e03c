import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isCount,
  isDate,
  isFraction,
  isIn,
  isInstant,
  isJson,
  isLength,
  isOrdinal,
  isPercent,
  isPrice,
  isSymbol,
  isWord,
  json,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { LEVELS, SENTIMENTS, TRENDS, RATINGS, PRACTICE_MARKETS } from '../values.js';
import { users } from './people.js';
import { importId } from './reference.js';

/**
 * Official unadjusted daily bars of equities (series EQ, BE, …) and indices (series INDEX).
 * Prices are whole numbers of 10^-price_decimals: paise for equities, which always have 2; an index may have 4.
 * `price_change` is close less previous close in the same unit. Turnover and market_cap are paise.
 */
export const stockMarketData = sqliteTable(
  'stock_market_data',
  {
    symbol: text('symbol').notNull(),
    date: tradingDate('date').notNull(),
    series: text('series').notNull(),
    source: text('source').notNull(),
    priceDecimals: integer('price_decimals').notNull(),
    openPrice: integer('open_price').notNull(),
    highPrice: integer('high_price').notNull(),
    lowPrice: integer('low_price').notNull(),
    closePrice: integer('close_price').notNull(),
    lastPrice: integer('last_price'),
    previousClose: integer('previous_close'),
    vwap: integer('vwap'),
    volume: integer('volume'),
    turnover: paiseColumn('turnover'),
    trades: integer('trades'),
    deliveryQuantity: integer('delivery_quantity'),
    priceChange: integer('price_change').generatedAlwaysAs(sql`close_price - previous_close`, {
      mode: 'virtual',
    }),
    marketCap: paiseColumn('market_cap'),
    peRatio: real('pe_ratio'),
    analystRating: oneOf('analyst_rating', RATINGS),
    newsSentimentScore: real('news_sentiment_score'),
    sector: text('sector'),
    industry: text('industry'),
    importId: importId(),
  },
  t => [
    primaryKey({ columns: [t.symbol, t.date, t.series, t.source] }),
    index('stock_market_data_date').on(t.date, t.symbol),
    ...checks('stock_market_data', {
      symbol: isSymbol('symbol'),
      date: isDate('date'),
      series: isWord('series', 8, 'A-Z0-9'),
      source: isLength('source', 1, 40),
      price_decimals: `price_decimals = 2 OR (price_decimals = 4 AND series = 'INDEX')`,
      low_price: `${isPrice('low_price')} AND low_price <= open_price AND low_price <= close_price`,
      high_price: `${isPrice('high_price')} AND high_price >= open_price AND high_price >= close_price`,
      last_price: isPrice('last_price'),
      previous_close: isPrice('previous_close'),
      vwap: isPrice('vwap'),
      volume: isCount('volume'),
      turnover: isCount('turnover'),
      trades: isCount('trades'),
      delivery_quantity: `${isCount('delivery_quantity')} AND delivery_quantity <= volume`,
      market_cap: isOrdinal('market_cap'),
      analyst_rating: isIn('analyst_rating', RATINGS),
      pe_ratio: 'abs(pe_ratio) < 1e6',
      news_sentiment_score: 'news_sentiment_score BETWEEN -1 AND 1',
      sector: isLength('sector', 1, 100),
      industry: isLength('industry', 1, 100),
    }),
  ],
);

/** One row a session. `nifty_value` and `volatility_index` are index points, `nifty_change` is per cent. */
export const marketContext = sqliteTable(
  'market_context',
  {
    date: tradingDate('date').primaryKey(),
    niftyValue: real('nifty_value'),
    niftyChange: real('nifty_change'),
    marketSentiment: oneOf('market_sentiment', SENTIMENTS),
    volatilityIndex: real('volatility_index'),
    sectorPerformance: json<Record<string, number>>('sector_performance').notNull(),
    keyEvents: json<string[]>('key_events').notNull(),
    fearGreedIndex: real('fear_greed_index'),
    analystSentiment: oneOf('analyst_sentiment', SENTIMENTS),
    computedAt: instant('computed_at').notNull(),
  },
  () =>
    checks('market_context', {
      date: isDate('date'),
      nifty_value: 'nifty_value > 0 AND nifty_value < 1e9',
      nifty_change: 'nifty_change > -100 AND nifty_change < 1000',
      market_sentiment: isIn('market_sentiment', SENTIMENTS),
      volatility_index: 'volatility_index > 0 AND volatility_index < 1000',
      sector_performance: isJson('sector_performance', 'object'),
      key_events: isJson('key_events', 'array'),
      fear_greed_index: isPercent('fear_greed_index'),
      analyst_sentiment: isIn('analyst_sentiment', SENTIMENTS),
      computed_at: isInstant('computed_at'),
    }),
);

export const SECTOR_BASES = ['index', 'members'] as const;

export const sectorPerformance = sqliteTable(
  'sector_performance',
  {
    date: tradingDate('date').notNull(),
    sectorName: text('sector_name').notNull(),
    sectorChangePercent: real('sector_change_percent').notNull(),
    sectorTrend: oneOf('sector_trend', TRENDS),
    analystRating: oneOf('analyst_rating', RATINGS),
    riskLevel: oneOf('risk_level', LEVELS),
    growthPotential: oneOf('growth_potential', LEVELS),
    /** Whether the change is the sector index's, or the mean of the member stocks'. */
    basis: oneOf('basis', SECTOR_BASES).notNull(),
  },
  t => [
    primaryKey({ columns: [t.date, t.sectorName] }),
    ...checks('sector_performance', {
      date: isDate('date'),
      sector_name: isLength('sector_name', 1, 100),
      sector_change_percent: 'sector_change_percent > -100 AND sector_change_percent < 1000',
      sector_trend: isIn('sector_trend', TRENDS),
      analyst_rating: isIn('analyst_rating', RATINGS),
      risk_level: isIn('risk_level', LEVELS),
      growth_potential: isIn('growth_potential', LEVELS),
      basis: isIn('basis', SECTOR_BASES),
    }),
  ],
);

export const EVENT_SOURCES = ['calendar', 'detected', 'imported'] as const;

export const marketEvents = sqliteTable(
  'market_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    eventDate: tradingDate('event_date').notNull(),
    eventType: text('event_type').notNull(),
    eventTitle: text('event_title').notNull(),
    impactLevel: oneOf('impact_level', LEVELS).notNull(),
    affectedSectors: json<string[]>('affected_sectors').notNull(),
    marketReaction: text('market_reaction'),
    confidenceScore: real('confidence_score').notNull(),
    symbol: text('symbol'),
    source: oneOf('source', EVENT_SOURCES).notNull(),
  },
  t => [
    uniqueIndex('market_events_one').on(t.eventDate, t.eventType, t.eventTitle),
    index('market_events_symbol').on(t.symbol, t.eventDate),
    ...checks('market_events', {
      event_date: isDate('event_date'),
      event_type: isWord('event_type', 40, 'a-z0-9_'),
      event_title: isLength('event_title', 1, 300),
      impact_level: isIn('impact_level', LEVELS),
      affected_sectors: isJson('affected_sectors', 'array'),
      market_reaction: isLength('market_reaction', 1, 500),
      confidence_score: isFraction('confidence_score'),
      symbol: isSymbol('symbol'),
      source: isIn('source', EVENT_SOURCES),
    }),
  ],
);

/** The clock of a practice market: the shared simulated one (no person), or a person's own replay of history. */
export const practiceMarkets = sqliteTable(
  'practice_markets',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: oneOf('kind', PRACTICE_MARKETS).notNull(),
    userId: text('user_id').references(() => users.userId, { onDelete: 'cascade' }),
    state: json<Record<string, unknown>>('state').notNull(),
    /** The market's own time, which never runs backwards: a trigger keeps it. */
    marketNow: instant('market_now').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    uniqueIndex('practice_markets_shared').on(t.kind).where(sql`user_id IS NULL`),
    uniqueIndex('practice_markets_own').on(t.userId, t.kind).where(sql`user_id IS NOT NULL`),
    ...checks('practice_markets', {
      kind: isIn('kind', PRACTICE_MARKETS),
      owner: `(kind = 'simulated') = (user_id IS NULL)`,
      state: isJson('state', 'object'),
      market_now: isInstant('market_now'),
      updated_at: isInstant('updated_at'),
    }),
  ],
);
