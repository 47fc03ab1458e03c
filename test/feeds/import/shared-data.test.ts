import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../../src/db/store.js';
import { adjustedShare, storedActions } from '../../../src/domain/market/stored-series.js';
import { calendarOf } from '../../../src/domain/market/stored-calendar.js';
import { adjustedSeries } from '../../../src/domain/market/adjust.js';
import { kiteSymbols, rawShare } from '../../support/adjusted-data.js';
import { migratedFolder } from '../../support/folder.js';
import { everyRow, importInto, queryOf } from '../../support/imports.js';
import { shared, sharedFiles } from '../../support/market-files.js';

const isThere = existsSync(shared('market'));
const FOLDERS = ['market/daily_nse_raw', 'market/index_daily', 'reference'];
const sharedTest = (name: string, run: () => void | Promise<void>) =>
  isThere ? test(name, run, 120_000) : test(`${name} (not run: ../shared/data is missing)`, () => undefined);

let store: Store;
let query: ReturnType<typeof queryOf>;
let report: Awaited<ReturnType<typeof importInto>>;
const root = mkdtempSync(join(tmpdir(), 'ql-import-'));

beforeAll(async () => {
  if (!isThere) return;
  store = openStore(await migratedFolder(root));
  query = queryOf(store.folder.main);
  report = await importInto(store, FOLDERS.map(shared));
}, 120_000);

afterAll(() => {
  if (isThere) store.close();
  rmSync(root, { recursive: true });
});

/** The values of a CSV file as they stand there, by column. */
const linesOf = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, bom: true });

/** Digits only: `1320.5` with two decimals is 132050, and a blank or a dash null. */
function units(text: string | undefined, decimals: number): number | null {
  if (text === undefined || ['', '-'].includes(text.trim())) return null;
  const [whole = '', fraction = ''] = text.trim().replaceAll(',', '').split('.');
  if (/[1-9]/.test(fraction.slice(decimals))) return Number.NaN;
  return Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
}

const BARS = `SELECT * FROM stock_market_data WHERE symbol = ? ORDER BY date`;

describe('all of the real files', () => {
  sharedTest('are taken', () => {
    expect(report.files.filter(({ outcome }) => outcome !== 'imported')).toEqual([]);
    const added = (folder: string) =>
      report.files
        .filter(({ path }) => path.startsWith(shared(folder)))
        .reduce((sum, file) => sum + file.rowsAdded, 0);
    expect(FOLDERS.map(added)).toEqual([94_946, 42_617, 10_685]);
  });

  sharedTest('of shares stand in the database to the last number', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const path of sharedFiles('market/daily_nse_raw')) {
      const symbol = basename(path, '.csv');
      const rows = query(BARS, symbol);
      const lines = linesOf(path);
      expect(rows.length, symbol).toBe(lines.length);
      for (const [place, line] of lines.entries()) {
        const row = rows[place] ?? {};
        const expected = {
          date: line.date ?? '',
          series: line.series ?? '',
          source: 'nse',
          price_decimals: 2,
          open_price: units(line.open, 2),
          high_price: units(line.high, 2),
          low_price: units(line.low, 2),
          close_price: units(line.close, 2),
          last_price: units(line.last, 2),
          previous_close: units(line.prev_close, 2),
          vwap: units(line.vwap, 2),
          volume: units(line.volume, 0),
          trades: units(line.trades, 0),
          delivery_quantity: units(line.deliv_qty, 0),
          turnover: null,
          market_cap: null,
          pe_ratio: null,
          analyst_rating: null,
          news_sentiment_score: null,
        };
        for (const [name, value] of Object.entries(expected)) {
          compared += 1;
          if (row[name] !== value) wrong.push(`${symbol} ${line.date} ${name}: ${row[name]}, not ${value}`);
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(compared).toBe(94_946 * 19);
  });

  sharedTest('of indices stand in the database to the last number', () => {
    const wrong: string[] = [];
    for (const path of sharedFiles('market/index_daily')) {
      const symbol = basename(path, '.csv').replaceAll('_', ' ').replace('NIFTY50', 'NIFTY 50');
      const rows = new Map(query(BARS, symbol).map(row => [row.date, row]));
      const lines = linesOf(path).filter(line => Number(line.open) > 0);
      expect(rows.size, symbol).toBe(lines.length);
      for (const line of lines) {
        const row = rows.get(line.date ?? '') ?? {};
        const decimals = Number(row.price_decimals);
        const columns = {
          open_price: line.open,
          high_price: line.high,
          low_price: line.low,
          close_price: line.close,
        };
        for (const [name, text] of Object.entries({ ...columns, previous_close: line.prev_close }))
          if (row[name] !== units(text, decimals))
            wrong.push(`${symbol} ${line.date} ${name}: ${row[name]}, not ${text}`);
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
  });

  sharedTest('of reference stand in the database', () => {
    const actions = query('SELECT * FROM corporate_actions');
    for (const line of linesOf(shared('reference/corporate_actions_detected.csv')))
      expect(actions).toContainEqual(
        expect.objectContaining({
          symbol: line.symbol,
          ex_date: line.ex_date,
          price_factor: Number(line.price_factor),
        }),
      );
    const known = new Map(query('SELECT * FROM instruments').map(row => [row.symbol, row]));
    for (const line of linesOf(shared('reference/ind_nifty50list.csv')))
      expect(known.get(line.Symbol ?? '')).toMatchObject({
        name: line['Company Name'],
        industry: line.Industry,
        isin: line['ISIN Code'],
        series: line.Series,
      });
    for (const line of linesOf(shared('reference/kite_instruments_nse_2026-01.csv'))) {
      const row = known.get(
        line.segment === 'NSE' ? (line.tradingsymbol ?? '') : (line.tradingsymbol ?? '').toUpperCase(),
      );
      expect(row?.instrument_token, line.tradingsymbol).toBe(Number(line.instrument_token));
      expect(row?.tick_size ?? 0).toBe(Math.round(Number(line.tick_size) * 100));
    }
    const days = new Map(query('SELECT * FROM exchange_days').map(row => [row.date, row.kind]));
    for (const line of linesOf(shared('reference/nse_trading_days_2019-10_2026-08.csv')))
      expect(days.get(line.date ?? ''), line.date).toBe(line.session);
  });

  sharedTest('change nothing the second time: no row, and no commit', async () => {
    const before = everyRow(store.folder.main);
    const watch = new Database(store.folder.main, { readonly: true });
    const version = watch.pragma('data_version', { simple: true });
    const again = await importInto(store, FOLDERS.map(shared));
    expect(again.files.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
    expect(again.files.filter(({ importedBefore }) => importedBefore === undefined)).toEqual([]);
    expect(again.computed).toBeUndefined();
    expect(watch.pragma('data_version', { simple: true })).toBe(version);
    watch.close();
    expect(everyRow(store.folder.main)).toEqual(before);
  });
});

describe('what is computed from the real files', () => {
  sharedTest('is the same when it is computed again', async () => {
    const nothing = { added: 0, changed: 0, removed: 0 };
    const { computed } = await importInto(store, []);
    expect(computed).toEqual({ days: 2873, contexts: nothing, sectors: nothing, events: nothing });
  });

  sharedTest('has every NIFTY 50 and India VIX close of the files, and the change between two closes', () => {
    const rows = new Map(query('SELECT * FROM market_context').map(row => [row.date, row]));
    let previous: number | undefined;
    for (const line of linesOf(shared('market/index_daily/NIFTY50.csv'))) {
      const row = rows.get(line.date ?? '');
      expect(row?.nifty_value, line.date).toBe(Number(line.close));
      const change = previous === undefined ? null : (Number(line.close) / previous - 1) * 100;
      expect(row?.nifty_change, line.date).toBe(change);
      previous = Number(line.close);
    }
    for (const line of linesOf(shared('market/index_daily/INDIA_VIX.csv'))) {
      const row = rows.get(line.date ?? '');
      if (row && Number(line.open) > 0) expect(row.volatility_index, line.date).toBe(Number(line.close));
    }
  });

  sharedTest('calls the crash of March 2020 a crash, and a calm year none', () => {
    const [crash] = query(`SELECT * FROM market_context WHERE date = '2020-03-23'`);
    expect(crash).toMatchObject({
      nifty_value: 7610.25,
      volatility_index: 71.985,
      market_sentiment: 'very_bearish',
    });
    expect(crash?.fear_greed_index).toBeLessThan(5);
    expect(String(crash?.key_events)).toContain('NIFTY 50 -12.98 %');
    const [mean] = query(`SELECT avg(fear_greed_index) AS mean FROM market_context WHERE date LIKE '2017%'`);
    expect(mean?.mean).toBeGreaterThan(55);
    const sectors = query(`SELECT * FROM sector_performance WHERE date = '2020-03-23'`);
    expect(sectors.length).toBeGreaterThan(15);
    for (const sector of sectors) expect(sector.sector_change_percent).toBeLessThan(0);
    const events = query(`SELECT * FROM market_events WHERE event_date = '2026-11-10'`);
    expect(events).toEqual([expect.objectContaining({ event_type: 'holiday', source: 'calendar' })]);
  });

  sharedTest('is the adjusted close of all 48 shares that the files give', async () => {
    const known = await storedActions(store.main.read);
    expect(kiteSymbols()).toHaveLength(48);
    let compared = 0;
    for (const symbol of kiteSymbols()) {
      const raw = rawShare(symbol);
      const newest = known.changes.find(({ from }) => from === symbol)?.to ?? symbol;
      const stored = await adjustedShare(store.main.read, newest, '2026-01-09', known);
      const fromFiles = adjustedSeries(raw?.bars ?? [], raw?.actions ?? [], '2026-01-09');
      expect(stored, symbol).toEqual(fromFiles);
      if (stored.length > 0) compared += 1;
    }
    // Of SHREECEM there is no file of raw prices.
    expect(compared).toBe(47);
  });

  sharedTest('stands on a calendar that trades on exactly the days that were imported', async () => {
    const calendar = await calendarOf(store.main.read);
    expect(calendar.specials.get('2024-05-18')?.times).toMatchObject({
      parts: [{ from: '09:15' }, { from: '11:30' }],
    });
    expect(calendar.specials.get('2024-11-01')?.kind).toBe('muhurat');
    expect(calendar.specials.get('2021-02-24')?.times).toBeDefined();
    expect(calendar.holidays.get('2024-01-22')).toContain('Ram Mandir');
  });
});
