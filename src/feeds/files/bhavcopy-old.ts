import { barReader } from './bars.js';
import { moneyCell } from './cells.js';
import { csvFormat } from './format.js';

/** NSE's `cmDDMMMYYYYbhav.csv`, published until July 2024; files from before 2011 lack trades and ISIN. */
export const bhavcopyOld = csvFormat({
  name: 'cm_bhavcopy',
  title: 'NSE cash bhavcopy in the layout of before July 2024, all series of one day',
  subject: 'in_lines',
  required: [
    'SYMBOL',
    'SERIES',
    'OPEN',
    'HIGH',
    'LOW',
    'CLOSE',
    'LAST',
    'PREVCLOSE',
    'TOTTRDQTY',
    'TOTTRDVAL',
    'TIMESTAMP',
  ],
  optional: ['TOTALTRADES', 'ISIN'],
  reader: (at, file) =>
    barReader(
      {
        symbol: at.SYMBOL,
        series: at.SERIES,
        date: at.TIMESTAMP,
        open: at.OPEN,
        high: at.HIGH,
        low: at.LOW,
        close: at.CLOSE,
        last: at.LAST,
        previousClose: at.PREVCLOSE,
        volume: at.TOTTRDQTY,
        trades: at.TOTALTRADES,
      },
      file,
      { source: 'nse', turnover: line => moneyCell(line, at.TOTTRDVAL, 1) },
    ),
});
