import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type CsvFormat } from '../../../src/feeds/files/format.js';
import { FORMATS } from '../../../src/feeds/files/index.js';
import { fileWith, readAll, shared, testOnShared } from '../../support/market-files.js';

const DATES = ['date', 'DATE1', 'TradDt', 'TIMESTAMP', 'ex_date', 'event_date', 'first_trading_date_new'];
const SYMBOLS = ['symbol', 'SYMBOL', 'Symbol', 'TckrSymb', 'tradingsymbol', 'old_symbol'];

/** Good values of the other columns that are not numbers; 1 is good for the rest. */
const WORDS: Readonly<Record<string, string>> = {
  series: 'EQ',
  SERIES: 'EQ',
  Series: 'EQ',
  SctySrs: 'EQ',
  new_symbol: 'TCSNEW',
  Sgmt: 'CM',
  Src: 'NSE',
  segment: 'NSE',
  exchange: 'NSE',
  'ISIN Code': 'INE467B01029',
  kind: 'split',
  session: 'regular',
  analyst_rating: 'buy',
  event_type: 'news',
  impact_level: 'low',
  weekday: '',
  traded_in_bhavcopy: 'no',
};
const DAY_MS = 86_400_000;

/** The `row`th good value of a column; dates and symbols differ from row to row, so that no row doubles another. */
function goodValue(column: string, row: number): string {
  if (DATES.includes(column)) return new Date(Date.UTC(2020, 0, 1) + row * DAY_MS).toISOString().slice(0, 10);
  return SYMBOLS.includes(column) ? `T${row}` : (WORDS[column] ?? '1');
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const nameOf = (format: CsvFormat) => (format.subject === 'index' ? 'NIFTY_50.csv' : 'TCS.csv');

testOnShared(
  'every naughty string in every field of every format is taken as words or rejected with words',
  () => {
    const naughty: string[] = JSON.parse(readFileSync(shared('blns.json'), 'utf8'));
    const taken = new Set<string>();
    const ordinary = new Set(['1', ...naughty.map((_text, row) => `T${row}`)]);
    for (const format of FORMATS) {
      if (format.kind !== 'csv') continue;
      const columns = [...format.required, ...format.optional];
      const good = (row: number) => columns.map(column => goodValue(column, row));
      const file = (rows: string[][]) =>
        fileWith([columns, ...rows].map(row => `${row.map(quoted).join(',')}\n`).join(''), nameOf(format));
      expect(readAll(file([good(0)])), format.name).toMatchObject({ accepted: true, format: format.name });
      columns.forEach((column, index) => {
        const read = readAll(file(naughty.map((text, row) => good(row).with(index, text))), {
          skipRejected: true,
        });
        if (read.refusal) return expect(read.refusal.reason).not.toBe('');
        expect(read.rowsCount + read.rowsRejected + read.rowsSetAside).toBeGreaterThanOrEqual(naughty.length);
        for (const { value, reason, field } of read.rejections) {
          expect(`${value}${reason}${field}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          expect(reason).not.toBe('');
        }
        for (const row of read.rows)
          for (const value of Object.values(row))
            if (typeof value === 'string' && naughty.includes(value) && !ordinary.has(value))
              taken.add(column);
      });
    }
    // Only columns of free words may hold what they were given; the rest take nothing but what their pattern allows.
    const free = [
      'Company Name',
      'Industry',
      'name',
      'description',
      'note',
      'sector',
      'industry',
      'event_title',
      'market_reaction',
    ];
    const patterned = [
      'series',
      'SERIES',
      'Series',
      'SctySrs',
      'symbol',
      'SYMBOL',
      'Symbol',
      'TckrSymb',
      'tradingsymbol',
      'old_symbol',
      'new_symbol',
      'event_type',
      'kind',
    ];
    expect([...taken].filter(column => !free.includes(column) && !patterned.includes(column))).toEqual([]);
    expect(free.filter(column => !taken.has(column))).toEqual([]);
  },
);
