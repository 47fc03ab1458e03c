import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isCount,
  isDate,
  isFraction,
  isHex,
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
import {
  CORPORATE_ACTION_KINDS,
  EXCHANGE_DAY_KINDS,
  INSTRUMENT_KINDS,
  LEVELS,
  PRACTICE_MARKETS,
  RATINGS,
  SENTIMENTS,
  TRENDS,
} from '../values.js';
import { users } from './people.js';

/** Each file that was imported, and what came of it. */
export const dataImports = sqliteTable(
  'data_imports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    format: text('format').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    rowsRead: integer('rows_read').notNull(),
    rowsAdded: integer('rows_added').notNull(),
    rowsChanged: integer('rows_changed').notNull(),
    rowsRejected: integer('rows_rejected').notNull(),
    importedAt: instant('imported_at').notNull(),
  },
  t => [
    index('data_imports_file').on(t.sha256, t.format),
    ...checks('data_imports', {
      format: isLength('format', 1, 40),
      file_name: isLength('file_name', 1, 255),
      sha256: isHex('sha256'),
      rows_read: isCount('rows_read'),
      rows_added: isCount('rows_added'),
      rows_changed: isCount('rows_changed'),
      rows_rejected: isCount('rows_rejected'),
      rows_sum: 'rows_added + rows_changed + rows_rejected <= rows_read',
      imported_at: isInstant('imported_at'),
    }),
  ],
);

const importId = () => integer('import_id').references(() => dataImports.id);

export const instruments = sqliteTable(
  'instruments',
  {
    symbol: text('symbol').primaryKey(),
    kind: oneOf('kind', INSTRUMENT_KINDS).notNull(),
    name: text('name'),
    industry: text('industry'),
    isin: text('isin'),
    series: text('series'),
    tickSize: paiseColumn('tick_size'),
    lotSize: integer('lot_size'),
    instrumentToken: integer('instrument_token'),
    exchangeToken: integer('exchange_token'),
    importId: importId(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    index('instruments_isin').on(t.isin),
    ...checks('instruments', {
      symbol: isSymbol('symbol'),
      kind: isIn('kind', INSTRUMENT_KINDS),
      name: isLength('name', 1, 200),
      industry: isLength('industry', 1, 100),
      isin: `isin GLOB 'IN*' AND ${isWord('isin', 12, 'A-Z0-9', 12)}`,
      series: isWord('series', 8, 'A-Z0-9'),
      tick_size: isPrice('tick_size'),
      lot_size: isOrdinal('lot_size'),
      instrument_token: isCount('instrument_token'),
      exchange_token: isCount('exchange_token'),
      updated_at: isInstant('updated_at'),
    }),
  ],
);

/** A symbol's new name from a date on: the series of prices continues under it. */
export const symbolChanges = sqliteTable(
  'symbol_changes',
  {
    oldSymbol: text('old_symbol').primaryKey(),
    newSymbol: text('new_symbol').notNull(),
    firstDate: tradingDate('first_date').notNull(),
    note: text('note'),
    importId: importId(),
  },
  t => [
    index('symbol_changes_new').on(t.newSymbol),
    ...checks('symbol_changes', {
      old_symbol: isSymbol('old_symbol'),
      new_symbol: `${isSymbol('new_symbol')} AND new_symbol <> old_symbol`,
      first_date: isDate('first_date'),
      note: isLength('note', 1, 500),
    }),
  ],
);

/** `price_factor`: prices before `ex_date` are divided by it to compare with prices from then on. */
export const corporateActions = sqliteTable(
  'corporate_actions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    symbol: text('symbol').notNull(),
    exDate: tradingDate('ex_date').notNull(),
    kind: oneOf('kind', CORPORATE_ACTION_KINDS).notNull(),
    priceFactor: real('price_factor').notNull(),
    note: text('note'),
    importId: importId(),
  },
  t => [
    uniqueIndex('corporate_actions_one').on(t.symbol, t.exDate, t.kind),
    index('corporate_actions_date').on(t.exDate),
    ...checks('corporate_actions', {
      symbol: isSymbol('symbol'),
      ex_date: isDate('ex_date'),
      kind: isIn('kind', CORPORATE_ACTION_KINDS),
      price_factor: 'price_factor > 0 AND price_factor <= 10000',
      note: isLength('note', 1, 500),
    }),
  ],
);

/** Days that the operator imported; they overrule the built-in calendar. */
export const exchangeDays = sqliteTable(
  'exchange_days',
  {
    date: tradingDate('date').primaryKey(),
    kind: oneOf('kind', EXCHANGE_DAY_KINDS).notNull(),
    description: text('description'),
    importId: importId(),
  },
  () =>
    checks('exchange_days', {
      date: isDate('date'),
      kind: isIn('kind', EXCHANGE_DAY_KINDS),
      description: isLength('description', 1, 200),
    }),
);

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
