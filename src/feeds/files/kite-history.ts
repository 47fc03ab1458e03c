import { barReader, dayOfTimestamp } from './bars.js';
import { csvFormat } from './format.js';

/**
 * Kite's historical API at the interval "day". Kite adjusts it for splits, bonuses, demergers and large dividends, so its
 * bars go under a source of their own and never become official prices.
 */
export const kiteHistory = csvFormat({
  name: 'kite_history',
  title: "Kite's daily history of one symbol, adjusted by Kite",
  subject: 'either',
  required: ['date', 'open', 'high', 'low', 'close', 'volume'],
  optional: ['oi'],
  aliases: { date: ['datetime', 'timestamp'] },
  reader: (at, file) => {
    const { date, open, high, low, close, volume } = at;
    const columns = { date, open, high, low, close, volume };
    return barReader(columns, file, { source: 'kite_adjusted', date: dayOfTimestamp });
  },
});
