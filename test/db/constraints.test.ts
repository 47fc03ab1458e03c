import { describe, expect, test } from 'vitest';
import type { Sqlite } from '../../src/db/connection.js';
import { AMOUNT_MAX } from '../../src/db/schema/columns.js';
import { PAISE_MAX } from '../../src/domain/money.js';
import { migratedDatabases, undone } from '../support/databases.js';
import { foreignKeysOf, insertAlone, insertParents, insertRow, type Row, validRow } from '../support/rows.js';
import { CASES, primaryKeyOf, uniqueKeysOf } from '../support/schema.js';
import type { Bad } from './violations/bad.js';
import { BOOKS } from './violations/books.js';
import { BOTH } from './violations/both.js';
import { MARKET } from './violations/market.js';
import { PEOPLE } from './violations/people.js';
import { TRADING } from './violations/trading.js';

const VIOLATIONS = { ...BOTH, ...PEOPLE, ...MARKET, ...TRADING, ...BOOKS };
const database = migratedDatabases();

const asOverride = (rule: string, bad: Bad): Row =>
  typeof bad === 'object' && bad !== null ? bad : { [rule]: bad };

const shown = (row: Row) =>
  Object.entries(row)
    .map(([column, value]) => `${column} = ${JSON.stringify(String(value)).slice(0, 40)}`)
    .join(', ');

/** Why a row with its parents in place is refused; undefined when it is stored. */
function refusal(sqlite: Sqlite, table: string, overrides: Row): string | undefined {
  return undone(sqlite, () => {
    // The parents of a valid row: the bad value itself may name none.
    const row = validRow(table);
    insertParents(sqlite, table, row);
    return failure(() => insertAlone(sqlite, table, { ...row, ...overrides }));
  });
}

function failure(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('the largest amount of the files is the largest amount of the domain', () => {
  expect(AMOUNT_MAX).toBe(PAISE_MAX);
});

describe.each(CASES)('$file $table', ({ file, table, config }) => {
  const rules = VIOLATIONS[table] ?? {};
  const stored = config.columns.filter(column => !column.generated);
  const key = primaryKeyOf(config);

  test('the example row is stored, twice, and has every column', () => {
    undone(database(file), () => {
      const row = insertRow(database(file), table);
      insertRow(database(file), table);
      const given = stored.filter(column => !isNumbered(column));
      expect(Object.keys(row).sort()).toEqual(given.map(column => column.name).sort());
    });
  });

  test('every CHECK has a case that breaks it, and every case a CHECK', () => {
    expect(config.checks.map(check => check.name)).toEqual(
      Object.keys(rules).map(rule => `${table}_${rule}`),
    );
  });

  test.each(Object.entries(rules))('the rule %s refuses what breaks it, by name', (rule, bads) => {
    expect(bads.length).toBeGreaterThan(0);
    for (const row of bads.map(bad => asOverride(rule, bad)))
      expect(refusal(database(file), table, row), shown(row)).toBe(
        `CHECK constraint failed: ${table}_${rule}`,
      );
  });

  test('a column that must have a value refuses NULL', () => {
    for (const column of stored.filter(each => each.notNull)) {
      // NULL asks for the next number.
      if (column.primary && column.getSQLType() === 'integer') continue;
      expect(refusal(database(file), table, { [column.name]: null }), column.name).toMatch(
        new RegExp(`^NOT NULL constraint failed: ${table}\\.${column.name}$`),
      );
    }
  });

  test('a column that may be unknown accepts NULL, or a CHECK says why not', () => {
    for (const column of stored.filter(each => !each.notNull && !each.primary)) {
      const why = refusal(database(file), table, { [column.name]: null });
      if (why !== undefined) expect(why, column.name).toMatch(/^CHECK constraint failed/);
    }
  });

  test('a value of another type is refused', () => {
    for (const column of stored) {
      const wrong = column.getSQLType() === 'text' ? Buffer.from('blob') : 'text';
      expect(refusal(database(file), table, { [column.name]: wrong }), column.name).toMatch(
        /^(cannot store|datatype mismatch)/,
      );
    }
  });

  test('no number beyond what JavaScript can tell apart, no NUL, and no text without a bound gets in', () => {
    for (const column of stored) {
      if (isNumbered(column)) continue;
      const extremes: unknown[] =
        column.getSQLType() === 'text'
          ? ['a\0b', 'A\0', 'x'.repeat(1_100_000), 'A'.repeat(300)].slice(
              0,
              ['content', 'summary'].includes(column.name) ? 3 : 4,
            )
          : [2n ** 53n, -(2n ** 53n), ...(column.getSQLType() === 'real' ? [Infinity, -Infinity] : [])];
      for (const value of extremes) {
        if (wideEnough(column.name, value)) continue;
        const why = refusal(database(file), table, { [column.name]: value });
        expect(why, `${column.name} = ${String(value).slice(0, 40)}`).toMatch(
          /constraint failed|cannot store/,
        );
      }
    }
  });

  for (const { name, columns, where } of uniqueKeysOf(config)) {
    // A unique key that holds the primary key only lets children point at the row and its person together.
    if (key.every(column => columns.includes(column))) continue;
    test(`${name} refuses a second row with the same key`, () => {
      undone(database(file), () => {
        const companions = where.includes('user_id IS NULL') ? { kind: 'simulated', user_id: null } : {};
        const first = insertRow(database(file), table, companions);
        const plain = columns.map(column => /^coalesce\((\w+),/.exec(column)?.[1] ?? column);
        const same = Object.fromEntries(plain.map(column => [column, first[column]]));
        const second = validRow(table, { ...companions, ...same });
        insertParents(database(file), table, second);
        expect(failure(() => insertAlone(database(file), table, second))).toMatch(
          /^UNIQUE constraint failed/,
        );
      });
    });
  }

  test('the primary key refuses a second row with the same key', () => {
    undone(database(file), () => {
      const first = insertRow(database(file), table);
      const [id] = key;
      const known = id !== undefined && first[id] === undefined;
      const rowid = known
        ? database(file).prepare(`SELECT max(${id}) FROM ${table}`).pluck().get()
        : undefined;
      const same = Object.fromEntries(key.map(column => [column, first[column] ?? rowid]));
      const second = validRow(table, same);
      insertParents(database(file), table, second);
      expect(failure(() => insertAlone(database(file), table, second))).toMatch(
        /^UNIQUE constraint failed|^CHECK constraint failed: audit_anchors_row_count/,
      );
    });
  });

  test('every foreign key refuses a row without its parent', () => {
    const sqlite = database(file);
    const keys = foreignKeysOf(sqlite, table);
    expect(keys).toHaveLength(config.foreignKeys.length);
    for (const { columns } of keys) {
      for (const { from } of columns) {
        const orphan = typeof validRow(table)[from] === 'number' ? 999_999 : 'NOBODY';
        // The last column of a key may have a CHECK of its own: SELL is a side too.
        const value = from === 'side' ? 'SELL' : orphan;
        const whole = table === 'ai_chat_messages' && from === 'session_id' ? { id: 999_999 * 2 ** 20 } : {};
        expect(refusal(sqlite, table, { [from]: value, ...whole }), from).toBe(
          'FOREIGN KEY constraint failed',
        );
      }
    }
  });

  test('deleting a parent finds its children by an index', () => {
    const sqlite = database(file);
    for (const { parent, columns } of foreignKeysOf(sqlite, table)) {
      // Records of imports and trading accounts are kept for good: nothing looks for the rows of a deleted one.
      if (parent === 'data_imports' || parent === 'trading_accounts') continue;
      const [first] = columns;
      const indexes = sqlite
        .prepare<[string], { name: string | null }>(
          `SELECT col.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS col
           WHERE col.seqno = 0 AND (list.partial = 0 OR list.name IN ('practice_markets_own', 'invitations_used_by'))`,
        )
        .all(table);
      const leading = [...indexes.map(index => index.name), ...key.slice(0, 1)];
      expect(leading, `${table} has no index that starts with ${first?.from}`).toContain(first?.from);
    }
  });
});

/** SQLite gives these numbers itself. */
const isNumbered = (column: object) => 'autoIncrement' in column && column.autoIncrement === true;

/** Columns that by their nature take more than the generic probe. */
function wideEnough(column: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.includes('\0') || value.length > 300) return false;
  return [
    'content',
    'reasoning',
    'statement',
    'description',
    'error',
    'last_error',
    'message',
    'note',
    'decision_rationale',
    'market_reaction',
    'event_title',
  ].includes(column);
}
