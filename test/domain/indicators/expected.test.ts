import { describe, expect } from 'vitest';
import { type Bars, computeIndicator } from '../../../src/domain/indicators/index.js';
import { trueRange } from '../../../src/domain/indicators/ranges.js';
import { readCsv, sharedTest } from '../../support/shared-data.js';

const FOLDER = 'expected/indicators';
const TOLERANCE = 1e-8;

type Rows = Record<string, string>[];
const cell = (text: string | undefined) =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text.replaceAll(',', ''));

/** Columns under the names that these files use, in any case of letters; what a file lacks is unknown. */
function barsOf(rows: Rows): Bars {
  const named = (name: string) =>
    Float64Array.from(rows, row => {
      const key = Object.keys(row).find(header => header.trim().toLowerCase() === name);
      return key === undefined ? Number.NaN : cell(row[key]);
    });
  return {
    open: named('open'),
    high: named('high'),
    low: named('low'),
    close: named('close'),
    volume: named('volume'),
    session: new Float64Array(rows.length),
  };
}

/** A unit of the last printed decimal, where that is coarser than the tolerance: some sheets cut digits off. */
function toleranceOf(text: string, decimals = 99): number {
  const [, fraction = ''] = text.trim().split('.');
  return Math.max(TOLERANCE, 1.0000001 * 10 ** -Math.min(decimals, fraction.length));
}

function compute(name: string, rows: Rows, settings: Record<string, number | string>) {
  const answer = computeIndicator(name, barsOf(rows), settings);
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.series;
}

/** The worst distance between a series and a printed column, in tolerances, and how many values were compared. */
function compare(
  series: Float64Array | undefined,
  rows: Rows,
  column: string,
  { from = 0, decimals }: Pick<File, 'from' | 'decimals'> = {},
) {
  let worst = 0;
  let compared = 0;
  for (const [i, row] of rows.entries()) {
    const text = row[column] ?? '';
    if (i < from || text.trim() === '') continue;
    compared += 1;
    const distance = Math.abs((series?.[i] ?? Number.NaN) - Number(text)) / toleranceOf(text, decimals);
    worst = Number.isNaN(distance) ? Infinity : Math.max(worst, distance);
  }
  return { compared, worst };
}

interface File {
  file: string;
  indicator: string;
  settings: Record<string, number | string>;
  /** Output of the indicator -> column of the file. */
  columns: Record<string, string>;
  /** The first row that is compared, where the sheet begins with placeholders instead of blanks. */
  from?: number;
  /** How many decimals mean something, where the sheet pads more with zeros. */
  decimals?: number;
}

const SKENDER: readonly File[] = [
  { file: 'sma', indicator: 'sma', settings: { period: 20 }, columns: { sma: 'sma' } },
  { file: 'ema', indicator: 'ema', settings: { period: 20, seed: 'sma' }, columns: { ema: 'ema' } },
  { file: 'wma', indicator: 'wma', settings: { period: 14 }, columns: { wma: 'wma' } },
  { file: 'rsi', indicator: 'rsi', settings: { period: 14 }, columns: { rsi: 'rsi' } },
  {
    file: 'macd',
    indicator: 'macd',
    settings: { fast: 12, slow: 26, signal: 9, seed: 'sma' },
    columns: { macd: 'macd', signal: 'signal', histogram: 'histogram' },
  },
  {
    file: 'bb',
    indicator: 'bollinger',
    settings: { period: 20, deviations: 2 },
    columns: {
      middle: 'sma',
      upper: 'upperBand',
      lower: 'lowerBand',
      percentB: 'percentB',
      zScore: 'zScore',
      width: 'width',
    },
  },
  { file: 'atr', indicator: 'atr', settings: { period: 14, firstRange: 'none' }, columns: { atr: 'atr' } },
  {
    file: 'adx',
    indicator: 'adx',
    settings: { period: 14 },
    columns: { plus: 'pdi', minus: 'mdi', dx: 'dx', adx: 'adx' },
  },
  {
    file: 'supertrend',
    indicator: 'supertrend',
    settings: { period: 10, multiplier: 3 },
    columns: { trend: 'superTrend', upper: 'upperBand', lower: 'lowerBand' },
  },
  {
    file: 'stoch',
    indicator: 'stochastic',
    settings: { period: 14, smooth: 3, signal: 3 },
    columns: { k: 'oscillator', d: 'signal', j: 'percentJ' },
  },
  { file: 'obv', indicator: 'obv', settings: {}, columns: { obv: 'obv' } },
  { file: 'cci', indicator: 'cci', settings: { period: 20 }, columns: { cci: 'cci' } },
  { file: 'mfi', indicator: 'mfi', settings: { period: 14 }, columns: { mfi: 'mfi' } },
  {
    file: 'donchian',
    indicator: 'donchian',
    settings: { period: 20, window: 'prior' },
    columns: { upper: 'upperBand', middle: 'centerline', lower: 'lowerBand' },
  },
  {
    file: 'keltner',
    indicator: 'keltner',
    settings: { period: 20, atrPeriod: 10, multiplier: 2, seed: 'sma', firstRange: 'none' },
    columns: { upper: 'upperBand', middle: 'centerline', lower: 'lowerBand' },
  },
  { file: 'willr', indicator: 'williams_r', settings: { period: 14 }, columns: { williamsR: 'williamsR' } },
  {
    file: 'psar',
    indicator: 'psar',
    settings: { start: 0.02, step: 0.02, max: 0.2 },
    columns: { sar: 'sar' },
  },
];

const STOCKCHARTS: readonly File[] = [
  {
    file: 'adx',
    indicator: 'adx',
    settings: { period: 14 },
    columns: { plus: '+DI14', minus: '-DI14', dx: 'DX', adx: 'ADX' },
  },
  {
    file: 'atr',
    indicator: 'atr',
    settings: { period: 14, firstRange: 'highLow' },
    columns: { atr: 'ATR' },
    from: 13,
  },
  {
    file: 'bbands',
    indicator: 'bollinger',
    settings: { period: 20, deviations: 2 },
    columns: { middle: 'MiddleBand', upper: 'HighBand', lower: 'LowBand', percentB: 'PercentageBand' },
  },
  { file: 'cci', indicator: 'cci', settings: { period: 20 }, columns: { cci: 'CCI' } },
  {
    file: 'dc',
    indicator: 'donchian',
    settings: { period: 20, window: 'current' },
    columns: { upper: 'upper_band', middle: 'middle_band', lower: 'lower_band' },
  },
  {
    file: 'kc',
    indicator: 'keltner',
    settings: { period: 20, atrPeriod: 10, multiplier: 2, seed: 'first', firstRange: 'highLow' },
    columns: { upper: 'upper_band', middle: 'middle_band', lower: 'lower_band' },
  },
  {
    file: 'macd',
    indicator: 'macd',
    settings: { fast: 12, slow: 26, signal: 9, seed: 'first' },
    columns: { macd: 'MACD_line' },
  },
  {
    // The sheet's signal begins at -0.1676 on row 1, which is no average of anything in it; 90 rows later that has faded.
    file: 'macd',
    indicator: 'macd',
    settings: { fast: 12, slow: 26, signal: 9, seed: 'first' },
    columns: { signal: 'MACD_signal', histogram: 'MACD_diff' },
    from: 90,
  },
  { file: 'mfi', indicator: 'mfi', settings: { period: 14 }, columns: { mfi: 'MFI' } },
  { file: 'obv', indicator: 'obv', settings: {}, columns: { obv: 'OBV' } },
  {
    file: 'percentr',
    indicator: 'williams_r',
    settings: { period: 14 },
    columns: { williamsR: 'Williams_%R' },
  },
  {
    file: 'soo',
    indicator: 'stochastic',
    settings: { period: 14, smooth: 1, signal: 3 },
    columns: { k: 'SO', d: 'SO_SIG' },
  },
  {
    file: 'stochrsi',
    indicator: 'stochastic_rsi',
    settings: { rsiPeriod: 14, period: 14, smooth: 1, seed: 'first' },
    columns: { k: 'StochRSI(14)' },
  },
  {
    file: 'stochrsi',
    indicator: 'rsi',
    settings: { period: 14, seed: 'first' },
    columns: { rsi: 'RSI' },
    decimals: 6,
  },
  { file: 'vwap', indicator: 'vwap_rolling', settings: { period: 14 }, columns: { vwap: 'vwap' } },
  // The sheet was cut out of a longer one, so its first rows know closes that are not in it.
  { file: 'wma', indicator: 'wma', settings: { period: 9 }, columns: { wma: 'WMA' }, from: 8 },
];

describe('the indicators and the expected values of Skender', () => {
  for (const { file, indicator, settings, columns } of SKENDER)
    sharedTest(`${indicator} agrees to 1e-8 and is unknown exactly where theirs is`, () => {
      const expected = readCsv(`${FOLDER}/skender_${file}.csv`);
      const series = compute(indicator, readCsv(`${FOLDER}/skender_quotes.csv`), settings);
      for (const [output, column] of Object.entries(columns)) {
        const { compared, worst } = compare(series[output], expected, column);
        expect(compared, output).toBeGreaterThan(150);
        expect(worst, output).toBeLessThanOrEqual(1);
        const known = (series[output] ?? []).map(value => (Number.isNaN(value) ? 0 : 1));
        expect([...known], output).toEqual(expected.map(row => ((row[column] ?? '') === '' ? 0 : 1)));
      }
    });

  sharedTest('the true range and the reversals of the parabolic stop agree too', () => {
    const quotes = readCsv(`${FOLDER}/skender_quotes.csv`);
    const ranges = compare(trueRange(barsOf(quotes)), readCsv(`${FOLDER}/skender_atr.csv`), 'tr');
    expect(ranges).toMatchObject({ compared: 501 });
    expect(ranges.worst).toBeLessThanOrEqual(1);
    const { reversal } = compute('psar', quotes, {});
    const flags: Record<string, number> = { True: 1, False: 0 };
    const expected = readCsv(`${FOLDER}/skender_psar.csv`).map(
      row => flags[row['isReversal'] ?? ''] ?? Number.NaN,
    );
    expect([...(reversal ?? [])]).toEqual(expected);
  });
});

describe('the indicators and the sheets of StockCharts', () => {
  for (const file of STOCKCHARTS)
    sharedTest(
      `${file.indicator} of ${file.file} agrees to 1e-8, or to the decimals that are printed`,
      () => {
        const rows = readCsv(`${FOLDER}/stockcharts_cs-${file.file}.csv`);
        const series = compute(file.indicator, rows, file.settings);
        for (const [output, column] of Object.entries(file.columns)) {
          const { compared, worst } = compare(series[output], rows, column, file);
          expect(compared, output).toBeGreaterThan(3);
          expect(worst, output).toBeLessThanOrEqual(1);
        }
      },
    );
});
