import { isEquitySymbol } from './cells.js';
import { INDEX_SERIES } from '../../domain/market/rows.js';

const INDEX_NAME = /^(NIFTY|INDIA VIX|SENSEX|BANKEX)( |$)|^NIFTY\d+( |$)/;
const INDEX_SYMBOL = /^[A-Z][A-Z0-9&. -]{0,39}$/;
const DOWNLOAD_DATES = /[ _-]*\d\d-\d\d-\d{4}-to-\d\d-\d\d-\d{4}$/;

/** The name of an index as Kite and NSE write it, in upper case: `NIFTY50` and `NIFTY_BANK` are `NIFTY 50` and `NIFTY BANK`. */
export const indexSymbol = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .replace(/^NIFTY(\d+)$/, 'NIFTY $1');

export const isIndexSymbol = (text: string) => INDEX_SYMBOL.test(text);

/**
 * Whose bars a file holds that does not say so in its lines: by the operator's word, else by the file name, where it is
 * a symbol or holds exactly one word in capitals (`nse_site_history_RELIANCE_2015_2021`). Otherwise the reason in words.
 */
export function subjectOf(
  subject: 'equity' | 'index' | 'either',
  fileName: string,
  given: string | undefined,
): { symbol: string; series: string } | string {
  const stem = fileName.replace(/\.[A-Za-z]{1,4}$/, '').replace(DOWNLOAD_DATES, '');
  const index = indexSymbol(given ?? stem.replace(/^hist_/i, ''));
  if (subject === 'index' || (subject === 'either' && INDEX_NAME.test(index))) {
    if (isIndexSymbol(index) && (given !== undefined || INDEX_NAME.test(index)))
      return { symbol: index, series: INDEX_SERIES };
    return 'the lines do not say which index this is, nor does the file name: give the symbol, such as "NIFTY 50" or "INDIA VIX"';
  }
  const symbol = given ?? equityOfStem(stem);
  if (symbol !== undefined && isEquitySymbol(symbol)) return { symbol, series: 'EQ' };
  return 'the lines do not say which symbol this is, nor does the file name: give the symbol, such as RELIANCE (1 to 20 of A-Z, 0-9, & and -)';
}

function equityOfStem(stem: string): string | undefined {
  const site = /^Quote-Equity-(.+)-[A-Z0-9]{2}$/.exec(stem)?.[1];
  const words = stem.split(/[_\s]+/).filter(word => isEquitySymbol(word) && /[A-Z]/.test(word));
  return site ?? (words.length === 1 ? words[0] : undefined);
}
