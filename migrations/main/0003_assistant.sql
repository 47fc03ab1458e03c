-- The assistant: price alerts, notices on their way to a person's chats, events that were taken in, summaries of
-- conversations, and how far somebody is with getting to know the product.

CREATE TABLE price_alerts (
  user_id text NOT NULL,
  alert_number integer NOT NULL,
  book_id integer NOT NULL,
  symbol text NOT NULL,
  op text NOT NULL,
  price integer NOT NULL,
  state text NOT NULL,
  created_at integer NOT NULL,
  closed_at integer,
  fired_price integer,
  fired_market_at integer,
  PRIMARY KEY (user_id, alert_number),
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE,
  FOREIGN KEY (book_id) REFERENCES practice_markets(id) ON DELETE CASCADE,
  CONSTRAINT price_alerts_alert_number CHECK(alert_number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT price_alerts_symbol CHECK(length(symbol) BETWEEN 1 AND 40 AND instr(symbol, char(0)) = 0 AND symbol NOT GLOB '*[^A-Z0-9&. _-]*'),
  CONSTRAINT price_alerts_op CHECK(op IN ('above', 'below')),
  CONSTRAINT price_alerts_price CHECK(price BETWEEN 1 AND 100000000000000),
  CONSTRAINT price_alerts_state CHECK(state IN ('waiting', 'fired', 'deleted')),
  CONSTRAINT price_alerts_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT price_alerts_closed CHECK((state = 'waiting') = (closed_at IS NULL)),
  CONSTRAINT price_alerts_closed_at CHECK(closed_at BETWEEN created_at AND 4102444799999),
  CONSTRAINT price_alerts_fired CHECK((state = 'fired') = (fired_price IS NOT NULL) AND (fired_price IS NULL) = (fired_market_at IS NULL)),
  CONSTRAINT price_alerts_fired_price CHECK(fired_price BETWEEN 1 AND 100000000000000),
  CONSTRAINT price_alerts_fired_market_at CHECK(fired_market_at BETWEEN 946684800000 AND 4102444799999)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX price_alerts_book ON price_alerts (book_id, state, symbol);
--> statement-breakpoint
CREATE TABLE notices (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  kind text NOT NULL,
  source_key text NOT NULL,
  reply text NOT NULL,
  created_at integer NOT NULL,
  expires_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE,
  CONSTRAINT notices_kind CHECK(length(kind) BETWEEN 1 AND 40 AND instr(kind, char(0)) = 0 AND kind NOT GLOB '*[^a-z_]*'),
  CONSTRAINT notices_source_key CHECK(length(source_key) BETWEEN 1 AND 100 AND instr(source_key, char(0)) = 0 AND NOT (source_key GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(source_key, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT notices_reply CHECK(octet_length(reply) <= 1000000 AND instr(reply, char(0)) = 0 AND json_valid(reply) AND json_type(reply) = 'object'),
  CONSTRAINT notices_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT notices_expires_at CHECK(expires_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX notices_source ON notices (user_id, source_key);
--> statement-breakpoint
CREATE INDEX notices_expiry ON notices (expires_at);
--> statement-breakpoint
CREATE TABLE notice_deliveries (
  notice_id integer NOT NULL,
  platform text NOT NULL,
  chat_id text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_at integer NOT NULL,
  closed_at integer,
  last_error text,
  PRIMARY KEY (notice_id, platform, chat_id),
  FOREIGN KEY (notice_id) REFERENCES notices(id) ON DELETE CASCADE,
  CONSTRAINT notice_deliveries_platform CHECK(platform IN ('terminal', 'discord', 'telegram')),
  CONSTRAINT notice_deliveries_chat_id CHECK(length(chat_id) BETWEEN 1 AND 128 AND instr(chat_id, char(0)) = 0 AND NOT (chat_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(chat_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT notice_deliveries_state CHECK(state IN ('waiting', 'sent', 'failed')),
  CONSTRAINT notice_deliveries_attempts CHECK(attempts BETWEEN 0 AND 9007199254740991),
  CONSTRAINT notice_deliveries_next_at CHECK(next_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT notice_deliveries_closed CHECK((state = 'waiting') = (closed_at IS NULL)),
  CONSTRAINT notice_deliveries_closed_at CHECK(closed_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT notice_deliveries_last_error CHECK(length(last_error) BETWEEN 1 AND 1000 AND instr(last_error, char(0)) = 0 AND NOT (last_error GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(last_error, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX notice_deliveries_waiting ON notice_deliveries (platform, next_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE TABLE seen_events (
  platform text NOT NULL,
  event_id text NOT NULL,
  seen_at integer NOT NULL,
  PRIMARY KEY (platform, event_id),
  CONSTRAINT seen_events_platform CHECK(platform IN ('terminal', 'discord', 'telegram')),
  CONSTRAINT seen_events_event_id CHECK(length(event_id) BETWEEN 1 AND 128 AND instr(event_id, char(0)) = 0 AND NOT (event_id GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(event_id, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT seen_events_seen_at CHECK(seen_at BETWEEN 946684800000 AND 4102444799999)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX seen_events_age ON seen_events (seen_at);
--> statement-breakpoint
CREATE TABLE ai_chat_summaries (
  session_id integer PRIMARY KEY NOT NULL,
  summary text NOT NULL,
  through_seq integer NOT NULL,
  tainted integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (session_id) REFERENCES ai_chat_sessions(id) ON DELETE CASCADE,
  CONSTRAINT ai_chat_summaries_summary CHECK(length(summary) BETWEEN 1 AND 20000 AND instr(summary, char(0)) = 0 AND NOT (summary GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(summary, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT ai_chat_summaries_through_seq CHECK(through_seq BETWEEN 0 AND 9007199254740991),
  CONSTRAINT ai_chat_summaries_tainted CHECK(tainted IN (0, 1)),
  CONSTRAINT ai_chat_summaries_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE TABLE onboarding_progress (
  user_id text PRIMARY KEY NOT NULL,
  consent_version text,
  consent_at integer,
  open_step text,
  answers text NOT NULL,
  skipped_steps text NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE,
  CONSTRAINT onboarding_progress_consent_version CHECK(length(consent_version) BETWEEN 1 AND 20 AND instr(consent_version, char(0)) = 0 AND consent_version NOT GLOB '*[^a-z0-9.-]*'),
  CONSTRAINT onboarding_progress_consent CHECK((consent_version IS NULL) = (consent_at IS NULL)),
  CONSTRAINT onboarding_progress_consent_at CHECK(consent_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT onboarding_progress_open_step CHECK(length(open_step) BETWEEN 1 AND 40 AND instr(open_step, char(0)) = 0 AND open_step NOT GLOB '*[^a-z_]*'),
  CONSTRAINT onboarding_progress_answers CHECK(octet_length(answers) <= 1000000 AND instr(answers, char(0)) = 0 AND json_valid(answers) AND json_type(answers) = 'object'),
  CONSTRAINT onboarding_progress_skipped_steps CHECK(octet_length(skipped_steps) <= 1000000 AND instr(skipped_steps, char(0)) = 0 AND json_valid(skipped_steps) AND json_type(skipped_steps) = 'array'),
  CONSTRAINT onboarding_progress_updated_at CHECK(updated_at BETWEEN 946684800000 AND 4102444799999)
) STRICT;
