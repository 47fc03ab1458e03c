import type { TradingTx } from '../../db/store.js';
import type { Account, BrokerOrder } from '../broker-port.js';
import { settleChange } from './apply-change.js';
import { bookGtt, bookOrder } from './book-reports.js';
import { changeById, gttById, liveChanges, liveGtts, updateGtt } from './change-rows.js';
import { ask, type Asked } from './connection.js';
import type { OrderDesk } from './desk.js';
import { type Difference, differencesOf } from './differences.js';
import { noteGttMove } from './gtt-moves.js';
import { noteMove } from './moves.js';
import { liveOrders } from './reads.js';
import { type ChangeRow, type GttRow, type OrderRow, orderById, updateOrder } from './rows.js';
import { syncBook } from './sync.js';

/** `unknown` is what is still not known: orders, changes and triggers. */
export type Reconciled =
  | { ok: true; unknown: number; differences: Difference[] }
  | { ok: false; message: string };

type Settled = { ok: true; unknown: number } | { ok: false; message: string };

/**
 * Brings an account and its broker together: what a crash left without an outcome becomes unknown, reports are booked,
 * unknown orders, changes and triggers are looked up, and what still differs is told. At the start and every few seconds.
 * Once it has succeeded the account may place orders in this process. Nothing is ever sent again.
 */
export async function reconcile(desk: OrderDesk, account: Account): Promise<Reconciled> {
  await noteCrashed(desk, account);
  const synced = await syncBook(desk, account);
  if (!synced.ok) return synced;
  const settled = await settleUnknown(desk, account);
  if (!settled.ok) return settled;
  const compared = await differencesOf(desk, account);
  if (!compared.ok) return compared;
  desk.process.reconciled(account);
  return { ok: true, unknown: settled.unknown, differences: compared.differences };
}

/** What waits for an outcome that no call of this process will bring. */
async function noteCrashed(desk: OrderDesk, account: Account): Promise<void> {
  const { trading } = desk.store;
  const left = (each: { id: string; status: string }) =>
    each.status === 'submitting' && !desk.process.inFlight.has(each.id);
  const { userId } = account;
  const ofBook = (each: { bookId: number }) => each.bookId === account.bookId;
  for (const { id } of (await liveOrders(trading.read, userId)).filter(each => ofBook(each) && left(each)))
    await trading.tx(async tx => {
      const row = await orderById(tx, userId, id);
      if (row && left(row))
        await moveOrder(tx, desk, row, 'unknown', 'the process ended before the answer came');
    });
  for (const { id } of (await liveChanges(trading.read, userId)).filter(left))
    await trading.tx(async tx => {
      const row = await changeById(tx, userId, id);
      if (row && left(row))
        await settleChange(tx, desk, row, 'unknown', 'the process ended before the answer came');
    });
  for (const { id } of (await liveGtts(trading.read, userId)).filter(each => ofBook(each) && left(each)))
    await trading.tx(async tx => {
      const row = await gttById(tx, userId, id);
      if (row && left(row)) await moveGtt(tx, desk, row, 'unknown');
    });
}

async function moveOrder(
  tx: TradingTx,
  desk: OrderDesk,
  row: OrderRow,
  status: 'unknown' | 'not_placed',
  message: string,
): Promise<void> {
  const next = await updateOrder(tx, row, { status, message }, desk.clock.now());
  await noteMove(tx, desk, row.status, next);
}

async function moveGtt(
  tx: TradingTx,
  desk: OrderDesk,
  row: GttRow,
  status: 'unknown' | 'not_placed',
): Promise<void> {
  await noteGttMove(tx, desk, row.status, await updateGtt(tx, row, { status }, desk.clock.now()));
}

/**
 * Looks up everything that is unknown by its tag. Found: its state is taken over. Absent in two readings far enough apart:
 * the broker never had it, and the person is told. A reading that fails proves nothing.
 */
export async function settleUnknown(desk: OrderDesk, account: Account): Promise<Settled> {
  const { userId, bookId } = account;
  const { read } = desk.store.trading;
  const orders = (await liveOrders(read, userId)).filter(each => each.bookId === bookId);
  const gtts = (await liveGtts(read, userId)).filter(each => each.bookId === bookId);
  const unknown = (each: { status: string }) => each.status === 'unknown';
  let open = 0;
  const tasks = [
    ...orders.filter(unknown).map(each => () => settleOrder(desk, account, each)),
    ...gtts.filter(unknown).map(each => () => settleGtt(desk, account, each)),
    ...(await liveChanges(read, userId)).filter(unknown).map(each => () => settleOne(desk, account, each)),
  ];
  for (const task of tasks) {
    const settled = await task();
    if (!settled.ok) return settled;
    open += settled.value ? 0 : 1;
  }
  return { ok: true, unknown: open };
}

/** Whether the matter is settled. */
type Answer = { ok: true; value: boolean } | { ok: false; message: string };

async function settleOrder(desk: OrderDesk, account: Account, { id, userId }: OrderRow): Promise<Answer> {
  const told = await ask(desk, account, of => desk.broker.orderByTag(of, id));
  if (!told.ok) return told;
  const order = told.value;
  const isAbsent = order === null && desk.process.absent(id, desk.clock.now());
  await desk.store.trading.tx(async tx => {
    const row = await orderById(tx, userId, id);
    if (order) await bookOrder(tx, desk, account, soFar(order, row));
    else if (isAbsent && row?.status === 'unknown' && row.brokerOrderId === null)
      await moveOrder(tx, desk, row, 'not_placed', 'the broker never had this order');
  });
  return closed(desk, id, order !== null || isAbsent);
}

async function settleGtt(desk: OrderDesk, account: Account, { id, userId }: GttRow): Promise<Answer> {
  const told = await ask(desk, account, of => desk.broker.gttByTag(of, id));
  if (!told.ok) return told;
  const gtt = told.value;
  const isAbsent = gtt === null && desk.process.absent(id, desk.clock.now());
  await desk.store.trading.tx(async tx => {
    const row = await gttById(tx, userId, id);
    if (gtt) await bookGtt(tx, desk, account, gtt);
    else if (isAbsent && row?.status === 'unknown') await moveGtt(tx, desk, row, 'not_placed');
  });
  return closed(desk, id, gtt !== null || isAbsent);
}

/** An order that ended with fills we have not booked yet is not over for us: the reports bring the fills and then its end. */
function soFar(told: BrokerOrder, row: OrderRow | undefined): BrokerOrder {
  const isOver = told.status === 'cancelled' || told.status === 'expired';
  return isOver && told.filledQuantity > (row?.filledQuantity ?? 0) ? { ...told, status: 'open' } : told;
}

/** A change, of an order of this book or of a trigger of it. */
async function settleOne(desk: OrderDesk, account: Account, change: ChangeRow): Promise<Answer> {
  const { read } = desk.store.trading;
  const order = await orderById(read, change.userId, change.orderId);
  if (order)
    return order.bookId === account.bookId
      ? await settleOrderChange(desk, account, change, order)
      : { ok: true, value: true };
  const gtt = await gttById(read, change.userId, change.orderId);
  return gtt?.bookId === account.bookId
    ? await settleGttCancel(desk, account, change)
    : { ok: true, value: true };
}

async function settleOrderChange(
  desk: OrderDesk,
  account: Account,
  { id, userId }: ChangeRow,
  order: OrderRow,
): Promise<Answer> {
  const told = await brokerOrderOf(desk, account, order);
  if (!told.ok) return told;
  const isTaken = told.value?.lastChangeTag === id;
  const isAbsent = !isTaken && desk.process.absent(id, desk.clock.now());
  await desk.store.trading.tx(async tx => {
    if (told.value) await bookOrder(tx, desk, account, soFar(told.value, order));
    await lapseWhere(tx, desk, isAbsent, userId, id);
  });
  return closed(desk, id, isTaken || isAbsent);
}

async function settleGttCancel(
  desk: OrderDesk,
  account: Account,
  { id, userId, orderId }: ChangeRow,
): Promise<Answer> {
  const told = await ask(desk, account, of => desk.broker.gttByTag(of, orderId));
  if (!told.ok) return told;
  const isTaken = told.value?.status === 'cancelled';
  const isAbsent = !isTaken && desk.process.absent(id, desk.clock.now());
  await desk.store.trading.tx(async tx => {
    if (told.value) await bookGtt(tx, desk, account, told.value);
    const change = await changeById(tx, userId, id);
    if (isTaken && change) await settleChange(tx, desk, change, 'accepted', null);
    await lapseWhere(tx, desk, isAbsent, userId, id);
  });
  return closed(desk, id, isTaken || isAbsent);
}

async function lapseWhere(
  tx: TradingTx,
  desk: OrderDesk,
  isAbsent: boolean,
  userId: string,
  id: string,
): Promise<void> {
  const change = isAbsent ? await changeById(tx, userId, id) : undefined;
  if (change) await settleChange(tx, desk, change, 'lapsed', 'the broker never took this change');
}

/** The broker's view of an order of ours: an order that it made by itself has no tag of ours, and only open ones are listed. */
async function brokerOrderOf(
  desk: OrderDesk,
  account: Account,
  order: OrderRow,
): Promise<Asked<BrokerOrder | null>> {
  if (order.authority === 'press' || order.authority === 'deployment')
    return await ask(desk, account, of => desk.broker.orderByTag(of, order.id));
  const open = await ask(desk, account, of => desk.broker.openOrders(of));
  if (!open.ok) return open;
  return { ok: true, value: open.value.find(each => each.brokerOrderId === order.brokerOrderId) ?? null };
}

function closed(desk: OrderDesk, id: string, isClosed: boolean): Answer {
  if (isClosed) desk.process.present(id);
  return { ok: true, value: isClosed };
}
