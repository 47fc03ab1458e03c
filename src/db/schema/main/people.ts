import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isAfter,
  isAmount,
  isDate,
  isFlag,
  isHex,
  isId,
  isIn,
  isInstant,
  isJson,
  isLength,
  isPercent,
  isPrice,
  isSealed,
  isSince,
  isWord,
  json,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import {
  ASSESSMENT_METHODS,
  GOAL_TYPES,
  PLATFORMS,
  RISK_TOLERANCES,
  ROLES,
  TIMELINES,
  TRADING_FREQUENCIES,
} from '../values.js';

/** A person. `user_id` is random and says nothing about them: it stays on trades and audit after they are erased. */
export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id').notNull().unique(),
    role: oneOf('role', ROLES).notNull(),
    /** Sealed (Fernet), like the two below. */
    apiKey: text('api_key'),
    apiSecret: text('api_secret'),
    accessToken: text('access_token'),
    userName: text('user_name').notNull(),
    email: text('email'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastSuccessfulConnection: instant('last_successful_connection'),
    tokenExpiry: instant('token_expiry'),
    lastError: text('last_error'),
  },
  () =>
    checks('users', {
      user_id: isId('user_id'),
      role: isIn('role', ROLES),
      api_key: isSealed('api_key'),
      api_secret: isSealed('api_secret'),
      access_token: isSealed('access_token'),
      user_name: isLength('user_name', 1, 100),
      email: `${isLength('email', 3, 254)} AND instr(email, '@') > 1`,
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
      last_successful_connection: isInstant('last_successful_connection'),
      token_expiry: isInstant('token_expiry'),
      last_error: isLength('last_error', 1, 1000),
    }),
);

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' });

/** Where a person writes from. A person may have one identity a platform, and an identity belongs to one person. */
export const chatIdentities = sqliteTable(
  'chat_identities',
  {
    platform: oneOf('platform', PLATFORMS).notNull(),
    platformUserId: text('platform_user_id').notNull(),
    userId: owner(),
    linkedAt: instant('linked_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.platform, t.platformUserId] }),
    uniqueIndex('chat_identities_user').on(t.userId, t.platform),
    ...checks('chat_identities', {
      platform: isIn('platform', PLATFORMS),
      platform_user_id: isLength('platform_user_id', 1, 64),
      linked_at: isInstant('linked_at'),
    }),
  ],
);

/** A code that lets one more person in. Only its SHA-256 is kept. */
export const invitations = sqliteTable(
  'invitations',
  {
    codeHash: text('code_hash').primaryKey(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    role: oneOf('role', ROLES).notNull(),
    userName: text('user_name').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Who came with it. */
    usedBy: text('used_by').references(() => users.userId, { onDelete: 'cascade' }),
    usedAt: instant('used_at'),
  },
  t => [
    index('invitations_inviter').on(t.invitedBy, t.createdAt),
    index('invitations_used_by').on(t.usedBy).where(sql`used_by IS NOT NULL`),
    ...checks('invitations', {
      code_hash: isHex('code_hash'),
      role: `${isIn('role', ROLES)} AND role <> 'owner'`,
      user_name: isLength('user_name', 1, 100),
      created_at: isInstant('created_at'),
      expires_at: isAfter('expires_at', 'created_at'),
      used: '(used_by IS NULL) = (used_at IS NULL)',
      used_at: isSince('used_at', 'created_at'),
    }),
  ],
);

export const userInvestmentProfiles = sqliteTable(
  'user_investment_profiles',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.userId, { onDelete: 'cascade' }),
    riskTolerance: oneOf('risk_tolerance', RISK_TOLERANCES),
    investmentTimeline: oneOf('investment_timeline', TIMELINES),
    investmentGoals: json<string[]>('investment_goals').notNull(),
    preferredSectors: json<string[]>('preferred_sectors').notNull(),
    /** Per cent of the portfolio in one symbol. */
    maxPositionSize: real('max_position_size'),
    tradingFrequency: oneOf('trading_frequency', TRADING_FREQUENCIES),
    autoTradingEnabled: flag('auto_trading_enabled').notNull(),
    /** Per cent below (stop) and above (target) the entry price. */
    stopLossPreference: real('stop_loss_preference'),
    takeProfitPreference: real('take_profit_preference'),
    profileCompletenessScore: integer('profile_completeness_score').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () =>
    checks('user_investment_profiles', {
      risk_tolerance: isIn('risk_tolerance', RISK_TOLERANCES),
      investment_timeline: isIn('investment_timeline', TIMELINES),
      investment_goals: isJson('investment_goals', 'array'),
      preferred_sectors: isJson('preferred_sectors', 'array'),
      max_position_size: 'max_position_size > 0 AND max_position_size <= 100',
      trading_frequency: isIn('trading_frequency', TRADING_FREQUENCIES),
      auto_trading_enabled: isFlag('auto_trading_enabled'),
      stop_loss_preference: 'stop_loss_preference > 0 AND stop_loss_preference < 100',
      take_profit_preference: 'take_profit_preference > 0 AND take_profit_preference <= 1000',
      profile_completeness_score: isPercent('profile_completeness_score'),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
    }),
);

export const investmentGoals = sqliteTable(
  'investment_goals',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    goalName: text('goal_name').notNull(),
    goalType: oneOf('goal_type', GOAL_TYPES).notNull(),
    targetAmount: paiseColumn('target_amount').notNull(),
    currentAmount: paiseColumn('current_amount').notNull(),
    targetDate: tradingDate('target_date'),
    /** 1 is the most important. */
    priorityLevel: integer('priority_level').notNull(),
    monthlyContribution: paiseColumn('monthly_contribution').notNull(),
    progressPercentage: real('progress_percentage').generatedAlwaysAs(
      sql`min(100.0, current_amount * 100.0 / target_amount)`,
      { mode: 'virtual' },
    ),
    /** The share of the portfolio that counts towards this goal. */
    portfolioWeightPercent: real('portfolio_weight_percent').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    uniqueIndex('investment_goals_name').on(t.userId, t.goalName),
    ...checks('investment_goals', {
      goal_name: isLength('goal_name', 1, 100),
      goal_type: isIn('goal_type', GOAL_TYPES),
      target_amount: isPrice('target_amount'),
      current_amount: isAmount('current_amount'),
      target_date: isDate('target_date'),
      priority_level: 'priority_level BETWEEN 1 AND 10',
      monthly_contribution: isAmount('monthly_contribution'),
      portfolio_weight_percent: isPercent('portfolio_weight_percent'),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
    }),
  ],
);

export const riskAssessmentHistory = sqliteTable(
  'risk_assessment_history',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    assessmentDate: tradingDate('assessment_date').notNull(),
    riskScore: integer('risk_score').notNull(),
    riskTolerance: oneOf('risk_tolerance', RISK_TOLERANCES).notNull(),
    assessmentMethod: oneOf('assessment_method', ASSESSMENT_METHODS).notNull(),
    questionnaireResponses: json<Record<string, unknown>>('questionnaire_responses').notNull(),
    isCurrent: flag('is_current').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    uniqueIndex('risk_assessment_one_current').on(t.userId).where(sql`is_current = 1`),
    index('risk_assessment_history_user').on(t.userId, t.assessmentDate),
    ...checks('risk_assessment_history', {
      assessment_date: isDate('assessment_date'),
      risk_score: isPercent('risk_score'),
      risk_tolerance: isIn('risk_tolerance', RISK_TOLERANCES),
      assessment_method: isIn('assessment_method', ASSESSMENT_METHODS),
      questionnaire_responses: isJson('questionnaire_responses', 'object'),
      is_current: isFlag('is_current'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/** How far somebody is with getting to know the product by chat: what was agreed to, and what was left out on purpose. */
export const onboardingProgress = sqliteTable(
  'onboarding_progress',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.userId, { onDelete: 'cascade' }),
    /** The version of the words that were agreed to, and when. */
    consentVersion: text('consent_version'),
    consentAt: instant('consent_at'),
    /** The step whose question is open; null when none is. */
    openStep: text('open_step'),
    /** Answers of the open step so far. */
    answers: json<Record<string, unknown>>('answers').notNull(),
    skippedSteps: json<string[]>('skipped_steps').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () =>
    checks('onboarding_progress', {
      consent_version: isWord('consent_version', 20, 'a-z0-9.-'),
      consent: '(consent_version IS NULL) = (consent_at IS NULL)',
      consent_at: isInstant('consent_at'),
      open_step: isWord('open_step', 40, 'a-z_'),
      answers: isJson('answers', 'object'),
      skipped_steps: isJson('skipped_steps', 'array'),
      updated_at: isInstant('updated_at'),
    }),
);
