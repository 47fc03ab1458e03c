import { barReader } from './bars.js';
import { csvFormat } from './format.js';

/** The full bhavcopies of many days regrouped by symbol, one file each, named after it. */
export const symbolDaily = csvFormat({
  name: 'symbol_daily',
  title: 'official daily bars of one share with deliveries',
  subject: 'equity',
  required: [
    'date',
    'series',
    'prev_close',
    'open',
    'high',
    'low',
    'last',
    'close',
    'vwap',
    'volume',
    'trades',
    'deliv_qty',
  ],
  reader: (at, file) =>
    barReader({ ...at, previousClose: at.prev_close, deliveryQuantity: at.deliv_qty }, file, {
      source: 'nse',
    }),
});
