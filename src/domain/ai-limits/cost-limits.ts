import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { ALL, aiUserPreferences, type Provider } from '../../db/schema/main/index.js';
import { PROVIDERS, SPEND_PERIODS } from '../../db/schema/values.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import type { SpendLimit } from '../chat/spend-limits.js';
import { isDate } from '../ist.js';
import { type Micros, micros, paise } from '../money.js';
import { COST_LIMIT_BOUNDS } from './limits.js';

export const COST_PERIODS = ['message', ...SPEND_PERIODS] as const;
export type CostPeriod = (typeof COST_PERIODS)[number];

export const LIMITED = [ALL, ...PROVIDERS] as const;
/** `*` bounds all providers together. */
export type Limited = Provider | typeof ALL;

const entry = z.strictObject({
  /** What counts: a rate that moves later changes nothing. */
  micros: z.int().min(0).transform(micros),
  /** The rupees that were asked for, and the rate and its date that made micro-dollars of them. */
  paise: z.int().min(0).max(COST_LIMIT_BOUNDS.paiseMax).transform(paise),
  paise_per_usd: z.int().min(COST_LIMIT_BOUNDS.paisePerUsdMin).max(COST_LIMIT_BOUNDS.paisePerUsdMax),
  rate_date: z.string().refine(isDate),
  /** UTC milliseconds; grows with every change, so that a card for an earlier state is known to be stale. */
  set_at: z.int().min(0),
});

/** One limit as it is kept. */
export type CostLimit = z.output<typeof entry>;

/** The JSON of `ai_user_preferences.cost_limits`: by provider or `*`, then by period. */
export const costLimits = z.partialRecord(z.enum(LIMITED), z.partialRecord(z.enum(COST_PERIODS), entry));
export type CostLimits = z.output<typeof costLimits>;

type Readable = Pick<MainFile['read'] | MainTx, 'select'>;

const storedLimits = prepared((read: Readable) =>
  read
    .select({ costLimits: aiUserPreferences.costLimits })
    .from(aiUserPreferences)
    .where(eq(aiUserPreferences.userId, sql.placeholder('userId')))
    .prepare(),
);

/**
 * A person's own limits; none where nothing was set.
 * @throws ZodError on JSON that this product did not write: no call is made on limits that cannot be read
 */
export async function costLimitsOf(read: Readable, userId: string): Promise<CostLimits> {
  const row = await Promise.resolve(storedLimits(read).get({ userId }));
  return costLimits.parse(row?.costLimits ?? {});
}

/** Limits of one message: they bound what a turn comes to, and need no total that is kept. */
export interface MessageLimit {
  scope: SpendLimit['scope'];
  provider: Limited;
  limitMicros: Micros;
}

/** The limits of the whole service, from the configuration: all providers together. */
export type ServiceLimits = Readonly<Partial<Record<CostPeriod, Micros>>>;

/** Every limit that a person's call is under. */
export interface LimitsInForce {
  spend: readonly SpendLimit[];
  message: readonly MessageLimit[];
}

/** A person's own limits and those of the service, as reservations take them. */
export function limitsInForce(own: CostLimits, service: ServiceLimits): LimitsInForce {
  const spend: SpendLimit[] = [];
  const message: MessageLimit[] = [];
  const add = (scope: SpendLimit['scope'], provider: Limited, period: CostPeriod, limitMicros: Micros) => {
    if (period === 'message') message.push({ scope, provider, limitMicros });
    else spend.push({ scope, provider, period, limitMicros });
  };
  for (const provider of LIMITED)
    for (const period of COST_PERIODS) {
      const set = own[provider]?.[period];
      if (set) add('person', provider, period, set.micros);
    }
  for (const period of COST_PERIODS) {
    const limit = service[period];
    if (limit !== undefined) add('service', ALL, period, limit);
  }
  return { spend, message };
}
