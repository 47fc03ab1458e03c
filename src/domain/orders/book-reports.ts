import { eq, sql } from 'drizzle-orm';
import { tradingExecutions } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, BrokerGtt, BrokerOrder, BrokerTrade, ChargeLines } from '../broker-port.js';
import { istDate } from '../ist.js';
import { type Paise, paise } from '../money.js';
import { settleChange } from './apply-change.js';
import { changeById, gttById, updateGtt } from './change-rows.js';
import type { OrderDesk } from './desk.js';
import { noteGttMove } from './gtt-moves.js';
import { noteMove } from './moves.js';
import { decided, happened, words } from './notes.js';
import { afterFill, afterGttReport, afterReport, overtakes } from './order-state.js';
import { addOrder, type OrderRow, orderById, orderOfBroker, updateOrder } from './rows.js';

const p = sql.placeholder;

const knownFill = prepared((tx: TradingTx) =>
  tx
    .select({ id: tradingExecutions.id })
    .from(tradingExecutions)
    .where(eq(tradingExecutions.brokerExecutionId, p('tradeId')))
    .prepare(),
);

const insertFill = prepared((tx: TradingTx) =>
  tx
    .insert(tradingExecutions)
    .values({
      id: p('id'),
      orderId: p('orderId'),
      userId: p('userId'),
      bookId: p('bookId'),
      symbol: p('symbol'),
      side: p('side'),
      quantity: p('quantity'),
      price: p('pricePaise'),
      commission: p('commission'),
      brokerExecutionId: p('tradeId'),
      executedAt: p('atMs'),
      tradeDate: p('date'),
      recordedAt: p('nowMs'),
      charges: p('charges'),
      slippage: p('slippage'),
    })
    .prepare(),
);

/** Our row of an order, made where the broker placed it by itself. Undefined for one that is nobody's. */
export async function knownOrder(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  told: BrokerOrder,
): Promise<OrderRow | undefined> {
  return (await orderOfBroker(tx, account, told)) ?? (await adopt(tx, desk, account, told));
}

/** The order as the broker has it, merged into ours: its standing, and the outcome of the change that it carries. */
export async function bookOrder(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  told: BrokerOrder,
): Promise<void> {
  const known = await knownOrder(tx, desk, account, told);
  if (!known) return;
  const change =
    told.lastChangeTag === null ? undefined : await changeById(tx, account.userId, told.lastChangeTag);
  if (change?.orderId === known.id) await settleChange(tx, desk, change, 'accepted', null);
  const row = change ? ((await orderById(tx, account.userId, known.id)) ?? known) : known;
  const status = afterReport(row.status, told.status, row);
  const brokerOrderId = row.status === 'denied' ? null : (row.brokerOrderId ?? told.brokerOrderId);
  if (status === row.status && brokerOrderId === row.brokerOrderId) return;
  // The call was answered with a no, or was never made.
  if (status === row.status && row.brokerOrderId === null && told.status !== 'rejected' && isRefused(row))
    await contradict(tx, desk, row, told);
  const message = words(told.message) ?? (status === row.status ? row.message : null);
  const next = { status, brokerOrderId, message };
  await noteMove(tx, desk, row.status, await updateOrder(tx, row, next, desk.clock.now()));
}

const isRefused = ({ status }: OrderRow): boolean => status === 'rejected' || status === 'denied';

const contradict = (tx: TradingTx, desk: OrderDesk, { id, userId, status }: OrderRow, told: BrokerOrder) =>
  happened(tx, desk, {
    userId,
    type: 'order.contradicted',
    relatedId: id,
    severity: 'critical',
    data: { status, reported: told.status },
  });

/** A row for an order that the broker made by itself. One that a call made, and not ours, is shouted and left alone. */
async function adopt(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  told: BrokerOrder,
): Promise<OrderRow | undefined> {
  const { userId } = account;
  const gtt = told.gttTag === null ? undefined : await gttById(tx, userId, told.gttTag);
  const authority =
    told.origin === 'gtt' && gtt ? 'gtt' : told.origin === 'square_off' ? 'square_off' : undefined;
  if (!authority) {
    const { origin, status, symbol, side, quantity } = told;
    const data = { origin, status, symbol, side, quantity };
    await happened(tx, desk, {
      userId,
      type: 'order.unmatched',
      relatedId: codeOf(told.brokerOrderId),
      severity: 'critical',
      data,
    });
    return undefined;
  }
  const id = desk.ids.next();
  const orderNumber = await addOrder(
    tx,
    {
      id,
      account,
      terms: told,
      status: told.status === 'trigger_pending' ? 'trigger_pending' : 'open',
      authority,
      brokerOrderId: told.brokerOrderId,
      strategyId: null,
      marketDate: istDate(told.placedAtMs),
      quote: null,
      actionId: null,
      gttId: gtt?.id ?? null,
      protective: authority === 'square_off' || (told.product === 'CNC' && told.side === 'SELL'),
      message: null,
    },
    desk.clock.now(),
  );
  const data = { orderNumber, symbol: told.symbol, side: told.side, quantity: told.quantity };
  await happened(tx, desk, { userId, type: `order.by_${authority}`, relatedId: id, data });
  await decided(tx, desk, {
    userId,
    action: 'order.adopted',
    entityType: 'trading_orders',
    entityId: id,
    newData: data,
    rationale: gtt && authority === 'gtt' ? { code: 'gtt', arguments: [gtt.id] } : { code: 'square_off' },
  });
  return await orderById(tx, userId, id);
}

// The broker's ids are text from outside; an event takes codes only.
const codeOf = (brokerId: string): string =>
  brokerId.replaceAll(/[^A-Za-z0-9_.:-]/g, '_').slice(0, 64) || 'none';

/** One fill, once: the execution, what it makes of its order, and the books. */
export async function bookTrade(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  trade: BrokerTrade,
): Promise<void> {
  if (await knownFill(tx).get({ tradeId: trade.tradeId })) return;
  const order = await orderOfBroker(tx, account, trade);
  const filledQuantity = (order?.filledQuantity ?? 0) + trade.quantity;
  // More than was asked for can only come from a change that the broker took and we do not know of yet.
  const quantity = Math.max(order?.quantity ?? 0, filledQuantity);
  const status = order && afterFill(order.status, { quantity, filledQuantity });
  const fits = order?.symbol === trade.symbol && order.side === trade.side;
  if (!order || !status || !fits) return await unmatchedTrade(tx, desk, account, trade);
  const nowMs = desk.clock.now();
  const executionId = desk.ids.next();
  const commission = chargesSum(trade.charges);
  const slippage = slippageOf(order, trade);
  await insertFill(tx).run({
    ...trade,
    ...account,
    id: executionId,
    orderId: order.id,
    commission,
    nowMs,
    slippage,
  });
  const next = await updateOrder(
    tx,
    order,
    {
      status,
      quantity,
      filledQuantity,
      filledValue: paise(order.filledValue + trade.quantity * trade.pricePaise),
      commission: paise(order.commission + commission),
      filledAt: Math.max(order.createdAt, nowMs),
      brokerOrderId: order.brokerOrderId ?? trade.brokerOrderId,
    },
    nowMs,
  );
  await desk.books.applyTrade(tx, account, { executionId, trade, strategyId: order.strategyId });
  await noteFill(tx, desk, order, next, { executionId, slippage, trade });
}

/** Paise a share worse than the far side of the quote that was confirmed; null where nobody confirmed one. */
function slippageOf(order: OrderRow, trade: BrokerTrade): Paise | null {
  if (order.quotePrice === null) return null;
  const worse = trade.pricePaise - order.quotePrice;
  return paise(order.side === 'BUY' ? worse : -worse);
}

const chargesSum = (charges: ChargeLines): Paise =>
  paise(Object.values(charges).reduce((sum: number, line: number) => sum + line, 0));

async function noteFill(
  tx: TradingTx,
  desk: OrderDesk,
  before: OrderRow,
  after: OrderRow,
  { executionId, slippage, trade }: { executionId: string; slippage: Paise | null; trade: BrokerTrade },
): Promise<void> {
  const { quantity, pricePaise } = trade;
  const fill = { executionId, quantity, pricePaise, slippage, filledQuantity: after.filledQuantity };
  const { id, userId } = after;
  if (overtakes(before.status)) {
    const data = { status: before.status, ...fill };
    const severity = before.status === 'cancelled' || before.status === 'expired' ? 'warning' : 'critical';
    await happened(tx, desk, { userId, type: 'order.fill_overtook', relatedId: id, severity, data });
  }
  if (before.status !== after.status) return await noteMove(tx, desk, before.status, after, fill);
  await happened(tx, desk, { userId, type: 'order.partially_filled', relatedId: id, data: fill });
}

async function unmatchedTrade(
  tx: TradingTx,
  desk: OrderDesk,
  { userId }: Account,
  trade: BrokerTrade,
): Promise<void> {
  const { symbol, side, quantity, pricePaise } = trade;
  await happened(tx, desk, {
    userId,
    type: 'trade.unmatched',
    relatedId: codeOf(trade.tradeId),
    severity: 'critical',
    data: { symbol, side, quantity, pricePaise },
  });
}

/** The trigger as the broker has it, merged into ours. */
export async function bookGtt(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  told: BrokerGtt,
): Promise<void> {
  const row = await gttById(tx, account.userId, told.tag);
  if (!row || row.bookId !== account.bookId) {
    const data = { status: told.status, symbol: told.symbol, side: told.side, quantity: told.quantity };
    const relatedId = codeOf(told.brokerGttId);
    await happened(tx, desk, {
      userId: account.userId,
      type: 'gtt.unmatched',
      relatedId,
      severity: 'critical',
      data,
    });
    return;
  }
  const status = afterGttReport(row.status, told.status);
  const brokerGttId = row.brokerGttId ?? told.brokerGttId;
  if (status === row.status && brokerGttId === row.brokerGttId) return;
  const change = { status, brokerGttId, message: words(told.message) ?? row.message };
  await noteGttMove(tx, desk, row.status, await updateGtt(tx, row, change, desk.clock.now()));
}
