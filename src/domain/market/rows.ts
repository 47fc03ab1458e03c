import type { CORPORATE_ACTION_KINDS, EXCHANGE_DAY_KINDS, LEVELS, RATINGS } from '../../db/schema/values.js';
import type { Paise, PriceE4 } from '../money.js';

export { CORPORATE_ACTION_KINDS, LEVELS, RATINGS } from '../../db/schema/values.js';

/** `nse` is official and unadjusted; Kite's history is adjusted after the fact and never stands in for it. */
export type BarSource = 'nse' | 'kite_adjusted';

/** The series under which index bars stand beside the exchange's own (EQ, BE, …). */
export const INDEX_SERIES = 'INDEX';

/** One day of one symbol and series. Equity prices have at most 2 decimals; null is "not in this format, or not known". */
export interface BarRow {
  readonly kind: 'bar';
  readonly source: BarSource;
  readonly symbol: string;
  readonly series: string;
  readonly date: string;
  readonly open: PriceE4;
  readonly high: PriceE4;
  readonly low: PriceE4;
  readonly close: PriceE4;
  readonly last: PriceE4 | null;
  readonly previousClose: PriceE4 | null;
  readonly vwap: PriceE4 | null;
  readonly volume: number | null;
  readonly turnover: Paise | null;
  readonly trades: number | null;
  readonly deliveryQuantity: number | null;
}

/** A line of Kite's instruments dump, under Kite's own tradingsymbol. */
export interface InstrumentRow {
  readonly kind: 'instrument';
  readonly symbol: string;
  readonly instrumentKind: 'equity' | 'index';
  readonly name: string | null;
  readonly tickSize: Paise | null;
  readonly lotSize: number | null;
  readonly instrumentToken: number;
  readonly exchangeToken: number;
}

/** A member of an NSE index: what the exchange says about the company. */
export interface ConstituentRow {
  readonly kind: 'constituent';
  readonly symbol: string;
  readonly name: string;
  readonly industry: string;
  readonly series: string;
  readonly isin: string;
}

export interface ExchangeDayRow {
  readonly kind: 'exchange_day';
  readonly date: string;
  readonly dayKind: (typeof EXCHANGE_DAY_KINDS)[number];
  readonly description: string | null;
}

/** Prices before `exDate` are divided by `priceFactor` to compare with prices from then on. */
export interface CorporateActionRow {
  readonly kind: 'corporate_action';
  readonly symbol: string;
  readonly exDate: string;
  readonly actionKind: (typeof CORPORATE_ACTION_KINDS)[number];
  readonly priceFactor: number;
  readonly note: string | null;
}

export interface SymbolChangeRow {
  readonly kind: 'symbol_change';
  readonly oldSymbol: string;
  readonly newSymbol: string;
  readonly firstDate: string;
  readonly note: string | null;
}

/** What no price file provides. `newsSentimentScore` runs from -1 to 1; null is unknown. */
export interface FundamentalsRow {
  readonly kind: 'fundamentals';
  readonly date: string;
  readonly symbol: string;
  readonly marketCap: Paise | null;
  readonly peRatio: number | null;
  readonly analystRating: (typeof RATINGS)[number] | null;
  readonly newsSentimentScore: number | null;
  readonly sector: string | null;
  readonly industry: string | null;
}

/** `confidenceScore` runs from 0 to 1. */
export interface EventRow {
  readonly kind: 'event';
  readonly eventDate: string;
  readonly eventType: string;
  readonly eventTitle: string;
  readonly impactLevel: (typeof LEVELS)[number];
  readonly affectedSectors: readonly string[];
  readonly marketReaction: string | null;
  readonly confidenceScore: number;
}

export type Row =
  | BarRow
  | InstrumentRow
  | ConstituentRow
  | ExchangeDayRow
  | CorporateActionRow
  | SymbolChangeRow
  | FundamentalsRow
  | EventRow;
