import { ALL } from '../../db/schema/main/index.js';
import type { MainTx } from '../../db/store.js';
import { istDate } from '../ist.js';
import { type Micros, micros } from '../money.js';
import {
  limitOf,
  type Reservation,
  type SpendDenial,
  SpendDenied,
  type SpendLimit,
  type Total,
  totalsOf,
  UNLIMITED,
} from './spend-limits.js';
import {
  closeReservation,
  exchangeInTotal,
  insertReservation,
  insertTotal,
  settleTotal,
  takeFromLimit,
  totalNow,
} from './spend-rows.js';

/**
 * Takes the worst case of a call from every limit it counts in, each by one conditional UPDATE of its running total: two
 * calls at once cannot both take the last room. A call that costs nothing always has room.
 * @throws SpendDenied where a limit has no room: let it end the transaction.
 */
export async function reserve(
  tx: MainTx,
  reservation: Reservation,
  limits: readonly SpendLimit[],
): Promise<void> {
  const amount = amountOf(reservation);
  for (const total of totalsOf(reservation)) {
    const limitMicros = amount === 0 ? UNLIMITED : limitOf(total, limits);
    if (!(await takes(tx, total, amount, limitMicros)))
      throw new SpendDenied(await denialOf(tx, total, limitMicros));
  }
  await keepReservation(tx, reservation);
}

function amountOf(reservation: Reservation): Micros {
  const amount = micros(reservation.micros);
  if (amount < 0 || amount > UNLIMITED) throw new RangeError(`not an amount to reserve: ${amount}`);
  return amount;
}

async function keepReservation(tx: MainTx, reservation: Reservation): Promise<void> {
  const { id, userId, provider, model, micros: amount, at } = reservation;
  await insertReservation(tx).run({ id, userId, provider, model, micros: amount, at });
}

async function takes(tx: MainTx, total: Total, amount: Micros, limitMicros: Micros): Promise<boolean> {
  // Objects are written out on this path: spreading one costs as much as a small statement.
  const { scope, provider, period, periodStart } = total;
  const values = { scope, provider, period, periodStart, micros: amount, limitMicros };
  if ((await takeFromLimit(tx).run(values)).changes === 1) return true;
  if (amount > limitMicros) return false;
  return (await insertTotal(tx).run(values)).changes === 1;
}

async function denialOf(tx: MainTx, total: Total, limitMicros: Micros): Promise<SpendDenial> {
  const now = await totalNow(tx).get({ ...total });
  const left = limitMicros - (now?.spent ?? 0) - (now?.reserved ?? 0);
  return {
    code: 'COST_LIMIT',
    scope: total.scope === ALL ? 'service' : 'person',
    provider: total.provider,
    period: total.period,
    limitMicros,
    leftMicros: micros(Math.max(0, left)),
  };
}

/** What became of a reservation; `overMicros` is what the call cost beyond it, and is 0 unless a bound was wrong. */
export interface Settlement {
  reservedMicros: Micros;
  overMicros: Micros;
}

/**
 * Puts the true cost in the place of a held reservation, in the totals it was taken from. `released` is for a call that
 * provably was not billed.
 * @returns undefined when the person holds no such reservation any more: then nothing was changed
 */
export async function settle(
  tx: MainTx,
  held: { id: string; userId: string },
  costMicros: Micros | 'released',
  at: number,
): Promise<Settlement | undefined> {
  const cost = costMicros === 'released' ? micros(0) : costOf(costMicros);
  const row = await close(tx, held, costMicros === 'released' ? null : cost, at);
  if (!row) return undefined;
  await putCost(tx, { userId: held.userId, provider: row.provider, at: row.createdAt }, row, cost);
  return settlementOf(row, cost);
}

/**
 * Between two calls of a turn: the true cost of the one that ended takes the place of its reservation, and the worst case
 * of the next is taken from the limits, in one pass over the totals where both count in the same.
 * @returns undefined when the person holds no such reservation any more: then nothing was changed
 * @throws SpendDenied where a limit has no room for the next call: let it end the transaction, and the reservation stays held
 */
export async function settleAndReserve(
  tx: MainTx,
  ended: { id: string; costMicros: Micros | 'released' },
  next: Reservation,
  limits: readonly SpendLimit[],
): Promise<Settlement | undefined> {
  const { userId } = next;
  const amount = amountOf(next);
  const cost = ended.costMicros === 'released' ? micros(0) : costOf(ended.costMicros);
  const row = await close(
    tx,
    { id: ended.id, userId },
    ended.costMicros === 'released' ? null : cost,
    next.at,
  );
  if (!row) return undefined;
  const before = { userId, provider: row.provider, at: row.createdAt };
  if (before.provider !== next.provider || istDate(before.at) !== istDate(next.at)) {
    await putCost(tx, before, row, cost);
    await reserve(tx, next, limits);
    return settlementOf(row, cost);
  }
  for (const total of totalsOf(next)) {
    const { scope, provider, period, periodStart } = total;
    const { reservedMicros } = row;
    const limitMicros = amount === 0 ? UNLIMITED : limitOf(total, limits);
    const put = { scope, provider, period, periodStart, reservedMicros, costMicros: cost };
    const exchanged = await exchangeInTotal(tx).run({ ...put, micros: amount, limitMicros });
    if (exchanged.changes === 1) continue;
    // What the limit has left is told as it will be once the ended call is settled: the transaction is undone anyway.
    await settleTotal(tx).run(put);
    throw new SpendDenied(await denialOf(tx, total, limitMicros));
  }
  await keepReservation(tx, next);
  return settlementOf(row, cost);
}

function costOf(costMicros: Micros): Micros {
  const cost = micros(costMicros);
  if (cost < 0) throw new RangeError(`not a cost: ${cost}`);
  return cost;
}

/** @param settledMicros null for a release */
async function close(
  tx: MainTx,
  { id, userId }: { id: string; userId: string },
  settledMicros: Micros | null,
  at: number,
) {
  const state = settledMicros === null ? 'released' : 'settled';
  return await closeReservation(tx).get({ id, userId, state, settledMicros, at });
}

async function putCost(
  tx: MainTx,
  call: Pick<Reservation, 'userId' | 'provider' | 'at'>,
  { reservedMicros }: { reservedMicros: number },
  costMicros: Micros,
): Promise<void> {
  for (const { scope, provider, period, periodStart } of totalsOf(call))
    await settleTotal(tx).run({ scope, provider, period, periodStart, reservedMicros, costMicros });
}

const settlementOf = ({ reservedMicros }: { reservedMicros: number }, cost: Micros): Settlement => ({
  reservedMicros: micros(reservedMicros),
  overMicros: micros(Math.max(0, cost - reservedMicros)),
});
