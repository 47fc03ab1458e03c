import { eq, sql } from 'drizzle-orm';
import { riskLimits } from '../../db/schema/trading/index.js';
import type { RISK_TOLERANCES } from '../../db/schema/values.js';
import { prepared, type TradingFile, type TradingTx } from '../../db/store.js';
import { QUOTE_AGE_LIMITS } from '../market/quote-age.js';
import type { Unit } from './denials.js';

export type RiskTolerance = (typeof RISK_TOLERANCES)[number];
export type TradingReader = TradingFile['read'];

export interface LimitRule {
  readonly unit: Unit;
  readonly defaults: Readonly<Record<RiskTolerance, number>>;
  readonly min: number;
  readonly max: number;
  /** Which way is tighter. */
  readonly tighter: 'lower' | 'higher';
  /** What the limit does, in words for a person. */
  readonly words: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const RUPEE = 100;
const QUOTE_AGE_MS_MAX = QUOTE_AGE_LIMITS.quoteAgeMsMax;
const LAKH = 100_000 * RUPEE;

const defaults = (conservative: number, moderate: number, aggressive: number) => ({
  conservative,
  moderate,
  aggressive,
});

/** Every limit of a person. All are whole numbers of their unit; a weight is of the equity at the moment of the check. */
export const LIMIT_RULES = {
  order_quantity: {
    unit: 'shares',
    defaults: defaults(2_000, 5_000, 20_000),
    min: 1,
    max: 10_000_000,
    tighter: 'lower',
    words: 'most shares in one order',
  },
  order_notional: {
    unit: 'paise',
    defaults: defaults(LAKH, 2.5 * LAKH, 10 * LAKH),
    min: RUPEE,
    max: 1_00_000 * LAKH,
    tighter: 'lower',
    words: 'most money in one order',
  },
  price_band: {
    unit: 'bps',
    defaults: defaults(300, 500, 1_000),
    min: 10,
    max: 2_000,
    tighter: 'lower',
    words: 'how much worse than the last price an order may be priced',
  },
  price_drift: {
    unit: 'bps',
    defaults: defaults(25, 50, 100),
    min: 5,
    max: 500,
    tighter: 'lower',
    words: 'how far the price may move between a card and its press',
  },
  position_weight: {
    unit: 'bps',
    defaults: defaults(1_000, 2_000, 3_500),
    min: 50,
    max: 10_000,
    tighter: 'lower',
    words: 'largest share of the equity in one symbol',
  },
  sector_weight: {
    unit: 'bps',
    defaults: defaults(2_500, 4_000, 6_000),
    min: 100,
    max: 10_000,
    tighter: 'lower',
    words: 'largest share of the equity in one sector',
  },
  gross_exposure: {
    unit: 'bps',
    defaults: defaults(9_000, 10_000, 20_000),
    min: 100,
    max: 50_000,
    tighter: 'lower',
    words: 'all positions, long and short added up, as a share of the equity',
  },
  open_orders: {
    unit: 'count',
    defaults: defaults(10, 20, 50),
    min: 1,
    max: 200,
    tighter: 'lower',
    words: 'orders that may be open at once',
  },
  orders_per_minute: {
    unit: 'count',
    defaults: defaults(5, 10, 20),
    min: 1,
    max: 60,
    tighter: 'lower',
    words: 'orders within any 60 seconds',
  },
  orders_per_day: {
    unit: 'count',
    defaults: defaults(20, 50, 200),
    min: 1,
    max: 2_000,
    tighter: 'lower',
    words: 'orders of one trading day',
  },
  daily_loss: {
    unit: 'bps',
    defaults: defaults(100, 200, 400),
    min: 10,
    max: 2_000,
    tighter: 'lower',
    words: "loss of the day, realised and open, at which new entries stop, of the day's opening equity",
  },
  drawdown: {
    unit: 'bps',
    defaults: defaults(1_000, 1_500, 2_500),
    min: 100,
    max: 9_000,
    tighter: 'lower',
    words: 'fall from the highest value so far at which new entries stop',
  },
  duplicate_window: {
    unit: 'ms',
    defaults: defaults(30 * SECOND_MS, 15 * SECOND_MS, 5 * SECOND_MS),
    min: SECOND_MS,
    max: 10 * MINUTE_MS,
    tighter: 'higher',
    words: 'time within which the same order again is taken for a mistake',
  },
  quote_age: {
    unit: 'ms',
    defaults: defaults(QUOTE_AGE_MS_MAX, QUOTE_AGE_MS_MAX, QUOTE_AGE_MS_MAX),
    min: SECOND_MS,
    max: QUOTE_AGE_MS_MAX,
    tighter: 'lower',
    words: 'oldest price that is decided on while the market is open',
  },
  mis_cutoff: {
    unit: 'ms',
    defaults: defaults(60 * MINUTE_MS, 30 * MINUTE_MS, 15 * MINUTE_MS),
    min: 10 * MINUTE_MS,
    max: 300 * MINUTE_MS,
    tighter: 'higher',
    words: 'time before the close from which no new MIS position is opened',
  },
} as const satisfies Record<string, LimitRule>;

export type LimitName = keyof typeof LIMIT_RULES;
export type Limits = Readonly<Record<LimitName, number>>;

export const LIMIT_NAMES = Object.keys(LIMIT_RULES) as readonly LimitName[];

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMIT_RULES, name);

export const ruleOf = (name: LimitName): LimitRule => LIMIT_RULES[name];

/** Whether `value` allows less than `than`; equal values are not tighter. */
export function isTighter(name: LimitName, value: number, than: number): boolean {
  return ruleOf(name).tighter === 'lower' ? value < than : value > than;
}

/** The limits that a risk tolerance comes with. */
export function deriveLimits(tolerance: RiskTolerance): Limits {
  return limitsFrom(name => ruleOf(name).defaults[tolerance]);
}

function limitsFrom(valueOf: (name: LimitName) => number): Limits {
  return Object.fromEntries(LIMIT_NAMES.map(name => [name, valueOf(name)])) as Record<LimitName, number>;
}

const storedLimits = prepared((read: TradingReader | TradingTx) =>
  read
    .select({ name: riskLimits.name, value: riskLimits.value })
    .from(riskLimits)
    .where(eq(riskLimits.userId, sql.placeholder('userId')))
    .prepare(),
);

/** The limits in force. One that was never set has its conservative value: nobody trades without limits. */
export async function limitsOf(read: TradingReader | TradingTx, userId: string): Promise<Limits> {
  const rows = await storedLimits(read).all({ userId });
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  return limitsFrom(name => stored.get(name) ?? ruleOf(name).defaults.conservative);
}

/** Puts a value in force. The caller has judged which way it goes. */
export async function storeLimit(
  tx: TradingTx,
  row: { userId: string; name: LimitName; value: number; at: number },
): Promise<void> {
  const { userId, name, value, at } = row;
  await tx
    .insert(riskLimits)
    .values({ userId, name, value, updatedAt: at })
    .onConflictDoUpdate({
      target: [riskLimits.userId, riskLimits.name],
      set: { value, updatedAt: at },
    });
}

export interface AdoptedLimit {
  readonly name: LimitName;
  /** Null where the limit had never been set. */
  readonly oldValue: number | null;
  readonly newValue: number;
}

/**
 * Takes over the limits of a risk tolerance where none was set and where they are tighter than what is in force: a profile
 * or a questionnaire never loosens. Returns what changed, for the caller's audit.
 */
export async function adoptLimits(
  tx: TradingTx,
  userId: string,
  tolerance: RiskTolerance,
  at: number,
): Promise<AdoptedLimit[]> {
  const rows = await storedLimits(tx).all({ userId });
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const derived = deriveLimits(tolerance);
  const adopted: AdoptedLimit[] = [];
  for (const name of LIMIT_NAMES) {
    const oldValue = stored.get(name) ?? null;
    const newValue = derived[name];
    if (oldValue !== null && !isTighter(name, newValue, oldValue)) continue;
    await storeLimit(tx, { userId, name, value: newValue, at });
    adopted.push({ name, oldValue, newValue });
  }
  return adopted;
}
