import { eq } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { aiUserPreferences } from '../../db/schema/main/index.js';
import type { MainTx, Store } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { formatPaise, type Paise } from '../money.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from '../people/person.js';
import { type CostLimit, costLimitsOf, type CostPeriod, type Limited } from './cost-limits.js';
import { COST_LIMIT_BOUNDS } from './limits.js';
import { microsOfPaise, type RupeeRate } from './rate.js';

/** A limit as a person asks for it. */
export interface CostLimitWish {
  provider: Limited;
  period: CostPeriod;
  amountPaise: Paise;
}

export interface CostLimitDesk {
  store: Store;
  clock: Clock;
  rate: RupeeRate;
}

export type CostLimitRefusal = 'NO_PERSON' | 'BAD_VALUE' | 'NEEDS_CARD' | 'NOT_HIGHER';

/**
 * Sets a limit where there is none, or lowers one: it holds from the next call on, also for what is spent already. A
 * higher one needs a card (`draftRaise`).
 */
export async function setCostLimit(
  desk: CostLimitDesk,
  acting: Acting,
  wish: CostLimitWish,
): Promise<PeopleAnswer<CostLimit, CostLimitRefusal>> {
  const wrong = wrongAmount(wish.amountPaise);
  if (wrong !== undefined) return refuse('BAD_VALUE', wrong);
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, acting.userId)) === undefined)
      return refuse('NO_PERSON', 'There is no such person.');
    const before = (await costLimitsOf(tx, acting.userId))[wish.provider]?.[wish.period];
    const now = desk.clock.now();
    const next = entryOf(wish, desk.rate, now, before);
    if (before && next.micros > before.micros)
      return refuse(
        'NEEDS_CARD',
        `${nameOf(wish)} is ${formatPaise(before.paise)}; ${formatPaise(wish.amountPaise)} is more, and raising it needs a card that you confirm.`,
      );
    await writeLimit(tx, acting.userId, wish, next, now);
    await auditFromMain(tx, {
      ...acting,
      action: 'cost_limit.set',
      entityType: 'cost_limit',
      entityId: acting.userId,
      ...(before ? { oldData: { ...keyOf(wish), micros: before.micros } } : {}),
      newData: { ...keyOf(wish), micros: next.micros },
      rationale: wishOf(acting, 'cost_limit.set'),
      at: now,
    });
    return done(next);
  });
}

/** Why an amount cannot be a limit, in words. */
export const wrongAmount = (amount: Paise): string | undefined =>
  Number.isInteger(amount) && amount >= 0 && amount <= COST_LIMIT_BOUNDS.paiseMax
    ? undefined
    : `A limit on AI cost cannot be that. Allowed: from ₹0 (no paid model at all) to ₹1,00,00,000.`;

/** A wish in the form that is kept. */
export function entryOf(
  { amountPaise }: CostLimitWish,
  rate: RupeeRate,
  now: number,
  before: CostLimit | undefined,
): CostLimit {
  return {
    micros: microsOfPaise(amountPaise, rate),
    paise: amountPaise,
    paise_per_usd: rate.paisePerUsd,
    rate_date: rate.date,
    set_at: Math.max(now, (before?.set_at ?? -1) + 1),
  };
}

/** Writes one limit among the others, in the transaction that decided it. */
export async function writeLimit(
  tx: MainTx,
  userId: string,
  { provider, period }: Pick<CostLimitWish, 'provider' | 'period'>,
  limit: CostLimit,
  now: number,
): Promise<void> {
  const before = await costLimitsOf(tx, userId);
  const costLimits = { ...before, [provider]: { ...before[provider], [period]: limit } };
  const kept = await tx
    .update(aiUserPreferences)
    .set({ costLimits, updatedAt: now })
    .where(eq(aiUserPreferences.userId, userId))
    .returning({ userId: aiUserPreferences.userId });
  if (kept.length > 0) return;
  await tx.insert(aiUserPreferences).values({ userId, providerPriorities: [], costLimits, updatedAt: now });
}

const keyOf = ({ provider, period }: Pick<CostLimitWish, 'provider' | 'period'>) => ({
  // The trail takes words of letters only.
  provider: provider === '*' ? 'all' : provider,
  period,
});

const PERIOD_WORDS: Record<CostPeriod, string> = {
  message: 'a message',
  day: 'a day',
  week: 'a week',
  month: 'a month',
};

/** `Your limit on AI cost a week`, `Your limit on the cost of claude a day`. */
export const nameOf = ({ provider, period }: Pick<CostLimitWish, 'provider' | 'period'>): string =>
  `Your limit on ${provider === '*' ? 'AI cost' : `the cost of ${provider}`} ${PERIOD_WORDS[period]}`;
