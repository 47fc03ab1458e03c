-- The main file: people, portfolio history, market, AI and chat.

CREATE TABLE users (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  api_key text,
  api_secret text,
  access_token text,
  user_name text NOT NULL,
  email text,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  last_successful_connection integer,
  token_expiry integer,
  last_error text,
  CONSTRAINT users_user_id CHECK(length(user_id) BETWEEN 1 AND 20 AND instr(user_id, char(0)) = 0 AND user_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT users_role CHECK(role IN ('owner', 'trader', 'viewer')),
  CONSTRAINT users_api_key CHECK(api_key GLOB 'gAAAAA*' AND length(api_key) BETWEEN 100 AND 8192 AND instr(api_key, char(0)) = 0 AND api_key NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT users_api_secret CHECK(api_secret GLOB 'gAAAAA*' AND length(api_secret) BETWEEN 100 AND 8192 AND instr(api_secret, char(0)) = 0 AND api_secret NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT users_access_token CHECK(access_token GLOB 'gAAAAA*' AND length(access_token) BETWEEN 100 AND 8192 AND instr(access_token, char(0)) = 0 AND access_token NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT users_user_name CHECK(length(user_name) BETWEEN 1 AND 100 AND instr(user_name, char(0)) = 0 AND NOT (user_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(user_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT users_email CHECK(length(email) BETWEEN 3 AND 254 AND instr(email, char(0)) = 0 AND NOT (email GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(email, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*') AND instr(email, '@') > 1),
  CONSTRAINT users_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT users_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999),
  CONSTRAINT users_last_successful_connection CHECK(last_successful_connection BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT users_token_expiry CHECK(token_expiry BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT users_last_error CHECK(length(last_error) BETWEEN 1 AND 1000 AND instr(last_error, char(0)) = 0 AND NOT (last_error GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(last_error, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX users_user_id_unique ON users (user_id);

--> statement-breakpoint

CREATE TABLE ai_analysis_results (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  analysis_type text NOT NULL,
  symbols text NOT NULL,
  input_data text NOT NULL,
  analysis_result text NOT NULL,
  provider_used text NOT NULL,
  confidence_score real,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_analysis_results_analysis_type CHECK(length(analysis_type) BETWEEN 1 AND 40 AND instr(analysis_type, char(0)) = 0 AND analysis_type NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT ai_analysis_results_symbols CHECK(octet_length(symbols) <= 1000000 AND instr(symbols, char(0)) = 0 AND json_valid(symbols) AND json_type(symbols) = 'array'),
  CONSTRAINT ai_analysis_results_input_data CHECK(octet_length(input_data) <= 1000000 AND instr(input_data, char(0)) = 0 AND json_valid(input_data) AND json_type(input_data) = 'object'),
  CONSTRAINT ai_analysis_results_analysis_result CHECK(octet_length(analysis_result) <= 1000000 AND instr(analysis_result, char(0)) = 0 AND json_valid(analysis_result) AND json_type(analysis_result) = 'object'),
  CONSTRAINT ai_analysis_results_provider_used CHECK(provider_used IN ('openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_analysis_results_confidence_score CHECK(confidence_score BETWEEN 0 AND 1),
  CONSTRAINT ai_analysis_results_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX ai_analysis_results_owner ON ai_analysis_results (id,user_id);
--> statement-breakpoint
CREATE INDEX ai_analysis_results_user ON ai_analysis_results (user_id,created_at);

--> statement-breakpoint

CREATE TABLE ai_chat_sessions (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  thread_id text NOT NULL,
  platform text NOT NULL,
  session_name text NOT NULL,
  next_seq integer NOT NULL,
  created_at integer NOT NULL,
  is_active integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_chat_sessions_thread_id CHECK(length(thread_id) BETWEEN 1 AND 128 AND instr(thread_id, char(0)) = 0 AND NOT (thread_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(thread_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_chat_sessions_platform CHECK(platform IN ('terminal', 'discord', 'telegram')),
  CONSTRAINT ai_chat_sessions_session_name CHECK(length(session_name) BETWEEN 1 AND 100 AND instr(session_name, char(0)) = 0 AND NOT (session_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(session_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_chat_sessions_next_seq CHECK(next_seq BETWEEN 0 AND 1048576),
  CONSTRAINT ai_chat_sessions_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT ai_chat_sessions_is_active CHECK(is_active IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX ai_chat_sessions_owner ON ai_chat_sessions (id,user_id,thread_id);
--> statement-breakpoint
CREATE UNIQUE INDEX ai_chat_sessions_active ON ai_chat_sessions (user_id,platform,thread_id) WHERE is_active = 1;
--> statement-breakpoint
CREATE INDEX ai_chat_sessions_user ON ai_chat_sessions (user_id,created_at);

--> statement-breakpoint

CREATE TABLE ai_chat_messages (
  id integer PRIMARY KEY NOT NULL,
  session_id integer NOT NULL,
  thread_id text NOT NULL,
  user_id text NOT NULL,
  message_type text NOT NULL,
  content text NOT NULL,
  metadata text NOT NULL,
  provider_used text,
  tokens_used integer NOT NULL,
  cost_micros integer NOT NULL,
  cost_cents real GENERATED ALWAYS AS (cost_micros / 10000.0) VIRTUAL,
  created_at integer NOT NULL,
  FOREIGN KEY (session_id, user_id, thread_id) REFERENCES ai_chat_sessions(id, user_id, thread_id) ON DELETE cascade,
  CONSTRAINT ai_chat_messages_id CHECK(id / 1048576 = session_id AND id BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_chat_messages_message_type CHECK(message_type IN ('user', 'assistant', 'tool', 'system')),
  CONSTRAINT ai_chat_messages_content CHECK(length(content) BETWEEN 0 AND 200000 AND instr(content, char(0)) = 0 AND NOT (content GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(content, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_chat_messages_metadata CHECK(octet_length(metadata) <= 1000000 AND instr(metadata, char(0)) = 0 AND json_valid(metadata) AND json_type(metadata) = 'object'),
  CONSTRAINT ai_chat_messages_provider_used CHECK(provider_used IN ('openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_chat_messages_tokens_used CHECK(tokens_used BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_chat_messages_cost_micros CHECK(cost_micros BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_chat_messages_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX ai_chat_messages_session ON ai_chat_messages (session_id);
--> statement-breakpoint
CREATE INDEX ai_chat_messages_user ON ai_chat_messages (user_id,created_at);
--> statement-breakpoint
CREATE INDEX ai_chat_messages_age ON ai_chat_messages (created_at);

--> statement-breakpoint

CREATE TABLE ai_reservations (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  reserved_micros integer NOT NULL,
  settled_micros integer,
  state text NOT NULL,
  created_at integer NOT NULL,
  closed_at integer,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_reservations_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT ai_reservations_provider CHECK(provider IN ('openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_reservations_model CHECK(length(model) BETWEEN 1 AND 100 AND instr(model, char(0)) = 0 AND NOT (model GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(model, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_reservations_reserved_micros CHECK(reserved_micros BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_reservations_state CHECK(state IN ('held', 'settled', 'released')),
  CONSTRAINT ai_reservations_settled CHECK((state = 'settled') = (settled_micros IS NOT NULL)),
  CONSTRAINT ai_reservations_settled_micros CHECK(settled_micros BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_reservations_closed CHECK((state = 'held') = (closed_at IS NULL)),
  CONSTRAINT ai_reservations_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT ai_reservations_closed_at CHECK(closed_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX ai_reservations_held ON ai_reservations (created_at) WHERE state = 'held';
--> statement-breakpoint
CREATE INDEX ai_reservations_user ON ai_reservations (user_id,created_at);

--> statement-breakpoint

CREATE TABLE ai_spend_totals (
  scope text NOT NULL,
  provider text NOT NULL,
  period text NOT NULL,
  period_start text NOT NULL,
  spent_micros integer NOT NULL,
  reserved_micros integer NOT NULL,
  PRIMARY KEY(scope, period, period_start, provider),
  CONSTRAINT ai_spend_totals_scope CHECK(scope = '*' OR (length(scope) BETWEEN 1 AND 20 AND instr(scope, char(0)) = 0 AND scope NOT GLOB '*[^A-Z0-9]*')),
  CONSTRAINT ai_spend_totals_provider CHECK(provider IN ('*', 'openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_spend_totals_period CHECK(period IN ('day', 'week', 'month')),
  CONSTRAINT ai_spend_totals_period_start CHECK(period_start BETWEEN '1990-01-01' AND '2199-12-31' AND date(period_start) IS period_start),
  CONSTRAINT ai_spend_totals_period_edge CHECK(CASE period WHEN 'week' THEN strftime('%w', period_start) = '1'
        WHEN 'month' THEN period_start GLOB '*-01' ELSE 1 END),
  CONSTRAINT ai_spend_totals_spent_micros CHECK(spent_micros BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_spend_totals_reserved_micros CHECK(reserved_micros BETWEEN 0 AND 9007199254740991)
) STRICT, WITHOUT ROWID;

--> statement-breakpoint

CREATE TABLE ai_strategies (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  strategy_name text NOT NULL,
  strategy_type text NOT NULL,
  parameters text NOT NULL,
  rules text NOT NULL,
  risk_management text NOT NULL,
  backtesting_results text,
  performance_metrics text,
  is_active integer NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_strategies_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT ai_strategies_strategy_name CHECK(length(strategy_name) BETWEEN 1 AND 100 AND instr(strategy_name, char(0)) = 0 AND NOT (strategy_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(strategy_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_strategies_strategy_type CHECK(length(strategy_type) BETWEEN 1 AND 40 AND instr(strategy_type, char(0)) = 0 AND strategy_type NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT ai_strategies_parameters CHECK(octet_length(parameters) <= 1000000 AND instr(parameters, char(0)) = 0 AND json_valid(parameters) AND json_type(parameters) = 'object'),
  CONSTRAINT ai_strategies_rules CHECK(octet_length(rules) <= 1000000 AND instr(rules, char(0)) = 0 AND json_valid(rules) AND json_type(rules) = 'object'),
  CONSTRAINT ai_strategies_risk_management CHECK(octet_length(risk_management) <= 1000000 AND instr(risk_management, char(0)) = 0 AND json_valid(risk_management) AND json_type(risk_management) = 'object'),
  CONSTRAINT ai_strategies_backtesting_results CHECK(octet_length(backtesting_results) <= 1000000 AND instr(backtesting_results, char(0)) = 0 AND json_valid(backtesting_results) AND json_type(backtesting_results) = 'object'),
  CONSTRAINT ai_strategies_performance_metrics CHECK(octet_length(performance_metrics) <= 1000000 AND instr(performance_metrics, char(0)) = 0 AND json_valid(performance_metrics) AND json_type(performance_metrics) = 'object'),
  CONSTRAINT ai_strategies_is_active CHECK(is_active IN (0, 1)),
  CONSTRAINT ai_strategies_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT ai_strategies_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX ai_strategies_owner ON ai_strategies (id,user_id);
--> statement-breakpoint
CREATE UNIQUE INDEX ai_strategies_name ON ai_strategies (user_id,strategy_name);

--> statement-breakpoint

CREATE TABLE ai_trading_signals (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  strategy_id text,
  symbol text NOT NULL,
  signal_type text NOT NULL,
  confidence_score real NOT NULL,
  reasoning text NOT NULL,
  target_price integer,
  stop_loss integer,
  take_profit integer,
  position_size integer,
  is_active integer NOT NULL,
  expires_at integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  FOREIGN KEY (strategy_id, user_id) REFERENCES ai_strategies(id, user_id) ON DELETE cascade,
  CONSTRAINT ai_trading_signals_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT ai_trading_signals_signal_type CHECK(signal_type IN ('buy', 'sell', 'hold')),
  CONSTRAINT ai_trading_signals_confidence_score CHECK(confidence_score BETWEEN 0 AND 1),
  CONSTRAINT ai_trading_signals_reasoning CHECK(length(reasoning) BETWEEN 1 AND 4000 AND instr(reasoning, char(0)) = 0 AND NOT (reasoning GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(reasoning, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_trading_signals_target_price CHECK(target_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT ai_trading_signals_stop_loss CHECK(stop_loss BETWEEN 1 AND 100000000000000),
  CONSTRAINT ai_trading_signals_take_profit CHECK(take_profit BETWEEN 1 AND 100000000000000),
  CONSTRAINT ai_trading_signals_levels CHECK(CASE signal_type WHEN 'buy' THEN stop_loss < take_profit WHEN 'sell' THEN stop_loss > take_profit ELSE 1 END),
  CONSTRAINT ai_trading_signals_position_size CHECK(position_size BETWEEN 1 AND 1000000000000),
  CONSTRAINT ai_trading_signals_is_active CHECK(is_active IN (0, 1)),
  CONSTRAINT ai_trading_signals_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT ai_trading_signals_expires_at CHECK(expires_at > created_at AND expires_at <= 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX ai_trading_signals_active ON ai_trading_signals (user_id,expires_at) WHERE is_active = 1;
--> statement-breakpoint
CREATE INDEX ai_trading_signals_strategy ON ai_trading_signals (strategy_id,created_at);
--> statement-breakpoint
CREATE INDEX ai_trading_signals_user ON ai_trading_signals (user_id,created_at);
--> statement-breakpoint
CREATE INDEX ai_trading_signals_age ON ai_trading_signals (created_at);

--> statement-breakpoint

CREATE TABLE ai_usage_tracking (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  operation_type text NOT NULL,
  tokens_used integer NOT NULL,
  cost_micros integer NOT NULL,
  cost_cents real GENERATED ALWAYS AS (cost_micros / 10000.0) VIRTUAL,
  response_time_ms integer NOT NULL,
  success integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_usage_tracking_provider CHECK(provider IN ('openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_usage_tracking_model CHECK(length(model) BETWEEN 1 AND 100 AND instr(model, char(0)) = 0 AND NOT (model GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(model, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_usage_tracking_operation_type CHECK(length(operation_type) BETWEEN 1 AND 40 AND instr(operation_type, char(0)) = 0 AND NOT (operation_type GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(operation_type, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_usage_tracking_tokens_used CHECK(tokens_used BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_usage_tracking_cost_micros CHECK(cost_micros BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_usage_tracking_response_time_ms CHECK(response_time_ms BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_usage_tracking_success CHECK(success IN (0, 1)),
  CONSTRAINT ai_usage_tracking_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX ai_usage_tracking_user ON ai_usage_tracking (user_id,created_at);
--> statement-breakpoint
CREATE INDEX ai_usage_tracking_age ON ai_usage_tracking (created_at);

--> statement-breakpoint

CREATE TABLE ai_user_preferences (
  user_id text PRIMARY KEY NOT NULL,
  openai_api_key text,
  claude_api_key text,
  gemini_api_key text,
  preferred_provider text,
  provider_priorities text NOT NULL,
  cost_limits text NOT NULL,
  risk_tolerance text,
  trading_style text,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT ai_user_preferences_openai_api_key CHECK(openai_api_key GLOB 'gAAAAA*' AND length(openai_api_key) BETWEEN 100 AND 8192 AND instr(openai_api_key, char(0)) = 0 AND openai_api_key NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT ai_user_preferences_claude_api_key CHECK(claude_api_key GLOB 'gAAAAA*' AND length(claude_api_key) BETWEEN 100 AND 8192 AND instr(claude_api_key, char(0)) = 0 AND claude_api_key NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT ai_user_preferences_gemini_api_key CHECK(gemini_api_key GLOB 'gAAAAA*' AND length(gemini_api_key) BETWEEN 100 AND 8192 AND instr(gemini_api_key, char(0)) = 0 AND gemini_api_key NOT GLOB '*[^A-Za-z0-9_=-]*'),
  CONSTRAINT ai_user_preferences_preferred_provider CHECK(preferred_provider IN ('openai', 'claude', 'gemini', 'offline')),
  CONSTRAINT ai_user_preferences_provider_priorities CHECK(octet_length(provider_priorities) <= 1000000 AND instr(provider_priorities, char(0)) = 0 AND json_valid(provider_priorities) AND json_type(provider_priorities) = 'array'),
  CONSTRAINT ai_user_preferences_cost_limits CHECK(octet_length(cost_limits) <= 1000000 AND instr(cost_limits, char(0)) = 0 AND json_valid(cost_limits) AND json_type(cost_limits) = 'object'),
  CONSTRAINT ai_user_preferences_risk_tolerance CHECK(risk_tolerance IN ('conservative', 'moderate', 'aggressive')),
  CONSTRAINT ai_user_preferences_trading_style CHECK(trading_style IN ('intraday', 'swing', 'positional', 'long_term')),
  CONSTRAINT ai_user_preferences_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE archived_ranges (
  table_name text NOT NULL,
  year integer NOT NULL,
  first_key integer NOT NULL,
  last_key integer NOT NULL,
  row_count integer NOT NULL,
  archived_at integer NOT NULL,
  PRIMARY KEY(table_name, year, first_key),
  CONSTRAINT archived_ranges_table_name CHECK(length(table_name) BETWEEN 1 AND 64 AND instr(table_name, char(0)) = 0 AND table_name NOT GLOB '*[^a-z_]*'),
  CONSTRAINT archived_ranges_year CHECK(year BETWEEN 2000 AND 2999),
  CONSTRAINT archived_ranges_first_key CHECK(first_key BETWEEN 0 AND 9007199254740991),
  CONSTRAINT archived_ranges_last_key CHECK(last_key BETWEEN 0 AND 9007199254740991 AND last_key >= first_key),
  CONSTRAINT archived_ranges_row_count CHECK(row_count BETWEEN 1 AND 9007199254740991),
  CONSTRAINT archived_ranges_archived_at CHECK(archived_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE audit_anchors (
  seq integer PRIMARY KEY NOT NULL,
  head_mac text NOT NULL,
  row_count integer NOT NULL,
  anchored_at integer NOT NULL,
  mac text NOT NULL,
  CONSTRAINT audit_anchors_seq CHECK(seq BETWEEN 1 AND 9007199254740991),
  CONSTRAINT audit_anchors_head_mac CHECK(length(head_mac) BETWEEN 64 AND 64 AND instr(head_mac, char(0)) = 0 AND head_mac NOT GLOB '*[^0-9a-f]*'),
  CONSTRAINT audit_anchors_row_count CHECK(row_count = seq),
  CONSTRAINT audit_anchors_anchored_at CHECK(anchored_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT audit_anchors_mac CHECK(length(mac) BETWEEN 64 AND 64 AND instr(mac, char(0)) = 0 AND mac NOT GLOB '*[^0-9a-f]*')
) STRICT;

--> statement-breakpoint

CREATE TABLE chat_identities (
  platform text NOT NULL,
  platform_user_id text NOT NULL,
  user_id text NOT NULL,
  linked_at integer NOT NULL,
  PRIMARY KEY(platform, platform_user_id),
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT chat_identities_platform CHECK(platform IN ('terminal', 'discord', 'telegram')),
  CONSTRAINT chat_identities_platform_user_id CHECK(length(platform_user_id) BETWEEN 1 AND 64 AND instr(platform_user_id, char(0)) = 0 AND NOT (platform_user_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(platform_user_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT chat_identities_linked_at CHECK(linked_at BETWEEN 946684800000 AND 4102444799999)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX chat_identities_user ON chat_identities (user_id,platform);

--> statement-breakpoint

CREATE TABLE data_imports (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  format text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  rows_read integer NOT NULL,
  rows_added integer NOT NULL,
  rows_changed integer NOT NULL,
  rows_rejected integer NOT NULL,
  imported_at integer NOT NULL,
  CONSTRAINT data_imports_format CHECK(length(format) BETWEEN 1 AND 40 AND instr(format, char(0)) = 0 AND NOT (format GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(format, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT data_imports_file_name CHECK(length(file_name) BETWEEN 1 AND 255 AND instr(file_name, char(0)) = 0 AND NOT (file_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(file_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT data_imports_sha256 CHECK(length(sha256) BETWEEN 64 AND 64 AND instr(sha256, char(0)) = 0 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  CONSTRAINT data_imports_rows_read CHECK(rows_read BETWEEN 0 AND 9007199254740991),
  CONSTRAINT data_imports_rows_added CHECK(rows_added BETWEEN 0 AND 9007199254740991),
  CONSTRAINT data_imports_rows_changed CHECK(rows_changed BETWEEN 0 AND 9007199254740991),
  CONSTRAINT data_imports_rows_rejected CHECK(rows_rejected BETWEEN 0 AND 9007199254740991),
  CONSTRAINT data_imports_rows_sum CHECK(rows_added + rows_changed + rows_rejected <= rows_read),
  CONSTRAINT data_imports_imported_at CHECK(imported_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX data_imports_file ON data_imports (sha256,format);

--> statement-breakpoint

CREATE TABLE corporate_actions (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  symbol text NOT NULL,
  ex_date text NOT NULL,
  kind text NOT NULL,
  price_factor real NOT NULL,
  note text,
  import_id integer,
  FOREIGN KEY (import_id) REFERENCES data_imports(id),
  CONSTRAINT corporate_actions_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT corporate_actions_ex_date CHECK(ex_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(ex_date) IS ex_date),
  CONSTRAINT corporate_actions_kind CHECK(kind IN ('split', 'bonus', 'dividend', 'demerger', 'rights', 'other')),
  CONSTRAINT corporate_actions_price_factor CHECK(price_factor > 0 AND price_factor <= 10000),
  CONSTRAINT corporate_actions_note CHECK(length(note) BETWEEN 1 AND 500 AND instr(note, char(0)) = 0 AND NOT (note GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(note, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX corporate_actions_one ON corporate_actions (symbol,ex_date,kind);
--> statement-breakpoint
CREATE INDEX corporate_actions_date ON corporate_actions (ex_date);

--> statement-breakpoint

CREATE TABLE enhanced_recommendations (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  analysis_id integer,
  stock_symbol text NOT NULL,
  current_allocation real NOT NULL,
  target_allocation real NOT NULL,
  action_type text NOT NULL,
  quantity_change integer NOT NULL,
  value_change integer NOT NULL,
  reasoning text NOT NULL,
  confidence_score real NOT NULL,
  priority_level text NOT NULL,
  timeframe text NOT NULL,
  implementation_status text NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  FOREIGN KEY (analysis_id, user_id) REFERENCES ai_analysis_results(id, user_id) ON DELETE cascade,
  CONSTRAINT enhanced_recommendations_stock_symbol CHECK(length(stock_symbol) BETWEEN 1 AND 40 AND instr(stock_symbol, char(0)) = 0 AND stock_symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT enhanced_recommendations_current_allocation CHECK(current_allocation BETWEEN 0 AND 100),
  CONSTRAINT enhanced_recommendations_target_allocation CHECK(target_allocation BETWEEN 0 AND 100),
  CONSTRAINT enhanced_recommendations_action_type CHECK(action_type IN ('buy', 'increase', 'hold', 'reduce', 'sell')),
  CONSTRAINT enhanced_recommendations_direction CHECK(CASE action_type WHEN 'hold' THEN quantity_change = 0 WHEN 'buy' THEN quantity_change > 0
        WHEN 'increase' THEN quantity_change > 0 ELSE quantity_change < 0 END),
  CONSTRAINT enhanced_recommendations_quantity_change CHECK(quantity_change BETWEEN -1000000000000 AND 1000000000000),
  CONSTRAINT enhanced_recommendations_value_change CHECK(value_change BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT enhanced_recommendations_value_sign CHECK(sign(value_change) = sign(quantity_change)),
  CONSTRAINT enhanced_recommendations_reasoning CHECK(length(reasoning) BETWEEN 1 AND 4000 AND instr(reasoning, char(0)) = 0 AND NOT (reasoning GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(reasoning, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT enhanced_recommendations_confidence_score CHECK(confidence_score BETWEEN 0 AND 1),
  CONSTRAINT enhanced_recommendations_priority_level CHECK(priority_level IN ('low', 'medium', 'high')),
  CONSTRAINT enhanced_recommendations_timeframe CHECK(timeframe IN ('immediate', 'short_term', 'medium_term', 'long_term')),
  CONSTRAINT enhanced_recommendations_implementation_status CHECK(implementation_status IN ('pending', 'implemented', 'partly_implemented', 'dismissed', 'expired')),
  CONSTRAINT enhanced_recommendations_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX enhanced_recommendations_owner ON enhanced_recommendations (id,user_id,stock_symbol);
--> statement-breakpoint
CREATE INDEX enhanced_recommendations_user ON enhanced_recommendations (user_id,created_at);
--> statement-breakpoint
CREATE INDEX enhanced_recommendations_analysis ON enhanced_recommendations (analysis_id);

--> statement-breakpoint

CREATE TABLE exchange_days (
  date text PRIMARY KEY NOT NULL,
  kind text NOT NULL,
  description text,
  import_id integer,
  FOREIGN KEY (import_id) REFERENCES data_imports(id),
  CONSTRAINT exchange_days_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT exchange_days_kind CHECK(kind IN ('regular', 'holiday', 'special', 'muhurat')),
  CONSTRAINT exchange_days_description CHECK(length(description) BETWEEN 1 AND 200 AND instr(description, char(0)) = 0 AND NOT (description GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(description, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;

--> statement-breakpoint

CREATE TABLE instruments (
  symbol text PRIMARY KEY NOT NULL,
  kind text NOT NULL,
  name text,
  industry text,
  isin text,
  series text,
  tick_size integer,
  lot_size integer,
  instrument_token integer,
  exchange_token integer,
  import_id integer,
  updated_at integer NOT NULL,
  FOREIGN KEY (import_id) REFERENCES data_imports(id),
  CONSTRAINT instruments_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT instruments_kind CHECK(kind IN ('equity', 'index')),
  CONSTRAINT instruments_name CHECK(length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0 AND NOT (name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT instruments_industry CHECK(length(industry) BETWEEN 1 AND 100 AND instr(industry, char(0)) = 0 AND NOT (industry GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(industry, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT instruments_isin CHECK(isin GLOB 'IN*' AND length(isin) BETWEEN 12 AND 12 AND instr(isin, char(0)) = 0 AND isin NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT instruments_series CHECK(length(series) BETWEEN 1 AND 8 AND instr(series, char(0)) = 0 AND series NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT instruments_tick_size CHECK(tick_size BETWEEN 1 AND 100000000000000),
  CONSTRAINT instruments_lot_size CHECK(lot_size BETWEEN 1 AND 9007199254740991),
  CONSTRAINT instruments_instrument_token CHECK(instrument_token BETWEEN 0 AND 9007199254740991),
  CONSTRAINT instruments_exchange_token CHECK(exchange_token BETWEEN 0 AND 9007199254740991),
  CONSTRAINT instruments_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX instruments_isin ON instruments (isin);

--> statement-breakpoint

CREATE TABLE investment_goals (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  goal_name text NOT NULL,
  goal_type text NOT NULL,
  target_amount integer NOT NULL,
  current_amount integer NOT NULL,
  target_date text,
  priority_level integer NOT NULL,
  monthly_contribution integer NOT NULL,
  progress_percentage real GENERATED ALWAYS AS (min(100.0, current_amount * 100.0 / target_amount)) VIRTUAL,
  portfolio_weight_percent real NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT investment_goals_goal_name CHECK(length(goal_name) BETWEEN 1 AND 100 AND instr(goal_name, char(0)) = 0 AND NOT (goal_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(goal_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT investment_goals_goal_type CHECK(goal_type IN ('retirement', 'house', 'education', 'emergency_fund', 'wealth', 'income', 'other')),
  CONSTRAINT investment_goals_target_amount CHECK(target_amount BETWEEN 1 AND 100000000000000),
  CONSTRAINT investment_goals_current_amount CHECK(current_amount BETWEEN 0 AND 100000000000000),
  CONSTRAINT investment_goals_target_date CHECK(target_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(target_date) IS target_date),
  CONSTRAINT investment_goals_priority_level CHECK(priority_level BETWEEN 1 AND 10),
  CONSTRAINT investment_goals_monthly_contribution CHECK(monthly_contribution BETWEEN 0 AND 100000000000000),
  CONSTRAINT investment_goals_portfolio_weight_percent CHECK(portfolio_weight_percent BETWEEN 0 AND 100),
  CONSTRAINT investment_goals_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT investment_goals_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX investment_goals_name ON investment_goals (user_id,goal_name);

--> statement-breakpoint

CREATE TABLE job_runs (
  job text PRIMARY KEY NOT NULL,
  started_at integer NOT NULL,
  finished_at integer,
  error text,
  CONSTRAINT job_runs_job CHECK(length(job) BETWEEN 1 AND 40 AND instr(job, char(0)) = 0 AND job NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT job_runs_started_at CHECK(started_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT job_runs_finished_at CHECK(finished_at BETWEEN started_at AND 4102444799999),
  CONSTRAINT job_runs_error CHECK(length(error) BETWEEN 1 AND 2000 AND instr(error, char(0)) = 0 AND NOT (error GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(error, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;

--> statement-breakpoint

CREATE TABLE market_context (
  date text PRIMARY KEY NOT NULL,
  nifty_value real,
  nifty_change real,
  market_sentiment text,
  volatility_index real,
  sector_performance text NOT NULL,
  key_events text NOT NULL,
  fear_greed_index real,
  analyst_sentiment text,
  computed_at integer NOT NULL,
  CONSTRAINT market_context_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT market_context_nifty_value CHECK(nifty_value > 0 AND nifty_value < 1e9),
  CONSTRAINT market_context_nifty_change CHECK(nifty_change > -100 AND nifty_change < 1000),
  CONSTRAINT market_context_market_sentiment CHECK(market_sentiment IN ('very_bearish', 'bearish', 'neutral', 'bullish', 'very_bullish')),
  CONSTRAINT market_context_volatility_index CHECK(volatility_index > 0 AND volatility_index < 1000),
  CONSTRAINT market_context_sector_performance CHECK(octet_length(sector_performance) <= 1000000 AND instr(sector_performance, char(0)) = 0 AND json_valid(sector_performance) AND json_type(sector_performance) = 'object'),
  CONSTRAINT market_context_key_events CHECK(octet_length(key_events) <= 1000000 AND instr(key_events, char(0)) = 0 AND json_valid(key_events) AND json_type(key_events) = 'array'),
  CONSTRAINT market_context_fear_greed_index CHECK(fear_greed_index BETWEEN 0 AND 100),
  CONSTRAINT market_context_analyst_sentiment CHECK(analyst_sentiment IN ('very_bearish', 'bearish', 'neutral', 'bullish', 'very_bullish')),
  CONSTRAINT market_context_computed_at CHECK(computed_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE market_data_cache (
  symbol text PRIMARY KEY NOT NULL,
  price integer NOT NULL,
  volume integer NOT NULL,
  bid integer,
  ask integer,
  last_updated integer NOT NULL,
  source text NOT NULL,
  is_simulated integer NOT NULL,
  CONSTRAINT market_data_cache_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT market_data_cache_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT market_data_cache_volume CHECK(volume BETWEEN 0 AND 9007199254740991),
  CONSTRAINT market_data_cache_bid CHECK(bid BETWEEN 1 AND 100000000000000),
  CONSTRAINT market_data_cache_ask CHECK(ask BETWEEN 1 AND 100000000000000),
  CONSTRAINT market_data_cache_spread CHECK(bid <= ask),
  CONSTRAINT market_data_cache_last_updated CHECK(last_updated BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT market_data_cache_source CHECK(length(source) BETWEEN 1 AND 40 AND instr(source, char(0)) = 0 AND NOT (source GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(source, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT market_data_cache_is_simulated CHECK(is_simulated IN (0, 1))
) STRICT;

--> statement-breakpoint

CREATE TABLE market_events (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  event_date text NOT NULL,
  event_type text NOT NULL,
  event_title text NOT NULL,
  impact_level text NOT NULL,
  affected_sectors text NOT NULL,
  market_reaction text,
  confidence_score real NOT NULL,
  symbol text,
  source text NOT NULL,
  CONSTRAINT market_events_event_date CHECK(event_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(event_date) IS event_date),
  CONSTRAINT market_events_event_type CHECK(length(event_type) BETWEEN 1 AND 40 AND instr(event_type, char(0)) = 0 AND event_type NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT market_events_event_title CHECK(length(event_title) BETWEEN 1 AND 300 AND instr(event_title, char(0)) = 0 AND NOT (event_title GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(event_title, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT market_events_impact_level CHECK(impact_level IN ('low', 'medium', 'high')),
  CONSTRAINT market_events_affected_sectors CHECK(octet_length(affected_sectors) <= 1000000 AND instr(affected_sectors, char(0)) = 0 AND json_valid(affected_sectors) AND json_type(affected_sectors) = 'array'),
  CONSTRAINT market_events_market_reaction CHECK(length(market_reaction) BETWEEN 1 AND 500 AND instr(market_reaction, char(0)) = 0 AND NOT (market_reaction GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(market_reaction, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT market_events_confidence_score CHECK(confidence_score BETWEEN 0 AND 1),
  CONSTRAINT market_events_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT market_events_source CHECK(source IN ('calendar', 'detected', 'imported'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX market_events_one ON market_events (event_date,event_type,event_title);
--> statement-breakpoint
CREATE INDEX market_events_symbol ON market_events (symbol,event_date);

--> statement-breakpoint

CREATE TABLE outbox (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  topic text NOT NULL,
  payload text NOT NULL,
  created_at integer NOT NULL,
  CONSTRAINT outbox_topic CHECK(length(topic) BETWEEN 1 AND 40 AND instr(topic, char(0)) = 0 AND topic NOT GLOB '*[^a-z0-9_.]*'),
  CONSTRAINT outbox_payload CHECK(octet_length(payload) <= 1000000 AND instr(payload, char(0)) = 0 AND json_valid(payload) AND json_type(payload) = 'object'),
  CONSTRAINT outbox_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX outbox_topic ON outbox (topic);

--> statement-breakpoint

CREATE TABLE outbox_applied (
  source text NOT NULL,
  topic text NOT NULL,
  last_id integer NOT NULL,
  applied_at integer NOT NULL,
  PRIMARY KEY(source, topic),
  CONSTRAINT outbox_applied_source CHECK(source IN ('main', 'trading')),
  CONSTRAINT outbox_applied_topic CHECK(length(topic) BETWEEN 1 AND 40 AND instr(topic, char(0)) = 0 AND topic NOT GLOB '*[^a-z0-9_.]*'),
  CONSTRAINT outbox_applied_last_id CHECK(last_id BETWEEN 0 AND 9007199254740991),
  CONSTRAINT outbox_applied_applied_at CHECK(applied_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE portfolio_snapshots (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  timestamp integer NOT NULL,
  holdings text NOT NULL,
  positions text NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT portfolio_snapshots_timestamp CHECK(timestamp BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT portfolio_snapshots_holdings CHECK(octet_length(holdings) <= 1000000 AND instr(holdings, char(0)) = 0 AND json_valid(holdings) AND json_type(holdings) = 'array'),
  CONSTRAINT portfolio_snapshots_positions CHECK(octet_length(positions) <= 1000000 AND instr(positions, char(0)) = 0 AND json_valid(positions) AND json_type(positions) = 'array')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX portfolio_snapshots_instant ON portfolio_snapshots (user_id,timestamp);
--> statement-breakpoint
CREATE INDEX portfolio_snapshots_age ON portfolio_snapshots (timestamp);

--> statement-breakpoint

CREATE TABLE practice_markets (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind text NOT NULL,
  user_id text,
  state text NOT NULL,
  market_now integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT practice_markets_kind CHECK(kind IN ('simulated', 'replay')),
  CONSTRAINT practice_markets_owner CHECK((kind = 'simulated') = (user_id IS NULL)),
  CONSTRAINT practice_markets_state CHECK(octet_length(state) <= 1000000 AND instr(state, char(0)) = 0 AND json_valid(state) AND json_type(state) = 'object'),
  CONSTRAINT practice_markets_market_now CHECK(market_now BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT practice_markets_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX practice_markets_shared ON practice_markets (kind) WHERE user_id IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX practice_markets_own ON practice_markets (user_id,kind) WHERE user_id IS NOT NULL;

--> statement-breakpoint

CREATE TABLE recommendation_performance (
  recommendation_id integer PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  stock_symbol text NOT NULL,
  implementation_date text,
  implementation_price integer,
  predicted_price integer,
  actual_outcome_1d real,
  actual_outcome_7d real,
  actual_outcome_30d real,
  accuracy_score_1d real,
  user_feedback_rating integer,
  portfolio_impact integer,
  recommendation_success integer,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  FOREIGN KEY (recommendation_id, user_id, stock_symbol) REFERENCES enhanced_recommendations(id, user_id, stock_symbol) ON DELETE cascade,
  CONSTRAINT recommendation_performance_implementation_date CHECK(implementation_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(implementation_date) IS implementation_date),
  CONSTRAINT recommendation_performance_implementation_price CHECK(implementation_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT recommendation_performance_predicted_price CHECK(predicted_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT recommendation_performance_actual_outcome_1d CHECK(actual_outcome_1d >= -100 AND actual_outcome_1d < 1e6),
  CONSTRAINT recommendation_performance_actual_outcome_7d CHECK(actual_outcome_7d >= -100 AND actual_outcome_7d < 1e6),
  CONSTRAINT recommendation_performance_actual_outcome_30d CHECK(actual_outcome_30d >= -100 AND actual_outcome_30d < 1e6),
  CONSTRAINT recommendation_performance_accuracy_score_1d CHECK(accuracy_score_1d BETWEEN 0 AND 1),
  CONSTRAINT recommendation_performance_portfolio_impact CHECK(portfolio_impact BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT recommendation_performance_user_feedback_rating CHECK(user_feedback_rating BETWEEN 1 AND 5),
  CONSTRAINT recommendation_performance_recommendation_success CHECK(recommendation_success IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE INDEX recommendation_performance_user ON recommendation_performance (user_id,implementation_date);

--> statement-breakpoint

CREATE TABLE risk_assessment_history (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  assessment_date text NOT NULL,
  risk_score integer NOT NULL,
  risk_tolerance text NOT NULL,
  assessment_method text NOT NULL,
  questionnaire_responses text NOT NULL,
  is_current integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT risk_assessment_history_assessment_date CHECK(assessment_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(assessment_date) IS assessment_date),
  CONSTRAINT risk_assessment_history_risk_score CHECK(risk_score BETWEEN 0 AND 100),
  CONSTRAINT risk_assessment_history_risk_tolerance CHECK(risk_tolerance IN ('conservative', 'moderate', 'aggressive')),
  CONSTRAINT risk_assessment_history_assessment_method CHECK(assessment_method IN ('questionnaire', 'operator')),
  CONSTRAINT risk_assessment_history_questionnaire_responses CHECK(octet_length(questionnaire_responses) <= 1000000 AND instr(questionnaire_responses, char(0)) = 0 AND json_valid(questionnaire_responses) AND json_type(questionnaire_responses) = 'object'),
  CONSTRAINT risk_assessment_history_is_current CHECK(is_current IN (0, 1)),
  CONSTRAINT risk_assessment_history_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX risk_assessment_one_current ON risk_assessment_history (user_id) WHERE is_current = 1;
--> statement-breakpoint
CREATE INDEX risk_assessment_history_user ON risk_assessment_history (user_id,assessment_date);

--> statement-breakpoint

CREATE TABLE sector_performance (
  date text NOT NULL,
  sector_name text NOT NULL,
  sector_change_percent real NOT NULL,
  sector_trend text,
  analyst_rating text,
  risk_level text,
  growth_potential text,
  basis text NOT NULL,
  PRIMARY KEY(date, sector_name),
  CONSTRAINT sector_performance_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT sector_performance_sector_name CHECK(length(sector_name) BETWEEN 1 AND 100 AND instr(sector_name, char(0)) = 0 AND NOT (sector_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(sector_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT sector_performance_sector_change_percent CHECK(sector_change_percent > -100 AND sector_change_percent < 1000),
  CONSTRAINT sector_performance_sector_trend CHECK(sector_trend IN ('down', 'sideways', 'up')),
  CONSTRAINT sector_performance_analyst_rating CHECK(analyst_rating IN ('strong_sell', 'sell', 'hold', 'buy', 'strong_buy')),
  CONSTRAINT sector_performance_risk_level CHECK(risk_level IN ('low', 'medium', 'high')),
  CONSTRAINT sector_performance_growth_potential CHECK(growth_potential IN ('low', 'medium', 'high')),
  CONSTRAINT sector_performance_basis CHECK(basis IN ('index', 'members'))
) STRICT, WITHOUT ROWID;

--> statement-breakpoint

CREATE TABLE slow_queries (
  statement text PRIMARY KEY NOT NULL,
  slowest_microseconds integer NOT NULL,
  slow_runs integer NOT NULL,
  last_seen integer NOT NULL,
  CONSTRAINT slow_queries_statement CHECK(length(statement) BETWEEN 1 AND 2000 AND instr(statement, char(0)) = 0 AND NOT (statement GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(statement, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT slow_queries_slowest CHECK(slowest_microseconds BETWEEN 1 AND 9007199254740991),
  CONSTRAINT slow_queries_slow_runs CHECK(slow_runs BETWEEN 1 AND 9007199254740991),
  CONSTRAINT slow_queries_last_seen CHECK(last_seen BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX slow_queries_slowest ON slow_queries (slowest_microseconds);

--> statement-breakpoint

CREATE TABLE stock_market_data (
  symbol text NOT NULL,
  date text NOT NULL,
  series text NOT NULL,
  source text NOT NULL,
  price_decimals integer NOT NULL,
  open_price integer NOT NULL,
  high_price integer NOT NULL,
  low_price integer NOT NULL,
  close_price integer NOT NULL,
  last_price integer,
  previous_close integer,
  vwap integer,
  volume integer,
  turnover integer,
  trades integer,
  delivery_quantity integer,
  price_change integer GENERATED ALWAYS AS (close_price - previous_close) VIRTUAL,
  market_cap integer,
  pe_ratio real,
  analyst_rating text,
  news_sentiment_score real,
  sector text,
  industry text,
  import_id integer,
  PRIMARY KEY(symbol, date, series, source),
  FOREIGN KEY (import_id) REFERENCES data_imports(id),
  CONSTRAINT stock_market_data_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT stock_market_data_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT stock_market_data_series CHECK(length(series) BETWEEN 1 AND 8 AND instr(series, char(0)) = 0 AND series NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT stock_market_data_source CHECK(length(source) BETWEEN 1 AND 40 AND instr(source, char(0)) = 0 AND NOT (source GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(source, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT stock_market_data_price_decimals CHECK(price_decimals = 2 OR (price_decimals = 4 AND series = 'INDEX')),
  CONSTRAINT stock_market_data_low_price CHECK(low_price BETWEEN 1 AND 100000000000000 AND low_price <= open_price AND low_price <= close_price),
  CONSTRAINT stock_market_data_high_price CHECK(high_price BETWEEN 1 AND 100000000000000 AND high_price >= open_price AND high_price >= close_price),
  CONSTRAINT stock_market_data_last_price CHECK(last_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT stock_market_data_previous_close CHECK(previous_close BETWEEN 1 AND 100000000000000),
  CONSTRAINT stock_market_data_vwap CHECK(vwap BETWEEN 1 AND 100000000000000),
  CONSTRAINT stock_market_data_volume CHECK(volume BETWEEN 0 AND 9007199254740991),
  CONSTRAINT stock_market_data_turnover CHECK(turnover BETWEEN 0 AND 9007199254740991),
  CONSTRAINT stock_market_data_trades CHECK(trades BETWEEN 0 AND 9007199254740991),
  CONSTRAINT stock_market_data_delivery_quantity CHECK(delivery_quantity BETWEEN 0 AND 9007199254740991 AND delivery_quantity <= volume),
  CONSTRAINT stock_market_data_market_cap CHECK(market_cap BETWEEN 1 AND 9007199254740991),
  CONSTRAINT stock_market_data_analyst_rating CHECK(analyst_rating IN ('strong_sell', 'sell', 'hold', 'buy', 'strong_buy')),
  CONSTRAINT stock_market_data_pe_ratio CHECK(abs(pe_ratio) < 1e6),
  CONSTRAINT stock_market_data_news_sentiment_score CHECK(news_sentiment_score BETWEEN -1 AND 1),
  CONSTRAINT stock_market_data_sector CHECK(length(sector) BETWEEN 1 AND 100 AND instr(sector, char(0)) = 0 AND NOT (sector GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(sector, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT stock_market_data_industry CHECK(length(industry) BETWEEN 1 AND 100 AND instr(industry, char(0)) = 0 AND NOT (industry GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(industry, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX stock_market_data_date ON stock_market_data (date,symbol);

--> statement-breakpoint

CREATE TABLE symbol_changes (
  old_symbol text PRIMARY KEY NOT NULL,
  new_symbol text NOT NULL,
  first_date text NOT NULL,
  note text,
  import_id integer,
  FOREIGN KEY (import_id) REFERENCES data_imports(id),
  CONSTRAINT symbol_changes_old_symbol CHECK(length(old_symbol) BETWEEN 1 AND 40 AND instr(old_symbol, char(0)) = 0 AND old_symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT symbol_changes_new_symbol CHECK(length(new_symbol) BETWEEN 1 AND 40 AND instr(new_symbol, char(0)) = 0 AND new_symbol NOT GLOB '*[^A-Z0-9&. _-]*' AND new_symbol <> old_symbol),
  CONSTRAINT symbol_changes_first_date CHECK(first_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(first_date) IS first_date),
  CONSTRAINT symbol_changes_note CHECK(length(note) BETWEEN 1 AND 500 AND instr(note, char(0)) = 0 AND NOT (note GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(note, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;
--> statement-breakpoint
CREATE INDEX symbol_changes_new ON symbol_changes (new_symbol);

--> statement-breakpoint

CREATE TABLE user_investment_profiles (
  user_id text PRIMARY KEY NOT NULL,
  risk_tolerance text,
  investment_timeline text,
  investment_goals text NOT NULL,
  preferred_sectors text NOT NULL,
  max_position_size real,
  trading_frequency text,
  auto_trading_enabled integer NOT NULL,
  stop_loss_preference real,
  take_profit_preference real,
  profile_completeness_score integer NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE cascade,
  CONSTRAINT user_investment_profiles_risk_tolerance CHECK(risk_tolerance IN ('conservative', 'moderate', 'aggressive')),
  CONSTRAINT user_investment_profiles_investment_timeline CHECK(investment_timeline IN ('short_term', 'medium_term', 'long_term')),
  CONSTRAINT user_investment_profiles_investment_goals CHECK(octet_length(investment_goals) <= 1000000 AND instr(investment_goals, char(0)) = 0 AND json_valid(investment_goals) AND json_type(investment_goals) = 'array'),
  CONSTRAINT user_investment_profiles_preferred_sectors CHECK(octet_length(preferred_sectors) <= 1000000 AND instr(preferred_sectors, char(0)) = 0 AND json_valid(preferred_sectors) AND json_type(preferred_sectors) = 'array'),
  CONSTRAINT user_investment_profiles_max_position_size CHECK(max_position_size > 0 AND max_position_size <= 100),
  CONSTRAINT user_investment_profiles_trading_frequency CHECK(trading_frequency IN ('rarely', 'monthly', 'weekly', 'daily')),
  CONSTRAINT user_investment_profiles_auto_trading_enabled CHECK(auto_trading_enabled IN (0, 1)),
  CONSTRAINT user_investment_profiles_stop_loss_preference CHECK(stop_loss_preference > 0 AND stop_loss_preference < 100),
  CONSTRAINT user_investment_profiles_take_profit_preference CHECK(take_profit_preference > 0 AND take_profit_preference <= 1000),
  CONSTRAINT user_investment_profiles_profile_completeness_score CHECK(profile_completeness_score BETWEEN 0 AND 100),
  CONSTRAINT user_investment_profiles_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT user_investment_profiles_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999)
) STRICT;

--> statement-breakpoint

-- Full-text search over what people and the assistant said; tool results and prompts are not worth searching.
CREATE VIRTUAL TABLE ai_chat_messages_fts USING fts5 (
  content, content = 'ai_chat_messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

--> statement-breakpoint

-- Otherwise words that were deleted would stay in the index, even after it is merged.
INSERT INTO ai_chat_messages_fts (ai_chat_messages_fts, rank) VALUES ('secure-delete', 1);

--> statement-breakpoint

CREATE TRIGGER ai_chat_messages_fts_insert AFTER INSERT ON ai_chat_messages
WHEN new.message_type IN ('user', 'assistant') BEGIN
  INSERT INTO ai_chat_messages_fts (rowid, content) VALUES (new.id, new.content);
END;

--> statement-breakpoint

CREATE TRIGGER ai_chat_messages_fts_delete AFTER DELETE ON ai_chat_messages
WHEN old.message_type IN ('user', 'assistant') BEGIN
  INSERT INTO ai_chat_messages_fts (ai_chat_messages_fts, rowid, content) VALUES ('delete', old.id, old.content);
END;

--> statement-breakpoint

-- A message is never edited; only its cost is settled after the call.
CREATE TRIGGER ai_chat_messages_fixed BEFORE UPDATE OF id, session_id, thread_id, user_id, message_type, content, created_at ON ai_chat_messages BEGIN
  SELECT RAISE(ABORT, 'ai_chat_messages: a message is never edited');
END;

--> statement-breakpoint

CREATE TRIGGER practice_markets_forward BEFORE UPDATE OF market_now ON practice_markets
WHEN new.market_now < old.market_now BEGIN
  SELECT RAISE(ABORT, 'practice_markets: market time never runs backwards');
END;

--> statement-breakpoint

-- The equity view of a day: series EQ, or else BE. Indices are not in it.
CREATE VIEW equity_bars AS
SELECT * FROM stock_market_data AS bar
WHERE series = 'EQ'
  OR (series = 'BE' AND NOT EXISTS (
    SELECT 1 FROM stock_market_data AS eq
    WHERE eq.symbol = bar.symbol AND eq.date = bar.date AND eq.series = 'EQ' AND eq.source = bar.source
  ));
