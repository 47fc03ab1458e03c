-- A share that is held goes on under another name: as many shares, at the same cost.
CREATE TABLE renames (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  book integer NOT NULL,
  symbol text NOT NULL,
  new_symbol text NOT NULL,
  quantity integer NOT NULL,
  first_date text NOT NULL,
  at integer NOT NULL,
  FOREIGN KEY (book) REFERENCES books(id),
  CONSTRAINT renames_one UNIQUE (book, symbol, first_date),
  CONSTRAINT renames_symbol CHECK(symbol <> new_symbol),
  CONSTRAINT renames_quantity CHECK(quantity > 0),
  CONSTRAINT renames_first_date CHECK(date(first_date) IS first_date)
) STRICT;
