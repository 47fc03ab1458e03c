-- The paper exchange's own ledger. It knows nothing of the other databases: people and books are names to it.
-- Rows that have an id are never deleted, so no id is given out twice.
-- Money is whole paise, instants are the market's in UTC milliseconds unless a column says wall.

CREATE TABLE logins (
  user_id text PRIMARY KEY NOT NULL,
  api_key_hash text NOT NULL,
  api_secret_hash text NOT NULL,
  token_hash text,
  token_expires_at_wall integer,
  orders_date_wall text NOT NULL,
  orders_count integer NOT NULL,
  issued_at_wall integer NOT NULL,
  CONSTRAINT logins_user_id CHECK(length(user_id) BETWEEN 1 AND 64),
  CONSTRAINT logins_hashes CHECK(length(api_key_hash) = 64 AND length(api_secret_hash) = 64),
  CONSTRAINT logins_token CHECK((token_hash IS NULL) = (token_expires_at_wall IS NULL)),
  CONSTRAINT logins_orders_count CHECK(orders_count >= 0)
) STRICT;
--> statement-breakpoint

CREATE TABLE books (
  id integer PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  book_id integer NOT NULL,
  closed integer NOT NULL,
  last_seq integer NOT NULL,
  clock_at integer NOT NULL,
  session_date text NOT NULL,
  closed_date text,
  cash integer NOT NULL,
  day_net integer NOT NULL,
  CONSTRAINT books_one UNIQUE (user_id, book_id),
  CONSTRAINT books_closed CHECK(closed IN (0, 1)),
  CONSTRAINT books_last_seq CHECK(last_seq >= 0),
  CONSTRAINT books_session_date CHECK(date(session_date) IS session_date),
  CONSTRAINT books_closed_date CHECK(closed_date IS NULL OR (date(closed_date) IS closed_date AND closed_date <= session_date)),
  CONSTRAINT books_cash CHECK(cash BETWEEN -100000000000000 AND 100000000000000)
) STRICT;
--> statement-breakpoint

CREATE TABLE gtts (
  id integer PRIMARY KEY NOT NULL,
  book integer NOT NULL,
  tag text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  product text NOT NULL,
  quantity integer NOT NULL,
  trigger_1 integer NOT NULL,
  price_1 integer NOT NULL,
  above_1 integer NOT NULL,
  trigger_2 integer,
  price_2 integer,
  status text NOT NULL,
  message text,
  order_id integer,
  placed_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (book) REFERENCES books(id),
  FOREIGN KEY (order_id) REFERENCES orders(id),
  CONSTRAINT gtts_side CHECK(side IN ('BUY', 'SELL')),
  CONSTRAINT gtts_product CHECK(product = 'CNC'),
  CONSTRAINT gtts_quantity CHECK(quantity > 0),
  CONSTRAINT gtts_prices CHECK(trigger_1 > 0 AND price_1 > 0 AND above_1 IN (0, 1)),
  CONSTRAINT gtts_second CHECK((trigger_2 IS NULL) = (price_2 IS NULL) AND (trigger_2 IS NULL OR (trigger_2 > 0 AND price_2 > 0))),
  CONSTRAINT gtts_status CHECK(status IN ('active', 'triggered', 'cancelled', 'rejected', 'expired')),
  CONSTRAINT gtts_order CHECK((status = 'triggered') = (order_id IS NOT NULL)),
  CONSTRAINT gtts_message CHECK(length(message) BETWEEN 1 AND 500),
  CONSTRAINT gtts_updated_at CHECK(updated_at >= placed_at)
) STRICT;
--> statement-breakpoint
CREATE INDEX gtts_tag ON gtts (book, tag, id);
--> statement-breakpoint
CREATE INDEX gtts_active ON gtts (book, id) WHERE status = 'active';
--> statement-breakpoint
CREATE INDEX gtts_order_id ON gtts (order_id);
--> statement-breakpoint

-- A tag may come twice: a real exchange would place a second order too, and a doubled order must be seen as one.
CREATE TABLE orders (
  id integer PRIMARY KEY NOT NULL,
  book integer NOT NULL,
  tag text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  product text NOT NULL,
  order_type text NOT NULL,
  validity text NOT NULL,
  quantity integer NOT NULL,
  price integer,
  trigger_price integer,
  status text NOT NULL,
  queued integer NOT NULL,
  taking integer NOT NULL,
  filled_quantity integer NOT NULL,
  filled_value integer NOT NULL,
  blocked integer NOT NULL,
  origin text NOT NULL,
  gtt_tag text,
  last_change_tag text,
  message text,
  placed_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT orders_tag CHECK(length(tag) BETWEEN 1 AND 20 AND tag NOT GLOB '*[^A-Za-z0-9]*'),
  CONSTRAINT orders_side CHECK(side IN ('BUY', 'SELL')),
  CONSTRAINT orders_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT orders_order_type CHECK(order_type IN ('MARKET', 'LIMIT', 'SL', 'SL-M')),
  CONSTRAINT orders_validity CHECK(validity IN ('DAY', 'IOC')),
  CONSTRAINT orders_quantity CHECK(quantity > 0),
  CONSTRAINT orders_price CHECK((order_type IN ('LIMIT', 'SL')) = (price IS NOT NULL) AND (price IS NULL OR price > 0)),
  CONSTRAINT orders_trigger_price CHECK((order_type IN ('SL', 'SL-M')) = (trigger_price IS NOT NULL) AND (trigger_price IS NULL OR trigger_price > 0)),
  CONSTRAINT orders_status CHECK(status IN ('open', 'trigger_pending', 'partially_filled', 'filled', 'cancelled', 'expired', 'rejected')),
  CONSTRAINT orders_flags CHECK(queued IN (0, 1) AND taking IN (0, 1)),
  CONSTRAINT orders_filled CHECK(filled_quantity BETWEEN 0 AND quantity AND (filled_quantity > 0) = (filled_value > 0)),
  CONSTRAINT orders_filled_status CHECK((status = 'filled') = (filled_quantity = quantity)),
  CONSTRAINT orders_partly_filled CHECK(status <> 'partially_filled' OR filled_quantity > 0),
  CONSTRAINT orders_unfilled CHECK(status NOT IN ('open', 'trigger_pending', 'rejected') OR filled_quantity = 0),
  CONSTRAINT orders_blocked CHECK(blocked >= 0 AND (blocked = 0 OR status IN ('open', 'trigger_pending', 'partially_filled'))),
  CONSTRAINT orders_origin CHECK(origin IN ('call', 'gtt', 'square_off') AND (origin = 'gtt') = (gtt_tag IS NOT NULL)),
  CONSTRAINT orders_message CHECK(length(message) BETWEEN 1 AND 500),
  CONSTRAINT orders_updated_at CHECK(updated_at >= placed_at)
) STRICT;
--> statement-breakpoint
CREATE INDEX orders_by_tag ON orders (book, tag, id);
--> statement-breakpoint
CREATE INDEX orders_open ON orders (book, id) WHERE status IN ('open', 'trigger_pending', 'partially_filled');
--> statement-breakpoint

CREATE TABLE trades (
  id integer PRIMARY KEY NOT NULL,
  order_id integer NOT NULL,
  book integer NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  product text NOT NULL,
  quantity integer NOT NULL,
  price integer NOT NULL,
  brokerage integer NOT NULL,
  stt integer NOT NULL,
  exchange integer NOT NULL,
  sebi integer NOT NULL,
  stamp integer NOT NULL,
  gst integer NOT NULL,
  date text NOT NULL,
  at integer NOT NULL,
  charges integer GENERATED ALWAYS AS (brokerage + stt + exchange + sebi + stamp + gst) VIRTUAL,
  net integer GENERATED ALWAYS AS (CASE side WHEN 'BUY' THEN -quantity * price ELSE quantity * price END - brokerage - stt - exchange - sebi - stamp - gst) VIRTUAL,
  FOREIGN KEY (order_id) REFERENCES orders(id),
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT trades_quantity CHECK(quantity > 0 AND price > 0),
  CONSTRAINT trades_charges CHECK(min(brokerage, stt, exchange, sebi, stamp, gst) >= 0),
  CONSTRAINT trades_date CHECK(date(date) IS date)
) STRICT;
--> statement-breakpoint
CREATE INDEX trades_order ON trades (order_id);
--> statement-breakpoint
CREATE INDEX trades_lately ON trades (book, symbol, at);
--> statement-breakpoint
CREATE INDEX trades_day ON trades (book, date);
--> statement-breakpoint

-- What an account owns (CNC), or owns or owes for the day (MIS, signed). Day figures are of the last session.
CREATE TABLE positions (
  book integer NOT NULL,
  product text NOT NULL,
  symbol text NOT NULL,
  quantity integer NOT NULL,
  cost integer NOT NULL,
  day_bought integer NOT NULL,
  day_sold integer NOT NULL,
  PRIMARY KEY (book, product, symbol),
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT positions_product CHECK(product IN ('CNC', 'MIS')),
  CONSTRAINT positions_short CHECK(quantity >= 0 OR product = 'MIS'),
  CONSTRAINT positions_cost CHECK((quantity > 0 AND cost >= 0) OR (quantity < 0 AND cost <= 0) OR (quantity = 0 AND cost = 0)),
  CONSTRAINT positions_day CHECK(day_bought >= 0 AND day_sold >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint

CREATE TABLE cash_entries (
  id integer PRIMARY KEY NOT NULL,
  entry_id text NOT NULL UNIQUE,
  book integer NOT NULL,
  kind text NOT NULL,
  symbol text,
  amount integer NOT NULL,
  date text NOT NULL,
  at integer NOT NULL,
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT cash_entries_kind CHECK(kind IN ('deposit', 'withdrawal', 'dividend', 'dp_charge', 'note_rounding', 'fraction')),
  CONSTRAINT cash_entries_date CHECK(date(date) IS date)
) STRICT;
--> statement-breakpoint
CREATE INDEX cash_entries_book ON cash_entries (book);
--> statement-breakpoint

CREATE TABLE corporate_actions (
  id integer PRIMARY KEY NOT NULL,
  book integer NOT NULL,
  symbol text NOT NULL,
  kind text NOT NULL,
  numerator integer NOT NULL,
  denominator integer NOT NULL,
  quantity_before integer NOT NULL,
  quantity_after integer NOT NULL,
  ex_date text NOT NULL,
  at integer NOT NULL,
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT corporate_actions_one UNIQUE (book, symbol, ex_date, kind),
  CONSTRAINT corporate_actions_kind CHECK(kind IN ('split', 'bonus')),
  CONSTRAINT corporate_actions_ratio CHECK(numerator > 0 AND denominator > 0),
  CONSTRAINT corporate_actions_quantity CHECK(quantity_before > 0 AND quantity_after >= 0),
  CONSTRAINT corporate_actions_ex_date CHECK(date(ex_date) IS ex_date)
) STRICT;
--> statement-breakpoint

-- Everything that happened to a book in its own count, as it was said then.
CREATE TABLE reports (
  book integer NOT NULL,
  seq integer NOT NULL,
  kind text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (book, seq),
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT reports_kind CHECK(kind IN ('order', 'trade', 'cash', 'corporate_action', 'gtt')),
  CONSTRAINT reports_body CHECK(json_valid(body))
) STRICT, WITHOUT ROWID;
