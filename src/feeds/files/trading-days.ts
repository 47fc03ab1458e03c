import { dateCell, oneOfCell } from './cells.js';
import { csvFormat } from './format.js';

/** Days on which the exchange traded, and in which kind of session. */
export const tradingDays = csvFormat({
  name: 'trading_days',
  title: 'days with a session: regular, special or muhurat',
  subject: 'in_lines',
  required: ['date', 'session'],
  reader: at => line => ({
    kind: 'exchange_day',
    date: dateCell(line, at.date),
    dayKind: oneOfCell(line, at.session, ['regular', 'special', 'muhurat']),
    description: null,
  }),
});
