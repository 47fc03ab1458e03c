import { formatPriceE4, type Paise, type PriceE4 } from '../../domain/money.js';
import {
  checkDate,
  dateCell,
  fail,
  isEquitySymbol,
  levelCell,
  optionalCountCell,
  optionalPriceCell,
  seriesCell,
  symbolCell,
  textCell,
} from './cells.js';
import type { Column, FileContext, Line, RowReader } from './format.js';
import { type BarRow, type BarSource, INDEX_SERIES } from './rows.js';

/** Where the values of a bar stand; what a format lacks stays undefined and becomes null. */
export interface BarColumns {
  readonly symbol?: Column;
  readonly series?: Column;
  readonly date: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly last?: Column;
  readonly previousClose?: Column | undefined;
  readonly vwap?: Column;
  readonly volume?: Column;
  readonly trades?: Column | undefined;
  readonly deliveryQuantity?: Column;
}

interface BarWays {
  readonly source: BarSource;
  readonly date?: (line: Line, column: Column, latest: string) => string;
  readonly turnover?: (line: Line) => Paise | null;
}

/** Reads daily bars, in the units of `BarRow`, and refuses what no trading day can be. */
export function barReader(at: BarColumns, file: FileContext, ways: BarWays): RowReader {
  const decimals = file.series === INDEX_SERIES ? 4 : 2;
  const readDate = ways.date ?? dateCell;
  let lastDateText = '';
  let lastDate = '';
  const date = (line: Line): string => {
    const text = line.fields[at.date.index] ?? '';
    if (text === lastDateText) return lastDate;
    const read = readDate(line, at.date, file.today);
    if (line.problem === undefined) [lastDateText, lastDate] = [text, read];
    return read;
  };
  return line => {
    const bar: BarRow = {
      kind: 'bar',
      source: ways.source,
      symbol: at.symbol ? symbolCell(line, at.symbol) : file.symbol,
      series: at.series ? seriesCell(line, at.series) : file.series,
      date: date(line),
      open: levelCell(line, at.open, decimals),
      high: levelCell(line, at.high, decimals),
      low: levelCell(line, at.low, decimals),
      close: levelCell(line, at.close, decimals),
      last: optionalPriceCell(line, at.last, decimals),
      previousClose: optionalPriceCell(line, at.previousClose, decimals),
      vwap: optionalPriceCell(line, at.vwap, decimals),
      volume: optionalCountCell(line, at.volume),
      turnover: ways.turnover ? ways.turnover(line) : null,
      trades: optionalCountCell(line, at.trades),
      deliveryQuantity: optionalCountCell(line, at.deliveryQuantity),
    };
    if (line.problem === undefined) checkBar(line, at, bar);
    return bar;
  };
}

function checkBar(line: Line, at: BarColumns, bar: BarRow): void {
  const { open, high, low, close, last, vwap, volume, deliveryQuantity } = bar;
  if (open === 0 && high === 0 && low === 0 && close > 0 && !volume)
    return fail(
      line,
      at.open,
      'open, high and low are 0: the source gives no range for this day',
      'set_aside',
    );
  for (const [column, price] of [
    [at.open, open],
    [at.high, high],
    [at.low, low],
    [at.close, close],
  ] as const)
    if (price === 0) return fail(line, column, 'a price of 0: every price must be above 0');
  if (high < low) return fail(line, at.high, `the high is below the low, ${formatPriceE4(low)}`);
  for (const [column, price, name] of [
    [at.open, open, 'open'],
    [at.close, close, 'close'],
    [at.last, last, 'last price'],
    [at.vwap, vwap, 'average price'],
  ] as const)
    if (column && price !== null && isOutside(price, bar))
      return fail(
        line,
        column,
        `the ${name} is outside the day's low ${formatPriceE4(low)} to high ${formatPriceE4(high)}`,
      );
  if (at.deliveryQuantity && deliveryQuantity !== null && volume !== null && deliveryQuantity > volume)
    fail(line, at.deliveryQuantity, `more delivered than the ${volume} traded`);
}

const isOutside = (price: PriceE4, { low, high }: BarRow) => price < low || price > high;

const MIDNIGHT = /^(\d{4}-\d\d-\d\d)[T ]00:00(?::00)?(?:\+05:?30)?$/;
const TIME_OF_DAY = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** A day, also as Kite writes it (`2020-07-14 00:00:00+05:30`). A time within the day makes the file an intraday one. */
export function dayOfTimestamp(line: Line, column: Column, latest: string): string {
  const text = textCell(line, column);
  const day = MIDNIGHT.exec(text)?.[1];
  if (day === undefined && TIME_OF_DAY.test(text)) {
    fail(
      line,
      column,
      'an intraday bar: only daily bars are imported, one line a day; download the interval "day"',
      'file_refused',
    );
    return latest;
  }
  return checkDate(line, column, day ?? text, latest);
}

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
