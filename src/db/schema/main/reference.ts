import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isCount,
  isDate,
  isHex,
  isIn,
  isInstant,
  isLength,
  isOrdinal,
  isPrice,
  isSymbol,
  isWord,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { INSTRUMENT_KINDS, CORPORATE_ACTION_KINDS, EXCHANGE_DAY_KINDS } from '../values.js';

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

/** The import that a row came from. */
export const importId = () => integer('import_id').references(() => dataImports.id);

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
