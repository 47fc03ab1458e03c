import { barReader } from './bars.js';
import { moneyCell } from './cells.js';
import { csvFormat } from './format.js';

/** The download "historical data" of one share on NSE's site: numbers of a thousand and more are quoted, with commas. */
export const nseHistory = csvFormat({
  name: 'nse_site_history',
  title: "history of one share as NSE's site offers it",
  subject: 'equity',
  required: [
    'date',
    'series',
    'open',
    'high',
    'low',
    'prev_close',
    'ltp',
    'close',
    'vwap',
    '52wh',
    '52wl',
    'volume',
    'value',
    'no_of_trades',
  ],
  reader: (at, file) =>
    barReader(
      {
        series: at.series,
        date: at.date,
        open: at.open,
        high: at.high,
        low: at.low,
        close: at.close,
        last: at.ltp,
        previousClose: at.prev_close,
        vwap: at.vwap,
        volume: at.volume,
        trades: at.no_of_trades,
      },
      file,
      { source: 'nse', turnover: line => moneyCell(line, at.value, 1) },
    ),
});
