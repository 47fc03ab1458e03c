import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recognise } from '../../../src/feeds/files/header.js';
import { FORMATS } from '../../../src/feeds/files/index.js';
import { readLinesAs } from '../../support/market-files.js';

const csvFormats = FORMATS.filter(format => format.kind === 'csv');
const OLD = 'SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN';

/** The only row of a file of these lines, which must be accepted. */
function onlyRow(name: string, lines: readonly string[], symbol?: string) {
  const read = readLinesAs(name, lines, symbol === undefined ? {} : { symbol });
  expect(read).toMatchObject({ accepted: true, rowsCount: 1, refusal: undefined });
  return { format: read.format, ...read.rows[0] };
}

describe('formats', () => {
  test.each(csvFormats.map(format => [format.name, format] as const))(
    '%s is recognised by its own header, in any letter case, and by no other',
    (_name, format) => {
      for (const header of [format.required, [...format.required, ...format.optional]])
        for (const spelling of [
          header,
          header.map(it => ` ${it.toUpperCase()} `),
          header.map(it => it.toLowerCase()),
        ])
          expect(recognise(spelling, csvFormats)).toMatchObject({ format: { name: format.name } });
    },
  );

  test('docs/importing.md describes each format, and every column of those that it lists', () => {
    const page = readFileSync(new URL('../../../docs/importing.md', import.meta.url), 'utf8');
    for (const format of FORMATS) expect(page).toContain(`\`${format.name}\``);
    const published = ['sec_bhavdata_full', 'udiff_cash', 'cm_bhavcopy', 'kite_instruments'];
    for (const format of csvFormats.filter(it => !published.includes(it.name))) {
      expect(page).toContain(format.required.join(','));
      for (const column of format.optional) expect(page).toContain(`\`${column}\``);
    }
  });

  test('the old cash bhavcopy is read with its trailing comma', () => {
    expect(
      onlyRow('cm01JAN2020bhav.csv', [
        `${OLD},`,
        'TATAMOTORS,EQ,186.4,187.7,182.75,184.35,184.4,185.15,36000000,6653982345.1,01-JAN-2020,201833,INE155A01022,',
      ]),
    ).toMatchObject({
      format: 'cm_bhavcopy',
      symbol: 'TATAMOTORS',
      series: 'EQ',
      date: '2020-01-01',
      open: 1_864_000,
      close: 1_843_500,
      previousClose: 1_851_500,
      volume: 36_000_000,
      turnover: 665_398_234_510,
      trades: 201_833,
      vwap: null,
      deliveryQuantity: null,
    });
  });

  test('the old cash bhavcopy of before 2011 has no trades and no ISIN', () => {
    const header = OLD.replace(',TOTALTRADES,ISIN', '');
    const row = onlyRow('old.csv', [
      header,
      'SBIN,EQ,2800,2828,2785,2811.05,2810,2790,1,2811.05,31-DEC-2010',
    ]);
    expect(row).toMatchObject({ symbol: 'SBIN', date: '2010-12-31', trades: null });
  });

  test("the site's own spelling of its history header is understood", () => {
    const row = onlyRow('Quote-Equity-BAJAJ-AUTO-EQ-01-01-2024-to-31-12-2024.csv', [
      '"Date ","series ","OPEN ","HIGH ","LOW ","PREV. CLOSE ","ltp ","close ","vwap ","52W H","52W L ","VOLUME ","VALUE ","No of trades "',
      '"01-Jan-2024","EQ","6,800.00","6,850.00","6,750.00","6,797.00","6,760.00","6,759.35","6,790.12","6,833.95","3,521.55","1,24,567","8,45,825,004.50","20,417"',
    ]);
    expect(row).toMatchObject({
      symbol: 'BAJAJ-AUTO',
      volume: 124_567,
      turnover: 84_582_500_450,
      trades: 20_417,
    });
  });

  test("the site's own spelling of an index file is understood", () => {
    const row = onlyRow('NIFTY 50-01-01-2024-to-31-12-2024.csv', [
      'Date ,Open ,High ,Low ,Close ,Shares Traded ,Turnover (₹ Cr)',
      '01-JAN-2024,21727.75,21834.35,21680.85,21741.9,154035460,11722.18',
    ]);
    expect(row).toMatchObject({
      symbol: 'NIFTY 50',
      series: 'INDEX',
      volume: null,
      turnover: null,
      close: 217_419_000,
    });
  });

  test.each([
    ['2024-01-01 00:00:00+05:30'],
    ['2024-01-01T00:00:00+0530'],
    ['2024-01-01T00:00'],
    ['2024-01-01'],
  ])('Kite may write the day as %s', date => {
    const row = onlyRow('INFY_day_2000d.csv', ['date,open,high,low,close,volume', `${date},1,2,1,2,9.0`]);
    expect(row).toMatchObject({ source: 'kite_adjusted', symbol: 'INFY', date: '2024-01-01', volume: 9 });
  });

  test('a UDiFF file of another exchange is refused in words', () => {
    const columns = csvFormats.find(format => format.name === 'udiff_cash')?.required ?? [];
    const line = columns.map(column => ({ Sgmt: 'CM', Src: 'BSE' })[column] ?? '');
    expect(readLinesAs('BhavCopy_BSE.csv', [columns.join(','), line.join(',')]).refusal).toMatchObject({
      code: 'CONTENT',
      line: 2,
      reason: expect.stringContaining('not from NSE'),
    });
  });

  test("Kite's dump is taken for NSE and its indices; other exchanges are set aside and counted", () => {
    const header =
      'instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange';
    const read = readLinesAs('instruments.csv', [
      header,
      '738561,2885,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.1,1,EQ,NSE,NSE',
      '256265,1001,Nifty500 Qlty50,"NIFTY500, QUALITY 50",0,,0,0,0,EQ,INDICES,NSE',
      '265,1,SENSEX,SENSEX,0,,0,0,0,EQ,INDICES,BSE',
      '128083204,500325,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.05,1,EQ,BSE,BSE',
      '9,9,RELIANCE26NOVFUT,RELIANCE,0,2026-11-24,0,0.1,500,FUT,NFO-FUT,NFO',
    ]);
    expect(read).toMatchObject({ accepted: true, rowsCount: 2, rowsSetAside: 3 });
    expect(read.setAside.map(it => [it.field, it.rowsCount, it.firstLine])).toEqual([
      ['exchange', 1, 4],
      ['segment', 2, 5],
    ]);
    expect(read.rows).toMatchObject([
      { symbol: 'RELIANCE', instrumentKind: 'equity', tickSize: 10, lotSize: 1, instrumentToken: 738_561 },
      {
        symbol: 'NIFTY500 QLTY50',
        instrumentKind: 'index',
        tickSize: null,
        lotSize: null,
        name: 'NIFTY500, QUALITY 50',
      },
    ]);
  });

  test.each([
    ['1:1 bonus or 2:1 split', 'split'],
    ['10:1 (split, or split+bonus)', 'split'],
    ['1:3 bonus', 'bonus'],
    ['Special Dividend of Rs 20', 'dividend'],
    ['demerger', 'demerger'],
    ['rights', 'rights'],
    ['special dividend / demerger / other price adjustment', 'other'],
  ])('a corporate action called %j is of the kind %s', (label, actionKind) => {
    const row = onlyRow('actions.csv', [
      'symbol,ex_date,price_factor,kind',
      `M&M,2027-01-05,1.0164,"${label}"`,
    ]);
    expect(row).toMatchObject({
      symbol: 'M&M',
      exDate: '2027-01-05',
      priceFactor: 1.0164,
      actionKind,
      note: label,
    });
  });

  test('fundamentals: blank is unknown, and a market value of 20 lakh crore rupees is exact', () => {
    const header = 'date,symbol,market_cap,pe_ratio,analyst_rating,news_sentiment_score,sector,industry';
    expect(
      onlyRow('f.csv', [header, '2026-11-20,RELIANCE,20000000000000.01,-3.5,strong_buy,-1,Energy,']),
    ).toMatchObject({
      marketCap: 2_000_000_000_000_001,
      peRatio: -3.5,
      analystRating: 'strong_buy',
      newsSentimentScore: -1,
      sector: 'Energy',
      industry: null,
    });
    expect(readLinesAs('f.csv', [header, '2026-11-20,RELIANCE,,,,,,'])).toMatchObject({
      accepted: false,
      rejections: [{ line: 2, field: 'market_cap', reason: expect.stringContaining('every value is blank') }],
    });
  });

  test('events: sectors are a list, words may be in any script', () => {
    const header =
      'event_date,event_type,event_title,impact_level,affected_sectors,market_reaction,confidence_score';
    expect(
      onlyRow('e.csv', [header, '2026-12-05,rbi_policy,"नीति, ""repo"" rate",HIGH,Banks; Realty,,0.85']),
    ).toMatchObject({
      eventDate: '2026-12-05',
      eventTitle: 'नीति, "repo" rate',
      impactLevel: 'high',
      affectedSectors: ['Banks', 'Realty'],
      marketReaction: null,
      confidenceScore: 0.85,
    });
  });

  test.each([
    ['NIFTY50.csv', undefined, 'NIFTY 50'],
    ['NIFTY_BANK.csv', undefined, 'NIFTY BANK'],
    ['INDIA_VIX.csv', undefined, 'INDIA VIX'],
    ['hist_india_vix_-01-01-2024-to-31-12-2024.csv', undefined, 'INDIA VIX'],
    ['x.csv', 'nifty fin_service', 'NIFTY FIN SERVICE'],
    ['x.csv', 'Nifty500 LowVol50', 'NIFTY500 LOWVOL50'],
  ])('an index file %s (symbol given: %s) is of %s', (name, symbol, index) => {
    const row = onlyRow(name, ['date,open,high,low,close', '2024-01-01,1,2,1,2'], symbol);
    expect(row).toMatchObject({ symbol: index, series: 'INDEX' });
  });

  test.each([
    ['NIFTYBEES.csv', undefined, 'NIFTYBEES', 'EQ'],
    ['M&M.csv', undefined, 'M&M', 'EQ'],
    ['NIFTY_BANK.csv', undefined, 'NIFTY BANK', 'INDEX'],
    ['whatever.csv', 'TCS', 'TCS', 'EQ'],
  ])("Kite's history in %s (symbol given: %s) is of %s, series %s", (name, symbol, owner, series) => {
    const row = onlyRow(name, ['date,open,high,low,close,volume', '2024-01-01,1,2,1,2,5'], symbol);
    expect(row).toMatchObject({ symbol: owner, series });
  });

  test.each([
    ['prices.csv', undefined],
    ['NSE_RELIANCE.csv', undefined],
    ['RELIANCE.csv', 'reliance; drop table'],
  ])('a share whose name neither %s nor %s tells is asked for', (name, symbol) => {
    const lines = ['date,open,high,low,close,volume', '2024-01-01,1,2,1,2,5'];
    expect(readLinesAs(name, lines, symbol === undefined ? {} : { symbol })).toMatchObject({
      accepted: false,
      refusal: { code: 'SYMBOL', reason: expect.stringContaining('give the symbol') },
    });
  });
});
