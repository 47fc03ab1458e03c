import { and, eq, sql } from 'drizzle-orm';
import { aiReservations, aiSpendTotals } from '../../db/schema/main/index.js';
import { type MainTx, prepared } from '../../db/store.js';

// The statements of the running totals and the reservations: what they mean stands in spend.ts.

const p = sql.placeholder;
const key = and(
  eq(aiSpendTotals.scope, p('scope')),
  eq(aiSpendTotals.period, p('period')),
  eq(aiSpendTotals.periodStart, p('periodStart')),
  eq(aiSpendTotals.provider, p('provider')),
);

export const takeFromLimit = prepared((tx: MainTx) =>
  tx
    .update(aiSpendTotals)
    .set({ reservedMicros: sql`${aiSpendTotals.reservedMicros} + ${p('micros')}` })
    .where(
      and(
        key,
        sql`${aiSpendTotals.spentMicros} + ${aiSpendTotals.reservedMicros} + ${p('micros')} <= ${p('limitMicros')}`,
      ),
    )
    .prepare(),
);

export const insertTotal = prepared((tx: MainTx) =>
  tx
    .insert(aiSpendTotals)
    .values({
      scope: p('scope'),
      provider: p('provider'),
      period: p('period'),
      periodStart: p('periodStart'),
      spentMicros: 0,
      reservedMicros: p('micros'),
    })
    .onConflictDoNothing()
    .prepare(),
);

export const totalNow = prepared((tx: MainTx) =>
  tx
    .select({ spent: aiSpendTotals.spentMicros, reserved: aiSpendTotals.reservedMicros })
    .from(aiSpendTotals)
    .where(key)
    .prepare(),
);

export const settleTotal = prepared((tx: MainTx) =>
  tx
    .update(aiSpendTotals)
    .set({
      reservedMicros: sql`${aiSpendTotals.reservedMicros} - ${p('reservedMicros')}`,
      spentMicros: sql`${aiSpendTotals.spentMicros} + ${p('costMicros')}`,
    })
    .where(key)
    .prepare(),
);

export const insertReservation = prepared((tx: MainTx) =>
  tx
    .insert(aiReservations)
    .values({
      id: p('id'),
      userId: p('userId'),
      provider: p('provider'),
      model: p('model'),
      reservedMicros: p('micros'),
      state: 'held',
      createdAt: p('at'),
    })
    .prepare(),
);

/** What `settleTotal` and `takeFromLimit` do, in one statement: for two calls that count in the same totals. */
export const exchangeInTotal = prepared((tx: MainTx) =>
  tx
    .update(aiSpendTotals)
    .set({
      reservedMicros: sql`${aiSpendTotals.reservedMicros} - ${p('reservedMicros')} + ${p('micros')}`,
      spentMicros: sql`${aiSpendTotals.spentMicros} + ${p('costMicros')}`,
    })
    .where(
      and(
        key,
        sql`${aiSpendTotals.spentMicros} + ${p('costMicros')} + ${aiSpendTotals.reservedMicros}
          - ${p('reservedMicros')} + ${p('micros')} <= ${p('limitMicros')}`,
      ),
    )
    .prepare(),
);

export const closeReservation = prepared((tx: MainTx) =>
  tx
    .update(aiReservations)
    .set({
      state: sql`${p('state')}`,
      settledMicros: sql`${p('settledMicros')}`,
      closedAt: sql`max(${p('at')}, ${aiReservations.createdAt})`,
    })
    .where(
      and(
        eq(aiReservations.id, p('id')),
        eq(aiReservations.userId, p('userId')),
        eq(aiReservations.state, 'held'),
      ),
    )
    .returning({
      provider: aiReservations.provider,
      reservedMicros: aiReservations.reservedMicros,
      createdAt: aiReservations.createdAt,
    })
    .prepare(),
);
