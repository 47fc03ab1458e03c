-- Orders, fills and positions learn on which practice market they are (its own money: a book) and what the card saw.
-- Rows from before this step are of the first market.

CREATE TABLE trading_orders_next (
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
  book_id integer NOT NULL,
  market_date text NOT NULL,
  quote_price integer,
  quote_at integer,
  action_id text,
  gtt_id text,
  protective integer NOT NULL,
  message text,
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
  CONSTRAINT trading_orders_filled_at_once CHECK(filled_at IS NULL OR filled_quantity > 0),
  CONSTRAINT trading_orders_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_orders_market_date CHECK(market_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(market_date) IS market_date),
  CONSTRAINT trading_orders_quote_price CHECK(quote_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_orders_quote_at CHECK(quote_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_orders_quote CHECK((quote_price IS NULL) = (quote_at IS NULL)),
  CONSTRAINT trading_orders_action_id CHECK(length(action_id) BETWEEN 1 AND 20 AND instr(action_id, char(0)) = 0 AND action_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_orders_pressed CHECK(authority <> 'press' OR action_id IS NOT NULL),
  CONSTRAINT trading_orders_gtt_id CHECK(length(gtt_id) BETWEEN 1 AND 20 AND instr(gtt_id, char(0)) = 0 AND gtt_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_orders_triggered CHECK(authority <> 'gtt' OR gtt_id IS NOT NULL),
  CONSTRAINT trading_orders_protective CHECK(protective IN (0, 1)),
  CONSTRAINT trading_orders_message CHECK(length(message) BETWEEN 1 AND 500 AND instr(message, char(0)) = 0 AND NOT (message GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(message, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT;
--> statement-breakpoint
INSERT INTO trading_orders_next (id, user_id, order_number, symbol, order_type, side, product, validity, quantity, price, trigger_price, status, authority, broker_order_id, strategy_id, filled_quantity, filled_value, commission, created_at, updated_at, filled_at, book_id, market_date, quote_price, quote_at, action_id, gtt_id, protective, message)
  SELECT id, user_id, order_number, symbol, order_type, side, product, validity, quantity, price, trigger_price, status, authority, broker_order_id, strategy_id, filled_quantity, filled_value, commission, created_at, updated_at, filled_at, 1, date((created_at + 19800000) / 1000, 'unixepoch'), NULL, NULL, CASE WHEN authority = 'press' THEN id END, CASE WHEN authority = 'gtt' THEN id END, 0, NULL FROM trading_orders;
--> statement-breakpoint
DROP TABLE trading_orders;
--> statement-breakpoint
ALTER TABLE trading_orders_next RENAME TO trading_orders;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_owner ON trading_orders (id, user_id, symbol, side);
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_number ON trading_orders (user_id, order_number);
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_broker ON trading_orders (broker_order_id) WHERE broker_order_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX trading_orders_user ON trading_orders (user_id, created_at);
--> statement-breakpoint
CREATE INDEX trading_orders_live ON trading_orders (user_id, created_at) WHERE status IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled');
--> statement-breakpoint
CREATE INDEX trading_orders_strategy ON trading_orders (strategy_id, created_at) WHERE strategy_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX trading_orders_age ON trading_orders (created_at);
--> statement-breakpoint
CREATE INDEX trading_orders_day ON trading_orders (user_id, book_id, market_date);
--> statement-breakpoint
CREATE UNIQUE INDEX trading_orders_action ON trading_orders (action_id) WHERE action_id IS NOT NULL;

--> statement-breakpoint

CREATE TABLE trading_executions_next (
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
  book_id integer NOT NULL,
  trade_date text NOT NULL,
  recorded_at integer NOT NULL,
  charges text NOT NULL,
  slippage integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  FOREIGN KEY (order_id, user_id, symbol, side) REFERENCES trading_orders(id, user_id, symbol, side),
  CONSTRAINT trading_executions_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_executions_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT trading_executions_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT trading_executions_commission CHECK(commission BETWEEN 0 AND 100000000000000),
  CONSTRAINT trading_executions_broker_execution_id CHECK(length(broker_execution_id) BETWEEN 1 AND 64 AND instr(broker_execution_id, char(0)) = 0 AND NOT (broker_execution_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(broker_execution_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT trading_executions_executed_at CHECK(executed_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_executions_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_executions_trade_date CHECK(trade_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(trade_date) IS trade_date),
  CONSTRAINT trading_executions_recorded_at CHECK(recorded_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_executions_charges CHECK(octet_length(charges) <= 1000000 AND instr(charges, char(0)) = 0 AND json_valid(charges) AND json_type(charges) = 'object'),
  CONSTRAINT trading_executions_slippage CHECK(slippage BETWEEN -100000000000000 AND 100000000000000)
) STRICT;
--> statement-breakpoint
INSERT INTO trading_executions_next (id, order_id, user_id, symbol, side, quantity, price, commission, broker_execution_id, executed_at, book_id, trade_date, recorded_at, charges, slippage)
  SELECT id, order_id, user_id, symbol, side, quantity, price, commission, broker_execution_id, executed_at, 1, date((executed_at + 19800000) / 1000, 'unixepoch'), executed_at, json_object('commission', commission), NULL FROM trading_executions;
--> statement-breakpoint
DROP TABLE trading_executions;
--> statement-breakpoint
ALTER TABLE trading_executions_next RENAME TO trading_executions;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_executions_broker ON trading_executions (broker_execution_id);
--> statement-breakpoint
CREATE INDEX trading_executions_order ON trading_executions (order_id, user_id, symbol, side);
--> statement-breakpoint
CREATE INDEX trading_executions_user ON trading_executions (user_id, executed_at);
--> statement-breakpoint
CREATE INDEX trading_executions_symbol ON trading_executions (user_id, symbol, executed_at);
--> statement-breakpoint
CREATE TRIGGER trading_executions_no_update BEFORE UPDATE ON trading_executions BEGIN
  SELECT RAISE(ABORT, 'trading_executions: an execution is never edited');
END;

--> statement-breakpoint

CREATE TABLE leaving_rows (
  table_name text NOT NULL,
  key text NOT NULL,
  PRIMARY KEY(table_name, key),
  CONSTRAINT leaving_rows_table_name CHECK(table_name IN ('trading_orders', 'trading_executions')),
  CONSTRAINT leaving_rows_key CHECK(length(key) BETWEEN 1 AND 20 AND instr(key, char(0)) = 0 AND key NOT GLOB '*[^A-Z0-9]*')
) STRICT;
--> statement-breakpoint
CREATE TRIGGER trading_orders_no_delete BEFORE DELETE ON trading_orders
WHEN NOT EXISTS (SELECT 1 FROM leaving_rows WHERE table_name = 'trading_orders' AND key = old.id) BEGIN
  SELECT RAISE(ABORT, 'trading_orders: an order leaves only for the archive');
END;
--> statement-breakpoint
CREATE TRIGGER trading_executions_no_delete BEFORE DELETE ON trading_executions
WHEN NOT EXISTS (SELECT 1 FROM leaving_rows WHERE table_name = 'trading_executions' AND key = old.id) BEGIN
  SELECT RAISE(ABORT, 'trading_executions: an execution leaves only for the archive');
END;

--> statement-breakpoint

CREATE TABLE trading_positions_next (
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
  book_id integer NOT NULL,
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
  CONSTRAINT trading_positions_closed_at CHECK(closed_at BETWEEN opened_at AND 4102444799999),
  CONSTRAINT trading_positions_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991)
) STRICT;
--> statement-breakpoint
INSERT INTO trading_positions_next (id, user_id, symbol, product, quantity, cost, current_price, realized_pnl, strategy_id, opened_at, closed_at, book_id)
  SELECT id, user_id, symbol, product, quantity, cost, current_price, realized_pnl, strategy_id, opened_at, closed_at, 1 FROM trading_positions;
--> statement-breakpoint
DROP TABLE trading_positions;
--> statement-breakpoint
ALTER TABLE trading_positions_next RENAME TO trading_positions;
--> statement-breakpoint
CREATE UNIQUE INDEX trading_positions_open ON trading_positions (user_id, book_id, symbol, product, coalesce(strategy_id, '')) WHERE closed_at IS NULL;
--> statement-breakpoint
CREATE INDEX trading_positions_user ON trading_positions (user_id, opened_at);

--> statement-breakpoint

CREATE TABLE order_changes (
  id text PRIMARY KEY NOT NULL,
  order_id text NOT NULL,
  user_id text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  authority text NOT NULL,
  action_id text,
  quantity integer,
  price integer,
  trigger_price integer,
  message text,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT order_changes_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT order_changes_order_id CHECK(length(order_id) BETWEEN 1 AND 20 AND instr(order_id, char(0)) = 0 AND order_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT order_changes_kind CHECK(kind IN ('modify', 'cancel')),
  CONSTRAINT order_changes_status CHECK(status IN ('submitting', 'unknown', 'accepted', 'refused', 'lapsed')),
  CONSTRAINT order_changes_authority CHECK(authority IN ('press', 'deployment', 'gtt', 'square_off', 'kill_switch')),
  CONSTRAINT order_changes_action_id CHECK(length(action_id) BETWEEN 1 AND 20 AND instr(action_id, char(0)) = 0 AND action_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT order_changes_pressed CHECK(authority <> 'press' OR action_id IS NOT NULL),
  CONSTRAINT order_changes_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT order_changes_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT order_changes_trigger_price CHECK(trigger_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT order_changes_changed CHECK((kind = 'modify') = (coalesce(quantity, price, trigger_price) IS NOT NULL)),
  CONSTRAINT order_changes_message CHECK(length(message) BETWEEN 1 AND 500 AND instr(message, char(0)) = 0 AND NOT (message GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(message, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT order_changes_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT order_changes_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX order_changes_order ON order_changes (order_id, created_at);
--> statement-breakpoint
CREATE INDEX order_changes_user ON order_changes (user_id, created_at);
--> statement-breakpoint
CREATE INDEX order_changes_live ON order_changes (user_id, created_at) WHERE status IN ('submitting', 'unknown');
--> statement-breakpoint
CREATE UNIQUE INDEX order_changes_action ON order_changes (action_id) WHERE action_id IS NOT NULL;

--> statement-breakpoint

CREATE TABLE gtt_orders (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  book_id integer NOT NULL,
  kind text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  product text NOT NULL,
  quantity integer NOT NULL,
  trigger_price integer NOT NULL,
  price integer NOT NULL,
  target_trigger_price integer,
  target_price integer,
  status text NOT NULL,
  action_id text NOT NULL,
  broker_gtt_id text,
  message text,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT gtt_orders_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT gtt_orders_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT gtt_orders_kind CHECK(kind IN ('single', 'oco')),
  CONSTRAINT gtt_orders_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT gtt_orders_side CHECK(side IN ('BUY', 'SELL')),
  CONSTRAINT gtt_orders_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT gtt_orders_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT gtt_orders_trigger_price CHECK(trigger_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT gtt_orders_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT gtt_orders_target_trigger_price CHECK(target_trigger_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT gtt_orders_target_price CHECK(target_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT gtt_orders_legs CHECK((kind = 'oco') = (target_trigger_price IS NOT NULL) AND (kind = 'oco') = (target_price IS NOT NULL)),
  CONSTRAINT gtt_orders_status CHECK(status IN ('submitting', 'unknown', 'active', 'triggered', 'cancelled', 'rejected', 'expired', 'not_placed')),
  CONSTRAINT gtt_orders_action_id CHECK(length(action_id) BETWEEN 1 AND 20 AND instr(action_id, char(0)) = 0 AND action_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT gtt_orders_broker_gtt_id CHECK(length(broker_gtt_id) BETWEEN 1 AND 64 AND instr(broker_gtt_id, char(0)) = 0 AND NOT (broker_gtt_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(broker_gtt_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT gtt_orders_message CHECK(length(message) BETWEEN 1 AND 500 AND instr(message, char(0)) = 0 AND NOT (message GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(message, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT gtt_orders_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT gtt_orders_updated_at CHECK(updated_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX gtt_orders_user ON gtt_orders (user_id, created_at);
--> statement-breakpoint
CREATE INDEX gtt_orders_live ON gtt_orders (user_id, created_at) WHERE status IN ('submitting', 'unknown', 'active');
--> statement-breakpoint
CREATE UNIQUE INDEX gtt_orders_action ON gtt_orders (action_id);

--> statement-breakpoint

CREATE TABLE broker_cursors (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  last_seq integer NOT NULL,
  synced_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id),
  CONSTRAINT broker_cursors_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT broker_cursors_last_seq CHECK(last_seq BETWEEN 0 AND 9007199254740991),
  CONSTRAINT broker_cursors_synced_at CHECK(synced_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE trading_lots (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  book_id integer NOT NULL,
  view text NOT NULL,
  symbol text NOT NULL,
  product text NOT NULL,
  strategy_id text NOT NULL,
  execution_id text NOT NULL,
  opened_at integer NOT NULL,
  opened_date text NOT NULL,
  quantity integer NOT NULL,
  cost integer NOT NULL,
  charges integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT trading_lots_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT trading_lots_view CHECK(view IN ('strategy', 'tax')),
  CONSTRAINT trading_lots_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT trading_lots_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT trading_lots_strategy_id CHECK(length(strategy_id) BETWEEN 0 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_lots_tax_strategy CHECK(view <> 'tax' OR strategy_id = ''),
  CONSTRAINT trading_lots_execution_id CHECK(length(execution_id) BETWEEN 1 AND 20 AND instr(execution_id, char(0)) = 0 AND execution_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT trading_lots_opened_at CHECK(opened_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT trading_lots_opened_date CHECK(opened_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(opened_date) IS opened_date),
  CONSTRAINT trading_lots_quantity CHECK(quantity BETWEEN -1000000000000 AND 1000000000000),
  CONSTRAINT trading_lots_short CHECK(quantity >= 0 OR product = 'MIS'),
  CONSTRAINT trading_lots_cost CHECK(cost BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT trading_lots_cost_sign CHECK(quantity <> 0 OR cost = 0),
  CONSTRAINT trading_lots_charges CHECK(charges BETWEEN 0 AND 100000000000000),
  CONSTRAINT trading_lots_charges_left CHECK(quantity <> 0 OR charges = 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX trading_lots_open ON trading_lots (user_id, book_id, view, symbol, product, strategy_id, id) WHERE quantity <> 0;

--> statement-breakpoint

CREATE TABLE lot_closures (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  book_id integer NOT NULL,
  view text NOT NULL,
  symbol text NOT NULL,
  product text NOT NULL,
  strategy_id text NOT NULL,
  lot_id integer NOT NULL,
  execution_id text NOT NULL,
  opened_date text NOT NULL,
  closed_date text NOT NULL,
  quantity integer NOT NULL,
  cost integer NOT NULL,
  proceeds integer NOT NULL,
  charges integer NOT NULL,
  realized_pnl integer GENERATED ALWAYS AS (proceeds - cost - charges) VIRTUAL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT lot_closures_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT lot_closures_view CHECK(view IN ('strategy', 'tax')),
  CONSTRAINT lot_closures_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT lot_closures_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT lot_closures_strategy_id CHECK(length(strategy_id) BETWEEN 0 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT lot_closures_tax_strategy CHECK(view <> 'tax' OR strategy_id = ''),
  CONSTRAINT lot_closures_lot_id CHECK(lot_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT lot_closures_execution_id CHECK(length(execution_id) BETWEEN 1 AND 20 AND instr(execution_id, char(0)) = 0 AND execution_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT lot_closures_opened_date CHECK(opened_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(opened_date) IS opened_date),
  CONSTRAINT lot_closures_closed_date CHECK(closed_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(closed_date) IS closed_date AND closed_date >= opened_date),
  CONSTRAINT lot_closures_quantity CHECK(quantity BETWEEN 1 AND 1000000000000),
  CONSTRAINT lot_closures_cost CHECK(cost BETWEEN 0 AND 100000000000000),
  CONSTRAINT lot_closures_proceeds CHECK(proceeds BETWEEN 0 AND 100000000000000),
  CONSTRAINT lot_closures_charges CHECK(charges BETWEEN 0 AND 100000000000000)
) STRICT;
--> statement-breakpoint
CREATE INDEX lot_closures_day ON lot_closures (user_id, book_id, view, closed_date);
--> statement-breakpoint
CREATE INDEX lot_closures_execution ON lot_closures (execution_id);
--> statement-breakpoint
CREATE TRIGGER lot_closures_no_update BEFORE UPDATE ON lot_closures BEGIN
  SELECT RAISE(ABORT, 'lot_closures: what was closed is never edited');
END;
--> statement-breakpoint
CREATE TRIGGER lot_closures_no_delete BEFORE DELETE ON lot_closures BEGIN
  SELECT RAISE(ABORT, 'lot_closures: what was closed is never deleted');
END;

--> statement-breakpoint

CREATE TABLE cash_entries (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  book_id integer NOT NULL,
  kind text NOT NULL,
  symbol text,
  amount integer NOT NULL,
  date text NOT NULL,
  booked_at integer NOT NULL,
  equity_before integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT cash_entries_id CHECK(length(id) BETWEEN 1 AND 64 AND instr(id, char(0)) = 0 AND NOT (id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT cash_entries_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT cash_entries_kind CHECK(kind IN ('deposit', 'withdrawal', 'dividend', 'dp_charge', 'note_rounding', 'fraction')),
  CONSTRAINT cash_entries_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT cash_entries_amount CHECK(amount BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT cash_entries_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT cash_entries_booked_at CHECK(booked_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT cash_entries_equity_before CHECK(equity_before BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT cash_entries_flow CHECK(equity_before IS NULL OR kind IN ('deposit', 'withdrawal'))
) STRICT;
--> statement-breakpoint
CREATE INDEX cash_entries_day ON cash_entries (user_id, book_id, date);
--> statement-breakpoint
CREATE TRIGGER cash_entries_no_update BEFORE UPDATE ON cash_entries BEGIN
  SELECT RAISE(ABORT, 'cash_entries: what moved cash is never edited');
END;
--> statement-breakpoint
CREATE TRIGGER cash_entries_no_delete BEFORE DELETE ON cash_entries BEGIN
  SELECT RAISE(ABORT, 'cash_entries: what moved cash is never deleted');
END;

--> statement-breakpoint

CREATE TABLE book_totals (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  deposits integer NOT NULL,
  withdrawals integer NOT NULL,
  dividends integer NOT NULL,
  adjustments integer NOT NULL,
  bought integer NOT NULL,
  sold integer NOT NULL,
  charges integer NOT NULL,
  realized integer NOT NULL,
  fills integer NOT NULL,
  slippage integer NOT NULL,
  cash integer GENERATED ALWAYS AS (deposits - withdrawals + dividends + adjustments - bought + sold - charges) VIRTUAL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id),
  CONSTRAINT book_totals_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT book_totals_deposits CHECK(deposits BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_withdrawals CHECK(withdrawals BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_dividends CHECK(dividends BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_adjustments CHECK(adjustments BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_totals_bought CHECK(bought BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_sold CHECK(sold BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_charges CHECK(charges BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_realized CHECK(realized BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_totals_fills CHECK(fills BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_totals_slippage CHECK(slippage BETWEEN -100000000000000 AND 100000000000000)
) STRICT;

--> statement-breakpoint

CREATE TABLE symbol_totals (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  symbol text NOT NULL,
  strategy_id text NOT NULL,
  bought integer NOT NULL,
  sold integer NOT NULL,
  charges integer NOT NULL,
  dividends integer NOT NULL,
  adjustments integer NOT NULL,
  realized integer NOT NULL,
  fills integer NOT NULL,
  wins integer NOT NULL,
  losses integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id, symbol, strategy_id),
  CONSTRAINT symbol_totals_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT symbol_totals_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT symbol_totals_strategy_id CHECK(length(strategy_id) BETWEEN 0 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT symbol_totals_bought CHECK(bought BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_sold CHECK(sold BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_charges CHECK(charges BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_dividends CHECK(dividends BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_adjustments CHECK(adjustments BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT symbol_totals_realized CHECK(realized BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT symbol_totals_fills CHECK(fills BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_wins CHECK(wins BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_totals_losses CHECK(losses BETWEEN 0 AND 9007199254740991)
) STRICT;

--> statement-breakpoint

CREATE TABLE symbol_days (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  date text NOT NULL,
  symbol text NOT NULL,
  strategy_id text NOT NULL,
  bought integer NOT NULL,
  sold integer NOT NULL,
  charges integer NOT NULL,
  dividends integer NOT NULL,
  adjustments integer NOT NULL,
  realized integer NOT NULL,
  fills integer NOT NULL,
  closing_quantity integer NOT NULL,
  closing_value integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id, date, symbol, strategy_id),
  CONSTRAINT symbol_days_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT symbol_days_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT symbol_days_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT symbol_days_strategy_id CHECK(length(strategy_id) BETWEEN 0 AND 20 AND instr(strategy_id, char(0)) = 0 AND strategy_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT symbol_days_bought CHECK(bought BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_days_sold CHECK(sold BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_days_charges CHECK(charges BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_days_dividends CHECK(dividends BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_days_adjustments CHECK(adjustments BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT symbol_days_realized CHECK(realized BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT symbol_days_fills CHECK(fills BETWEEN 0 AND 9007199254740991),
  CONSTRAINT symbol_days_closing_quantity CHECK(closing_quantity BETWEEN -1000000000000 AND 1000000000000),
  CONSTRAINT symbol_days_closing_value CHECK(closing_value BETWEEN -100000000000000 AND 100000000000000)
) STRICT;

--> statement-breakpoint

CREATE TABLE book_days (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  date text NOT NULL,
  opening_equity integer NOT NULL,
  closing_equity integer NOT NULL,
  closing_cash integer NOT NULL,
  net_deposits integer NOT NULL,
  realized integer NOT NULL,
  charges integer NOT NULL,
  fills integer NOT NULL,
  growth real NOT NULL,
  peak_growth real NOT NULL,
  benchmark integer,
  is_final integer NOT NULL,
  marked_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id, date),
  CONSTRAINT book_days_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT book_days_date CHECK(date BETWEEN '1990-01-01' AND '2199-12-31' AND date(date) IS date),
  CONSTRAINT book_days_opening_equity CHECK(opening_equity BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_days_closing_equity CHECK(closing_equity BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_days_closing_cash CHECK(closing_cash BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_days_net_deposits CHECK(net_deposits BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_days_realized CHECK(realized BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT book_days_charges CHECK(charges BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_days_fills CHECK(fills BETWEEN 0 AND 9007199254740991),
  CONSTRAINT book_days_growth CHECK(growth > -1e9 AND growth < 1e9),
  CONSTRAINT book_days_peak_growth CHECK(peak_growth >= growth AND peak_growth < 1e9),
  CONSTRAINT book_days_benchmark CHECK(benchmark BETWEEN 1 AND 100000000000000),
  CONSTRAINT book_days_is_final CHECK(is_final IN (0, 1)),
  CONSTRAINT book_days_marked_at CHECK(marked_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT book_days_marked CHECK(is_final = 0 OR marked_at IS NOT NULL)
) STRICT;

--> statement-breakpoint

CREATE TABLE tax_totals (
  user_id text NOT NULL,
  book_id integer NOT NULL,
  financial_year integer NOT NULL,
  term text NOT NULL,
  cost integer NOT NULL,
  proceeds integer NOT NULL,
  charges integer NOT NULL,
  closures integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, book_id, financial_year, term),
  CONSTRAINT tax_totals_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT tax_totals_financial_year CHECK(financial_year BETWEEN 1989 AND 2199),
  CONSTRAINT tax_totals_term CHECK(term IN ('intraday', 'short', 'long')),
  CONSTRAINT tax_totals_cost CHECK(cost BETWEEN 0 AND 9007199254740991),
  CONSTRAINT tax_totals_proceeds CHECK(proceeds BETWEEN 0 AND 9007199254740991),
  CONSTRAINT tax_totals_charges CHECK(charges BETWEEN 0 AND 9007199254740991),
  CONSTRAINT tax_totals_closures CHECK(closures BETWEEN 0 AND 9007199254740991)
) STRICT;

--> statement-breakpoint

CREATE TABLE risk_limits (
  user_id text NOT NULL,
  name text NOT NULL,
  value integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, name),
  CONSTRAINT risk_limits_name CHECK(length(name) BETWEEN 1 AND 40 AND instr(name, char(0)) = 0 AND name NOT GLOB '*[^a-z_]*'),
  CONSTRAINT risk_limits_value CHECK(value BETWEEN 0 AND 100000000000000),
  CONSTRAINT risk_limits_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE risk_limit_changes (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  old_value integer NOT NULL,
  new_value integer NOT NULL,
  state text NOT NULL,
  action_id text,
  requested_at integer NOT NULL,
  effective_at integer NOT NULL,
  decided_at integer,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT risk_limit_changes_id CHECK(length(id) BETWEEN 1 AND 20 AND instr(id, char(0)) = 0 AND id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT risk_limit_changes_name CHECK(length(name) BETWEEN 1 AND 40 AND instr(name, char(0)) = 0 AND name NOT GLOB '*[^a-z_]*'),
  CONSTRAINT risk_limit_changes_kind CHECK(kind IN ('tighten', 'loosen')),
  CONSTRAINT risk_limit_changes_old_value CHECK(old_value BETWEEN 0 AND 100000000000000),
  CONSTRAINT risk_limit_changes_new_value CHECK(new_value BETWEEN 0 AND 100000000000000 AND new_value <> old_value),
  CONSTRAINT risk_limit_changes_state CHECK(state IN ('waiting', 'effective', 'undone', 'cancelled')),
  CONSTRAINT risk_limit_changes_action_id CHECK(length(action_id) BETWEEN 1 AND 20 AND instr(action_id, char(0)) = 0 AND action_id NOT GLOB '*[^A-Z0-9]*'),
  CONSTRAINT risk_limit_changes_confirmed CHECK(kind = 'tighten' OR action_id IS NOT NULL),
  CONSTRAINT risk_limit_changes_requested_at CHECK(requested_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT risk_limit_changes_effective_at CHECK(effective_at BETWEEN requested_at AND 4102444799999),
  CONSTRAINT risk_limit_changes_decided CHECK((state = 'waiting') = (decided_at IS NULL)),
  CONSTRAINT risk_limit_changes_decided_at CHECK(decided_at BETWEEN requested_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX risk_limit_changes_user ON risk_limit_changes (user_id, requested_at);
--> statement-breakpoint
CREATE INDEX risk_limit_changes_due ON risk_limit_changes (effective_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE UNIQUE INDEX risk_limit_changes_waiting ON risk_limit_changes (user_id, name) WHERE state = 'waiting';

--> statement-breakpoint

CREATE TABLE kill_switches (
  user_id text PRIMARY KEY NOT NULL,
  is_on integer NOT NULL,
  changed_by text NOT NULL,
  changed_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  CONSTRAINT kill_switches_is_on CHECK(is_on IN (0, 1)),
  CONSTRAINT kill_switches_changed_by CHECK(changed_by IN ('person', 'operator', 'job', 'exchange')),
  CONSTRAINT kill_switches_changed_at CHECK(changed_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

CREATE TABLE rule_adherence (
  user_id text NOT NULL,
  rule text NOT NULL,
  kept integer NOT NULL,
  broken integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES trading_accounts(user_id),
  PRIMARY KEY(user_id, rule),
  CONSTRAINT rule_adherence_rule CHECK(length(rule) BETWEEN 1 AND 40 AND instr(rule, char(0)) = 0 AND rule NOT GLOB '*[^A-Z0-9_]*'),
  CONSTRAINT rule_adherence_kept CHECK(kept BETWEEN 0 AND 9007199254740991),
  CONSTRAINT rule_adherence_broken CHECK(broken BETWEEN 0 AND 9007199254740991),
  CONSTRAINT rule_adherence_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;

--> statement-breakpoint

-- Each index of these tables is one more page in every order's commit: what no query asks for goes.
DROP INDEX trading_events_user;
--> statement-breakpoint
DROP INDEX trading_audit_trail_user;
--> statement-breakpoint
DROP INDEX trading_audit_trail_entity;
--> statement-breakpoint
DROP INDEX pending_actions_live;
--> statement-breakpoint
DROP INDEX pending_actions_expiry;
--> statement-breakpoint
CREATE INDEX pending_actions_waiting ON pending_actions (expires_at, user_id) WHERE state = 'pending';
