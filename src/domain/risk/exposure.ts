import type { PositionFact } from './facts.js';
import { sum, times } from './reckon.js';

export const RISK_INDEX = 'NIFTY 50';

export const REPORT_LIMITS = {
  /** Symbols that a risk report looks at; the largest by value. */
  positionsMax: 200,
  /** Trading days whose returns the figures rest on: two years. */
  returnDays: 500,
  /** Bars asked for at once: what every source of prices gives. */
  barsMax: 2_000,
  /** Sessions that the older page of a history shares with the newer one, so that no shock falls between the two. */
  overlap: 60,
  /** A symbol with fewer closes would cut the window of all others down to its own. */
  closesMin: 61,
  volumeDays: 20,
} as const;

/** What is held of one symbol over all products, at its last price. */
export interface Exposure {
  readonly symbol: string;
  /** Shares, signed. */
  readonly quantity: number;
  /** Paise, signed. */
  readonly value: number;
}

/** Nets positions by symbol, the largest first. @throws RangeError where one cannot be valued */
export function exposuresOf(positions: readonly PositionFact[]): Exposure[] {
  const bySymbol = new Map<string, PositionFact[]>();
  for (const position of positions)
    bySymbol.set(position.symbol, [...(bySymbol.get(position.symbol) ?? []), position]);
  return [...bySymbol]
    .map(([symbol, parts]) => {
      const quantity = sum(parts.map(part => part.quantity));
      const value = sum(parts.map(part => times(part.quantity, part.lastPaise)));
      if (Number.isSafeInteger(quantity) && Number.isSafeInteger(value)) return { symbol, quantity, value };
      throw new RangeError(`${symbol} cannot be valued: its quantity or price is not known`);
    })
    .filter(({ quantity }) => quantity !== 0)
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || (a.symbol < b.symbol ? -1 : 1));
}
