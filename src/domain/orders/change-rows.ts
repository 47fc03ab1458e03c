import { and, eq, sql } from 'drizzle-orm';
import { gttOrders, orderChanges } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { ChangeRow, GttRow, TradingRead } from './rows.js';
import { ORDER_LIMITS } from './limits.js';
import { CHANGE_MOVES, type ChangeStatus, type GttStatus } from './order-state.js';

const p = sql.placeholder;
// Spelt as in the partial indexes, with nothing bound, or they would not serve.
const LIVE_CHANGE = sql`${orderChanges.status} IN ('submitting', 'unknown')`;
const LIVE_GTT = sql`${gttOrders.status} IN ('submitting', 'unknown', 'active')`;

const changesOfOrder = prepared((db: TradingRead) =>
  db
    .select()
    .from(orderChanges)
    .where(and(eq(orderChanges.orderId, p('orderId')), eq(orderChanges.userId, p('userId')), LIVE_CHANGE))
    .limit(ORDER_LIMITS.liveReadMax)
    .prepare(),
);

/** The changes of one order or trigger whose outcome is not known yet. */
export const liveChangesOf = async (db: TradingRead, userId: string, orderId: string): Promise<ChangeRow[]> =>
  await changesOfOrder(db).all({ userId, orderId });

const changesOfPerson = prepared((db: TradingRead) =>
  db
    .select()
    .from(orderChanges)
    .where(and(eq(orderChanges.userId, p('userId')), LIVE_CHANGE))
    .limit(ORDER_LIMITS.liveReadMax)
    .prepare(),
);

export const liveChanges = async (db: TradingRead, userId: string): Promise<ChangeRow[]> =>
  await changesOfPerson(db).all({ userId });

const ownChange = prepared((db: TradingRead) =>
  db
    .select()
    .from(orderChanges)
    .where(and(eq(orderChanges.id, p('id')), eq(orderChanges.userId, p('userId'))))
    .prepare(),
);

export const changeById = async (
  db: TradingRead,
  userId: string,
  id: string,
): Promise<ChangeRow | undefined> => await ownChange(db).get({ userId, id });

/** Writes down how a change went on; a move that the table does not have changes nothing. @returns whether it moved */
export async function setChange(
  tx: TradingTx,
  row: ChangeRow,
  status: ChangeStatus,
  message: string | null,
  nowMs: number,
): Promise<boolean> {
  if (!CHANGE_MOVES[row.status].includes(status)) return false;
  await tx
    .update(orderChanges)
    .set({ status, message, updatedAt: Math.max(row.createdAt, nowMs) })
    .where(and(eq(orderChanges.id, row.id), eq(orderChanges.userId, row.userId)));
  return true;
}

const ownGtt = prepared((db: TradingRead) =>
  db
    .select()
    .from(gttOrders)
    .where(and(eq(gttOrders.id, p('id')), eq(gttOrders.userId, p('userId'))))
    .prepare(),
);

export const gttById = async (db: TradingRead, userId: string, id: string): Promise<GttRow | undefined> =>
  await ownGtt(db).get({ userId, id });

const gttsOfPerson = prepared((db: TradingRead) =>
  db
    .select()
    .from(gttOrders)
    .where(and(eq(gttOrders.userId, p('userId')), LIVE_GTT))
    .limit(ORDER_LIMITS.liveReadMax)
    .prepare(),
);

export const liveGtts = async (db: TradingRead, userId: string): Promise<GttRow[]> =>
  await gttsOfPerson(db).all({ userId });

export async function updateGtt(
  tx: TradingTx,
  row: GttRow,
  change: { status: GttStatus; brokerGttId?: string; message?: string | null },
  nowMs: number,
): Promise<GttRow> {
  const next = { ...row, ...change, updatedAt: Math.max(row.createdAt, nowMs) };
  const { status, brokerGttId, message, updatedAt } = next;
  await tx
    .update(gttOrders)
    .set({ status, brokerGttId, message, updatedAt })
    .where(and(eq(gttOrders.id, row.id), eq(gttOrders.userId, row.userId)));
  return next;
}
