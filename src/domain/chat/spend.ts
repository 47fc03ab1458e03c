import { and, eq, sql } from 'drizzle-orm';
import { ALL, aiReservations, aiSpendTotals, type Provider } from '../../db/schema/main/index.js';
import { SPEND_PERIODS } from '../../db/schema/values.js';
import { type MainTx, prepared } from '../../db/store.js';
import { dateOfDay, dayNumber, istDate } from '../ist.js';
import { type Micros, micros } from '../money.js';

export type SpendPeriod = (typeof SPEND_PERIODS)[number];

/** A bound on what is spent and reserved together in one period (IST; weeks from Monday), in micro-dollars. */
export interface SpendLimit {
  /** A person's own limit, or the one of the whole service. */
  scope: 'person' | 'service';
  /** `*` bounds all providers together; the service has no other. */
  provider: Provider | typeof ALL;
  period: SpendPeriod;
  limitMicros: Micros;
}

/** Which limit has no room for a reservation, and how much room it still has. */
export interface SpendDenial {
  code: 'COST_LIMIT';
  scope: SpendLimit['scope'];
  provider: SpendLimit['provider'];
  period: SpendPeriod;
  limitMicros: Micros;
  leftMicros: Micros;
}

/** The worst case of a call, to be taken from the limits before it starts. */
export interface Reservation {
  id: string;
  userId: string;
  provider: Provider;
  model: string;
  micros: Micros;
  /** UTC milliseconds: it counts in the periods of this instant, also when it is settled in the next one. */
  at: number;
}

/** A running total: the key of one row of `ai_spend_totals`. */
interface Total {
  scope: string;
  provider: SpendLimit['provider'];
  period: SpendPeriod;
  periodStart: string;
}

/** Where no limit is set: far above any spend, and sums with it stay exact. */
const UNLIMITED = micros(1e15);

/** Thrown inside a transaction, so that everything of it is undone; use-cases turn it into its denial. */
export class SpendDenied extends Error {
  readonly denial: SpendDenial;
  constructor(denial: SpendDenial) {
    super(
      `the ${denial.scope}'s limit of ${denial.limitMicros} micro-dollars a ${denial.period} has no room`,
    );
    this.name = 'SpendDenied';
    this.denial = denial;
  }
}

/** The first day of each period that an instant lies in. */
export function periodStarts(at: number): Record<SpendPeriod, string> {
  const day = istDate(at);
  const number = dayNumber(day);
  // Day 0 was a Thursday, so day 4 was a Monday.
  return { day, week: dateOfDay(number - ((number + 3) % 7)), month: `${day.slice(0, 7)}-01` };
}

/** Every total that a call counts in. All are kept whether limited or not: a limit may be set in mid-period. */
function totalsOf({ userId, provider, at }: Pick<Reservation, 'userId' | 'provider' | 'at'>): Total[] {
  const starts = periodStarts(at);
  const totals: Total[] = [];
  for (const period of SPEND_PERIODS) {
    const periodStart = starts[period];
    totals.push({ scope: userId, provider: ALL, period, periodStart });
    totals.push({ scope: userId, provider, period, periodStart });
    totals.push({ scope: ALL, provider: ALL, period, periodStart });
  }
  return totals;
}

const p = sql.placeholder;
const key = and(
  eq(aiSpendTotals.scope, p('scope')),
  eq(aiSpendTotals.period, p('period')),
  eq(aiSpendTotals.periodStart, p('periodStart')),
  eq(aiSpendTotals.provider, p('provider')),
);

const takeFromLimit = prepared((tx: MainTx) =>
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

const insertTotal = prepared((tx: MainTx) =>
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

const totalNow = prepared((tx: MainTx) =>
  tx
    .select({ spent: aiSpendTotals.spentMicros, reserved: aiSpendTotals.reservedMicros })
    .from(aiSpendTotals)
    .where(key)
    .prepare(),
);

const settleTotal = prepared((tx: MainTx) =>
  tx
    .update(aiSpendTotals)
    .set({
      reservedMicros: sql`${aiSpendTotals.reservedMicros} - ${p('reservedMicros')}`,
      spentMicros: sql`${aiSpendTotals.spentMicros} + ${p('costMicros')}`,
    })
    .where(key)
    .prepare(),
);

const insertReservation = prepared((tx: MainTx) =>
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

const closeReservation = prepared((tx: MainTx) =>
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
  const amount = micros(reservation.micros);
  if (amount < 0 || amount > UNLIMITED) throw new RangeError(`not an amount to reserve: ${amount}`);
  for (const total of totalsOf(reservation)) {
    const limitMicros = amount === 0 ? UNLIMITED : limitOf(total, limits);
    if (!(await takes(tx, total, amount, limitMicros)))
      throw new SpendDenied(await denialOf(tx, total, limitMicros));
  }
  const { id, userId, provider, model, at } = reservation;
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

/** The strictest of the limits on one total. */
function limitOf(total: Total, limits: readonly SpendLimit[]): Micros {
  const scope = total.scope === ALL ? 'service' : 'person';
  let strictest = UNLIMITED;
  for (const limit of limits)
    if (
      limit.scope === scope &&
      limit.period === total.period &&
      limit.provider === total.provider &&
      limit.limitMicros < strictest
    )
      strictest = limit.limitMicros;
  return strictest;
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
  const released = costMicros === 'released';
  const cost = released ? micros(0) : micros(costMicros);
  if (cost < 0) throw new RangeError(`not a cost: ${cost}`);
  const { id, userId } = held;
  const row = await closeReservation(tx).get({
    id,
    userId,
    state: released ? 'released' : 'settled',
    settledMicros: released ? null : cost,
    at,
  });
  if (!row) return undefined;
  const { reservedMicros } = row;
  for (const { scope, provider, period, periodStart } of totalsOf({
    userId,
    provider: row.provider,
    at: row.createdAt,
  }))
    await settleTotal(tx).run({ scope, provider, period, periodStart, reservedMicros, costMicros: cost });
  return { reservedMicros: micros(reservedMicros), overMicros: micros(Math.max(0, cost - reservedMicros)) };
}
