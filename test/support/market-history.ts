import { adjustedSeries } from '../../src/domain/market/adjust.js';
import type { MarketHistory, PriceBar } from '../../src/domain/market/facts.js';
import { rawShare } from './adjusted-data.js';
import { listFiles, readCsv } from './shared-data.js';

/** The bars of one file of `../shared/data/market/index_daily`. */
function indexBars(index: string): PriceBar[] {
  return readCsv(`market/index_daily/${index}.csv`).map(row => ({
    date: row.date ?? '',
    high: Number(row.high),
    low: Number(row.low),
    close: Number(row.close),
  }));
}

/** All of the real data as one market, shares adjusted as of the last day; renamed shares are one under the newest name. */
export function marketHistory(): MarketHistory {
  cached ??= readHistory();
  return cached;
}

let cached: MarketHistory | undefined;

function readHistory(): MarketHistory {
  const industries = new Map(
    readCsv('reference/ind_nifty500list.csv').map(row => [row.Symbol ?? '', row.Industry]),
  );
  const renamed = new Set(readCsv('reference/symbol_changes.csv').map(row => row.old_symbol));
  const symbols = listFiles('market/daily_nse_raw').map(file => file.replace('.csv', ''));
  const indices = listFiles('market/index_daily').map(file => file.replace('.csv', ''));
  return {
    nifty: indexBars('NIFTY50'),
    volatility: indexBars('INDIA_VIX'),
    indices: new Map(indices.map(index => [index, indexBars(index)])),
    shares: symbols
      .filter(symbol => !renamed.has(symbol))
      .map(symbol => {
        const { bars, actions } = rawShare(symbol) ?? { bars: [], actions: [] };
        return {
          symbol,
          industry: industries.get(symbol),
          bars: adjustedSeries(bars, actions, '2026-08-21').map(bar => ({
            date: bar.date,
            high: bar.highPaise,
            low: bar.lowPaise,
            close: bar.closePaise,
          })),
        };
      }),
  };
}
