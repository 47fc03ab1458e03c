import type { SessionAnswer } from '../domain/people/sessions.js';
import type { Account, Desk, TradingMarket } from '../domain/ports.js';
import { portfolioOf } from '../domain/portfolio/portfolio.js';
import { figuresFrom } from '../domain/risk/book-figures.js';
import type { PortfolioFigures } from '../domain/risk/facts.js';

/**
 * What the risk rules see of a book: valued by us, with the cash that the broker says is free. Where the broker cannot be
 * asked that is not a number, and no order passes that needs money.
 */
export function figuresReader(desk: Desk, session: (account: Account) => Promise<SessionAnswer>) {
  return async (account: Account, market: TradingMarket): Promise<PortfolioFigures> => {
    const connected = await session(account);
    const funds = connected.ok ? await desk.broker.funds(connected.session) : undefined;
    const listed = await market.data.symbols();
    const sectors = new Map(
      listed.flatMap(({ symbol, sector }) => (sector === null ? [] : [[symbol, sector] as const])),
    );
    const availablePaise = funds?.ok ? funds.value.availablePaise : Number.NaN;
    return figuresFrom(await portfolioOf(desk, account), { availablePaise, sectors });
  };
}
