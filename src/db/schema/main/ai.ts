import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isCount,
  isDate,
  isFlag,
  isId,
  isIn,
  isInstant,
  isJson,
  isLength,
  isSealed,
  isSince,
  json,
  oneOf,
} from '../columns.js';
import { PROVIDERS, RESERVATION_STATES, RISK_TOLERANCES, SPEND_PERIODS, TRADING_STYLES } from '../values.js';
import { users } from './people.js';

export type Provider = (typeof PROVIDERS)[number];

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' });

/** US cents from whole micro-dollars, fractions of a cent included. */
export const CENTS = sql`cost_micros / 10000.0`;

export const aiUserPreferences = sqliteTable(
  'ai_user_preferences',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.userId, { onDelete: 'cascade' }),
    /** A person's own keys, sealed. */
    openaiApiKey: text('openai_api_key'),
    claudeApiKey: text('claude_api_key'),
    geminiApiKey: text('gemini_api_key'),
    preferredProvider: oneOf('preferred_provider', PROVIDERS),
    providerPriorities: json<Provider[]>('provider_priorities').notNull(),
    costLimits: json<Record<string, unknown>>('cost_limits').notNull(),
    riskTolerance: oneOf('risk_tolerance', RISK_TOLERANCES),
    tradingStyle: oneOf('trading_style', TRADING_STYLES),
    updatedAt: instant('updated_at').notNull(),
  },
  () =>
    checks('ai_user_preferences', {
      openai_api_key: isSealed('openai_api_key'),
      claude_api_key: isSealed('claude_api_key'),
      gemini_api_key: isSealed('gemini_api_key'),
      preferred_provider: isIn('preferred_provider', PROVIDERS),
      provider_priorities: isJson('provider_priorities', 'array'),
      cost_limits: isJson('cost_limits', 'object'),
      risk_tolerance: isIn('risk_tolerance', RISK_TOLERANCES),
      trading_style: isIn('trading_style', TRADING_STYLES),
      updated_at: isInstant('updated_at'),
    }),
);

/** One row for every call to a provider, failed ones included. */
export const aiUsageTracking = sqliteTable(
  'ai_usage_tracking',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    provider: oneOf('provider', PROVIDERS).notNull(),
    model: text('model').notNull(),
    operationType: text('operation_type').notNull(),
    tokensUsed: integer('tokens_used').notNull(),
    costMicros: integer('cost_micros').notNull(),
    costCents: real('cost_cents').generatedAlwaysAs(CENTS, { mode: 'virtual' }),
    responseTimeMs: integer('response_time_ms').notNull(),
    success: flag('success').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    index('ai_usage_tracking_user').on(t.userId, t.createdAt),
    index('ai_usage_tracking_age').on(t.createdAt),
    ...checks('ai_usage_tracking', {
      provider: isIn('provider', PROVIDERS),
      model: isLength('model', 1, 100),
      operation_type: isLength('operation_type', 1, 40),
      tokens_used: isCount('tokens_used'),
      cost_micros: isCount('cost_micros'),
      response_time_ms: isCount('response_time_ms'),
      success: isFlag('success'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/** The worst case of a call under way, taken from the limits before it starts and settled to its true cost after. */
export const aiReservations = sqliteTable(
  'ai_reservations',
  {
    id: text('id').primaryKey(),
    userId: owner(),
    provider: oneOf('provider', PROVIDERS).notNull(),
    model: text('model').notNull(),
    reservedMicros: integer('reserved_micros').notNull(),
    settledMicros: integer('settled_micros'),
    state: oneOf('state', RESERVATION_STATES).notNull(),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
  },
  t => [
    index('ai_reservations_held').on(t.createdAt).where(sql`state = 'held'`),
    index('ai_reservations_user').on(t.userId, t.createdAt),
    ...checks('ai_reservations', {
      id: isId('id'),
      provider: isIn('provider', PROVIDERS),
      model: isLength('model', 1, 100),
      reserved_micros: isCount('reserved_micros'),
      state: isIn('state', RESERVATION_STATES),
      settled: `(state = 'settled') = (settled_micros IS NOT NULL)`,
      settled_micros: isCount('settled_micros'),
      closed: `(state = 'held') = (closed_at IS NULL)`,
      created_at: isInstant('created_at'),
      closed_at: isSince('closed_at', 'created_at'),
    }),
  ],
);

/** `scope` and `provider` of the rows that count everybody, or every provider. */
export const ALL = '*';

/** Running totals of AI spend, so that a check costs the same after a million calls: scope is a user_id or `*`. */
export const aiSpendTotals = sqliteTable(
  'ai_spend_totals',
  {
    scope: text('scope').notNull(),
    provider: text('provider').notNull(),
    period: oneOf('period', SPEND_PERIODS).notNull(),
    periodStart: text('period_start').notNull(),
    spentMicros: integer('spent_micros').notNull(),
    reservedMicros: integer('reserved_micros').notNull(),
  },
  t => [
    primaryKey({ columns: [t.scope, t.period, t.periodStart, t.provider] }),
    ...checks('ai_spend_totals', {
      scope: `scope = '${ALL}' OR (${isId('scope')})`,
      provider: isIn('provider', [ALL, ...PROVIDERS]),
      period: isIn('period', SPEND_PERIODS),
      period_start: isDate('period_start'),
      period_edge: `CASE period WHEN 'week' THEN strftime('%w', period_start) = '1'
        WHEN 'month' THEN period_start GLOB '*-01' ELSE 1 END`,
      spent_micros: isCount('spent_micros'),
      reserved_micros: isCount('reserved_micros'),
    }),
  ],
);
