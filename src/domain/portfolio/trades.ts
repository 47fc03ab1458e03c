import type { TradingTx } from '../../db/store.js';
import type { Account, BrokerTrade } from '../broker-port.js';
import { turnoverPaise } from '../charges/charges.js';
import { type Paise, paise } from '../money.js';
import { fillLots, type LotsOfFill } from './fill-lots.js';
import type { Closure, Opening } from './lots.js';
import { closedOf, type ClosedSum, positionAfter, type Sign, sumClosed, sumPaise } from './pnl.js';
import { addToDay, bookingDay } from './stored-days.js';
import {
  insertPosition,
  openPositionsOf,
  slippageOfExecution,
  type StoredPosition,
  updatePosition,
} from './stored-positions.js';
import { addToBook, addToSymbol, cashFlowOf, NOTHING } from './stored-totals.js';

/** A fill that is to be booked. Its execution is stored already; `strategyId` null is a trade of no strategy. */
export interface BookedFill {
  executionId: string;
  trade: BrokerTrade;
  strategyId: string | null;
}

/**
 * Books one fill: lots of the strategy and of the tax view, the position, and every total, all or nothing. It must be called
 * once for a fill, in the transaction that stores its execution.
 * @throws Error on a fault of the books: an execution that is not stored, a CNC sale of more than the strategy holds
 * @throws RangeError on quantities, prices or charges that are no whole positive numbers
 */
export async function applyTrade(tx: TradingTx, account: Account, fill: BookedFill): Promise<void> {
  const { executionId, trade } = fill;
  const strategyId = fill.strategyId ?? '';
  const { userId, bookId } = account;
  const { symbol, product } = trade;
  const value = turnoverPaise(trade);
  const charges = chargesOf(trade);
  const slippage = (await slippageOf(tx, executionId)) * trade.quantity;

  const lots: LotsOfFill = { executionId, trade, charges };
  const place = { userId, bookId, symbol, product };
  const matched = await fillLots(tx, { ...place, view: 'strategy', strategyId }, lots);
  await fillLots(tx, { ...place, view: 'tax', strategyId: '' }, lots);
  const held = await keepPosition(tx, account, { executionId, trade, strategyId }, matched);

  const sign: Sign = trade.side === 'BUY' ? 1 : -1;
  const closed = sumClosed(matched.closures.map(each => closedOf(each, sign > 0 ? -1 : 1)));
  await keepTotals(tx, account, { trade, strategyId, value, charges, slippage, closed, held });
}

function chargesOf({ tradeId, charges }: BrokerTrade): Paise {
  const lines = Object.values(charges);
  if (lines.some(line => line < 0)) throw new RangeError(`trade ${tradeId} has charges below 0`);
  return sumPaise(lines.map(line => paise(line)));
}

async function slippageOf(tx: TradingTx, executionId: string): Promise<number> {
  const execution = await slippageOfExecution(tx).get({ id: executionId });
  if (!execution)
    throw new Error(`execution ${executionId} is not stored: store it before its lots are booked`);
  return execution.slippage ?? 0;
}

/** Quantity and value of what a strategy holds of a symbol, all products together. */
export interface Held {
  quantity: number;
  value: number;
}

export function heldBy(positions: readonly StoredPosition[], strategyId: string): Held {
  const held = { quantity: 0, value: 0 };
  for (const position of positions) {
    if (position.strategyId !== strategyId) continue;
    held.quantity += position.quantity;
    held.value += position.quantity * (position.currentPrice ?? 0);
  }
  return held;
}

async function keepPosition(
  tx: TradingTx,
  account: Account,
  { executionId, trade, strategyId }: { executionId: string; trade: BrokerTrade; strategyId: string },
  { closures, opened: opening }: { closures: Closure[]; opened: Opening | null },
): Promise<Held> {
  const { userId, bookId } = account;
  const { symbol, product, atMs } = trade;
  const positions = await openPositionsOf(tx, account, symbol);
  const open = positions.find(each => each.product === product && each.strategyId === strategyId);
  const sign: Sign = trade.side === 'BUY' ? 1 : -1;
  const { kept, opened } = positionAfter(open, sign, closures, opening);
  const currentPrice = trade.pricePaise;
  const after = positions.filter(each => each !== open);
  if (open && kept) {
    const closedAt = kept.quantity === 0 ? Math.max(atMs, open.openedAt) : null;
    await updatePosition(tx).run({ id: open.id, ...kept, currentPrice, closedAt });
    after.push({ ...open, ...kept, currentPrice });
  }
  if (opened) {
    // One execution opens one position at most, so its id is free.
    const row = { id: executionId, symbol, product, currentPrice, ...opened };
    await insertPosition(tx).run({
      ...row,
      userId,
      bookId,
      strategyId: strategyId === '' ? null : strategyId,
      atMs,
    });
    after.push({ ...row, strategyId, openedAt: atMs });
  }
  return heldBy(after, strategyId);
}

async function keepTotals(
  tx: TradingTx,
  account: Account,
  booked: {
    trade: BrokerTrade;
    strategyId: string;
    value: number;
    charges: number;
    slippage: number;
    closed: ClosedSum;
    held: Held;
  },
): Promise<void> {
  const { trade, strategyId, value, charges, slippage, closed, held } = booked;
  const { userId, bookId } = account;
  const [bought, sold] = trade.side === 'BUY' ? [value, 0] : [0, value];
  const { realized, wins, losses } = closed;
  const amounts = { ...NOTHING, bought, sold, charges, realized, fills: 1 };
  const { date } = await bookingDay(tx, account, trade.date);
  await addToBook(tx, account, { ...amounts, deposits: 0, withdrawals: 0, slippage });
  const closing = { closingQuantity: held.quantity, closingValue: held.value };
  const place = { userId, bookId, symbol: trade.symbol, strategyId, date, ...closing };
  const equity = await addToSymbol(tx, place, { ...amounts, wins, losses });
  const change = { netDeposits: 0, realized, charges, fills: 1, cash: cashFlowOf(amounts), equity };
  await addToDay(tx).run({ userId, bookId, date, ...change });
}
