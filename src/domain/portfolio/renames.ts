import { and, eq, isNull, sql } from 'drizzle-orm';
import { symbolDays, symbolTotals, tradingLots, tradingPositions } from '../../db/schema/trading/index.js';
import { LOT_VIEWS } from '../../db/schema/values.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, BrokerRename } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { holdingLots } from './stored-lots.js';

const p = sql.placeholder;
const named = { symbol: sql`${p('newSymbol')}` };

const lots = prepared((tx: TradingTx) =>
  tx
    .update(tradingLots)
    .set(named)
    .where(
      and(
        eq(tradingLots.userId, p('userId')),
        eq(tradingLots.bookId, p('bookId')),
        eq(tradingLots.view, p('view')),
        eq(tradingLots.symbol, p('symbol')),
        eq(tradingLots.product, 'CNC'),
        sql`${tradingLots.quantity} <> 0`,
      ),
    )
    .prepare(),
);

const positions = prepared((tx: TradingTx) =>
  tx
    .update(tradingPositions)
    .set(named)
    .where(
      and(
        eq(tradingPositions.userId, p('userId')),
        eq(tradingPositions.bookId, p('bookId')),
        eq(tradingPositions.symbol, p('symbol')),
        isNull(tradingPositions.closedAt),
      ),
    )
    .prepare(),
);

const totals = prepared((tx: TradingTx) =>
  tx
    .update(symbolTotals)
    .set(named)
    .where(
      and(
        eq(symbolTotals.userId, p('userId')),
        eq(symbolTotals.bookId, p('bookId')),
        eq(symbolTotals.symbol, p('symbol')),
      ),
    )
    .prepare(),
);

const days = prepared((tx: TradingTx) =>
  tx
    .update(symbolDays)
    .set(named)
    .where(
      and(
        eq(symbolDays.userId, p('userId')),
        eq(symbolDays.bookId, p('bookId')),
        eq(symbolDays.symbol, p('symbol')),
      ),
    )
    .prepare(),
);

/**
 * Goes on with a holding under its share's new name: what is open, and the share's totals and days, so that what it made in a
 * period stays one figure. Fills, orders and what was closed keep the name that they were traded by.
 * @throws Error where the books do not hold what the broker says is held
 */
export async function renameHolding(
  tx: TradingTx,
  { userId, bookId }: Account,
  { actionId, symbol, newSymbol, quantity }: BrokerRename,
): Promise<void> {
  const place = { userId, bookId, symbol, newSymbol };
  for (const view of LOT_VIEWS) {
    const limit = PORTFOLIO_LIMITS.lotsPerFillMax;
    const held = (await holdingLots(tx).all({ userId, bookId, view, symbol, limit })).reduce(
      (total, lot) => total + lot.quantity,
      0,
    );
    if (held !== quantity)
      throw new Error(
        `rename ${actionId} is of ${quantity} ${symbol}, but the ${view} lots hold ${held}: nothing was booked`,
      );
    await lots(tx).run({ ...place, view });
  }
  await positions(tx).run(place);
  await totals(tx).run(place);
  await days(tx).run(place);
}
