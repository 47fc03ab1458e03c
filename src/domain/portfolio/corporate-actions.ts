import type { TradingTx } from '../../db/store.js';
import type { Account, BrokerCorporateAction, BrokerRatioAction } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { scaleLots } from './lots.js';
import { renameHolding } from './renames.js';
import { addToDay, bookingDay } from './stored-days.js';
import { holdingLots, type LotView, scaleLot } from './stored-lots.js';
import { openPositionsOf, updatePosition } from './stored-positions.js';
import { addToSymbol, NOTHING } from './stored-totals.js';
import { heldBy } from './trades.js';

/**
 * Books what the broker did to a holding.
 * @throws Error where the books do not hold what the broker says was held, or would not hold what it says is held
 */
export async function applyCorporateAction(
  tx: TradingTx,
  account: Account,
  action: BrokerCorporateAction,
): Promise<void> {
  if (action.kind === 'rename') await renameHolding(tx, account, action);
  else await scaleHolding(tx, account, action);
}

/**
 * Books a split or bonus: quantities change, what was paid does not. Lots of all strategies are scaled together, oldest first,
 * so that they add up to what the broker holds afterwards, in both views.
 */
async function scaleHolding(tx: TradingTx, account: Account, action: BrokerRatioAction): Promise<void> {
  const { userId, bookId } = account;
  const { symbol, exDate } = action;
  const after = await scaleView(tx, account, 'strategy', action);
  await scaleView(tx, account, 'tax', action);
  const { date } = await bookingDay(tx, account, exDate);
  const positions = await openPositionsOf(tx, account, symbol);
  for (const position of positions) {
    if (position.product !== 'CNC') continue;
    const before = position.quantity;
    position.quantity = after.get(position.strategyId) ?? before;
    // The price last seen is of a share as it was: kept, it would show a gain until the next one.
    if (position.currentPrice !== null)
      position.currentPrice = Math.max(1, Math.round((position.currentPrice * before) / position.quantity));
    const { id, quantity, cost, currentPrice, realizedPnl } = position;
    await updatePosition(tx).run({ id, quantity, cost, currentPrice, realizedPnl, closedAt: null });
  }
  let equity = 0;
  for (const strategyId of after.keys()) {
    const { quantity: closingQuantity, value: closingValue } = heldBy(positions, strategyId);
    const place = { userId, bookId, symbol, strategyId, date, closingQuantity, closingValue };
    equity += await addToSymbol(tx, place, { ...NOTHING, wins: 0, losses: 0 });
  }
  const change = { netDeposits: 0, realized: 0, charges: 0, fills: 0, cash: 0, equity };
  await addToDay(tx).run({ userId, bookId, date, ...change });
}

/** @returns shares of each strategy afterwards */
async function scaleView(
  tx: TradingTx,
  { userId, bookId }: Account,
  view: LotView,
  action: BrokerRatioAction,
): Promise<Map<string, number>> {
  const { symbol, actionId, quantityBefore, quantityAfter } = action;
  const limit = PORTFOLIO_LIMITS.lotsPerFillMax;
  const lots = await holdingLots(tx).all({ userId, bookId, view, symbol, limit });
  const quantities = lots.map(lot => lot.quantity);
  const scaled = scaleLots(quantities, action);
  const [held, holds] = [sum(quantities), sum(scaled)];
  if (held !== quantityBefore || holds !== quantityAfter)
    throw new Error(
      `${action.kind} ${actionId} makes ${quantityAfter} of ${quantityBefore} ${symbol}, but the ${view} lots would make ${holds} of ${held}: nothing was booked`,
    );
  const after = new Map<string, number>();
  for (const [place, { id, strategyId }] of lots.entries()) {
    const quantity = scaled[place] ?? 0;
    await scaleLot(tx).run({ id, quantity });
    after.set(strategyId, (after.get(strategyId) ?? 0) + quantity);
  }
  return after;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
