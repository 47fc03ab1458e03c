import { formatPriceE4, type Paise, type PriceE4 } from '../../domain/money.js';
import {
  checkDate,
  dateCell,
  fail,
  levelCell,
  optionalCountCell,
  optionalPriceCell,
  seriesCell,
  symbolCell,
  textCell,
} from './cells.js';
import type { Column, FileContext, Line, RowReader } from './format.js';
import { type BarRow, type BarSource, INDEX_SERIES } from '../../domain/market/rows.js';

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
  let lastDateText: string | undefined;
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
