import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NSE, tradingDaysBetween } from '../../../src/domain/calendar.js';
import type { CorporateAction } from '../../../src/domain/market/adjust.js';
import { type CheckedBar, checkSeries, QUALITY_LIMITS } from '../../../src/domain/market/quality.js';
import { listFiles, readCsv, sharedTest } from '../../support/shared-data.js';

const DAYS = tradingDaysBetween('2025-01-01', '2025-02-28', NSE);
const CLEAN: readonly CheckedBar[] = DAYS.map((date, day) => ({
  date,
  open: 1000 + day,
  high: 1010 + day,
  low: 990 + day,
  close: 1001 + day,
  previousClose: 1000 + day,
}));

const check = (bars: readonly CheckedBar[], actions: readonly CorporateAction[] = []) =>
  checkSeries('INFY', bars, { calendar: NSE, actions });

/** The clean series with the bar of one day changed, or left out. */
const spoilt = (day: number, change: Partial<CheckedBar> | undefined) =>
  CLEAN.flatMap((bar, index) => (index === day ? (change ? [Object.assign({}, bar, change)] : []) : [bar]));

/** The clean series with prices divided from a day on. */
const dividedFrom = (day: number, factor: number) =>
  CLEAN.map((bar, index) =>
    index < day
      ? bar
      : {
          date: bar.date,
          open: bar.open / factor,
          high: bar.high / factor,
          low: bar.low / factor,
          close: bar.close / factor,
        },
  );

describe('the quality of a series', () => {
  test('has nothing to find in a clean one, in any order', () => {
    expect(check(CLEAN)).toEqual({ findings: [], omitted: 0, counts: {}, sessionsUnchecked: 0 });
    expect(check(CLEAN.toReversed()).findings).toEqual([]);
    expect(check([]).findings).toEqual([]);
  });

  const [, , third = '', fourth = '', fifth = ''] = DAYS;
  test.each<[string, readonly CheckedBar[], object[]]>([
    ['a low above the open', spoilt(2, { low: 1003 }), [{ kind: 'ohlc_order', date: third, low: 1003 }]],
    ['a high below the close', spoilt(2, { high: 1002 }), [{ kind: 'ohlc_order', date: third }]],
    ['a price of zero', spoilt(2, { open: 0 }), [{ kind: 'non_positive_price', date: third, open: 0 }]],
    ['a price that is none', spoilt(2, { low: NaN }), [{ kind: 'non_positive_price', date: third }]],
    [
      'a day given twice',
      [...CLEAN, ...CLEAN.slice(2, 3)],
      [{ kind: 'duplicate_date', date: third, count: 2 }],
    ],
    ['a session left out', spoilt(2, undefined), [{ kind: 'missing_sessions', date: third, sessions: 1 }]],
    [
      'two sessions in a row left out, as one finding',
      CLEAN.filter(({ date }) => date !== third && date !== fourth),
      [{ kind: 'missing_sessions', date: third, lastDate: fourth, sessions: 2 }],
    ],
    [
      'a bar on Republic Day',
      [...CLEAN, { date: '2025-01-26', open: 1020, high: 1021, low: 1019, close: 1020 }],
      [
        { kind: 'no_session', date: '2025-01-26' },
        { kind: 'previous_close_mismatch', date: '2025-01-27' },
      ],
    ],
    [
      'a previous close that was not the close',
      spoilt(3, { previousClose: 999 }),
      [
        {
          kind: 'previous_close_mismatch',
          date: fourth,
          stated: 999,
          previousClose: 1003,
          previousDate: third,
        },
      ],
    ],
    [
      'a split that is not in the corporate actions',
      dividedFrom(4, 5),
      [
        {
          kind: 'unexplained_jump',
          date: fifth,
          looksLike: '5:1 split or 4:1 bonus',
          nearbyExDate: undefined,
        },
      ],
    ],
    [
      'a bonus of one for two',
      dividedFrom(4, 1.5),
      [{ kind: 'unexplained_jump', date: fifth, looksLike: '3:2 split or 1:2 bonus' }],
    ],
    [
      'a consolidation',
      dividedFrom(4, 0.1),
      [{ kind: 'unexplained_jump', date: fifth, looksLike: '1:10 consolidation' }],
    ],
    [
      'a crash in mid-session, which looks like no split',
      spoilt(4, { open: 990, low: 600, close: 700 }).slice(0, 5),
      [{ kind: 'unexplained_jump', date: fifth, looksLike: undefined, close: 700 }],
    ],
  ])('finds %s', (_name, bars, expected) => {
    const { findings } = check(bars);
    expect(findings).toHaveLength(expected.length);
    for (const [index, finding] of expected.entries())
      expect(findings[index]).toMatchObject({ symbol: 'INFY', ...finding });
  });

  test('accepts a jump that a corporate action explains, and points to one whose date is a little off', () => {
    const bars = dividedFrom(4, 5);
    const split = (exDate: string): CorporateAction[] => [{ exDate, kind: 'split', factor: 5 }];
    expect(check(bars, split(fifth)).findings).toEqual([]);
    expect(check(bars, split(third)).findings).toMatchObject([
      { kind: 'unexplained_jump', date: third, looksLike: '1:5 consolidation' },
      { kind: 'unexplained_jump', date: fifth, nearbyExDate: third },
    ]);
  });

  test('does not guess about years that the calendar does not know', () => {
    const bars = ['2027-01-26', '2027-01-29'].map(date => ({ date, open: 10, high: 11, low: 9, close: 10 }));
    expect(check(bars)).toMatchObject({ findings: [], sessionsUnchecked: 2 });
  });

  test('keeps a limited number of findings and counts the rest', () => {
    const days = tradingDaysBetween('2020-01-01', '2025-01-01', NSE).slice(0, 700);
    const bars = days.map(date => ({ date, open: -1, high: 1, low: 1, close: 1 }));
    const report = check(bars);
    expect(report.findings).toHaveLength(QUALITY_LIMITS.findingsMax);
    expect(report).toMatchObject({ omitted: 200, counts: { non_positive_price: 700 } });
  });

  test('misses no session left out, whichever it is', () => {
    fc.assert(
      fc.property(fc.subarray(DAYS.slice(1, -1)), left => {
        const gone = new Set(left);
        const { findings } = check(CLEAN.filter(({ date }) => !gone.has(date)));
        const missing = findings.flatMap(finding =>
          finding.kind === 'missing_sessions' ? tradingDaysBetween(finding.date, finding.lastDate, NSE) : [],
        );
        expect(missing).toEqual(left);
        expect(findings.every(({ kind }) => kind === 'missing_sessions')).toBe(true);
      }),
      { seed: 8 },
    );
  });
});

describe('the quality of the real data', () => {
  const rows = (symbol: string) =>
    readCsv(`market/daily_nse_raw/${symbol}.csv`).map(row => ({
      date: row.date ?? '',
      open: Number(row.open),
      high: Number(row.high),
      low: Number(row.low),
      close: Number(row.close),
      previousClose: Number(row.prev_close),
    }));
  const actions = () =>
    readCsv('reference/corporate_actions_detected.csv').map(row => ({
      symbol: row.symbol,
      exDate: row.ex_date ?? '',
      kind: 'other' as const,
      factor: Number(row.price_factor),
    }));

  sharedTest('of 60 shares: one missing session, and the market’s own jumps, none taken for a split', () => {
    const known = actions();
    const jumps: string[] = [];
    let missing = 0;
    for (const file of listFiles('market/daily_nse_raw')) {
      const symbol = file.replace('.csv', '');
      const bars = rows(symbol);
      const report = checkSeries(symbol, bars, {
        calendar: NSE,
        actions: known.filter(action => action.symbol === symbol),
      });
      for (const finding of report.findings) {
        if (finding.kind === 'unexplained_jump') jumps.push(`${symbol} ${finding.date} ${finding.looksLike}`);
        else expect([symbol, finding.kind, finding.date]).toEqual([symbol, 'missing_sessions', '2021-11-04']);
        if (finding.kind === 'missing_sessions') missing++;
      }
    }
    expect(missing).toBe(55);
    // Days on which these shares, which have derivatives and so no fixed band, really moved by more than a fifth.
    expect(jumps).toEqual([
      'ADANIENT 2020-08-25 undefined',
      'ADANIENT 2023-02-01 undefined',
      'ADANIENT 2023-02-02 undefined',
      'ADANIENT 2023-02-08 undefined',
      'ADANIENT 2024-11-21 undefined',
      'ADANIPORTS 2024-06-04 undefined',
      'AXISBANK 2020-03-23 undefined',
      'BAJAJFINSV 2020-03-23 undefined',
      'BAJFINANCE 2020-03-23 undefined',
      'INDUSINDBK 2020-03-18 undefined',
      'INDUSINDBK 2020-03-23 undefined',
      'INDUSINDBK 2020-03-26 undefined',
      'INDUSINDBK 2020-04-07 undefined',
      'INDUSINDBK 2025-03-11 undefined',
      'TATAMOTORS 2021-10-13 undefined',
      'TRENT 2020-03-23 undefined',
    ]);
  });

  sharedTest('shows every split and bonus that the list of corporate actions would lack', () => {
    const named: string[] = [];
    for (const { symbol = '', exDate, factor } of actions()) {
      if (factor < 1.3) continue;
      const jump = checkSeries(symbol, rows(symbol), { calendar: NSE, actions: [] }).findings.find(
        finding => finding.kind === 'unexplained_jump' && finding.date === exDate,
      );
      named.push(`${symbol} ${factor} ${jump?.kind === 'unexplained_jump' ? jump.looksLike : 'not found'}`);
    }
    expect(named).toEqual([
      'HCLTECH 2 2:1 split or 1:1 bonus',
      'EICHERMOT 10 10:1 split or 9:1 bonus',
      'POWERGRID 1.3326 4:3 split or 1:3 bonus',
      'TATASTEEL 10.0161 10:1 split or 9:1 bonus',
      'BAJAJFINSV 10 10:1 split or 9:1 bonus',
      'BEL 3 3:1 split or 2:1 bonus',
      'POWERGRID 1.3332 4:3 split or 1:3 bonus',
      'NESTLEIND 10.0001 10:1 split or 9:1 bonus',
      'BPCL 2 2:1 split or 1:1 bonus',
      'DRREDDY 5 5:1 split or 4:1 bonus',
      'RELIANCE 2 2:1 split or 1:1 bonus',
      'WIPRO 1.9997 2:1 split or 1:1 bonus',
      'SHRIRAMFIN 5 5:1 split or 4:1 bonus',
      'BAJFINANCE 10.0011 10:1 split or 9:1 bonus',
      'NESTLEIND 2 2:1 split or 1:1 bonus',
      'HDFCBANK 2.0001 2:1 split or 1:1 bonus',
      // A demerger: a jump, but no split.
      'TATAMOTORS 1.4524 undefined',
      'KOTAKBANK 5 5:1 split or 4:1 bonus',
      'TRENT 1.5 3:2 split or 1:2 bonus',
    ]);
  });
});
