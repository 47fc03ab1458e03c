import { eq } from 'drizzle-orm';
import { users } from '../../db/schema/main/index.js';
import type { TradingTx } from '../../db/store.js';
import { openPositions } from '../portfolio/stored-positions.js';
import type { Account, Desk, Quote, TradingMarket } from '../ports.js';
import { readBookFacts } from './book-facts.js';
import { checkOrder } from './check-order.js';
import type { Denial } from './denials.js';
import { REPORT_LIMITS } from './exposure.js';
import type {
  CheckStage,
  MarketFacts,
  OrderCheck,
  OrderTerms,
  PortfolioFigures,
  PositionFact,
} from './facts.js';
import { type History, recentHistoryOf } from './histories.js';
import { type Impact, impactOf } from './impact.js';
import { limitsOf } from './limits.js';

/** What the order protocol asks about one order. */
export interface OrderQuestion {
  readonly account: Account;
  readonly order: OrderTerms;
  readonly quote: Quote;
  readonly market: TradingMarket;
  readonly authority: OrderCheck['authority'];
  readonly replaces: string | null;
  /** Where the person means to get out, for the worst case. */
  readonly stopPaise?: number;
}

/** What risk needs of other parts. */
export interface RiskSources {
  /** What the book is worth now; `sectors` covers what is held and the order's symbol. */
  figures(account: Account, market: TradingMarket, symbol: string): Promise<PortfolioFigures>;
  /** The exchange's rules for one order on the market's day: the tick may depend on its price. */
  exchange(
    order: Pick<OrderTerms, 'symbol' | 'pricePaise' | 'triggerPaise'>,
    market: TradingMarket,
  ): Promise<Pick<MarketFacts, 'tickPaise' | 'band' | 'freezeQuantity'>>;
  /** In basis points of the value of a MIS position. */
  misMarginBps: number;
}

/** One order under judgement: what lies outside the trading file is gathered, the rest is read in `check`'s transaction. */
export interface RiskJudge {
  check(tx: TradingTx, at: { stage: CheckStage; nowMs: number }): Promise<readonly Denial[]>;
  impact(): Promise<Impact>;
}

export interface RiskRules {
  prepare(question: OrderQuestion): Promise<RiskJudge>;
  /** How far the price may move between card and press, in basis points. */
  driftBpsMax(tx: TradingTx, userId: string): Promise<number>;
}

/** The risk rules in the shape that the order protocol asks for them. */
export function orderRules(desk: Desk, sources: RiskSources): RiskRules {
  return {
    prepare: async question => {
      const gathered = await gather(desk, sources, question);
      return {
        check: async (tx, { stage, nowMs }) => {
          const portfolio = { ...gathered.portfolio, positions: await positionsNow(tx, gathered) };
          return await checkOrder(tx, { ...gathered, portfolio, stage, nowMs });
        },
        impact: async () => await gatherImpact(desk, question, gathered),
      };
    },
    driftBpsMax: async (tx, userId) => (await limitsOf(tx, userId)).price_drift,
  };
}

async function gather(
  desk: Desk,
  sources: RiskSources,
  { account, order, quote, market, authority, replaces }: OrderQuestion,
): Promise<OrderCheck> {
  const listed = await market.data.symbols();
  const instrument = listed.find(({ symbol }) => symbol === order.symbol);
  const [person] = await desk.store.main.read
    .select({ role: users.role })
    .from(users)
    .where(eq(users.userId, account.userId));
  return {
    account,
    // Who is not known may not trade.
    role: person?.role ?? 'viewer',
    authority,
    order,
    replaces,
    quote,
    market: {
      instrument: instrument ? { kind: instrument.kind } : null,
      nowMs: market.nowMs,
      session: market.session,
      misMarginBps: sources.misMarginBps,
      ...(await sources.exchange(order, market)),
    },
    portfolio: await sources.figures(account, market, order.symbol),
    nowMs: desk.clock.now(),
    stage: 'proposal',
  };
}

/**
 * The positions as the transaction finds them, at the prices that were gathered: an order that filled meanwhile is no longer
 * an open one, and would otherwise be counted nowhere. One that was opened meanwhile has no price yet, and denies entries.
 */
async function positionsNow(
  tx: TradingTx,
  { account, order, quote, portfolio }: OrderCheck,
): Promise<readonly PositionFact[]> {
  const prices = new Map(portfolio.positions.map(({ symbol, lastPaise }) => [symbol, lastPaise]));
  if (quote && !prices.has(order.symbol)) prices.set(order.symbol, quote.lastPaise);
  const open = await openPositions(tx, account);
  return open.map(({ symbol, product, quantity }) => ({
    symbol,
    product,
    quantity,
    lastPaise: prices.get(symbol) ?? Number.NaN,
  }));
}

/** Reads what the impact is reckoned from, on the reading connection: nothing is written. */
async function gatherImpact(desk: Desk, question: OrderQuestion, check: OrderCheck): Promise<Impact> {
  const { market, stopPaise = null } = question;
  const held = check.portfolio.positions.map(({ symbol }) => symbol);
  const symbols = [...new Set([check.order.symbol, ...held])].slice(0, REPORT_LIMITS.positionsMax);
  const histories = new Map<string, History>();
  for (const symbol of symbols) {
    const history = await recentHistoryOf(market.data, symbol, market);
    if (history) histories.set(symbol, history);
  }
  const book = await readBookFacts(desk.store.trading.read, check);
  return impactOf({ check, book, histories, stopPaise });
}
