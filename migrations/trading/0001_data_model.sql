-- The trading file: all that must be atomic for an order.

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

CREATE TABLE trading_accounts (
  user_id text PRIMARY KEY NOT NULL,
  mode text NOT NULL,
  next_order_number integer NOT NULL,
  opened_at integer NOT NULL,
  closed_at integer,
  CONSTRAINT trading_accounts_user_id CHECK(length(user_id) BETWEEN 1 AND 20 AND instr(user_id, char(0)) = 0 AND user_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_accounts_mode CHECK(mode IN ('paper', 'live')),
  CONSTRAINT trading_accounts_next_order_number CHECK(next_order_number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_accounts_opened_at CHECK(opened_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_accounts_closed_at CHECK(closed_at BETWEEN opened_at AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE pending_actions (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  platform text NOT NULL,
  chat_id text NOT NULL,
  kind text NOT NULL,
  payload text NOT NULL,
  mode text NOT NULL,
  digest text NOT NULL,
  nonce_hash text NOT NULL,
  state text NOT NULL,
  created_at integer NOT NULL,
  expires_at integer NOT NULL,
  decided_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT pending_actions_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT pending_actions_platform CHECK(platform IN ('terminal', 'discord', 'telegram')),
  CONSTRAINT pending_actions_chat_id CHECK(length(chat_id) BETWEEN 1 AND 128 AND instr(chat_id, char(0)) = 0 AND NOT (chat_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(chat_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT pending_actions_kind CHECK(length(kind) BETWEEN 1 AND 40 AND instr(kind, char(0)) = 0 AND kind NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT pending_actions_payload CHECK(octet_length(payload) <= 1000000 AND instr(payload, char(0)) = 0 AND json_valid(payload) AND json_type(payload) = 'object'),
  CONSTRAINT pending_actions_mode CHECK(mode IN ('paper', 'live')),
  CONSTRAINT pending_actions_digest CHECK(length(digest) BETWEEN 64 AND 64 AND instr(digest, char(0)) = 0 AND digest NOT GLOB '*[^0-9a-f]*'),
  CONSTRAINT pending_actions_nonce_hash CHECK(length(nonce_hash) BETWEEN 64 AND 64 AND instr(nonce_hash, char(0)) = 0 AND nonce_hash NOT GLOB '*[^0-9a-f]*'),
  CONSTRAINT pending_actions_state CHECK(state IN ('pending', 'consumed', 'refused', 'expired', 'cancelled')),
  CONSTRAINT pending_actions_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT pending_actions_expires_at CHECK(expires_at > created_at AND expires_at <= 4102444799999),
  CONSTRAINT pending_actions_decided CHECK((state = 'pending') = (decided_at IS NULL)),
  CONSTRAINT pending_actions_decided_at CHECK(decided_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX pending_actions_live ON pending_actions (user_id,expires_at) WHERE state = 'pending';
--> statement-breakpoint
CREATE INDEX pending_actions_expiry ON pending_actions (expires_at) WHERE state = 'pending';

--> statement-breakpoint

CREATE TABLE risk_violations (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  violation_type text NOT NULL,
  severity text NOT NULL,
  description text NOT NULL,
  action_taken text NOT NULL,
  resolved integer NOT NULL,
  created_at integer NOT NULL,
  resolved_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT risk_violations_violation_type CHECK(length(violation_type) BETWEEN 1 AND 40 AND instr(violation_type, char(0)) = 0 AND violation_type NOT GLOB '*[^A-Z0-9_]*'),
  CONSTRAINT risk_violations_severity CHECK(severity IN ('info', 'warning', 'critical')),
  CONSTRAINT risk_violations_description CHECK(length(description) BETWEEN 1 AND 1000 AND instr(description, char(0)) = 0 AND NOT (description GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(description, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT risk_violations_action_taken CHECK(length(action_taken) BETWEEN 1 AND 200 AND instr(action_taken, char(0)) = 0 AND NOT (action_taken GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(action_taken, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT risk_violations_resolved CHECK(resolved IN (0, 1)),
  CONSTRAINT risk_violations_resolution CHECK((resolved = 1) = (resolved_at IS NOT NULL)),
  CONSTRAINT risk_violations_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT risk_violations_resolved_at CHECK(resolved_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX risk_violations_user ON risk_violations (user_id,created_at);
--> statement-breakpoint
CREATE INDEX risk_violations_open ON risk_violations (user_id,created_at) WHERE resolved = 0;

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

CREATE TABLE strategy_deployments (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  strategy_id text NOT NULL,
  mode text NOT NULL,
  status text NOT NULL,
  configuration text NOT NULL,
  risk_parameters text NOT NULL,
  performance_metrics text,
  deployed_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT strategy_deployments_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT strategy_deployments_strategy_id CHECK(length(strategy_id) BETWEEN 1 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT strategy_deployments_mode CHECK(mode IN ('paper', 'live')),
  CONSTRAINT strategy_deployments_status CHECK(status IN ('pending', 'running', 'paused', 'stopped', 'failed')),
  CONSTRAINT strategy_deployments_configuration CHECK(octet_length(configuration) <= 1000000 AND instr(configuration, char(0)) = 0 AND json_valid(configuration) AND json_type(configuration) = 'object'),
  CONSTRAINT strategy_deployments_risk_parameters CHECK(octet_length(risk_parameters) <= 1000000 AND instr(risk_parameters, char(0)) = 0 AND json_valid(risk_parameters) AND json_type(risk_parameters) = 'object'),
  CONSTRAINT strategy_deployments_performance_metrics CHECK(octet_length(performance_metrics) <= 1000000 AND instr(performance_metrics, char(0)) = 0 AND json_valid(performance_metrics) AND json_type(performance_metrics) = 'object'),
  CONSTRAINT strategy_deployments_deployed_at CHECK(deployed_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX strategy_deployments_owner ON strategy_deployments (id,user_id,strategy_id);
--> statement-breakpoint
CREATE INDEX strategy_deployments_user ON strategy_deployments (user_id,deployed_at);
--> statement-breakpoint
CREATE INDEX strategy_deployments_status ON strategy_deployments (status);

--> statement-breakpoint

CREATE TABLE strategy_performance (
  user_id text NOT NULL,
  strategy_id text NOT NULL,
  deployment_id text NOT NULL,
  date text NOT NULL,
  total_trades integer NOT NULL,
  winning_trades integer NOT NULL,
  losing_trades integer NOT NULL,
  total_pnl integer NOT NULL,
  daily_pnl integer NOT NULL,
  max_drawdown real NOT NULL,
  win_rate real,
  sharpe_ratio real,
  PRIMARY KEY(deployment_id, date),
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  FOREIGN KEY (deployment_id, user_id, strategy_id) REFERENCES strategy_deployments(id, user_id, strategy_id),
  CONSTRAINT strategy_performance_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT strategy_performance_total_trades CHECK(total_trades BETWEEN 0 AND 9007199254740991),
  CONSTRAINT strategy_performance_winning_trades CHECK(winning_trades BETWEEN 0 AND 9007199254740991),
  CONSTRAINT strategy_performance_losing_trades CHECK(losing_trades BETWEEN 0 AND 9007199254740991),
  CONSTRAINT strategy_performance_trades CHECK(winning_trades + losing_trades <= total_trades),
  CONSTRAINT strategy_performance_total_pnl CHECK(total_pnl BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT strategy_performance_daily_pnl CHECK(daily_pnl BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT strategy_performance_max_drawdown CHECK(max_drawdown BETWEEN 0 AND 1),
  CONSTRAINT strategy_performance_win_rate CHECK(win_rate BETWEEN 0 AND 1),
  CONSTRAINT strategy_performance_win_rate_of CHECK(win_rate IS NULL OR total_trades > 0),
  CONSTRAINT strategy_performance_sharpe_ratio CHECK(abs(sharpe_ratio) < 1000)
) STRICT;
--> statement-breakpoint
CREATE INDEX strategy_performance_user ON strategy_performance (user_id,date);

--> statement-breakpoint

CREATE TABLE trading_audit_trail (
  seq integer PRIMARY KEY NOT NULL,
  user_id text,
  actor text NOT NULL,
  action text NOT NULL,
  entity_type text NOT NULL,
  entity_id text NOT NULL,
  old_data text,
  new_data text,
  decision_rationale text NOT NULL,
  created_at integer NOT NULL,
  source_key text,
  mac text NOT NULL,
  CONSTRAINT trading_audit_trail_seq CHECK(seq BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_audit_trail_user_id CHECK(length(user_id) BETWEEN 1 AND 20 AND instr(user_id, char(0)) = 0 AND user_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_audit_trail_actor CHECK(actor IN ('person', 'operator', 'job', 'exchange')),
  CONSTRAINT trading_audit_trail_action CHECK(length(action) BETWEEN 1 AND 60 AND instr(action, char(0)) = 0 AND action NOT GLOB '*[^a-z0-9_.]*'),
  CONSTRAINT trading_audit_trail_entity_type CHECK(length(entity_type) BETWEEN 1 AND 60 AND instr(entity_type, char(0)) = 0 AND entity_type NOT GLOB '*[^a-z0-9_]*'),
  CONSTRAINT trading_audit_trail_entity_id CHECK(length(entity_id) BETWEEN 1 AND 64 AND instr(entity_id, char(0)) = 0 AND NOT (entity_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(entity_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_audit_trail_old_data CHECK(octet_length(old_data) <= 1000000 AND instr(old_data, char(0)) = 0 AND json_valid(old_data) AND json_type(old_data) = 'object'),
  CONSTRAINT trading_audit_trail_new_data CHECK(octet_length(new_data) <= 1000000 AND instr(new_data, char(0)) = 0 AND json_valid(new_data) AND json_type(new_data) = 'object'),
  CONSTRAINT trading_audit_trail_decision_rationale CHECK(length(decision_rationale) BETWEEN 1 AND 500 AND instr(decision_rationale, char(0)) = 0 AND NOT (decision_rationale GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(decision_rationale, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_audit_trail_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_audit_trail_source_key CHECK(length(source_key) BETWEEN 1 AND 64 AND instr(source_key, char(0)) = 0 AND NOT (source_key GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(source_key, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_audit_trail_mac CHECK(length(mac) BETWEEN 64 AND 64 AND instr(mac, char(0)) = 0 AND mac NOT GLOB '*[^0-9a-f]*')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_audit_trail_source ON trading_audit_trail (source_key) WHERE source_key IS NOT NULL;
--> statement-breakpoint
CREATE INDEX trading_audit_trail_user ON trading_audit_trail (user_id,created_at);
--> statement-breakpoint
CREATE INDEX trading_audit_trail_entity ON trading_audit_trail (entity_type,entity_id);

--> statement-breakpoint

CREATE TABLE trading_events (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text,
  event_type text NOT NULL,
  event_data text NOT NULL,
  related_id text,
  severity text NOT NULL,
  processed integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT trading_events_event_type CHECK(length(event_type) BETWEEN 1 AND 60 AND instr(event_type, char(0)) = 0 AND event_type NOT GLOB '*[^a-z0-9_.]*'),
  CONSTRAINT trading_events_event_data CHECK(octet_length(event_data) <= 1000000 AND instr(event_data, char(0)) = 0 AND json_valid(event_data) AND json_type(event_data) = 'object'),
  CONSTRAINT trading_events_related_id CHECK(length(related_id) BETWEEN 1 AND 64 AND instr(related_id, char(0)) = 0 AND NOT (related_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(related_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_events_severity CHECK(severity IN ('info', 'warning', 'critical')),
  CONSTRAINT trading_events_processed CHECK(processed IN (0, 1)),
  CONSTRAINT trading_events_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX trading_events_user ON trading_events (user_id,created_at);
--> statement-breakpoint
CREATE INDEX trading_events_waiting ON trading_events (id) WHERE processed = 0;
--> statement-breakpoint
CREATE INDEX trading_events_age ON trading_events (created_at);

--> statement-breakpoint

CREATE TABLE trading_orders (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  order_number integer NOT NULL,
  symbol text NOT NULL,
  order_type text NOT NULL,
  side text NOT NULL,
  product text NOT NULL,
  validity text NOT NULL,
  quantity integer NOT NULL,
  price integer,
  trigger_price integer,
  status text NOT NULL,
  authority text NOT NULL,
  broker_order_id text,
  strategy_id text,
  filled_quantity integer NOT NULL,
  filled_value integer NOT NULL,
  average_fill_price real GENERATED ALWAYS AS (CASE WHEN filled_quantity > 0 THEN CAST(filled_value AS REAL) / filled_quantity END) VIRTUAL,
  commission integer NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  filled_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT trading_orders_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_orders_order_number CHECK(order_number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_orders_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT trading_orders_order_type CHECK(order_type IN ('MARKET', 'LIMIT', 'SL', 'SL-M')),
  CONSTRAINT trading_orders_side CHECK(side IN ('BUY', 'SELL')),
  CONSTRAINT trading_orders_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT trading_orders_validity CHECK(validity IN ('DAY', 'IOC')),
  CONSTRAINT trading_orders_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT trading_orders_price CHECK((order_type IN ('LIMIT', 'SL')) = (price IS NOT NULL)),
  CONSTRAINT trading_orders_price_sign CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_orders_trigger_price CHECK((order_type IN ('SL', 'SL-M')) = (trigger_price IS NOT NULL)),
  CONSTRAINT trading_orders_trigger_price_sign CHECK(trigger_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_orders_status CHECK(status IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled', 'filled', 'cancelled', 'expired', 'rejected', 'denied', 'not_placed')),
  CONSTRAINT trading_orders_authority CHECK(authority IN ('press', 'deployment', 'gtt', 'square_off', 'kill_switch')),
  CONSTRAINT trading_orders_broker_order_id CHECK(length(broker_order_id) BETWEEN 1 AND 64 AND instr(broker_order_id, char(0)) = 0 AND NOT (broker_order_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(broker_order_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_orders_strategy_id CHECK(length(strategy_id) BETWEEN 1 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_orders_deployed CHECK(authority <> 'deployment' OR strategy_id IS NOT NULL),
  CONSTRAINT trading_orders_filled_quantity CHECK(filled_quantity BETWEEN 0 AND quantity),
  CONSTRAINT trading_orders_filled_value CHECK((filled_quantity > 0) = (filled_value > 0) AND filled_value BETWEEN 0 AND 100000000000000),
  CONSTRAINT trading_orders_filled_status CHECK((status = 'filled') = (filled_quantity = quantity)),
  CONSTRAINT trading_orders_partly_filled CHECK(status <> 'partially_filled' OR filled_quantity > 0),
  CONSTRAINT trading_orders_unfilled CHECK(status NOT IN ('open', 'trigger_pending', 'rejected', 'denied', 'not_placed') OR filled_quantity = 0),
  CONSTRAINT trading_orders_unplaced CHECK(status NOT IN ('denied', 'not_placed') OR broker_order_id IS NULL),
  CONSTRAINT trading_orders_commission CHECK(commission BETWEEN 0 AND 100000000000000),
  CONSTRAINT trading_orders_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_orders_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999),
  CONSTRAINT trading_orders_filled CHECK(status <> 'filled' OR filled_at IS NOT NULL),
  CONSTRAINT trading_orders_filled_at CHECK(filled_at BETWEEN created_at AND 4102444799999),
  CONSTRAINT trading_orders_filled_at_once CHECK(filled_at IS NULL OR filled_quantity > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_owner ON trading_orders (id,user_id,symbol,side);
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_number ON trading_orders (user_id,order_number);
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_broker ON trading_orders (broker_order_id) WHERE broker_order_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX trading_orders_user ON trading_orders (user_id,created_at);
--> statement-breakpoint
CREATE INDEX trading_orders_live ON trading_orders (status,created_at) WHERE status IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled');
--> statement-breakpoint
CREATE INDEX trading_orders_strategy ON trading_orders (strategy_id,created_at);
--> statement-breakpoint
CREATE INDEX trading_orders_age ON trading_orders (created_at);

--> statement-breakpoint

CREATE TABLE trading_executions (
  id text PRIMARY KEY NOT NULL,
  order_id text NOT NULL,
  user_id text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  quantity integer NOT NULL,
  price integer NOT NULL,
  commission integer NOT NULL,
  broker_execution_id text NOT NULL,
  executed_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  FOREIGN KEY (order_id, user_id, symbol, side) REFERENCES trading_orders(id, user_id, symbol, side),
  CONSTRAINT trading_executions_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_executions_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT trading_executions_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_executions_commission CHECK(commission BETWEEN 0 AND 100000000000000),
  CONSTRAINT trading_executions_broker_execution_id CHECK(length(broker_execution_id) BETWEEN 1 AND 64 AND instr(broker_execution_id, char(0)) = 0 AND NOT (broker_execution_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(broker_execution_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_executions_executed_at CHECK(executed_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_executions_broker ON trading_executions (broker_execution_id);
--> statement-breakpoint
CREATE INDEX trading_executions_order ON trading_executions (order_id);
--> statement-breakpoint
CREATE INDEX trading_executions_user ON trading_executions (user_id,executed_at);
--> statement-breakpoint
CREATE INDEX trading_executions_symbol ON trading_executions (user_id,symbol,executed_at);

--> statement-breakpoint

CREATE TABLE trading_positions (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  symbol text NOT NULL,
  product text NOT NULL,
  quantity integer NOT NULL,
  cost integer NOT NULL,
  average_price real GENERATED ALWAYS AS (CASE WHEN quantity <> 0 THEN CAST(cost AS REAL) / quantity END) VIRTUAL,
  current_price integer,
  unrealized_pnl integer GENERATED ALWAYS AS (quantity * current_price - cost) VIRTUAL,
  realized_pnl integer NOT NULL,
  strategy_id text,
  opened_at integer NOT NULL,
  closed_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT trading_positions_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_positions_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT trading_positions_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT trading_positions_quantity CHECK(quantity BETWEEN -1000000000000 AND 1000000000000),
  CONSTRAINT trading_positions_open CHECK((closed_at IS NULL) = (quantity <> 0)),
  CONSTRAINT trading_positions_short CHECK(quantity >= 0 OR product = 'MIS'),
  CONSTRAINT trading_positions_cost CHECK(cost BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT trading_positions_cost_sign CHECK(sign(cost) = sign(quantity)),
  CONSTRAINT trading_positions_current_price CHECK(current_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_positions_realized_pnl CHECK(realized_pnl BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT trading_positions_strategy_id CHECK(length(strategy_id) BETWEEN 1 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_positions_opened_at CHECK(opened_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_positions_closed_at CHECK(closed_at BETWEEN opened_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_positions_open ON trading_positions (user_id,symbol,product,coalesce(strategy_id, '')) WHERE closed_at IS NULL;
--> statement-breakpoint
CREATE INDEX trading_positions_user ON trading_positions (user_id,opened_at);

--> statement-breakpoint

CREATE TRIGGER trading_audit_trail_no_update BEFORE UPDATE ON trading_audit_trail BEGIN
  SELECT RAISE(ABORT, 'trading_audit_trail is append-only');
END;

--> statement-breakpoint

CREATE TRIGGER trading_audit_trail_no_delete BEFORE DELETE ON trading_audit_trail
WHEN NOT EXISTS (
  SELECT 1 FROM archived_ranges
  WHERE table_name = 'trading_audit_trail' AND old.seq BETWEEN first_key AND last_key
) BEGIN
  SELECT RAISE(ABORT, 'trading_audit_trail is append-only: a row leaves it only for the archive');
END;

--> statement-breakpoint

CREATE TRIGGER trading_events_no_update BEFORE UPDATE ON trading_events
WHEN NOT (
  old.processed = 0 AND new.processed = 1 AND new.id IS old.id AND new.user_id IS old.user_id
  AND new.event_type IS old.event_type AND new.event_data IS old.event_data AND new.related_id IS old.related_id
  AND new.severity IS old.severity AND new.created_at IS old.created_at
) BEGIN
  SELECT RAISE(ABORT, 'trading_events is append-only: only processed may go from 0 to 1');
END;

--> statement-breakpoint

CREATE TRIGGER trading_events_no_delete BEFORE DELETE ON trading_events
WHEN NOT EXISTS (
  SELECT 1 FROM archived_ranges
  WHERE table_name = 'trading_events' AND old.id BETWEEN first_key AND last_key
) BEGIN
  SELECT RAISE(ABORT, 'trading_events is append-only: a row leaves it only for the archive');
END;

--> statement-breakpoint

CREATE TRIGGER trading_executions_no_update BEFORE UPDATE ON trading_executions BEGIN
  SELECT RAISE(ABORT, 'trading_executions: an execution is never edited');
END;
