import {
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isCount,
  isDate,
  isFraction,
  isId,
  isIn,
  isInstant,
  isJson,
  isSignedAmount,
  json,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import { DEPLOYMENT_STATUSES, TRADING_MODES } from '../values.js';
import { account } from './orders.js';

export const strategyDeployments = sqliteTable(
  'strategy_deployments',
  {
    id: text('id').primaryKey(),
    userId: account(),
    strategyId: text('strategy_id').notNull(),
    mode: oneOf('mode', TRADING_MODES).notNull(),
    status: oneOf('status', DEPLOYMENT_STATUSES).notNull(),
    configuration: json<Record<string, unknown>>('configuration').notNull(),
    riskParameters: json<Record<string, unknown>>('risk_parameters').notNull(),
    performanceMetrics: json<Record<string, unknown>>('performance_metrics'),
    deployedAt: instant('deployed_at').notNull(),
  },
  t => [
    uniqueIndex('strategy_deployments_owner').on(t.id, t.userId, t.strategyId),
    index('strategy_deployments_user').on(t.userId, t.deployedAt),
    index('strategy_deployments_status').on(t.status),
    ...checks('strategy_deployments', {
      id: isId('id'),
      strategy_id: isId('strategy_id'),
      mode: isIn('mode', TRADING_MODES),
      status: isIn('status', DEPLOYMENT_STATUSES),
      configuration: isJson('configuration', 'object'),
      risk_parameters: isJson('risk_parameters', 'object'),
      performance_metrics: isJson('performance_metrics', 'object'),
      deployed_at: isInstant('deployed_at'),
    }),
  ],
);

/** One row a deployment and trading day. P&L in paise; drawdown and win rate are fractions. */
export const strategyPerformance = sqliteTable(
  'strategy_performance',
  {
    userId: account(),
    strategyId: text('strategy_id').notNull(),
    deploymentId: text('deployment_id').notNull(),
    date: tradingDate('date').notNull(),
    totalTrades: integer('total_trades').notNull(),
    winningTrades: integer('winning_trades').notNull(),
    losingTrades: integer('losing_trades').notNull(),
    totalPnl: paiseColumn('total_pnl').notNull(),
    dailyPnl: paiseColumn('daily_pnl').notNull(),
    maxDrawdown: real('max_drawdown').notNull(),
    winRate: real('win_rate'),
    sharpeRatio: real('sharpe_ratio'),
  },
  t => [
    foreignKey({
      columns: [t.deploymentId, t.userId, t.strategyId],
      foreignColumns: [strategyDeployments.id, strategyDeployments.userId, strategyDeployments.strategyId],
    }),
    primaryKey({ columns: [t.deploymentId, t.date] }),
    index('strategy_performance_user').on(t.userId, t.date),
    ...checks('strategy_performance', {
      date: isDate('date'),
      total_trades: isCount('total_trades'),
      winning_trades: isCount('winning_trades'),
      losing_trades: isCount('losing_trades'),
      trades: 'winning_trades + losing_trades <= total_trades',
      total_pnl: isSignedAmount('total_pnl'),
      daily_pnl: isSignedAmount('daily_pnl'),
      max_drawdown: isFraction('max_drawdown'),
      win_rate: isFraction('win_rate'),
      win_rate_of: 'win_rate IS NULL OR total_trades > 0',
      sharpe_ratio: 'abs(sharpe_ratio) < 1000',
    }),
  ],
);
