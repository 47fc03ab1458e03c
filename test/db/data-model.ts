import type { DatabaseName } from '../../src/db/folder.js';

/** The 27 tables that the product is to have, with the columns that were asked for by name. */
export const DATA_MODEL: readonly { file: DatabaseName; table: string; columns: string[] }[] = [
  listed(
    'main',
    'users',
    'id user_id api_key api_secret access_token user_name email created_at updated_at last_successful_connection token_expiry last_error',
  ),
  listed(
    'main',
    'user_investment_profiles',
    'user_id risk_tolerance investment_timeline investment_goals preferred_sectors max_position_size trading_frequency auto_trading_enabled stop_loss_preference take_profit_preference profile_completeness_score created_at updated_at',
  ),
  listed(
    'main',
    'investment_goals',
    'user_id goal_name goal_type target_amount current_amount target_date priority_level monthly_contribution progress_percentage',
  ),
  listed(
    'main',
    'risk_assessment_history',
    'user_id assessment_date risk_score risk_tolerance assessment_method questionnaire_responses is_current',
  ),
  listed('main', 'portfolio_snapshots', 'user_id timestamp holdings positions'),
  listed('main', 'market_data_cache', 'symbol price volume bid ask last_updated'),
  listed(
    'main',
    'stock_market_data',
    'date symbol open_price high_price low_price close_price volume price_change market_cap pe_ratio analyst_rating news_sentiment_score sector industry',
  ),
  listed(
    'main',
    'ai_user_preferences',
    'user_id openai_api_key claude_api_key gemini_api_key preferred_provider provider_priorities cost_limits risk_tolerance trading_style',
  ),
  listed(
    'main',
    'ai_strategies',
    'user_id strategy_name strategy_type parameters rules risk_management backtesting_results performance_metrics is_active created_at updated_at',
  ),
  listed(
    'main',
    'ai_trading_signals',
    'user_id symbol signal_type confidence_score reasoning target_price stop_loss take_profit position_size is_active expires_at created_at',
  ),
  listed(
    'main',
    'ai_analysis_results',
    'user_id analysis_type symbols input_data analysis_result provider_used confidence_score created_at',
  ),
  listed(
    'main',
    'enhanced_recommendations',
    'user_id analysis_id stock_symbol current_allocation target_allocation action_type quantity_change value_change reasoning confidence_score priority_level timeframe implementation_status',
  ),
  listed(
    'trading',
    'trading_orders',
    'id user_id symbol order_type side quantity price status broker_order_id strategy_id filled_quantity average_fill_price commission created_at filled_at',
  ),
  listed(
    'trading',
    'trading_positions',
    'id user_id symbol quantity average_price current_price unrealized_pnl realized_pnl strategy_id opened_at closed_at',
  ),
  listed(
    'trading',
    'trading_executions',
    'id order_id user_id symbol side quantity price commission broker_execution_id executed_at',
  ),
  listed(
    'trading',
    'strategy_deployments',
    'id user_id strategy_id status configuration risk_parameters performance_metrics deployed_at',
  ),
  listed(
    'main',
    'recommendation_performance',
    'recommendation_id user_id stock_symbol implementation_date implementation_price predicted_price actual_outcome_1d actual_outcome_7d actual_outcome_30d accuracy_score_1d user_feedback_rating portfolio_impact recommendation_success',
  ),
  listed(
    'trading',
    'strategy_performance',
    'user_id strategy_id deployment_id date total_trades winning_trades losing_trades total_pnl daily_pnl max_drawdown win_rate sharpe_ratio',
  ),
  listed(
    'main',
    'ai_usage_tracking',
    'user_id provider operation_type tokens_used cost_cents response_time_ms success created_at',
  ),
  listed(
    'main',
    'market_context',
    'date nifty_value nifty_change market_sentiment volatility_index sector_performance key_events fear_greed_index analyst_sentiment',
  ),
  listed(
    'main',
    'sector_performance',
    'date sector_name sector_change_percent sector_trend analyst_rating risk_level growth_potential',
  ),
  listed(
    'main',
    'market_events',
    'event_date event_type event_title impact_level affected_sectors market_reaction confidence_score',
  ),
  listed('main', 'ai_chat_sessions', 'user_id thread_id session_name created_at is_active'),
  listed(
    'main',
    'ai_chat_messages',
    'session_id thread_id user_id message_type content metadata provider_used tokens_used cost_cents',
  ),
  listed(
    'trading',
    'risk_violations',
    'user_id violation_type severity description action_taken resolved created_at resolved_at',
  ),
  listed(
    'trading',
    'trading_events',
    'user_id event_type event_data related_id severity processed created_at',
  ),
  listed(
    'trading',
    'trading_audit_trail',
    'user_id action entity_type entity_id old_data new_data decision_rationale created_at',
  ),
];

function listed(file: DatabaseName, table: string, columns: string) {
  return { file, table, columns: columns.split(' ') };
}
