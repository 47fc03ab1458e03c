import type { Database } from 'better-sqlite3';

/** Each finds rows that must not exist; `what` says in words what such a row means. */
const RULES: readonly { what: string; sql: string }[] = [
  {
    what: 'cash is not the sum of its entries and trades',
    sql: `SELECT id AS place FROM books b WHERE cash <>
      (SELECT coalesce(sum(amount), 0) FROM cash_entries WHERE book = b.id) +
      (SELECT coalesce(sum(net), 0) FROM trades WHERE book = b.id)`,
  },
  {
    what: 'a position is not the sum of its trades and corporate actions',
    sql: `WITH traded AS (
        SELECT book, product, symbol, CASE side WHEN 'BUY' THEN quantity ELSE -quantity END AS moved FROM trades
        UNION ALL SELECT book, 'CNC', symbol, quantity_after - quantity_before FROM corporate_actions
        UNION ALL SELECT book, 'CNC', symbol, -quantity FROM renames
        UNION ALL SELECT book, 'CNC', new_symbol, quantity FROM renames
        UNION ALL SELECT book, product, symbol, -quantity FROM positions)
      SELECT book || ' ' || product || ' ' || symbol AS place FROM traded GROUP BY book, product, symbol HAVING sum(moved) <> 0`,
  },
  {
    what: 'an order is not filled as its trades say',
    sql: `SELECT o.id AS place FROM orders o LEFT JOIN trades t ON t.order_id = o.id GROUP BY o.id
      HAVING o.filled_quantity <> coalesce(sum(t.quantity), 0) OR o.filled_value <> coalesce(sum(t.quantity * t.price), 0)`,
  },
  {
    what: 'a trade is not of the book, symbol, side and product of its order',
    sql: `SELECT t.id AS place FROM trades t JOIN orders o ON o.id = t.order_id
      WHERE (t.book, t.symbol, t.side, t.product) <> (o.book, o.symbol, o.side, o.product)`,
  },
  {
    what: 'open orders sell more shares than are held',
    sql: `SELECT o.book || ' ' || o.symbol AS place FROM orders o
      WHERE o.status IN ('open', 'trigger_pending', 'partially_filled') AND o.product = 'CNC' AND o.side = 'SELL'
      GROUP BY o.book, o.symbol HAVING sum(o.quantity - o.filled_quantity) >
      coalesce((SELECT quantity FROM positions p WHERE p.book = o.book AND p.product = 'CNC' AND p.symbol = o.symbol), 0)`,
  },
  {
    what: 'reports are not counted from 1 without a gap',
    sql: `SELECT b.id AS place FROM books b WHERE b.last_seq <> (SELECT count(*) FROM reports WHERE book = b.id)
      OR b.last_seq <> (SELECT coalesce(max(seq), 0) FROM reports WHERE book = b.id)`,
  },
  {
    what: 'a trade or an entry was not reported once',
    sql: `SELECT b.id AS place FROM books b WHERE
      (SELECT count(*) FROM reports WHERE book = b.id AND kind IN ('trade', 'cash', 'corporate_action')) <>
      (SELECT count(*) FROM trades WHERE book = b.id) + (SELECT count(*) FROM cash_entries WHERE book = b.id) +
      (SELECT count(*) FROM corporate_actions WHERE book = b.id) + (SELECT count(*) FROM renames WHERE book = b.id)`,
  },
  {
    what: 'an order holds back cash that it cannot need',
    sql: `SELECT id AS place FROM orders WHERE blocked > 0 AND product = 'CNC' AND side = 'SELL'`,
  },
];

const NAMED_MAX = 5;

/** What does not add up in the ledger, in words; empty is well. Reads everything: for tests and `ql doctor`. */
export function auditLedger(sqlite: Database): string[] {
  return RULES.flatMap(({ what, sql }) => {
    const places = sqlite.prepare<[], string | number>(sql).pluck().all();
    if (places.length === 0) return [];
    return [`${what}: ${places.slice(0, NAMED_MAX).join(', ')}${places.length > NAMED_MAX ? ', …' : ''}`];
  });
}
