import { at } from '../../series.js';
import { RISK_LIMITS, type Window } from './figure.js';

/** Closes of one symbol, adjusted for splits and the like, by date. */
export interface Closes {
  readonly symbol: string;
  /** `YYYY-MM-DD`, ascending. */
  readonly dates: readonly string[];
  readonly closes: ArrayLike<number>;
}

/** Daily returns of several symbols on the same days: `returns[s][d]` is that of `symbols[s]` on `dates[d]`. */
export interface ReturnsTable {
  readonly symbols: readonly string[];
  readonly dates: readonly string[];
  readonly returns: readonly Float64Array[];
}

/**
 * Simple returns between the days on which every symbol has a close above 0. A day that any of them lacks is left out for all,
 * and the next return spans it. `droppedDays` counts those days, `missing` per symbol how many of them it lacks itself.
 * @throws RangeError past the limits on symbols and days, and on dates that do not ascend
 */
export function alignReturns(
  series: readonly Closes[],
): ReturnsTable & { readonly droppedDays: number; readonly missing: readonly number[] } {
  if (series.length > RISK_LIMITS.symbolsMax)
    throw new RangeError(`returns are aligned for at most ${RISK_LIMITS.symbolsMax} symbols`);
  const known = series.map(closesByDate);
  const counts = new Map<string, number>();
  for (const closes of known) for (const date of closes.keys()) counts.set(date, (counts.get(date) ?? 0) + 1);
  for (const { dates } of series) for (const date of dates) if (!counts.has(date)) counts.set(date, 0);
  const common = [...counts].filter(([, count]) => count === series.length).map(([date]) => date);
  common.sort();
  const returns = known.map(closes => {
    const prices = Float64Array.from(common, date => closes.get(date) ?? Number.NaN);
    const out = new Float64Array(Math.max(0, prices.length - 1));
    for (let day = 0; day < out.length; day += 1) out[day] = at(prices, day + 1) / at(prices, day) - 1;
    return out;
  });
  return {
    symbols: series.map(({ symbol }) => symbol),
    dates: common.slice(1),
    returns,
    droppedDays: counts.size - common.length,
    missing: known.map(closes => counts.size - closes.size),
  };
}

function closesByDate({ symbol, dates, closes }: Closes): Map<string, number> {
  if (dates.length > RISK_LIMITS.daysMax || dates.length !== closes.length)
    throw new RangeError(`${symbol} needs one close a date, of at most ${RISK_LIMITS.daysMax} dates`);
  const found = new Map<string, number>();
  for (const [i, date] of dates.entries()) {
    if (i > 0 && date <= (dates[i - 1] ?? ''))
      throw new RangeError(`the dates of ${symbol} do not ascend at ${date}`);
    const close = closes[i] ?? Number.NaN;
    if (close > 0 && close < Infinity) found.set(date, close);
  }
  return found;
}

/** The window that a table spans; empty texts for a table without days. */
export const windowOf = ({ dates }: Pick<ReturnsTable, 'dates'>): Window => ({
  from: dates[0] ?? '',
  to: dates.at(-1) ?? '',
});

/** What a portfolio would have gained each day with today's exposures. */
export interface PortfolioDays {
  readonly window: Window;
  /** In time, in the unit of the exposures. */
  readonly changes: Float64Array;
  /** The same from the worst to the best. */
  readonly ascending: Float64Array;
}

/**
 * The daily changes of a portfolio that holds `exposures[s]` of each symbol of the table throughout: signed values (negative is
 * short) in paise, or weights. @throws RangeError when they do not match the table or are no numbers
 */
export function portfolioDays(table: ReturnsTable, exposures: Float64Array): PortfolioDays {
  if (exposures.length !== table.symbols.length || !exposures.every(Number.isFinite))
    throw new RangeError('a portfolio needs one finite exposure for each symbol of its returns');
  const changes = new Float64Array(table.dates.length);
  for (const [place, returns] of table.returns.entries()) {
    const exposure = at(exposures, place);
    for (let day = 0; day < changes.length; day += 1)
      changes[day] = at(changes, day) + exposure * at(returns, day);
  }
  return { window: windowOf(table), changes, ascending: changes.slice().sort() };
}
