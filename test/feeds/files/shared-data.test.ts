import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';
import { formatPriceE4, type PriceE4 } from '../../../src/domain/money.js';
import type { BarRow, Row } from '../../../src/domain/market/rows.js';
import { readAll, shared, sharedFiles, testOnShared } from '../../support/market-files.js';

const barsOf = (rows: readonly Row[]) => rows.filter((row): row is BarRow => row.kind === 'bar');

/** A price text of a file as `formatPriceE4` writes it, by text alone: `1337` and `1,337.0` are `1337.00`. */
function normal(text = ''): string {
  const [whole = '', fraction = ''] = text.trim().replaceAll(',', '').split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

const written = (price: PriceE4 | null) => (price === null ? '' : formatPriceE4(price));
const records = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: (names: string[]) => names.map(name => name.trim()), bom: true });

describe('the real files', () => {
  testOnShared('all 94,946 official daily bars of 60 shares come back as the files have them', () => {
    let count = 0;
    for (const path of sharedFiles('market/daily_nse_raw')) {
      const read = readAll(path);
      expect(read).toMatchObject({
        format: 'symbol_daily',
        accepted: true,
        rowsRejected: 0,
        rowsSetAside: 0,
      });
      const got = barsOf(read.rows).map(bar => [
        `${bar.source} ${bar.symbol}.csv`,
        [
          bar.date,
          bar.series,
          written(bar.previousClose),
          written(bar.open),
          written(bar.high),
          written(bar.low),
        ],
        [
          written(bar.last),
          written(bar.close),
          written(bar.vwap),
          bar.volume,
          bar.trades,
          bar.deliveryQuantity,
        ],
      ]);
      const wanted = records(path).map(row => [
        `nse ${basename(path)}`,
        [row.date, row.series, normal(row.prev_close), normal(row.open), normal(row.high), normal(row.low)],
        [
          normal(row.last),
          normal(row.close),
          normal(row.vwap),
          ...[row.volume, row.trades, row.deliv_qty].map(Number),
        ],
      ]);
      expect(got).toEqual(wanted);
      count += got.length;
    }
    expect(count).toBe(94_946);
  });

  testOnShared('all 48 adjusted files of Kite stay under their own source', () => {
    let count = 0;
    for (const path of sharedFiles('market/daily_kite_adjusted')) {
      const read = readAll(path);
      expect(read).toMatchObject({ format: 'kite_history', accepted: true });
      const got = barsOf(read.rows).map(bar => [
        [bar.source, `${bar.symbol}.csv`, bar.series, bar.date],
        [written(bar.open), written(bar.high), written(bar.low), written(bar.close), bar.volume],
      ]);
      const wanted = records(path).map(row => [
        ['kite_adjusted', basename(path), 'EQ', row.date],
        [normal(row.open), normal(row.high), normal(row.low), normal(row.close), Number(row.volume)],
      ]);
      expect(got).toEqual(wanted);
      count += got.length;
    }
    expect(count).toBe(65_568);
  });

  testOnShared('the index files, and India VIX with its 4 decimals, come back as they are', () => {
    let count = 0;
    for (const path of sharedFiles('market/index_daily')) {
      const read = readAll(path);
      expect(read).toMatchObject({ format: 'index_daily', accepted: true, rowsRejected: 0 });
      const got = barsOf(read.rows).map(bar => [
        [bar.series, bar.date, written(bar.open), written(bar.high), written(bar.low), written(bar.close)],
        [written(bar.previousClose)],
      ]);
      const wanted = records(path)
        .filter(row => row.high !== '0.0')
        .map(row => [
          ['INDEX', row.date, normal(row.open), normal(row.high), normal(row.low), normal(row.close)],
          [row.prev_close === undefined ? '' : normal(row.prev_close)],
        ]);
      expect(got).toEqual(wanted);
      count += got.length;
    }
    expect(count).toBe(42_617);
  });

  testOnShared('two days of India VIX have a close and no range: they are set aside with words', () => {
    const read = readAll(shared('market/index_daily/INDIA_VIX.csv'));
    expect(read.rowsSetAside).toBe(2);
    expect(read.setAside).toEqual([
      { field: 'open', reason: expect.stringContaining('no range'), rowsCount: 2, firstLine: 1517 },
    ]);
  });

  testOnShared('a whole day of the full bhavcopy comes back as the file has it, all 80 series', () => {
    const path = shared('bhavcopy/sec_bhavdata_full_08082022.csv');
    const read = readAll(path);
    const got = barsOf(read.rows).map(bar => [
      [bar.symbol, bar.series, bar.date, written(bar.previousClose), written(bar.open), written(bar.high)],
      [written(bar.low), written(bar.last), written(bar.close), written(bar.vwap), bar.volume, bar.trades],
      [bar.deliveryQuantity, bar.turnover],
    ]);
    const wanted = records(path).map(row => {
      const cell = (name: string) => (row[name] ?? '').trim();
      const delivered = cell('DELIV_QTY');
      return [
        [
          cell('SYMBOL'),
          cell('SERIES'),
          '2022-08-08',
          ...['PREV_CLOSE', 'OPEN_PRICE', 'HIGH_PRICE'].map(it => normal(row[it])),
        ],
        [
          ...['LOW_PRICE', 'LAST_PRICE', 'CLOSE_PRICE', 'AVG_PRICE'].map(it => normal(row[it])),
          ...['TTL_TRD_QNTY', 'NO_OF_TRADES'].map(it => Number(cell(it))),
        ],
        [
          delivered === '-' ? null : Number(delivered),
          Number(normal(row.TURNOVER_LACS).replace('.', '')) * 100_000,
        ],
      ];
    });
    expect(read).toMatchObject({ format: 'sec_bhavdata_full', accepted: true, rowsCount: 2255 });
    expect(got).toEqual(wanted);
  });

  testOnShared(
    "the site's history with its thousands separators agrees with the file, and with the raw bars",
    () => {
      const path = shared('bhavcopy/nse_site_history_RELIANCE_2015_2021.csv');
      const read = readAll(path);
      expect(read).toMatchObject({ format: 'nse_site_history', accepted: true, rowsCount: 1734 });
      const got = barsOf(read.rows).map(bar => [
        [
          bar.symbol,
          bar.series,
          bar.date,
          written(bar.open),
          written(bar.high),
          written(bar.low),
          written(bar.close),
        ],
        [
          written(bar.previousClose),
          written(bar.last),
          written(bar.vwap),
          bar.volume,
          bar.turnover,
          bar.trades,
        ],
      ]);
      const wanted = records(path).map(row => [
        [
          'RELIANCE',
          row.series,
          row.date,
          normal(row.open),
          normal(row.high),
          normal(row.low),
          normal(row.close),
        ],
        [
          ...[row.prev_close, row.ltp, row.vwap].map(normal),
          Number(row.volume),
          Number(normal(row.value).replace('.', '')),
          Number(row.no_of_trades),
        ],
      ]);
      expect(got).toEqual(wanted);
      const raw = new Map(
        barsOf(readAll(shared('market/daily_nse_raw/RELIANCE.csv')).rows).map(bar => [bar.date, bar]),
      );
      const both = barsOf(read.rows).filter(bar => raw.has(bar.date));
      expect(both).toHaveLength(560);
      for (const bar of both)
        expect({ ...raw.get(bar.date), deliveryQuantity: null }).toEqual({ ...bar, turnover: null });
    },
  );

  testOnShared('the UDiFF row of RELIANCE equals its raw bar; the F&O file is refused in words', () => {
    const [, udiff] = barsOf(readAll(shared('bhavcopy/udiff_cm_2025-09-10_two_rows.csv')).rows);
    const raw = barsOf(readAll(shared('market/daily_nse_raw/RELIANCE.csv')).rows).find(
      bar => bar.date === '2025-09-10',
    );
    expect(udiff).toEqual({ ...raw, vwap: null, deliveryQuantity: null, turnover: 1_075_226_684_920 });
    expect(readAll(shared('bhavcopy/udiff_fo_RELIANCE_2026-08-11_sample.csv'))).toMatchObject({
      accepted: false,
      refusal: { code: 'CONTENT', line: 2, reason: expect.stringContaining('futures and options') },
      rows: [],
    });
  });

  testOnShared('every intraday file is refused in words', () => {
    for (const path of sharedFiles('market/intraday'))
      expect(readAll(path)).toMatchObject({
        accepted: false,
        refusal: { code: 'CONTENT', reason: expect.stringContaining('only daily bars are imported') },
        rows: [],
      });
  });

  testOnShared('every reference file is taken whole', () => {
    const counts = sharedFiles('reference').map(path => {
      const read = readAll(path);
      expect(read).toMatchObject({ accepted: true, rowsRejected: 0, rowsSetAside: 0 });
      return [read.format, read.rows.length];
    });
    expect(counts).toEqual([
      ['corporate_actions', 41],
      ['nse_constituents', 500],
      ['nse_constituents', 50],
      ['kite_instruments', 8725],
      ['holidays', 210],
      ['special_sessions', 14],
      ['trading_days', 1711],
      ['symbol_changes', 2],
    ]);
  });
});
