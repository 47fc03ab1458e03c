import { and, eq, lt, sql } from 'drizzle-orm';
import { cashEntries, lotClosures } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, BrokerCash } from '../broker-port.js';
import { paise } from '../money.js';
import { spread } from './lots.js';
import { addToDay, bookingDay, isFlow } from './stored-days.js';
import { openPositions, openPositionsOf } from './stored-positions.js';
import { addToBook, addToSymbol, NOTHING, totalsRow } from './stored-totals.js';
import { heldBy } from './trades.js';

const p = sql.placeholder;

const insertCash = prepared((tx: TradingTx) =>
  tx
    .insert(cashEntries)
    .values({
      id: p('id'),
      userId: p('userId'),
      bookId: p('bookId'),
      kind: p('kind'),
      symbol: p('symbol'),
      amount: p('amount'),
      date: p('date'),
      bookedAt: p('atMs'),
      equityBefore: p('equityBefore'),
    })
    .prepare(),
);

/** What each strategy sold on a day of delivery shares that it had before: not what came and went, and nothing of MIS. */
const soldFromHoldings = prepared((tx: TradingTx) => {
  const { userId, bookId, view, closedDate, openedDate, symbol, product, strategyId, quantity } = lotClosures;
  return tx
    .select({ strategyId, quantity: sql<number>`sum(${quantity})`.mapWith(Number) })
    .from(lotClosures)
    .where(
      and(
        eq(userId, p('userId')),
        eq(bookId, p('bookId')),
        eq(view, 'strategy'),
        eq(closedDate, p('date')),
        lt(openedDate, p('date')),
        eq(symbol, p('symbol')),
        eq(product, 'CNC'),
      ),
    )
    .groupBy(strategyId)
    .orderBy(strategyId)
    .prepare();
});

/** Makes the book of an account with nothing in it, if there is none. */
export async function openBook(tx: TradingTx, account: Account): Promise<void> {
  await addToBook(tx, account, { ...NOTHING, deposits: 0, withdrawals: 0, slippage: 0 });
}

const signOf = { deposit: 1, withdrawal: -1, dividend: 1, fraction: 1, dp_charge: -1 } as const;

/**
 * Books cash that moved without a fill: the entry, every total and the day. What concerns a share is shared out among the
 * strategies by delivery shares: dividends and fractions by what each holds, the depository's charge by what each sold of it.
 * @throws RangeError on an amount that is not what its kind can be
 */
export async function applyCash(tx: TradingTx, account: Account, cash: BrokerCash): Promise<void> {
  const amount = paise(cash.amountPaise);
  if (cash.kind !== 'note_rounding' && amount * signOf[cash.kind] < 0)
    throw new RangeError(`a ${cash.kind} of ${amount} paise cannot be: ${cash.entryId}`);
  const { userId, bookId } = account;
  const { date, isMarked } = await bookingDay(tx, account, cash.date);
  const equityBefore = isFlow(cash) && isMarked ? await equityOf(tx, account) : null;
  const { entryId: id, kind, symbol, atMs } = cash;
  await insertCash(tx).run({ id, userId, bookId, kind, symbol, amount, date, atMs, equityBefore });
  const dividends = kind === 'dividend' ? amount : 0;
  const amounts = { ...NOTHING, dividends, adjustments: isFlow(cash) ? 0 : amount - dividends };
  const flows = {
    deposits: kind === 'deposit' ? amount : 0,
    withdrawals: kind === 'withdrawal' ? 0 - amount : 0,
    slippage: 0,
  };
  await addToBook(tx, account, { ...amounts, ...flows });
  const netDeposits = isFlow(cash) ? amount : 0;
  const concernsShare = symbol !== null && !isFlow(cash);
  const equity = concernsShare ? await shareOut(tx, account, { ...cash, symbol }, date) : amount;
  const change = { netDeposits, realized: 0, charges: 0, fills: 0, cash: amount, equity };
  await addToDay(tx).run({ userId, bookId, date, ...change });
}

/** What the book is worth at the prices last seen: cash, and every open position. */
async function equityOf(tx: TradingTx, account: Account): Promise<number> {
  const totals = await totalsRow(tx, account);
  const positions = await openPositions(tx, account);
  return positions.reduce(
    (sum, { quantity, currentPrice }) => sum + quantity * (currentPrice ?? 0),
    totals?.cash ?? 0,
  );
}

/** @returns what it added to the equity of the day that it is booked on */
async function shareOut(
  tx: TradingTx,
  account: Account,
  cash: Pick<BrokerCash, 'kind' | 'amountPaise' | 'date'> & { symbol: string },
  date: string,
): Promise<number> {
  const { userId, bookId } = account;
  const { kind, symbol } = cash;
  const positions = await openPositionsOf(tx, account, symbol);
  const parts =
    kind === 'dp_charge'
      ? await soldFromHoldings(tx).all({ userId, bookId, date: cash.date, symbol })
      : positions.filter(each => each.product === 'CNC').sort(byStrategy);
  const weights = parts.map(({ quantity }) => quantity);
  const owners = parts.length > 0 ? parts.map(part => part.strategyId) : [''];
  const amounts = parts.length > 0 ? spread(cash.amountPaise, weights) : [cash.amountPaise];
  let equity = 0;
  for (const [place, strategyId] of owners.entries()) {
    const amount = amounts[place] ?? 0;
    const [dividends, adjustments] = kind === 'dividend' ? [amount, 0] : [0, amount];
    const { quantity: closingQuantity, value: closingValue } = heldBy(positions, strategyId);
    const at = { userId, bookId, symbol, strategyId, date, closingQuantity, closingValue };
    equity += await addToSymbol(tx, at, { ...NOTHING, dividends, adjustments, wins: 0, losses: 0 });
  }
  return equity;
}

const byStrategy = (a: { strategyId: string }, b: { strategyId: string }) =>
  a.strategyId < b.strategyId ? -1 : 1;
