/**
 * Tables that hold a few rows a person, or a few hundred altogether, whatever happens: reading one whole is no harm.
 * Every other table grows with use, a new one too until it is listed here.
 */
const SMALL: readonly string[] = [
  'schema_migrations',
  'users',
  'chat_identities',
  'user_investment_profiles',
  'investment_goals',
  'ai_user_preferences',
  'practice_markets',
  'market_data_cache',
  'job_runs',
  'slow_queries',
  'outbox',
  'outbox_applied',
  'archived_ranges',
  'symbol_changes',
  'trading_accounts',
  'invitations',
  'broker_cursors',
  'leaving_rows',
  'book_totals',
  'risk_limits',
  'kill_switches',
  'rule_adherence',
  'sqlite_master',
  'sqlite_schema',
  'sqlite_sequence',
];

/** Statements that read everything by their nature (an import, the archive, verify, doctor, an export), and why. */
export const READS_ALL: readonly { statement: RegExp; because: string }[] = [
  {
    statement: /from "trading_events" where "trading_events"."processed" = 0 order by/,
    because: 'it walks an index that holds only the events that wait, and its LIMIT ends it',
  },
  {
    statement: /FROM trading_audit_trail ORDER BY seq$/,
    because: 'verify and export follow the whole chain',
  },
  {
    statement:
      /^select .* from "(?:trading_lots|trading_events|trading_audit_trail|pending_actions)" where "\w+"."user_id" = \? limit \?/,
    because:
      "only the export of one's own data asks for all of one person; an index would slow down every order",
  },
  { statement: / AS place FROM /, because: 'the audit of the paper exchange adds up its whole ledger' },
  { statement: /FROM audit_anchors ORDER BY seq$/, because: 'verify follows the whole chain of anchors' },
  {
    statement: /^DELETE FROM pending_actions WHERE rowid IN/,
    because: 'only the erasure of a person asks for all cards of one; an index would slow down every card',
  },
  { statement: /\) AS placed\s+WHERE/, because: 'doctor adds up the newest 100,000 orders and no more' },
  {
    statement: /FROM trading_positions WHERE closed_at IS NULL\s+UNION ALL/,
    because: 'doctor walks the indexes that hold only open positions and open lots',
  },
  {
    statement: /HAVING sum\(CASE view WHEN 'tax'/,
    because: 'doctor walks the index that holds only open lots',
  },
  {
    statement: /-amount FROM cash_entries\)/,
    because: 'doctor adds up the entries of a book: a handful a trading day',
  },
  {
    statement: /-fills FROM symbol_totals\)/,
    because: 'doctor adds up the symbols of a book: one row for each that was ever traded',
  },
  {
    statement: /SELECT 'trigger ' \|\| id/,
    because: 'doctor walks the index that holds only live triggers',
  },
  {
    statement: /^insert into "data_imports"/,
    because:
      'the plan looks for children of a new parent; SQLite steps over it while no foreign key is broken',
  },
];

/** What the judge must know of a file: its tables, and the SQL of its views, whose aliases show up in plans. */
export interface Known {
  tables: readonly string[];
  views: string;
}

/**
 * The step of a query plan that walks a growing table from end to end, if there is one. A walk in the order of an index
 * is short where a LIMIT ends it and nothing filters or sorts: that one passes.
 */
export function wholeScan(source: string, plan: readonly string[], known: Known): string | undefined {
  const sorted = plan.some(step => step.startsWith('USE TEMP B-TREE'));
  const ended = /\blimit\b/i.test(source) && !/\bwhere\b/i.test(source) && !sorted;
  if (ended || READS_ALL.some(each => each.statement.test(source))) return undefined;
  return plan.find(step => {
    const scanned = step.includes('VIRTUAL TABLE') ? undefined : /^SCAN (\w+)/.exec(step)?.[1];
    if (scanned === undefined) return false;
    const table = known.tables.includes(scanned) ? scanned : aliased(`${source} ${known.views}`, scanned);
    return table !== undefined && known.tables.includes(table) && !SMALL.includes(table);
  });
}

/** The table behind an alias. */
function aliased(source: string, alias: string): string | undefined {
  return new RegExp(
    `\\b(?:from|join|update|into|,)\\s+"?(\\w+)"?\\s+(?:as\\s+)?"?${alias}"?(?!\\w)`,
    'i',
  ).exec(source)?.[1];
}
