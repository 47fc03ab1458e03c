import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { readFile } from '../../../src/feeds/files/read.js';
import type { Row } from '../../../src/domain/market/rows.js';
import { temporaryFolder } from '../../support/folder.js';
import { fileWith, sharedFiles, TODAY, testOnShared } from '../../support/market-files.js';

const CHILD = fileURLToPath(new URL('../../support/read-large.mjs', import.meta.url));
const HEADER =
  'SYMBOL,SERIES,DATE1,PREV_CLOSE,OPEN_PRICE,HIGH_PRICE,LOW_PRICE,LAST_PRICE,CLOSE_PRICE,AVG_PRICE,TTL_TRD_QNTY,TURNOVER_LACS,NO_OF_TRADES,DELIV_QTY,DELIV_PER\n';
const DAY_MS = 86_400_000;

/** A file of daily bhavcopies one after another, 2,500 symbols a day, until it has so many bytes. */
function bhavcopiesOf(bytesMin: number): string {
  const path = join(temporaryFolder(), 'years.csv');
  const fd = openSync(path, 'w');
  let bytes = writeSync(fd, HEADER);
  for (let day = 0; bytes < bytesMin; day++) {
    const date = new Date(Date.UTC(2005, 0, 1) + day * DAY_MS).toISOString().slice(0, 10);
    const lines = Array.from(
      { length: 2500 },
      (_, i) =>
        `SYMBOL${i}, EQ, ${date}, 108.1, 109.45, 115.45, 108.7, 110.85, 111.15, 112.1, 1687369, 1891.62, 21649, 571768, 33.89\n`,
    );
    bytes += writeSync(fd, lines.join(''));
  }
  closeSync(fd);
  return path;
}

test('a file of 500 MB is read in under 300 MB of memory', () => {
  const path = bhavcopiesOf(500e6);
  const result = JSON.parse(execFileSync(process.execPath, [CHILD, path, TODAY], { encoding: 'utf8' }));
  process.stdout.write(`500 MB: ${JSON.stringify(result)}\n`);
  expect(result).toMatchObject({ accepted: true });
  expect(result.rowsCount).toBeGreaterThan(4_000_000);
  expect(result.peakMib).toBeLessThan(300);
});

test('a file of more different symbols than memory is meant for is refused in words', () => {
  const lines = Array.from({ length: 1_000_000 }, (_, i) => `S${i},T${i},2020-01-01\n`);
  const path = fileWith(`old_symbol,new_symbol,first_trading_date_new\n${lines.join('')}`);
  const result = JSON.parse(execFileSync(process.execPath, [CHILD, path, TODAY], { encoding: 'utf8' }));
  process.stdout.write(`a million symbols: ${JSON.stringify(result)}\n`);
  expect(result).toMatchObject({ accepted: false, code: 'TOO_MANY_KEYS' });
  expect(result.peakMib).toBeLessThan(300);
});

type Values = (string | number | null)[];

/** Milliseconds to put all rows that `each` hands over into a new table with a prepared insert, in one transaction. */
function timeInserts(each: (insert: (values: Values) => void) => void): number {
  const db = new Database(join(temporaryFolder(), 'bars.db'));
  db.exec(
    'CREATE TABLE bars (symbol, date, series, prev, open, high, low, last, close, vwap, volume, trades, delivered, PRIMARY KEY (symbol, date, series))',
  );
  const statement = db.prepare(`INSERT INTO bars VALUES (${Array(13).fill('?').join(', ')})`);
  const started = performance.now();
  db.transaction(() => each(values => statement.run(values)))();
  const took = performance.now() - started;
  expect(db.prepare('SELECT count(*) FROM bars').pluck().get()).toBe(94_946);
  db.close();
  return took;
}

function insertRow(row: Row, insert: (values: Values) => void): void {
  if (row.kind !== 'bar') throw new Error(`not a bar: ${row.kind}`);
  const { symbol, date, series, previousClose, open, high, low, last, close, vwap } = row;
  const prices = [previousClose, open, high, low, last, close, vwap];
  insert([symbol, date, series, ...prices, row.volume, row.trades, row.deliveryQuantity]);
}

testOnShared('checked and typed reading takes less than twice a bare loop of csv-parse and inserts', () => {
  const paths = sharedFiles('market/daily_nse_raw');
  const ratios = Array.from({ length: 5 }, () => {
    const bare = timeInserts(insert => {
      for (const path of paths)
        for (const fields of parse(readFileSync(path), { from_line: 2 })) {
          const [date, series, ...numbers] = fields;
          insert([path, date ?? '', series ?? '', ...numbers.map(Number)]);
        }
    });
    const checked = timeInserts(insert => {
      for (const path of paths)
        readFile(path, { today: TODAY }, rows => rows.forEach(row => insertRow(row, insert)));
    });
    process.stdout.write(`bare loop ${bare.toFixed(0)} ms, importer ${checked.toFixed(0)} ms\n`);
    return checked / bare;
  });
  expect(ratios.sort((a, b) => a - b)[2]).toBeLessThan(2);
});
