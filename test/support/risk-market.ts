import type { DailyBar, MarketData, TradingMarket } from '../../src/domain/ports.js';
import { type Paise, paise } from '../../src/domain/money.js';
import { addDays, istDate, weekday } from '../../src/domain/ist.js';
import { NOW } from './folder.js';
import { seeded } from './tamper.js';

/** The last `count` weekdays before a date, ascending. */
export function weekdaysBefore(date: string, count: number): string[] {
  const found: string[] = [];
  for (let day = addDays(date, -1); found.length < count; day = addDays(day, -1))
    if (weekday(day) % 6 !== 0) found.unshift(day);
  return found;
}

export const TODAY = istDate(NOW);

/** Closes that follow daily returns, the last one being `last`. */
export function closesFrom(returns: readonly number[], last: number): number[] {
  const closes = [last];
  for (const change of returns.toReversed()) closes.unshift((closes[0] ?? last) / (1 + change));
  return closes.map(Math.round);
}

/** Daily returns between plus and minus `most`. */
export function randomReturns(count: number, most: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => (random(2_000_001) / 1_000_000 - 1) * most);
}

export const bars = (closes: readonly number[], volume = 100_000): DailyBar[] => {
  const dates = weekdaysBefore(TODAY, closes.length);
  return closes.map((close, place) => ({
    date: dates[place] ?? '',
    openPaise: close as Paise,
    highPaise: close as Paise,
    lowPaise: close as Paise,
    closePaise: paise(close),
    volume,
    complete: true,
  }));
};

/** A market that knows the bars it is given and counts what it is asked. */
export function barMarket(histories: Readonly<Record<string, readonly DailyBar[]>>) {
  const asked: string[] = [];
  const data: Partial<MarketData> = {
    symbols: () =>
      Promise.resolve(
        Object.keys(histories).map(symbol => ({
          symbol,
          name: symbol,
          kind: symbol.startsWith('NIFTY') ? ('index' as const) : ('equity' as const),
          sector: null,
        })),
      ),
    dailyBars: (symbol, { toMs, count }) => {
      asked.push(symbol);
      const known = histories[symbol];
      if (!known)
        return Promise.resolve({ ok: false, refusal: { code: 'NO_DATA', symbol, message: 'no data' } });
      const to = istDate(toMs);
      return Promise.resolve({ ok: true, value: known.filter(({ date }) => date <= to).slice(-count) });
    },
  };
  const market = {
    bookId: 1,
    kind: 'simulated',
    mark: 'simulated',
    nowMs: NOW,
    session: { date: TODAY, open: true, closesAtMs: NOW + 6 * 3_600_000, opensAtMs: null },
    data,
    published: data,
  } as unknown as TradingMarket;
  return { market, asked };
}
