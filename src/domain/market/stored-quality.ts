import { checkSeries, type CheckedBar, type QualityReport } from './quality.js';
import {
  type MarketReader,
  storedActions,
  type StoredBar,
  storedSeries,
  storedSymbols,
} from './stored-series.js';
import { calendarOf } from './stored-calendar.js';

export interface SymbolQuality extends QualityReport {
  readonly symbol: string;
  readonly kind: 'equity' | 'index';
  readonly bars: number;
  /** The decimals of the prices in the findings: 2 is paise, or hundredths of a point. */
  readonly decimals: number;
  readonly firstDate: string | undefined;
  readonly lastDate: string | undefined;
}

const UNIT_DECIMALS = 4;

/** Checks the stored official series of the symbols named, or of all, each against the calendar and its corporate actions. */
export async function storedQuality(
  read: MarketReader,
  symbols: readonly string[],
): Promise<SymbolQuality[]> {
  const calendar = await calendarOf(read);
  const { actions } = await storedActions(read);
  const reports: SymbolQuality[] = [];
  for (const symbol of symbols.length > 0 ? symbols : await storedSymbols(read)) {
    const { kind, bars } = await storedSeries(read, symbol);
    const decimals = bars.some(bar => bar.decimals === UNIT_DECIMALS) ? UNIT_DECIMALS : 2;
    const own = actions.filter(action => action.symbol === symbol);
    const report = checkSeries(
      symbol,
      bars.map(bar => checkedBar(bar, decimals)),
      { calendar, actions: own },
    );
    const [firstDate, lastDate] = [bars[0]?.date, bars.at(-1)?.date];
    reports.push({ ...report, symbol, kind, bars: bars.length, decimals, firstDate, lastDate });
  }
  return reports;
}

function checkedBar(bar: StoredBar, decimals: number): CheckedBar {
  const { date, open, high, low, close, previousClose } = bar;
  const scale = 10 ** (decimals - bar.decimals);
  return {
    date,
    open: open * scale,
    high: high * scale,
    low: low * scale,
    close: close * scale,
    ...(previousClose === null ? {} : { previousClose: previousClose * scale }),
  };
}
