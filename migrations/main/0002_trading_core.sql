-- Snapshots say on which practice market, with which cash and equity. Invitations let people in.

CREATE TABLE portfolio_snapshots_next (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id text NOT NULL,
  timestamp integer NOT NULL,
  holdings text NOT NULL,
  positions text NOT NULL,
  book_id integer NOT NULL,
  market_at integer NOT NULL,
  cash integer NOT NULL,
  equity integer NOT NULL,
  close_date text,
  FOREIGN KEY (user_id) REFERENCES users(user_id) ON DELETE CASCADE,
  CONSTRAINT portfolio_snapshots_timestamp CHECK(timestamp BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT portfolio_snapshots_holdings CHECK(octet_length(holdings) <= 1000000 AND instr(holdings, char(0)) = 0 AND json_valid(holdings) AND json_type(holdings) = 'array'),
  CONSTRAINT portfolio_snapshots_positions CHECK(octet_length(positions) <= 1000000 AND instr(positions, char(0)) = 0 AND json_valid(positions) AND json_type(positions) = 'array'),
  CONSTRAINT portfolio_snapshots_book_id CHECK(book_id BETWEEN 1 AND 9007199254740991),
  CONSTRAINT portfolio_snapshots_market_at CHECK(market_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT portfolio_snapshots_cash CHECK(cash BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT portfolio_snapshots_equity CHECK(equity BETWEEN -100000000000000 AND 100000000000000),
  CONSTRAINT portfolio_snapshots_close_date CHECK(close_date BETWEEN '1990-01-01' AND '2199-12-31' AND date(close_date) IS close_date)
) STRICT;
--> statement-breakpoint
INSERT INTO portfolio_snapshots_next (id, user_id, timestamp, holdings, positions, book_id, market_at, cash, equity)
  SELECT id, user_id, timestamp, holdings, positions, 1, timestamp, 0, 0 FROM portfolio_snapshots;
--> statement-breakpoint
-- Numbers of snapshots that are in the archive by now must not be given out again.
DELETE FROM sqlite_sequence WHERE name = 'portfolio_snapshots_next';
--> statement-breakpoint
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'portfolio_snapshots_next', seq FROM sqlite_sequence WHERE name = 'portfolio_snapshots';
--> statement-breakpoint
DROP TABLE portfolio_snapshots;
--> statement-breakpoint
ALTER TABLE portfolio_snapshots_next RENAME TO portfolio_snapshots;
--> statement-breakpoint
CREATE UNIQUE INDEX portfolio_snapshots_close ON portfolio_snapshots (user_id, book_id, close_date) WHERE close_date IS NOT NULL;
--> statement-breakpoint
CREATE INDEX portfolio_snapshots_instant ON portfolio_snapshots (user_id, book_id, timestamp);
--> statement-breakpoint
CREATE INDEX portfolio_snapshots_age ON portfolio_snapshots (timestamp);

--> statement-breakpoint

CREATE TABLE invitations (
  code_hash text PRIMARY KEY NOT NULL,
  invited_by text NOT NULL,
  role text NOT NULL,
  user_name text NOT NULL,
  created_at integer NOT NULL,
  expires_at integer NOT NULL,
  used_by text,
  used_at integer,
  FOREIGN KEY (invited_by) REFERENCES users(user_id) ON DELETE CASCADE,
  FOREIGN KEY (used_by) REFERENCES users(user_id) ON DELETE CASCADE,
  CONSTRAINT invitations_code_hash CHECK(length(code_hash) BETWEEN 64 AND 64 AND instr(code_hash, char(0)) = 0 AND code_hash NOT GLOB '*[^0-9a-f]*'),
  CONSTRAINT invitations_role CHECK(role IN ('owner', 'trader', 'viewer') AND role <> 'owner'),
  CONSTRAINT invitations_user_name CHECK(length(user_name) BETWEEN 1 AND 100 AND instr(user_name, char(0)) = 0 AND NOT (user_name GLOB '*[' || char(65533) || ']*' AND replace(replace(replace(user_name, char(65533), ''), char(65534), ''), char(65535), '') GLOB '*[' || char(65533) || ']*')),
  CONSTRAINT invitations_created_at CHECK(created_at BETWEEN 946684800000 AND 4102444799999),
  CONSTRAINT invitations_expires_at CHECK(expires_at > created_at AND expires_at <= 4102444799999),
  CONSTRAINT invitations_used CHECK((used_by IS NULL) = (used_at IS NULL)),
  CONSTRAINT invitations_used_at CHECK(used_at BETWEEN created_at AND 4102444799999)
) STRICT;
--> statement-breakpoint
CREATE INDEX invitations_inviter ON invitations (invited_by, created_at);
--> statement-breakpoint
CREATE INDEX invitations_used_by ON invitations (used_by) WHERE used_by IS NOT NULL;
