import { fail, seriesCell, symbolCell, textCell, wordsCell } from './cells.js';
import { type Column, csvFormat, type Line } from './format.js';

/** The check digit of ISO 6166: letters become two digits, then Luhn's rule over all of them. */
function isIsin(text: string): boolean {
  if (!/^IN[A-Z0-9]{9}\d$/.test(text)) return false;
  const digits = text.replaceAll(/[A-Z]/g, letter => String(letter.charCodeAt(0) - 55));
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function isinCell(line: Line, column: Column): string {
  const isin = textCell(line, column);
  if (!isIsin(isin))
    fail(line, column, 'not an Indian ISIN: IN, nine of A-Z and 0-9, and a check digit that fits');
  return isin;
}

/** `ind_nifty50list.csv` and its like. */
export const constituents = csvFormat({
  name: 'nse_constituents',
  title: 'members of an NSE index: name, industry, ISIN',
  subject: 'in_lines',
  required: ['Company Name', 'Industry', 'Symbol', 'Series', 'ISIN Code'],
  reader: at => line => ({
    kind: 'constituent',
    symbol: symbolCell(line, at.Symbol),
    name: wordsCell(line, at['Company Name'], 200),
    industry: wordsCell(line, at.Industry, 100),
    series: seriesCell(line, at.Series),
    isin: isinCell(line, at['ISIN Code']),
  }),
});
