import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { bookTotals, tradingExecutions } from '../../db/schema/trading/index.js';
import type { TradingTx } from '../../db/store.js';
import { type Paise, paise } from '../money.js';
import type { Account } from '../ports.js';
import type { TradingReader } from './limits.js';

export const SLIPPAGE_LIMITS = { fillsMax: 500 } as const;

export interface SlippedFill {
  readonly executionId: string;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly quantity: number;
  readonly pricePaise: Paise;
  /** Paise a share worse than the quote at the confirmation; less than 0 is better. */
  readonly slippagePaise: number;
  /** The same for all its shares. */
  readonly costPaise: Paise;
  /** Of the price, in basis points. */
  readonly bps: number;
  /** The market's instant. */
  readonly executedAt: number;
}

export interface SlippageReport {
  /** What all fills of the book cost against their quotes, kept with each fill. */
  readonly totalPaise: Paise;
  readonly fills: number;
  /** The newest fills whose order had a quote, newest first. */
  readonly recent: readonly SlippedFill[];
  /** Over `recent`, weighted by value; null without any. */
  readonly averageBps: number | null;
}

/** How fills compare with the quotes that were on the cards. The total comes from the book's running totals. */
export async function slippageOf(
  read: TradingReader | TradingTx,
  { userId, bookId }: Account,
): Promise<SlippageReport> {
  const [totals] = await read
    .select({ slippage: bookTotals.slippage, fills: bookTotals.fills })
    .from(bookTotals)
    .where(and(eq(bookTotals.userId, userId), eq(bookTotals.bookId, bookId)));
  const rows = await read
    .select()
    .from(tradingExecutions)
    .where(
      and(
        eq(tradingExecutions.userId, userId),
        eq(tradingExecutions.bookId, bookId),
        isNotNull(tradingExecutions.slippage),
      ),
    )
    .orderBy(desc(tradingExecutions.executedAt))
    .limit(SLIPPAGE_LIMITS.fillsMax);
  const recent = rows.map(row => slippedFill(row, row.slippage ?? 0));
  const value = recent.reduce((total, fill) => total + fill.quantity * fill.pricePaise, 0);
  const cost = recent.reduce((total, fill) => total + fill.costPaise, 0);
  return {
    totalPaise: paise(totals?.slippage ?? 0),
    fills: totals?.fills ?? 0,
    recent,
    averageBps: value > 0 ? (cost / value) * 10_000 : null,
  };
}

function slippedFill(row: typeof tradingExecutions.$inferSelect, slippagePaise: number): SlippedFill {
  const { id, symbol, side, quantity, price, executedAt } = row;
  return {
    executionId: id,
    symbol,
    side,
    quantity,
    pricePaise: paise(price),
    slippagePaise,
    costPaise: paise(slippagePaise * quantity),
    bps: (slippagePaise / price) * 10_000,
    executedAt,
  };
}
