import type { Account, MarketSymbol } from '../ports.js';
import { factsOf } from './facts.js';
import { type BookDesk, marketOf, priceFrom, quotesOf } from './prices.js';
import { type BookValue, valueBook } from './value-book.js';

export type { BookValue, DayPart, ValuedPosition, Weight } from './value-book.js';

/** What a person has on one market, at one instant of it. Everything shown from it says its `mark`. */
export interface Portfolio extends BookValue {
  account: Account;
  /** What everything shown from it has to say: `simulated`, `replay of 2024-10-01`. */
  mark: string;
  /** The market's instant. */
  atMs: number;
  marketOpen: boolean;
}

/**
 * A book at the market's prices now: holdings, positions, cash, equity, profit and loss, allocation, drawdown. Costs the same
 * after a thousand fills and after a million: what is read are open positions, open lots and running totals.
 * @throws Error where the person is on another market than the book's
 */
export async function portfolioOf(desk: BookDesk, account: Account): Promise<Portfolio> {
  const market = await marketOf(desk, account);
  const facts = await factsOf(desk, account, market.session.date);
  const quotes = await quotesOf(
    market,
    facts.positions.map(({ symbol }) => symbol),
  );
  const listed = await market.data.symbols();
  const symbols = new Map<string, MarketSymbol>(listed.map(each => [each.symbol, each]));
  const value = valueBook(facts, {
    symbols,
    priceOf: (symbol, lastSeenPaise) => priceFrom(market, quotes.get(symbol), lastSeenPaise),
  });
  const { mark, nowMs: atMs, session } = market;
  return { account, mark, atMs, marketOpen: session.open, ...value };
}
