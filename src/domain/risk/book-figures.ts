import type { Product } from '../ports.js';
import type { PortfolioFigures } from './facts.js';

interface PricedPosition {
  readonly symbol: string;
  readonly product: Product;
  readonly quantity: number;
  readonly price: { readonly pricePaise: number | null };
}

/** What risk reads of a valued book. */
export interface ValuedBook {
  readonly holdings: readonly PricedPosition[];
  readonly positions: readonly PricedPosition[];
  readonly equityPaise: number;
  readonly day: { readonly pnlPaise: number };
  /** Fall from the highest growth, as a part of 1; the sign does not matter. */
  readonly drawdown: number;
}

/** A book as the guards see it. A position without any price makes every weight unknown, and so denies entries. */
export function figuresFrom(
  book: ValuedBook,
  { availablePaise, sectors }: Pick<PortfolioFigures, 'availablePaise' | 'sectors'>,
): PortfolioFigures {
  return {
    equityPaise: book.equityPaise,
    availablePaise,
    sectors,
    dayPnlPaise: book.day.pnlPaise,
    // Rounded up, so that a stop is not missed by a fraction; less than a millionth is how 0.15 is written in binary.
    drawdownBps: Math.ceil(Math.abs(book.drawdown) * 10_000 - 1e-6),
    positions: [...book.holdings, ...book.positions].map(({ symbol, product, quantity, price }) => ({
      symbol,
      product,
      quantity,
      lastPaise: price.pricePaise ?? Number.NaN,
    })),
  };
}
