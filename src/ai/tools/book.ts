import type { Account, TradingMarket } from '../../domain/ports.js';
import { marketInstant } from '../../domain/words/instants.js';
import type { ToolContext } from './tool.js';

/** What everything from a market says of itself. */
export const marketHead = ({ mark, nowMs, session }: TradingMarket) => ({
  market: mark,
  market_time: marketInstant(nowMs),
  market_open: session.open,
});
export type MarketHead = ReturnType<typeof marketHead>;

/** The same of a book: `problem` says why it could not be brought up to date. */
export type BookHead = MarketHead & { up_to_date: boolean; problem: string | null };

export interface Book {
  account: Account;
  market: TradingMarket;
  head: BookHead;
}

/** The person's book and the market it is traded on, brought up to the market's now. */
export async function bookOf({ desk, person }: ToolContext): Promise<Book> {
  const { userId } = person;
  const done = await desk.catchUp(userId);
  const market = await desk.market(userId);
  return {
    account: { userId, bookId: market.bookId },
    market,
    head: { ...marketHead(market), up_to_date: done.ok, problem: done.ok ? null : done.message },
  };
}

/** `Portfolio (simulated), 24 Aug 2026 10:00 IST, market open`. */
export const marketLine = (title: string, { market, market_time, market_open }: MarketHead): string =>
  `${title} (${market}), ${market_time}, market ${market_open ? 'open' : 'closed'}`;

/** The same, and whether the book is up to date. */
export const bookLine = (title: string, head: BookHead): string =>
  head.up_to_date
    ? marketLine(title, head)
    : `${marketLine(title, head)}\nNot up to date: ${head.problem ?? 'the reason is not known'}. This is what was stored last.`;
