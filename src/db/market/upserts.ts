import type { Sqlite } from '../connection.js';
import {
  corporateActions,
  exchangeDays,
  instruments,
  marketContext,
  marketEvents,
  sectorPerformance,
  stockMarketData as bars,
  symbolChanges,
} from '../schema/main/index.js';
import { upserter } from './upsert.js';

/** A file that was imported before does not overrule what later ones have said: the parameter is its import then. */
const notLater = (table: string) => `${table}.import_id IS NULL OR ${table}.import_id <= ?`;

/** The prepared writes of imported rows; each takes its values in the order that its spec lists them. */
export function importUpserts(sqlite: Sqlite) {
  return {
    bar: upserter(sqlite, {
      table: bars,
      key: [bars.symbol, bars.date, bars.series, bars.source],
      columns: [
        [bars.priceDecimals, 'replace'],
        [bars.openPrice, 'replace'],
        [bars.highPrice, 'replace'],
        [bars.lowPrice, 'replace'],
        [bars.closePrice, 'replace'],
        [bars.lastPrice, 'known'],
        [bars.previousClose, 'known'],
        [bars.vwap, 'known'],
        [bars.volume, 'known'],
        [bars.turnover, 'known'],
        [bars.trades, 'known'],
        [bars.deliveryQuantity, 'known'],
        [bars.sector, 'first'],
        [bars.industry, 'first'],
      ],
      stamps: [bars.importId],
      only: notLater('stock_market_data'),
    }),
    constituent: upserter(sqlite, {
      table: instruments,
      key: [instruments.symbol],
      columns: [
        [instruments.kind, 'replace'],
        [instruments.name, 'known'],
        [instruments.industry, 'known'],
        [instruments.isin, 'known'],
        [instruments.series, 'known'],
      ],
      stamps: [instruments.importId, instruments.updatedAt],
      only: notLater('instruments'),
    }),
    // Kite writes names in capitals and short, so that one from the exchange stays.
    instrument: upserter(sqlite, {
      table: instruments,
      key: [instruments.symbol],
      columns: [
        [instruments.kind, 'replace'],
        [instruments.name, 'first'],
        [instruments.tickSize, 'known'],
        [instruments.lotSize, 'known'],
        [instruments.instrumentToken, 'known'],
        [instruments.exchangeToken, 'known'],
      ],
      stamps: [instruments.importId, instruments.updatedAt],
      only: notLater('instruments'),
    }),
    ...calendarUpserts(sqlite),
  };
}

function calendarUpserts(sqlite: Sqlite) {
  return {
    // The words for a holiday are no description of the session that it turned out to be.
    exchangeDay: upserter(sqlite, {
      table: exchangeDays,
      key: [exchangeDays.date],
      columns: [
        [exchangeDays.kind, 'replace'],
        [
          exchangeDays.description,
          {
            sql: 'CASE WHEN excluded.kind = exchange_days.kind THEN coalesce(excluded.description, exchange_days.description) ELSE excluded.description END',
          },
        ],
      ],
      stamps: [exchangeDays.importId],
      only: notLater('exchange_days'),
    }),
    corporateAction: upserter(sqlite, {
      table: corporateActions,
      key: [corporateActions.symbol, corporateActions.exDate, corporateActions.kind],
      columns: [
        [corporateActions.priceFactor, 'replace'],
        [corporateActions.note, 'known'],
      ],
      stamps: [corporateActions.importId],
      only: notLater('corporate_actions'),
    }),
    symbolChange: upserter(sqlite, {
      table: symbolChanges,
      key: [symbolChanges.oldSymbol],
      columns: [
        [symbolChanges.newSymbol, 'replace'],
        [symbolChanges.firstDate, 'replace'],
        [symbolChanges.note, 'known'],
      ],
      stamps: [symbolChanges.importId],
      only: notLater('symbol_changes'),
    }),
    event: eventUpsert(sqlite),
  };
}

const eventUpsert = (sqlite: Sqlite, only?: string) =>
  upserter(sqlite, {
    table: marketEvents,
    key: [marketEvents.eventDate, marketEvents.eventType, marketEvents.eventTitle],
    columns: [
      [marketEvents.impactLevel, 'replace'],
      [marketEvents.affectedSectors, 'replace'],
      [marketEvents.marketReaction, 'replace'],
      [marketEvents.confidenceScore, 'replace'],
      [marketEvents.symbol, 'known'],
      [marketEvents.source, 'replace'],
    ],
    ...(only === undefined ? {} : { only }),
  });

/** The prepared writes of what is computed from bars. What the operator imported stays as it is. */
export function derivedUpserts(sqlite: Sqlite) {
  return {
    context: upserter(sqlite, {
      table: marketContext,
      key: [marketContext.date],
      columns: [
        [marketContext.niftyValue, 'replace'],
        [marketContext.niftyChange, 'replace'],
        [marketContext.marketSentiment, 'replace'],
        [marketContext.volatilityIndex, 'replace'],
        [marketContext.sectorPerformance, 'replace'],
        [marketContext.keyEvents, 'replace'],
        [marketContext.fearGreedIndex, 'replace'],
      ],
      stamps: [marketContext.computedAt],
    }),
    sector: upserter(sqlite, {
      table: sectorPerformance,
      key: [sectorPerformance.date, sectorPerformance.sectorName],
      columns: [
        [sectorPerformance.sectorChangePercent, 'replace'],
        [sectorPerformance.sectorTrend, 'replace'],
        [sectorPerformance.riskLevel, 'replace'],
        [sectorPerformance.growthPotential, 'replace'],
        [sectorPerformance.basis, 'replace'],
      ],
    }),
    event: eventUpsert(sqlite, `market_events.source <> 'imported'`),
  };
}

/** The prepared changes of bars that are there. */
export function barChanges(sqlite: Sqlite) {
  const figures = ['market_cap', 'pe_ratio', 'analyst_rating', 'news_sentiment_score', 'sector', 'industry'];
  const merged = figures.map(name => [name, `coalesce(@${name}, ${name})`] as const);
  return {
    /** The figures that no price file holds, on the official bar of a share; what is null stays. */
    fundamentals: sqlite.prepare(
      `UPDATE stock_market_data SET ${merged.map(([name, sql]) => `${name} = ${sql}`).join(', ')}, import_id = @import_id
       WHERE symbol = @symbol AND date = @date AND series = @series AND source = 'nse'
         AND (${merged.map(([name, sql]) => `${sql} IS DISTINCT FROM ${name}`).join(' OR ')})
         AND (import_id IS NULL OR import_id <= @only)`,
    ),
    /** The series, EQ or else BE, under which a share's official bar of a day stands. */
    seriesOf: sqlite
      .prepare(`SELECT series FROM equity_bars WHERE symbol = ? AND date = ? AND source = 'nse'`)
      .pluck(),
    /** Sector and industry of a share's bars where they are unknown. */
    classify: sqlite.prepare(
      `UPDATE stock_market_data SET sector = coalesce(sector, @sector), industry = coalesce(industry, @industry)
       WHERE symbol = @symbol AND (sector IS NULL OR industry IS NULL)`,
    ),
    industryOf: sqlite.prepare('SELECT industry FROM instruments WHERE symbol = ?').pluck(),
    previousClose: sqlite.prepare(
      `SELECT price_decimals AS decimals, previous_close AS previousClose FROM stock_market_data
       WHERE symbol = ? AND date = ? AND series = ? AND source = ?`,
    ),
  };
}
