import { dateCell, fail, optionalWordsCell, textCell } from './cells.js';
import { weekdayOf } from './dates.js';
import { csvFormat } from './format.js';

/** Days without normal trading. A weekday beside the date must agree with it, which catches most typing errors. */
export const holidays = csvFormat({
  name: 'holidays',
  title: 'trading holidays, the Muhurat sessions among them',
  subject: 'in_lines',
  required: ['date', 'description'],
  optional: ['weekday', 'traded_in_bhavcopy', 'sr_no'],
  aliases: { weekday: ['day'] },
  reader: at => line => {
    const date = dateCell(line, at.date);
    const weekday = at.weekday ? textCell(line, at.weekday).slice(0, 3).toLowerCase() : '';
    if (at.weekday && weekday !== '' && weekday !== weekdayOf(date).toLowerCase())
      fail(line, at.weekday, `${date} is a ${weekdayOf(date)}`);
    const traded = at.traded_in_bhavcopy ? textCell(line, at.traded_in_bhavcopy) : '';
    if (at.traded_in_bhavcopy && !['', 'n/a', 'no', 'muhurat'].includes(traded))
      fail(line, at.traded_in_bhavcopy, 'not one of n/a, no, muhurat');
    return {
      kind: 'exchange_day',
      date,
      dayKind: traded === 'muhurat' ? 'muhurat' : 'holiday',
      description: optionalWordsCell(line, at.description, 200),
    };
  },
});
