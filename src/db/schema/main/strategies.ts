import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isAfter,
  isDate,
  isFlag,
  isFraction,
  isId,
  isIn,
  isInstant,
  isJson,
  isLength,
  isPercent,
  isPrice,
  isQuantity,
  isSignedAmount,
  isSignedQuantity,
  isSince,
  isSymbol,
  isWord,
  json,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import {
  IMPLEMENTATION_STATES,
  PRIORITIES,
  PROVIDERS,
  RECOMMENDED_ACTIONS,
  SIGNAL_TYPES,
  TIMEFRAMES,
} from '../values.js';
import { users } from './people.js';

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' });

export const aiStrategies = sqliteTable(
  'ai_strategies',
  {
    id: text('id').primaryKey(),
    userId: owner(),
    strategyName: text('strategy_name').notNull(),
    strategyType: text('strategy_type').notNull(),
    parameters: json<Record<string, unknown>>('parameters').notNull(),
    rules: json<Record<string, unknown>>('rules').notNull(),
    riskManagement: json<Record<string, unknown>>('risk_management').notNull(),
    backtestingResults: json<Record<string, unknown>>('backtesting_results'),
    performanceMetrics: json<Record<string, unknown>>('performance_metrics'),
    isActive: flag('is_active').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    uniqueIndex('ai_strategies_owner').on(t.id, t.userId),
    uniqueIndex('ai_strategies_name').on(t.userId, t.strategyName),
    ...checks('ai_strategies', {
      id: isId('id'),
      strategy_name: isLength('strategy_name', 1, 100),
      strategy_type: isWord('strategy_type', 40, 'a-z0-9_'),
      parameters: isJson('parameters', 'object'),
      rules: isJson('rules', 'object'),
      risk_management: isJson('risk_management', 'object'),
      backtesting_results: isJson('backtesting_results', 'object'),
      performance_metrics: isJson('performance_metrics', 'object'),
      is_active: isFlag('is_active'),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
    }),
  ],
);

/** Prices in paise; `position_size` is a quantity of shares. */
export const aiTradingSignals = sqliteTable(
  'ai_trading_signals',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    strategyId: text('strategy_id'),
    symbol: text('symbol').notNull(),
    signalType: oneOf('signal_type', SIGNAL_TYPES).notNull(),
    confidenceScore: real('confidence_score').notNull(),
    reasoning: text('reasoning').notNull(),
    targetPrice: paiseColumn('target_price'),
    stopLoss: paiseColumn('stop_loss'),
    takeProfit: paiseColumn('take_profit'),
    positionSize: integer('position_size'),
    isActive: flag('is_active').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    foreignKey({
      columns: [t.strategyId, t.userId],
      foreignColumns: [aiStrategies.id, aiStrategies.userId],
    }).onDelete('cascade'),
    index('ai_trading_signals_active').on(t.userId, t.expiresAt).where(sql`is_active = 1`),
    index('ai_trading_signals_strategy').on(t.strategyId, t.createdAt),
    index('ai_trading_signals_user').on(t.userId, t.createdAt),
    index('ai_trading_signals_age').on(t.createdAt),
    ...checks('ai_trading_signals', {
      symbol: isSymbol('symbol'),
      signal_type: isIn('signal_type', SIGNAL_TYPES),
      confidence_score: isFraction('confidence_score'),
      reasoning: isLength('reasoning', 1, 4000),
      target_price: isPrice('target_price'),
      stop_loss: isPrice('stop_loss'),
      take_profit: isPrice('take_profit'),
      levels: `CASE signal_type WHEN 'buy' THEN stop_loss < take_profit WHEN 'sell' THEN stop_loss > take_profit ELSE 1 END`,
      position_size: isQuantity('position_size'),
      is_active: isFlag('is_active'),
      created_at: isInstant('created_at'),
      expires_at: isAfter('expires_at', 'created_at'),
    }),
  ],
);

export const aiAnalysisResults = sqliteTable(
  'ai_analysis_results',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    analysisType: text('analysis_type').notNull(),
    symbols: json<string[]>('symbols').notNull(),
    inputData: json<Record<string, unknown>>('input_data').notNull(),
    analysisResult: json<Record<string, unknown>>('analysis_result').notNull(),
    providerUsed: oneOf('provider_used', PROVIDERS).notNull(),
    confidenceScore: real('confidence_score'),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    uniqueIndex('ai_analysis_results_owner').on(t.id, t.userId),
    index('ai_analysis_results_user').on(t.userId, t.createdAt),
    ...checks('ai_analysis_results', {
      analysis_type: isWord('analysis_type', 40, 'a-z0-9_'),
      symbols: isJson('symbols', 'array'),
      input_data: isJson('input_data', 'object'),
      analysis_result: isJson('analysis_result', 'object'),
      provider_used: isIn('provider_used', PROVIDERS),
      confidence_score: isFraction('confidence_score'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/** Allocations in per cent of the portfolio, `value_change` in paise; a negative change sells. */
export const enhancedRecommendations = sqliteTable(
  'enhanced_recommendations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    analysisId: integer('analysis_id'),
    stockSymbol: text('stock_symbol').notNull(),
    currentAllocation: real('current_allocation').notNull(),
    targetAllocation: real('target_allocation').notNull(),
    actionType: oneOf('action_type', RECOMMENDED_ACTIONS).notNull(),
    quantityChange: integer('quantity_change').notNull(),
    valueChange: paiseColumn('value_change').notNull(),
    reasoning: text('reasoning').notNull(),
    confidenceScore: real('confidence_score').notNull(),
    priorityLevel: oneOf('priority_level', PRIORITIES).notNull(),
    timeframe: oneOf('timeframe', TIMEFRAMES).notNull(),
    implementationStatus: oneOf('implementation_status', IMPLEMENTATION_STATES).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    foreignKey({
      columns: [t.analysisId, t.userId],
      foreignColumns: [aiAnalysisResults.id, aiAnalysisResults.userId],
    }).onDelete('cascade'),
    uniqueIndex('enhanced_recommendations_owner').on(t.id, t.userId, t.stockSymbol),
    index('enhanced_recommendations_user').on(t.userId, t.createdAt),
    index('enhanced_recommendations_analysis').on(t.analysisId),
    ...checks('enhanced_recommendations', {
      stock_symbol: isSymbol('stock_symbol'),
      current_allocation: isPercent('current_allocation'),
      target_allocation: isPercent('target_allocation'),
      action_type: isIn('action_type', RECOMMENDED_ACTIONS),
      direction: `CASE action_type WHEN 'hold' THEN quantity_change = 0 WHEN 'buy' THEN quantity_change > 0
        WHEN 'increase' THEN quantity_change > 0 ELSE quantity_change < 0 END`,
      quantity_change: isSignedQuantity('quantity_change'),
      value_change: isSignedAmount('value_change'),
      value_sign: 'sign(value_change) = sign(quantity_change)',
      reasoning: isLength('reasoning', 1, 4000),
      confidence_score: isFraction('confidence_score'),
      priority_level: isIn('priority_level', PRIORITIES),
      timeframe: isIn('timeframe', TIMEFRAMES),
      implementation_status: isIn('implementation_status', IMPLEMENTATION_STATES),
      created_at: isInstant('created_at'),
    }),
  ],
);

/** Prices and `portfolio_impact` in paise; outcomes are returns in per cent after 1, 7 and 30 trading days. */
export const recommendationPerformance = sqliteTable(
  'recommendation_performance',
  {
    recommendationId: integer('recommendation_id').primaryKey(),
    userId: owner(),
    stockSymbol: text('stock_symbol').notNull(),
    implementationDate: tradingDate('implementation_date'),
    implementationPrice: paiseColumn('implementation_price'),
    predictedPrice: paiseColumn('predicted_price'),
    actualOutcome1d: real('actual_outcome_1d'),
    actualOutcome7d: real('actual_outcome_7d'),
    actualOutcome30d: real('actual_outcome_30d'),
    accuracyScore1d: real('accuracy_score_1d'),
    userFeedbackRating: integer('user_feedback_rating'),
    portfolioImpact: paiseColumn('portfolio_impact'),
    recommendationSuccess: flag('recommendation_success'),
  },
  t => [
    foreignKey({
      columns: [t.recommendationId, t.userId, t.stockSymbol],
      foreignColumns: [
        enhancedRecommendations.id,
        enhancedRecommendations.userId,
        enhancedRecommendations.stockSymbol,
      ],
    }).onDelete('cascade'),
    index('recommendation_performance_user').on(t.userId, t.implementationDate),
    ...checks('recommendation_performance', {
      implementation_date: isDate('implementation_date'),
      implementation_price: isPrice('implementation_price'),
      predicted_price: isPrice('predicted_price'),
      actual_outcome_1d: 'actual_outcome_1d >= -100 AND actual_outcome_1d < 1e6',
      actual_outcome_7d: 'actual_outcome_7d >= -100 AND actual_outcome_7d < 1e6',
      actual_outcome_30d: 'actual_outcome_30d >= -100 AND actual_outcome_30d < 1e6',
      accuracy_score_1d: isFraction('accuracy_score_1d'),
      portfolio_impact: isSignedAmount('portfolio_impact'),
      user_feedback_rating: 'user_feedback_rating BETWEEN 1 AND 5',
      recommendation_success: isFlag('recommendation_success'),
    }),
  ],
);
