import { type FundamentalsRow, RATINGS } from '../../domain/market/rows.js';
import {
  dateCell,
  fail,
  moneyCell,
  oneOfCell,
  optionalDecimalCell,
  optionalWordsCell,
  symbolCell,
  textCell,
} from './cells.js';
import { csvFormat } from './format.js';

const MARKET_CAP_PAISE_MAX = 9e15;

/** Our own format for what no price file provides. Blank is unknown; market value is in rupees. */
export const fundamentals = csvFormat({
  name: 'fundamentals',
  title: 'market value, P/E, ratings, news sentiment, sector and industry by date and symbol',
  subject: 'in_lines',
  required: [
    'date',
    'symbol',
    'market_cap',
    'pe_ratio',
    'analyst_rating',
    'news_sentiment_score',
    'sector',
    'industry',
  ],
  reader: (at, file) => line => {
    const row: FundamentalsRow = {
      kind: 'fundamentals',
      date: dateCell(line, at.date, file.today),
      symbol: symbolCell(line, at.symbol),
      marketCap: moneyCell(line, at.market_cap, 1, MARKET_CAP_PAISE_MAX),
      peRatio: optionalDecimalCell(line, at.pe_ratio, -100_000, 100_000),
      analystRating:
        textCell(line, at.analyst_rating) === '' ? null : oneOfCell(line, at.analyst_rating, RATINGS),
      newsSentimentScore: optionalDecimalCell(line, at.news_sentiment_score, -1, 1),
      sector: optionalWordsCell(line, at.sector, 100),
      industry: optionalWordsCell(line, at.industry, 100),
    };
    if (row.marketCap === 0)
      fail(line, at.market_cap, 'a market value of 0: leave it blank where it is unknown');
    const { marketCap, peRatio, analystRating, newsSentimentScore, sector, industry } = row;
    if ((marketCap ?? peRatio ?? analystRating ?? newsSentimentScore ?? sector ?? industry) === null)
      fail(line, at.market_cap, 'every value is blank, so the line says nothing');
    return row;
  },
});
