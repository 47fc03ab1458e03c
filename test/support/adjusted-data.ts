import { paise, parsePaise } from '../../src/domain/money.js';
import {
  type AdjustedBar,
  type CorporateAction,
  type RawBar,
  type SymbolChange,
  stitchedSeries,
} from '../../src/domain/market/adjust.js';
import { listFiles, readCsv } from './shared-data.js';

const amount = (text = '') => parsePaise(text) ?? paise(NaN);

/** The raw bars of one symbol file of `../shared/data/market/daily_nse_raw`. */
function rawBars(symbol: string): RawBar[] {
  return readCsv(`market/daily_nse_raw/${symbol}.csv`).map(row => ({
    date: row.date ?? '',
    open: amount(row.open),
    high: amount(row.high),
    low: amount(row.low),
    close: amount(row.close),
    volume: Number(row.volume),
  }));
}

/** What Kite said on 2026-01-09, in paise; the file of a renamed share has its old name. */
export function kiteBars(symbol: string): AdjustedBar[] {
  return readCsv(`market/daily_kite_adjusted/${symbol}.csv`).map(row => ({
    date: row.date ?? '',
    openPaise: Number(row.open) * 100,
    highPaise: Number(row.high) * 100,
    lowPaise: Number(row.low) * 100,
    closePaise: Number(row.close) * 100,
    volume: Number(row.volume),
  }));
}

/** The shares that Kite has a file of. */
export const kiteSymbols = () =>
  listFiles('market/daily_kite_adjusted').map(file => file.replace('.csv', ''));

/** The detected corporate actions with the kinds that their labels name; the rest is `other`. */
function detectedActions(): (CorporateAction & { readonly symbol: string; readonly date: string })[] {
  return readCsv('reference/corporate_actions_detected.csv').map(row => ({
    symbol: row.symbol ?? '',
    date: row.ex_date ?? '',
    exDate: row.ex_date ?? '',
    kind: kindOf(row.likely_kind ?? ''),
    factor: Number(row.price_factor),
  }));
}

function kindOf(label: string): CorporateAction['kind'] {
  if (label.includes('split')) return 'split';
  return label.includes('bonus') ? 'bonus' : 'other';
}

function symbolChanges(): SymbolChange[] {
  return readCsv('reference/symbol_changes.csv').map(row => ({
    from: row.old_symbol ?? '',
    to: row.new_symbol ?? '',
    firstDate: row.first_trading_date_new ?? '',
  }));
}

/** Raw bars and corporate actions of a share under all its names, given any of them; undefined without raw file. */
export function rawShare(symbol: string): { bars: RawBar[]; actions: CorporateAction[] } | undefined {
  if (!listFiles('market/daily_nse_raw').includes(`${symbol}.csv`)) return undefined;
  const changes = symbolChanges();
  const newest = changes.find(({ from }) => from === symbol)?.to ?? symbol;
  const actions = detectedActions();
  return {
    bars: stitchedSeries(newest, changes, rawBars),
    actions: stitchedSeries(newest, changes, name => actions.filter(action => action.symbol === name)),
  };
}
