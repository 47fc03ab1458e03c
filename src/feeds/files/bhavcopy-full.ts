import { barReader } from './bars.js';
import { moneyCell } from './cells.js';
import { csvFormat } from './format.js';

/** NSE's daily `sec_bhavdata_full_DDMMYYYY.csv`; its turnover is in lakhs with 2 decimals, so exact to 1,000 rupees. */
export const bhavcopyFull = csvFormat({
  name: 'sec_bhavdata_full',
  title: 'NSE full bhavcopy with deliveries, all series of one day',
  subject: 'in_lines',
  required: [
    'SYMBOL',
    'SERIES',
    'DATE1',
    'PREV_CLOSE',
    'OPEN_PRICE',
    'HIGH_PRICE',
    'LOW_PRICE',
    'LAST_PRICE',
    'CLOSE_PRICE',
    'AVG_PRICE',
    'TTL_TRD_QNTY',
    'TURNOVER_LACS',
    'NO_OF_TRADES',
    'DELIV_QTY',
    'DELIV_PER',
  ],
  reader: (at, file) =>
    barReader(
      {
        symbol: at.SYMBOL,
        series: at.SERIES,
        date: at.DATE1,
        open: at.OPEN_PRICE,
        high: at.HIGH_PRICE,
        low: at.LOW_PRICE,
        close: at.CLOSE_PRICE,
        last: at.LAST_PRICE,
        previousClose: at.PREV_CLOSE,
        vwap: at.AVG_PRICE,
        volume: at.TTL_TRD_QNTY,
        trades: at.NO_OF_TRADES,
        deliveryQuantity: at.DELIV_QTY,
      },
      file,
      { source: 'nse', turnover: line => moneyCell(line, at.TURNOVER_LACS, 100_000) },
    ),
});
