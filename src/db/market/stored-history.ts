import { sql } from 'drizzle-orm';
import { integer, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { openReader } from '../connection.js';
import type { DataFolder } from '../folder.js';
import * as main from '../schema/main/index.js';
import type { MainFile, Reader } from '../store.js';

export type MainReader = MainFile['read'];

/** The view of the migration: one bar a day and source of each share, series EQ, or else BE. */
export const equityBars = sqliteView('equity_bars', {
  symbol: text('symbol').notNull(),
  date: text('date').notNull(),
  source: text('source').notNull(),
  priceDecimals: integer('price_decimals').notNull(),
  openPrice: integer('open_price').notNull(),
  highPrice: integer('high_price').notNull(),
  lowPrice: integer('low_price').notNull(),
  closePrice: integer('close_price').notNull(),
  volume: integer('volume'),
}).existing();

export const STORED_LIMITS = { daysMax: 20_000, symbolsMax: 20_000 } as const;

/** The days that bars of a source are stored for, ascending. Goes from day to day through the index, not through the rows. */
export async function storedDays(read: MainReader, source: string): Promise<string[]> {
  const rows = read.all<{ date: string }>(sql`
    WITH RECURSIVE day (date) AS (
      SELECT min(date) FROM stock_market_data WHERE source = ${source}
      UNION ALL
      SELECT (SELECT min(date) FROM stock_market_data WHERE date > day.date AND source = ${source})
      FROM day WHERE day.date IS NOT NULL
    )
    SELECT date FROM day WHERE date IS NOT NULL LIMIT ${STORED_LIMITS.daysMax}`);
  return rows.map(({ date }) => date);
}

export interface StoredSymbol {
  symbol: string;
  series: string;
  name: string | null;
  industry: string | null;
}

/** The shares (EQ, BE) and indices (INDEX) that bars of a source are stored for, by symbol; from symbol to symbol as above. */
export async function storedSymbols(read: MainReader, source: string): Promise<StoredSymbol[]> {
  return read.all<StoredSymbol>(sql`
    WITH RECURSIVE known (symbol) AS (
      SELECT min(symbol) FROM stock_market_data
      UNION ALL
      SELECT (SELECT min(symbol) FROM stock_market_data WHERE symbol > known.symbol)
      FROM known WHERE known.symbol IS NOT NULL
    ), listed (symbol, series) AS (
      SELECT known.symbol, (
        SELECT bar.series FROM stock_market_data AS bar
        WHERE bar.symbol = known.symbol AND bar.series IN ('EQ', 'BE', 'INDEX') AND bar.source = ${source} LIMIT 1
      ) FROM known WHERE known.symbol IS NOT NULL
    )
    SELECT listed.symbol AS symbol, listed.series AS series, instruments.name AS name, instruments.industry AS industry
    FROM listed LEFT JOIN instruments ON instruments.symbol = listed.symbol
    WHERE listed.series IS NOT NULL ORDER BY listed.symbol LIMIT ${STORED_LIMITS.symbolsMax}`);
}

/** The main file for a report beside whoever has the folder. */
export function openMainReader(folder: DataFolder): { read: Reader<typeof main>; close(): void } {
  const sqlite = openReader(folder.main);
  return { read: drizzle(sqlite, { schema: main }), close: () => sqlite.close() };
}
