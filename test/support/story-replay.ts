import { test } from 'vitest';
import { hasSharedData } from './story-base.js';

const REFERENCE = [
  'reference/corporate_actions_detected.csv',
  'reference/nse_holidays_2015_2026.csv',
  'reference/nse_special_sessions.json',
  'reference/nse_trading_days_2019-10_2026-08.csv',
  'reference/ind_nifty50list.csv',
  'market/index_daily/NIFTY50.csv',
];

/** A replay of the real history of these shares from the open of a day. */
export const replayOf = (symbols: readonly string[], from: string) => ({
  paths: [...symbols.map(symbol => `market/daily_nse_raw/${symbol}.csv`), ...REFERENCE],
  from,
});

/** A story on the real history of ../shared/data; on a machine without it its name says that it was not told. */
export function replayTest(name: string, run: () => Promise<void>): void {
  if (hasSharedData()) test(name, run);
  else test(`${name} (not run: ../shared/data is missing)`, () => undefined);
}
