import type { TradingTx } from '../../db/store.js';
import type { Account } from '../broker-port.js';
import { growthAfter } from './pnl.js';
import {
  beginDay,
  type BookDay,
  cashOf,
  dayAt,
  dayBefore,
  isFlow,
  type SymbolDay,
  symbolDaysOf,
  valueDay,
} from './stored-days.js';
import { cashFlowOf, valueSymbolDay } from './stored-totals.js';

/** What is held at the end of a day, of all products together. */
export interface DayHolding {
  symbol: string;
  strategyId: string;
  quantity: number;
}

/** What a day is valued with. Prices in paise by symbol; `benchmark` null where the market has no index. */
export interface DayPrices {
  prices: ReadonlyMap<string, number>;
  benchmark: number | null;
  markedAt: number;
  isFinal: boolean;
}

/** What is held after a day: its own rows, and what the day before left of the symbols that it did not touch. */
export function holdingsAfter(previous: readonly SymbolDay[], today: readonly SymbolDay[]): DayHolding[] {
  const left = previous.filter(day => day.closingQuantity !== 0);
  const held = new Map<string, DayHolding>();
  for (const { symbol, strategyId, closingQuantity: quantity } of [...left, ...today])
    held.set(keyOf({ symbol, strategyId }), { symbol, strategyId, quantity });
  return [...held.values()];
}

/** A name for one symbol of one strategy: neither holds a line break. */
export const keyOf = ({ symbol, strategyId }: { symbol: string; strategyId: string }): string =>
  `${symbol}\n${strategyId}`;

/**
 * Values one day of a book from the day before, what was booked on it, and prices; nothing else counts, so that it comes out
 * the same however late and however often it is done. The day before must be valued already.
 * @returns the symbols that are held and have no price: then nothing was written
 */
export async function valueOneDay(
  tx: TradingTx,
  account: Account,
  date: string,
  { prices, benchmark, markedAt, isFinal }: DayPrices,
): Promise<string[]> {
  const previous = await dayBefore(tx, account, date);
  const today = await symbolDaysOf(tx, account, date);
  const holdings = holdingsAfter(previous ? await symbolDaysOf(tx, account, previous.date) : [], today);
  const missing = holdings.filter(({ symbol, quantity }) => quantity !== 0 && !prices.has(symbol));
  if (missing.length > 0) return [...new Set(missing.map(({ symbol }) => symbol))];

  const { userId, bookId } = account;
  if (!(await dayAt(tx, account, date))) await beginDay(tx, account, date, previous);
  let value = 0;
  for (const { symbol, strategyId, quantity: closingQuantity } of holdings) {
    const closingValue = closingQuantity * (prices.get(symbol) ?? 0);
    value += closingValue;
    await valueSymbolDay(tx, { userId, bookId, symbol, strategyId, date, closingQuantity, closingValue });
  }
  const closing = await closingOf(tx, account, date, { previous, today, value });
  await valueDay(tx).run({ userId, bookId, date, ...closing, benchmark, markedAt, isFinal: Number(isFinal) });
  return [];
}

async function closingOf(
  tx: TradingTx,
  account: Account,
  date: string,
  { previous, today, value }: { previous: BookDay | undefined; today: readonly SymbolDay[]; value: number },
) {
  const openingEquity = previous?.closingEquity ?? 0;
  const entries = await cashOf(tx, account, date);
  const flows = entries.filter(isFlow);
  // What concerns a share stands in its own rows.
  const ofNoSymbol = entries.filter(entry => entry.symbol === null && !isFlow(entry));
  const amounts = [...flows, ...ofNoSymbol].map(({ amount }) => amount);
  const closingCash = [...amounts, ...today.map(cashFlowOf)].reduce(
    (sum, each) => sum + each,
    previous?.closingCash ?? 0,
  );
  const closingEquity = closingCash + value;
  const growth = growthAfter(previous?.growth ?? 1, { openingEquity, flows, closingEquity });
  const peakGrowth = Math.max(previous?.peakGrowth ?? 1, growth);
  return { openingEquity, closingEquity, closingCash, growth, peakGrowth };
}
