import type { TradingTx } from '../../db/store.js';
import type { BrokerTrade } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { type Closure, matchFill, type OpenLot, type Opening } from './lots.js';
import { closedOf, financialYear, type Sign, taxTerm } from './pnl.js';
import {
  addToTaxYear,
  insertClosure,
  insertLot,
  type Inventory,
  openLots,
  updateLot,
} from './stored-lots.js';

/** A fill on its way into the lots of one inventory. */
export interface LotsOfFill {
  executionId: string;
  trade: BrokerTrade;
  /** All lines, in paise. */
  charges: number;
}

/**
 * Books a fill in the lots of one inventory: closes what is of the other side, oldest first, and opens a lot with the rest.
 * @throws Error on a CNC sale of more than the inventory holds
 */
export async function fillLots(
  tx: TradingTx,
  inventory: Inventory,
  fill: LotsOfFill,
): Promise<{ closures: Closure[]; opened: Opening | null }> {
  const { trade, charges } = fill;
  const sign: Sign = trade.side === 'BUY' ? 1 : -1;
  const lots = await lotsToClose(tx, inventory, sign, trade.quantity);
  const { quantity, pricePaise } = trade;
  const { closures, opened } = matchFill(lots, { quantity, pricePaise, charges });
  if (opened && sign < 0 && inventory.product === 'CNC') throw oversold(inventory, trade, opened.quantity);
  for (const closure of closures) await keepClosure(tx, inventory, fill, closure, sign > 0 ? -1 : 1);
  if (opened) await keepLot(tx, inventory, fill, opened, sign);
  return { closures, opened };
}

/** Lots of the other side than `sign`, oldest first, as many as hold `quantity` shares. */
async function lotsToClose(
  tx: TradingTx,
  inventory: Inventory,
  sign: Sign,
  quantity: number,
): Promise<OpenLot[]> {
  const { userId, bookId, view, symbol, product, strategyId } = inventory;
  const lots: OpenLot[] = [];
  let after = 0;
  for (let held = 0; held < quantity; ) {
    const limit = PORTFOLIO_LIMITS.lotsPage;
    const page = await openLots(tx).all({ userId, bookId, view, symbol, product, strategyId, after, limit });
    for (const lot of page) {
      // All open lots of an inventory are of one side: a fill of the other side closes before it opens.
      if (lot.quantity * sign > 0) return lots;
      const { id, openedDate, charges } = lot;
      lots.push({ id, openedDate, quantity: Math.abs(lot.quantity), cost: Math.abs(lot.cost), charges });
      held += Math.abs(lot.quantity);
      after = id;
    }
    if (page.length < limit) break;
    if (lots.length >= PORTFOLIO_LIMITS.lotsPerFillMax)
      throw new Error(`a fill of ${symbol} would close more than ${PORTFOLIO_LIMITS.lotsPerFillMax} lots`);
  }
  return lots;
}

async function keepClosure(
  tx: TradingTx,
  { userId, bookId, view, symbol, product, strategyId }: Inventory,
  { executionId, trade }: LotsOfFill,
  closure: Closure,
  sign: Sign,
): Promise<void> {
  const { lot, left } = closure;
  const { quantity, cost, proceeds, charges } = closedOf(closure, sign);
  // A short lot's quantity and cost are negative.
  const id = lot.id;
  await updateLot(tx).run({
    id,
    quantity: sign * left.quantity,
    cost: sign * left.cost,
    charges: left.charges,
  });
  const { openedDate } = lot;
  const { date } = trade;
  const amounts = { quantity, cost, proceeds, charges };
  const place = { userId, bookId, view, symbol, product, strategyId };
  await insertClosure(tx).run({ ...place, lotId: id, executionId, openedDate, date, ...amounts });
  if (view !== 'tax') return;
  const year = { financialYear: financialYear(date), term: taxTerm(openedDate, date) };
  await addToTaxYear(tx).run({ userId, bookId, ...year, cost, proceeds, charges });
}

async function keepLot(
  tx: TradingTx,
  { userId, bookId, view, symbol, product, strategyId }: Inventory,
  { executionId, trade }: LotsOfFill,
  opened: Opening,
  sign: Sign,
): Promise<void> {
  const { atMs, date } = trade;
  const place = { userId, bookId, view, symbol, product, strategyId };
  const amounts = {
    quantity: sign * opened.quantity,
    cost: sign * opened.cost,
    charges: opened.charges,
  };
  await insertLot(tx).run({ ...place, executionId, atMs, date, ...amounts });
}

function oversold({ view, strategyId }: Inventory, trade: BrokerTrade, excess: number): Error {
  const whose = view === 'tax' ? 'the account' : strategyId === '' ? 'no strategy' : `strategy ${strategyId}`;
  return new Error(
    `trade ${trade.tradeId} sells ${trade.quantity} ${trade.symbol} (CNC), ${excess} more than the lots of ${whose}: nothing was booked`,
  );
}
