import Database from 'better-sqlite3';
import { auditLedger } from '../../src/brokers/paper/index.js';
import { openReader } from '../../src/db/connection.js';
import type { DataFolder } from '../../src/db/folder.js';

type Rows = Record<string, unknown>[];

/** What our file and the exchange's own say of the same thing. `key` makes rows of both sides comparable. */
interface Pair {
  what: string;
  ours: string;
  theirs: string;
}

/** Columns have the same names on both sides; the first one, `key`, names the thing. One book each is assumed. */
const PAIRS: readonly Pair[] = [
  {
    what: 'order',
    ours: `SELECT broker_order_id AS key, CASE authority WHEN 'gtt' THEN gtt_id WHEN 'square_off' THEN '' ELSE id END AS tag,
      CASE authority WHEN 'gtt' THEN 'gtt' WHEN 'square_off' THEN 'square_off' ELSE 'call' END AS origin, symbol, side, product,
      order_type, validity, quantity, price, trigger_price, status, filled_quantity, filled_value, commission
      FROM trading_orders WHERE broker_order_id IS NOT NULL OR status NOT IN ('denied', 'not_placed', 'rejected')`,
    theirs: `SELECT 'O-' || o.id AS key, CASE origin WHEN 'gtt' THEN gtt_tag WHEN 'square_off' THEN '' ELSE tag END AS tag, origin,
      o.symbol, o.side, o.product, order_type, validity, o.quantity, o.price, trigger_price, status, filled_quantity, filled_value,
      (SELECT coalesce(sum(charges), 0) FROM trades WHERE order_id = o.id) AS commission FROM orders o`,
  },
  {
    what: 'fill',
    ours: `SELECT broker_execution_id AS key, (SELECT broker_order_id FROM trading_orders WHERE id = order_id) AS of, symbol, side,
      quantity, price, commission, trade_date AS date, executed_at AS at FROM trading_executions`,
    theirs: `SELECT 'T-' || id AS key, 'O-' || order_id AS of, symbol, side, quantity, price, charges AS commission, date, at FROM trades`,
  },
  {
    what: 'trigger',
    ours: `SELECT broker_gtt_id AS key, id AS tag, symbol, side, quantity, trigger_price, price, target_trigger_price, target_price, status
      FROM gtt_orders WHERE broker_gtt_id IS NOT NULL OR status NOT IN ('not_placed', 'rejected')`,
    theirs: `SELECT 'G-' || id AS key, tag, symbol, side, quantity, trigger_1 AS trigger_price, price_1 AS price,
      trigger_2 AS target_trigger_price, price_2 AS target_price, status FROM gtts`,
  },
  {
    what: 'position',
    ours: `SELECT product || ' ' || symbol AS key, sum(quantity) AS quantity FROM trading_positions WHERE closed_at IS NULL
      GROUP BY product, symbol`,
    theirs: `SELECT product || ' ' || symbol AS key, quantity FROM positions WHERE quantity <> 0`,
  },
  {
    what: 'lots',
    ours: `SELECT view || ' ' || product || ' ' || symbol AS key, sum(quantity) AS quantity FROM trading_lots WHERE quantity <> 0
      GROUP BY view, product, symbol`,
    theirs: `SELECT view || ' ' || product || ' ' || symbol AS key, quantity FROM positions,
      (SELECT 'tax' AS view UNION ALL SELECT 'strategy') WHERE quantity <> 0`,
  },
  {
    what: 'cash entry',
    ours: 'SELECT id AS key, kind, symbol, amount, date FROM cash_entries',
    theirs: 'SELECT entry_id AS key, kind, symbol, amount, date FROM cash_entries',
  },
  {
    what: 'cash and reports of a book',
    ours: `SELECT t.user_id || ' ' || t.book_id AS key, cash, last_seq FROM book_totals t JOIN broker_cursors USING (user_id, book_id)`,
    theirs: `SELECT user_id || ' ' || book_id AS key, cash, last_seq FROM books`,
  },
];

/** Our file alone: each finds rows that must not be there once everything is settled. */
const RULES: readonly { what: string; sql: string }[] = [
  {
    what: 'an intent without an outcome',
    sql: `SELECT id FROM trading_orders WHERE status IN ('submitting', 'unknown') UNION ALL
      SELECT id FROM order_changes WHERE status IN ('submitting', 'unknown') UNION ALL
      SELECT id FROM gtt_orders WHERE status IN ('submitting', 'unknown')`,
  },
  {
    what: 'a card that did something twice, or without being consumed',
    sql: `SELECT action_id FROM (SELECT action_id FROM trading_orders UNION ALL SELECT action_id FROM order_changes
        UNION ALL SELECT action_id FROM gtt_orders UNION ALL SELECT action_id FROM risk_limit_changes)
      LEFT JOIN pending_actions p ON p.id = action_id WHERE action_id IS NOT NULL
      GROUP BY action_id HAVING count(*) <> 1 OR coalesce(max(p.state), '') NOT IN ('consumed', 'refused')`,
  },
  {
    what: 'a consumed card that did nothing',
    sql: `SELECT id FROM pending_actions WHERE state = 'consumed' AND kind <> 'kill_switch_off' AND id NOT IN
      (SELECT action_id FROM trading_orders WHERE action_id IS NOT NULL UNION ALL
       SELECT action_id FROM order_changes WHERE action_id IS NOT NULL UNION ALL SELECT action_id FROM gtt_orders UNION ALL
       SELECT action_id FROM risk_limit_changes WHERE action_id IS NOT NULL)`,
  },
  {
    what: 'a card that the trail confirms more or less than once',
    sql: `SELECT p.id FROM pending_actions p LEFT JOIN trading_audit_trail a ON a.decision_rationale = 'confirmed_card:' || p.id
      GROUP BY p.id HAVING count(a.seq) <> (p.state = 'consumed')`,
  },
  {
    what: 'an entry order that is open although the kill switch is on',
    sql: `SELECT id FROM trading_orders WHERE status IN ('open', 'trigger_pending', 'partially_filled') AND protective = 0
      AND user_id IN (SELECT user_id FROM kill_switches WHERE is_on = 1)`,
  },
  {
    what: 'something that both sides were shouted about',
    sql: `SELECT event_type FROM trading_events WHERE event_type LIKE '%.unmatched' OR event_type LIKE '%.contradicted'
      OR event_type = 'book.differs'`,
  },
];

/** How many things of one side the other has not, or has twice, or has otherwise; `words` say which. */
export interface Disagreement {
  lost: number;
  doubled: number;
  differing: number;
  words: string[];
}

/** Compares our trading file with the exchange's own ledger, row by row, and each with itself. */
export function compareLedgers(folder: Pick<DataFolder, 'trading' | 'paper'>): Disagreement {
  const found: Disagreement = { lost: 0, doubled: 0, differing: 0, words: [] };
  const trading = openReader(folder.trading);
  const paper = new Database(folder.paper, { readonly: true, fileMustExist: true });
  try {
    for (const { what, ours, theirs } of PAIRS)
      comparePair(what, trading.prepare(ours).all() as Rows, paper.prepare(theirs).all() as Rows, found);
    const broken = RULES.flatMap(({ what, sql }) =>
      trading
        .prepare(sql)
        .pluck()
        .all()
        .map(each => `${what}: ${String(each)}`),
    );
    const audited = auditLedger(paper);
    found.differing += broken.length + audited.length;
    found.words.push(...broken, ...audited);
    return found;
  } finally {
    trading.close();
    paper.close();
  }
}

function comparePair(what: string, ours: Rows, theirs: Rows, found: Disagreement): void {
  const seen = (rows: Rows) => {
    const byKey = new Map<string, string>();
    for (const row of rows) {
      const key = String(row.key);
      if (byKey.has(key)) {
        found.doubled += 1;
        found.words.push(`${what} ${key} is there twice`);
      }
      byKey.set(key, JSON.stringify(row));
    }
    return byKey;
  };
  const [mine, other] = [seen(ours), seen(theirs)];
  doubledTags(what, theirs, found);
  for (const key of new Set([...mine.keys(), ...other.keys()])) {
    const [a, b] = [mine.get(key), other.get(key)];
    if (a === b) continue;
    if (a === undefined || b === undefined) found.lost += 1;
    else found.differing += 1;
    found.words.push(`${what} ${key}: ours ${a ?? 'missing'}, the exchange's ${b ?? 'missing'}`);
  }
}

/** Two orders of the exchange under one of our tags are one order that was sent twice. */
function doubledTags(what: string, theirs: Rows, found: Disagreement): void {
  const tags = theirs
    .filter(({ origin }) => origin === undefined || origin === 'call')
    .flatMap(({ tag }) => (typeof tag === 'string' ? [tag] : []));
  const twice = tags.filter((tag, place) => tags.indexOf(tag) !== place);
  found.doubled += twice.length;
  found.words.push(...twice.map(tag => `${what} with the tag ${tag} was sent twice`));
}

/** Which of these ids are no order, trigger or cash entry of ours. */
export function missingIn(folder: Pick<DataFolder, 'trading'>, ids: readonly string[]): string[] {
  const trading = openReader(folder.trading);
  try {
    const known = trading.prepare(
      `SELECT count(*) FROM (SELECT id FROM trading_orders UNION ALL SELECT id FROM gtt_orders UNION ALL
        SELECT id FROM cash_entries) WHERE id = ?`,
    );
    return ids.filter(id => known.pluck().get(id) !== 1);
  } finally {
    trading.close();
  }
}

/** How the kill switch of the one person stands in the file. */
export function killSwitchIn(folder: Pick<DataFolder, 'trading'>): 'on' | 'off' {
  const trading = openReader(folder.trading);
  try {
    return trading.prepare('SELECT max(is_on) FROM kill_switches').pluck().get() === 1 ? 'on' : 'off';
  } finally {
    trading.close();
  }
}

/** The rows that must be the same after another restart. */
export function standing(folder: Pick<DataFolder, 'trading'>): string {
  const trading = openReader(folder.trading);
  try {
    const tables = PAIRS.map(({ ours }) => trading.prepare(ours).all());
    const kept = [
      'trading_executions',
      'trading_lots',
      'lot_closures',
      'risk_limits',
      'risk_limit_changes',
      'order_changes',
    ];
    return JSON.stringify([...tables, ...kept.map(name => trading.prepare(`SELECT * FROM ${name}`).all())]);
  } finally {
    trading.close();
  }
}
