import { describe, expect, test } from 'vitest';
import { importDesk, importInto, storeOn } from '../../support/imports.js';

const DAILY = 'date,series,prev_close,open,high,low,last,close,vwap,volume,trades,deliv_qty';
const day = (date: string, close: string, series = 'EQ') =>
  `${date},${series},100,101,110.55,99.95,${close},${close},102.5,1000,50,400`;
const LIST = 'Company Name,Industry,Symbol,Series,ISIN Code';
const RELIANCE = 'Reliance Industries Ltd.,Oil Gas & Consumable Fuels,RELIANCE,EQ,INE002A01018';
const DUMP =
  'instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange';
const FIGURES = 'date,symbol,market_cap,pe_ratio,analyst_rating,news_sentiment_score,sector,industry';
const EVENTS =
  'event_date,event_type,event_title,impact_level,affected_sectors,market_reaction,confidence_score';

const BARS = 'SELECT * FROM stock_market_data ORDER BY symbol, date, series';

describe('a file of bars', () => {
  test('lands in paise, with a note of the import and an entry for the audit trail', async () => {
    const { take, query } = await importDesk();
    const report = await take('RELIANCE.csv', [DAILY, day('2026-08-20', '105.05')]);
    expect(report).toMatchObject({ outcome: 'imported', format: 'symbol_daily', rowsRead: 1, rowsAdded: 1 });
    expect(query(BARS)).toEqual([
      expect.objectContaining({
        symbol: 'RELIANCE',
        source: 'nse',
        price_decimals: 2,
        open_price: 10_100,
        high_price: 11_055,
        low_price: 9_995,
        close_price: 10_505,
        previous_close: 10_000,
        vwap: 10_250,
        volume: 1000,
        delivery_quantity: 400,
        turnover: null,
        pe_ratio: null,
        sector: null,
        import_id: 1,
      }),
    ]);
    expect(query('SELECT * FROM data_imports')).toEqual([
      expect.objectContaining({
        format: 'symbol_daily',
        file_name: 'RELIANCE.csv',
        rows_read: 1,
        rows_added: 1,
        rows_changed: 0,
        rows_rejected: 0,
      }),
    ]);
    const [entry] = query(`SELECT payload FROM outbox WHERE topic = 'audit'`);
    expect(JSON.parse(String(entry?.payload))).toMatchObject({
      userId: 'OWNER',
      actor: 'operator',
      action: 'market_data.imported',
      entityId: '1',
      newData: { format: 'symbol_daily', rowsAdded: 1 },
      decisionRationale: 'operator_command:import',
    });
  });

  test('changes only what differs, and nothing at all the second time', async () => {
    const { take, query } = await importDesk();
    const lines = [DAILY, day('2026-08-19', '104'), day('2026-08-20', '105')];
    await take('RELIANCE.csv', lines);
    expect(await take('RELIANCE.csv', lines)).toMatchObject({
      outcome: 'unchanged',
      importedBefore: expect.any(Number),
    });
    const corrected = await take('RELIANCE.csv', [DAILY, day('2026-08-19', '104'), day('2026-08-20', '106')]);
    expect(corrected).toMatchObject({ outcome: 'imported', rowsAdded: 0, rowsChanged: 1 });
    expect(query(BARS).map(({ close_price, import_id }) => [close_price, import_id])).toEqual([
      [10_400, 1],
      [10_600, 2],
    ]);
    expect(query('SELECT count(*) AS count FROM data_imports')).toEqual([{ count: 2 }]);
    expect(query('SELECT count(*) AS count FROM outbox')).toEqual([{ count: 2 }]);
  });

  test('leaves what only another file knows', async () => {
    const { take, query } = await importDesk();
    const bhavcopy = [
      'SYMBOL,SERIES,DATE1,PREV_CLOSE,OPEN_PRICE,HIGH_PRICE,LOW_PRICE,LAST_PRICE,CLOSE_PRICE,AVG_PRICE,TTL_TRD_QNTY,TURNOVER_LACS,NO_OF_TRADES,DELIV_QTY,DELIV_PER',
      'RELIANCE,EQ,20-Aug-2026,100,101,110.55,99.95,105,105,102.5,1000,1.03,50,400,40',
    ];
    await take('sec_bhavdata_full_20082026.csv', bhavcopy);
    expect(await take('RELIANCE.csv', [DAILY, day('2026-08-20', '106')])).toMatchObject({ rowsChanged: 1 });
    expect(query(BARS)).toEqual([expect.objectContaining({ turnover: 10_300_000, close_price: 10_600 })]);
  });

  test('that was imported before does not undo a later correction, unless that is asked for', async () => {
    const { take, query } = await importDesk();
    const old = [DAILY, day('2026-08-20', '105')];
    await take('RELIANCE.csv', old);
    await take('RELIANCE.csv', [DAILY, day('2026-08-20', '106')]);
    expect(await take('RELIANCE.csv', old)).toMatchObject({ outcome: 'unchanged' });
    expect(query(BARS)[0]?.close_price).toBe(10_600);
    expect(await take('RELIANCE.csv', old, { again: true })).toMatchObject({ rowsChanged: 1 });
    expect(query(BARS)[0]?.close_price).toBe(10_500);
  });

  test('with a rejected row is refused as a whole, or taken without it on request', async () => {
    const { take, query } = await importDesk();
    const lines = [DAILY, day('2026-08-19', '104'), day('2026-08-20', 'x'), day('2026-08-21', '105')];
    const refused = await take('RELIANCE.csv', lines);
    expect(refused).toMatchObject({ outcome: 'refused', rowsAdded: 0, rowsRejected: 1 });
    expect(refused.rejections).toEqual([
      expect.objectContaining({ file: 'RELIANCE.csv', line: 3, field: 'close', value: 'x' }),
    ]);
    for (const table of ['stock_market_data', 'data_imports', 'outbox', 'sqlite_sequence'])
      expect(query(`SELECT count(*) AS count FROM ${table}`)).toEqual([{ count: 0 }]);
    const taken = await take('RELIANCE.csv', lines, { skipRejected: true });
    expect(taken).toMatchObject({ outcome: 'imported', rowsAdded: 2, rowsRejected: 1 });
    expect(query('SELECT rows_read, rows_rejected FROM data_imports')).toEqual([
      { rows_read: 3, rows_rejected: 1 },
    ]);
  });

  test('is only tried in a dry run', async () => {
    const { take, query } = await importDesk();
    const lines = [DAILY, day('2026-08-20', '105')];
    expect(await take('RELIANCE.csv', lines, { dryRun: true })).toMatchObject({
      outcome: 'checked',
      rowsAdded: 1,
    });
    expect(query(BARS)).toEqual([]);
  });

  test.each([
    ['missing', '/nowhere/RELIANCE.csv', 'no such file'],
    ['a folder', '/', 'folder'],
    ['a device', '/dev/null', 'ordinary file'],
  ])('that is %s is refused in words', async (_name, path, words) => {
    const { takePath, query } = await importDesk();
    expect(await takePath(path)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining(words),
    });
    expect(query('SELECT * FROM data_imports')).toEqual([]);
  });

  test('of Kite stands beside the official ones', async () => {
    const { take, query } = await importDesk();
    await take('INFY.csv', ['date,open,high,low,close,volume', '2026-01-08 00:00:00+05:30,10,12,9,11,100']);
    expect(query(BARS)).toEqual([expect.objectContaining({ source: 'kite_adjusted', close_price: 1100 })]);
  });
});

describe('an index', () => {
  test.each([
    ['in hundredths of a point where that is exact', '100.05,101.5,99.25,100.75', '', 2, 10_075],
    ['in ten-thousandths where a price needs it', '15.12,15.5075,14.755,15.025', '', 4, 150_250],
    ['in ten-thousandths where the previous close needs it', '15,16,14,15', '14.9975', 4, 150_000],
  ])('is kept %s', async (_name, prices, previous, decimals, close) => {
    const { take, query } = await importDesk();
    await take('INDIA_VIX.csv', ['date,open,high,low,close,prev_close', `2026-07-31,${prices},${previous}`]);
    expect(query(BARS)).toEqual([
      expect.objectContaining({
        symbol: 'INDIA VIX',
        series: 'INDEX',
        price_decimals: decimals,
        close_price: close,
      }),
    ]);
  });

  test('keeps its previous close on the scale of a later file without one', async () => {
    const { take, query } = await importDesk();
    await take('INDIA_VIX.csv', ['date,open,high,low,close,prev_close', '2026-07-31,15,16,14,15,14.9975']);
    await take('INDIA_VIX.csv', ['date,open,high,low,close', '2026-07-31,15,16,14,15.5']);
    expect(query(BARS)).toEqual([
      expect.objectContaining({ price_decimals: 4, close_price: 155_000, previous_close: 149_975 }),
    ]);
  });
});

describe('what is known about a share', () => {
  const columns = 'SELECT sector, industry FROM stock_market_data';
  const found = { sector: 'Oil Gas & Consumable Fuels', industry: 'Oil Gas & Consumable Fuels' };

  test('reaches its bars, whichever comes first', async () => {
    const bars = [DAILY, day('2026-08-20', '105')];
    const first = await importDesk();
    await first.take('RELIANCE.csv', bars);
    await first.take('ind_nifty50list.csv', [LIST, RELIANCE]);
    expect(first.query(columns)).toEqual([found]);
    const second = await importDesk();
    await second.take('ind_nifty50list.csv', [LIST, RELIANCE]);
    await second.take('RELIANCE.csv', bars);
    expect(second.query(columns)).toEqual([found]);
  });

  test('is not blanked out by a list that knows less, and Kite does not overrule the exchange on names', async () => {
    const dump = '738561,2885,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.1,1,EQ,NSE,NSE';
    const expected = {
      name: 'Reliance Industries Ltd.',
      industry: 'Oil Gas & Consumable Fuels',
      isin: 'INE002A01018',
      series: 'EQ',
      tick_size: 10,
      lot_size: 1,
      instrument_token: 738_561,
    };
    for (const order of [0, 1]) {
      const { take, query } = await importDesk();
      const list = () => take('ind_nifty50list.csv', [LIST, RELIANCE]);
      const instruments = () => take('instruments.csv', [DUMP, dump]);
      for (const one of order === 0 ? [list, instruments] : [instruments, list]) await one();
      expect(query('SELECT * FROM instruments')).toEqual([expect.objectContaining(expected)]);
      expect([(await list()).outcome, (await instruments()).outcome]).toEqual(['unchanged', 'unchanged']);
    }
  });
});

describe('fundamentals', () => {
  test('stand on the bar of their symbol and day, and leave unknown what they do not say', async () => {
    const { take, query } = await importDesk();
    await take('RELIANCE.csv', [DAILY, day('2026-08-20', '105', 'BE')]);
    const lines = [FIGURES, '2026-08-20,RELIANCE,19000000000000,24.6,buy,,Energy,'];
    expect(await take('figures.csv', lines)).toMatchObject({ rowsAdded: 0, rowsChanged: 1 });
    expect(query(BARS)).toEqual([
      expect.objectContaining({
        market_cap: 1_900_000_000_000_000,
        pe_ratio: 24.6,
        analyst_rating: 'buy',
        news_sentiment_score: null,
        sector: 'Energy',
        industry: null,
        close_price: 10_500,
      }),
    ]);
    expect(await take('figures.csv', lines)).toMatchObject({ outcome: 'unchanged' });
  });

  test('without a bar are rejected with line and reason', async () => {
    const { take } = await importDesk();
    await take('RELIANCE.csv', [DAILY, day('2026-08-20', '105')]);
    const report = await take('figures.csv', [
      FIGURES,
      '2026-08-20,RELIANCE,,24.6,,,,',
      '2026-08-19,RELIANCE,,24.5,,,,',
    ]);
    expect(report).toMatchObject({ outcome: 'refused', rowsRejected: 1, rowsRead: 2 });
    expect(report.rejections).toEqual([
      {
        file: 'figures.csv',
        line: 3,
        field: 'date',
        value: '2026-08-19',
        reason: expect.stringContaining('no bar of RELIANCE'),
      },
    ]);
  });
});

describe('what is computed', () => {
  test('is written once, follows the bars, and leaves the events of the operator alone', async () => {
    const { take, query, compute } = await importDesk();
    await take('NIFTY50.csv', [
      'date,open,high,low,close',
      '2026-08-19,100,101,99,100',
      '2026-08-20,100,106,100,105',
    ]);
    await take('events.csv', [
      EVENTS,
      '2026-08-20,rbi_policy,RBI cuts the repo rate,high,Banks;Realty,,0.9',
      '2026-08-20,index_move,NIFTY 50 +5.00 %,low,,the operator was quicker,0.5',
    ]);
    expect(await compute()).toMatchObject({ days: 2, contexts: { added: 2, changed: 0, removed: 0 } });
    const context = `SELECT nifty_change, key_events FROM market_context WHERE date = '2026-08-20'`;
    expect(query(context)).toEqual([
      {
        nifty_change: expect.closeTo(5, 10),
        key_events: JSON.stringify(['RBI cuts the repo rate', 'NIFTY 50 +5.00 %']),
      },
    ]);
    const due = 'SELECT 1 FROM job_runs WHERE finished_at IS NULL';
    expect(query(due)).toEqual([]);
    const nothing = { added: 0, changed: 0, removed: 0 };
    expect(await compute()).toEqual({ days: 2, contexts: nothing, sectors: nothing, events: nothing });

    await take('NIFTY50.csv', ['date,open,high,low,close', '2026-08-20,100,106,100,106']);
    expect(query(due)).toHaveLength(1);
    expect(await compute()).toMatchObject({
      contexts: { added: 0, changed: 1, removed: 0 },
      events: { added: 1 },
    });
    const events = `SELECT event_title, source FROM market_events WHERE event_date = '2026-08-20' ORDER BY id`;
    expect(query(events)).toEqual([
      { event_title: 'RBI cuts the repo rate', source: 'imported' },
      { event_title: 'NIFTY 50 +5.00 %', source: 'imported' },
      { event_title: 'NIFTY 50 +6.00 %', source: 'detected' },
    ]);
    await take('NIFTY50.csv', ['date,open,high,low,close', '2026-08-20,100,106,100,100']);
    expect(await compute()).toMatchObject({ events: { removed: 1 } });
  });

  test('is made up for by the next import, where the process ended between the files and the figures', async () => {
    const { folder, take } = await importDesk();
    const lines = ['date,open,high,low,close', '2026-08-20,100,106,100,105'];
    await take('NIFTY50.csv', lines);
    const store = storeOn(folder);
    const { computed } = await importInto(store, ['/nowhere']);
    expect(computed).toMatchObject({ days: 1, contexts: { added: 1 } });
    expect((await importInto(store, ['/nowhere'])).computed).toBeUndefined();
  });
});
