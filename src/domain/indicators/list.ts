import { ema, macd, sma, wma } from './averages.js';
import {
  choice,
  choiceOf,
  type Indicator,
  multiple,
  numberOf,
  period,
  type Settings,
  share,
} from './catalogue.js';
import { cci, mfi, rateOfChange, rsi, stochastic, stochasticRsi, williamsR } from './momentum.js';
import { atr, bollinger, donchian, keltner } from './ranges.js';
import { adx, parabolicSar, superTrend } from './trend.js';
import { obv, rollingVwap, sessionVwap } from './volume.js';

const SEEDS = ['sma', 'first'] as const;
const FIRST_RANGES = ['none', 'highLow'] as const;
const WINDOWS = ['prior', 'current'] as const;

const bars = (settings: Settings) => numberOf(settings, 'period');
const seedOf = (settings: Settings) => choiceOf(settings, 'seed', SEEDS);
const firstRangeOf = (settings: Settings) => choiceOf(settings, 'firstRange', FIRST_RANGES);

/** Every indicator of the product. The first of each choice is the one meant when nobody says otherwise. */
export const INDICATORS: readonly Indicator[] = [
  {
    name: 'sma',
    title: 'Simple moving average',
    inputs: ['close'],
    parameters: { period: period(20) },
    outputs: ['sma'],
    compute: ({ close }, settings) => ({ sma: sma(close, bars(settings)) }),
  },
  {
    name: 'ema',
    title: 'Exponential moving average',
    inputs: ['close'],
    parameters: { period: period(20), seed: choice(...SEEDS) },
    outputs: ['ema'],
    compute: ({ close }, settings) => ({ ema: ema(close, bars(settings), seedOf(settings)) }),
  },
  {
    name: 'wma',
    title: 'Weighted moving average',
    inputs: ['close'],
    parameters: { period: period(14) },
    outputs: ['wma'],
    compute: ({ close }, settings) => ({ wma: wma(close, bars(settings)) }),
  },
  {
    name: 'macd',
    title: 'Moving average convergence/divergence',
    inputs: ['close'],
    parameters: { fast: period(12), slow: period(26), signal: period(9), seed: choice(...SEEDS) },
    outputs: ['macd', 'signal', 'histogram'],
    compute: ({ close }, settings) =>
      macd(close, {
        fast: numberOf(settings, 'fast'),
        slow: numberOf(settings, 'slow'),
        signal: numberOf(settings, 'signal'),
        seed: seedOf(settings),
      }),
  },
  {
    name: 'rsi',
    title: 'Relative strength index (Wilder)',
    inputs: ['close'],
    parameters: { period: period(14), seed: choice(...SEEDS) },
    outputs: ['rsi'],
    compute: ({ close }, settings) => ({ rsi: rsi(close, bars(settings), seedOf(settings)) }),
  },
  {
    name: 'stochastic_rsi',
    title: 'Stochastic RSI',
    inputs: ['close'],
    parameters: {
      rsiPeriod: period(14),
      period: period(14),
      smooth: period(1),
      signal: period(3),
      seed: choice(...SEEDS),
    },
    outputs: ['k', 'd'],
    compute: ({ close }, settings) =>
      stochasticRsi(close, {
        rsiPeriod: numberOf(settings, 'rsiPeriod'),
        period: bars(settings),
        smooth: numberOf(settings, 'smooth'),
        signal: numberOf(settings, 'signal'),
        seed: seedOf(settings),
      }),
  },
  {
    name: 'stochastic',
    title: 'Stochastic oscillator',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(14), smooth: period(3), signal: period(3) },
    outputs: ['k', 'd', 'j'],
    compute: (columns, settings) =>
      stochastic(columns, {
        period: bars(settings),
        smooth: numberOf(settings, 'smooth'),
        signal: numberOf(settings, 'signal'),
      }),
  },
  {
    name: 'williams_r',
    title: 'Williams %R',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(14) },
    outputs: ['williamsR'],
    compute: (columns, settings) => ({ williamsR: williamsR(columns, bars(settings)) }),
  },
  {
    name: 'cci',
    title: 'Commodity channel index',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(20, 2) },
    outputs: ['cci'],
    compute: (columns, settings) => ({ cci: cci(columns, bars(settings)) }),
  },
  {
    name: 'roc',
    title: 'Rate of change, percent',
    inputs: ['close'],
    parameters: { period: period(12) },
    outputs: ['roc'],
    compute: ({ close }, settings) => ({ roc: rateOfChange(close, bars(settings)) }),
  },
  {
    name: 'mfi',
    title: 'Money flow index',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: { period: period(14) },
    outputs: ['mfi'],
    compute: (columns, settings) => ({ mfi: mfi(columns, bars(settings)) }),
  },
  {
    name: 'bollinger',
    title: 'Bollinger bands',
    inputs: ['close'],
    parameters: { period: period(20, 2), deviations: multiple(2) },
    outputs: ['upper', 'middle', 'lower', 'percentB', 'zScore', 'width'],
    compute: ({ close }, settings) =>
      bollinger(close, {
        period: bars(settings),
        deviations: numberOf(settings, 'deviations'),
      }),
  },
  {
    name: 'atr',
    title: 'Average true range (Wilder)',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(14), firstRange: choice(...FIRST_RANGES) },
    outputs: ['atr'],
    compute: (columns, settings) => ({ atr: atr(columns, bars(settings), firstRangeOf(settings)) }),
  },
  {
    name: 'donchian',
    title: 'Donchian channel',
    inputs: ['high', 'low'],
    parameters: { period: period(20), window: choice(...WINDOWS) },
    outputs: ['upper', 'middle', 'lower'],
    compute: (columns, settings) =>
      donchian(columns, { period: bars(settings), window: choiceOf(settings, 'window', WINDOWS) }),
  },
  {
    name: 'keltner',
    title: 'Keltner channel',
    inputs: ['high', 'low', 'close'],
    parameters: {
      period: period(20),
      atrPeriod: period(10),
      multiplier: multiple(2),
      seed: choice(...SEEDS),
      firstRange: choice(...FIRST_RANGES),
    },
    outputs: ['upper', 'middle', 'lower'],
    compute: (columns, settings) =>
      keltner(columns, {
        period: bars(settings),
        atrPeriod: numberOf(settings, 'atrPeriod'),
        multiplier: numberOf(settings, 'multiplier'),
        seed: seedOf(settings),
        firstRange: firstRangeOf(settings),
      }),
  },
  {
    name: 'adx',
    title: 'Average directional index (Wilder)',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(14) },
    outputs: ['plus', 'minus', 'dx', 'adx'],
    compute: (columns, settings) => adx(columns, bars(settings)),
  },
  {
    name: 'supertrend',
    title: 'SuperTrend',
    inputs: ['high', 'low', 'close'],
    parameters: { period: period(10), multiplier: multiple(3), firstRange: choice(...FIRST_RANGES) },
    outputs: ['trend', 'upper', 'lower'],
    compute: (columns, settings) =>
      superTrend(columns, {
        period: bars(settings),
        multiplier: numberOf(settings, 'multiplier'),
        firstRange: firstRangeOf(settings),
      }),
  },
  {
    name: 'psar',
    title: 'Parabolic stop and reverse',
    inputs: ['high', 'low'],
    parameters: { start: share(0.02), step: share(0.02), max: share(0.2) },
    outputs: ['sar', 'reversal'],
    compute: (columns, settings) =>
      parabolicSar(columns, {
        start: numberOf(settings, 'start'),
        step: numberOf(settings, 'step'),
        max: numberOf(settings, 'max'),
      }),
  },
  {
    name: 'obv',
    title: 'On-balance volume',
    inputs: ['close', 'volume'],
    parameters: {},
    outputs: ['obv'],
    compute: columns => ({ obv: obv(columns) }),
  },
  {
    name: 'vwap',
    title: 'Volume-weighted average price since the session began',
    inputs: ['high', 'low', 'close', 'volume', 'session'],
    parameters: {},
    outputs: ['vwap'],
    compute: columns => ({ vwap: sessionVwap(columns) }),
  },
  {
    name: 'vwap_rolling',
    title: 'Volume-weighted average price of the last bars',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: { period: period(14) },
    outputs: ['vwap'],
    compute: (columns, settings) => ({ vwap: rollingVwap(columns, bars(settings)) }),
  },
];
