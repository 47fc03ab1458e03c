import { barReader, dayOfTimestamp } from './bars.js';
import { csvFormat } from './format.js';

/** Daily levels of one index, India VIX included, also as NSE's site offers them. Volumes of an index mean nothing here. */
export const indexDaily = csvFormat({
  name: 'index_daily',
  title: 'daily levels of one index or of India VIX',
  subject: 'index',
  required: ['date', 'open', 'high', 'low', 'close'],
  optional: ['prev_close', 'change', '%change', 'shares_traded', 'turnover'],
  aliases: { date: ['datetime'], turnover: ['Turnover (₹ Cr)', 'Turnover (Rs. Cr)'] },
  reader: (at, file) => {
    const { date, open, high, low, close, prev_close: previousClose } = at;
    const columns = { date, open, high, low, close, previousClose };
    return barReader(columns, file, { source: 'nse', date: dayOfTimestamp });
  },
});
