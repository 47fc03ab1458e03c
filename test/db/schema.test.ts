import { existsSync, readFileSync } from 'node:fs';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import type { Sqlite } from '../../src/db/connection.js';
import { DATABASES, type DatabaseName } from '../../src/db/folder.js';
import * as values from '../../src/db/schema/values.js';
import { migratedDatabases, undone } from '../support/databases.js';
import { NOW } from '../support/folder.js';
import { foreignKeysOf, insertAlone, insertParents, insertRow, type Row, validRow } from '../support/rows.js';
import { CASES, primaryKeyOf, TABLES, type TableConfig, textOf } from '../support/schema.js';
import { DATA_MODEL } from './data-model.js';

const DOCUMENT = '../shared/database-architecture.md';
const database = migratedDatabases();

const columnsOf = (sqlite: Sqlite, table: string) =>
  sqlite
    .prepare<
      [string],
      { name: string; type: string; notnull: number; pk: number; hidden: number; dflt_value: unknown }
    >('SELECT * FROM pragma_table_xinfo(?)')
    .all(table);

describe('the data model of the document', () => {
  test.each(DATA_MODEL)('$file has $table with every column that is named', ({ file, table, columns }) => {
    const there = columnsOf(database(file), table).map(column => column.name);
    expect(there).toEqual(expect.arrayContaining(columns));
  });

  test('27 tables are listed, each in one file', () => {
    expect(new Set(DATA_MODEL.map(each => each.table)).size).toBe(27);
  });

  if (existsSync(DOCUMENT)) {
    test('the list of this test is the list of the document', () => {
      const blocks = [...readFileSync(DOCUMENT, 'utf8').matchAll(/```sql\n(.*?)```/gs)].map(
        match => match[1],
      );
      const named = [...blocks.join('\n').matchAll(/^(\w+) \(([^)]*)\)/gm)].map(([, table, columns]) => ({
        table,
        columns: columns?.split(',').map(column => column.trim()),
      }));
      expect(named).toEqual(DATA_MODEL.map(({ table, columns }) => ({ table, columns })));
    });
  } else {
    test('the list of this test is the list of the document (not run: ../shared is missing)', () => {
      expect(existsSync(DOCUMENT)).toBe(false);
    });
  }
});

/** One spelling of SQL: blanks, quotes and the case of keywords do not count. */
const plain = (sql: string) => sql.replace(/["`]/g, '').replace(/\s+/g, ' ').replace(/, /g, ',').trim();

function masterSql(sqlite: Sqlite, type: string, table: string): { name: string; sql: string }[] {
  return sqlite
    .prepare<[string, string], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL ORDER BY name`,
    )
    .all(type, table);
}

/** The text between the brackets that open at `from`. */
function bracketed(sql: string, from: number): string {
  let depth = 0;
  for (let at = from; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return sql.slice(from + 1, at);
  }
  throw new Error('brackets that do not close');
}

const indexSql = (config: TableConfig) => [
  ...config.columns
    .filter(column => column.isUnique)
    .map(column => ({
      name: column.uniqueName,
      sql: `CREATE UNIQUE INDEX ${column.uniqueName} ON ${config.name} (${column.name})`,
    })),
  ...config.indexes.map(({ config: index }) => ({
    name: index.name,
    sql: `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.name} ON ${config.name} (${index.columns
      .map(textOf)
      .join(',')})${index.where ? ` WHERE ${textOf(index.where)}` : ''}`,
  })),
];

describe.each(CASES)('$file $table as it is in the file and in the schema', ({ file, table, config }) => {
  const tableSql = () => masterSql(database(file), 'table', table)[0]?.sql ?? '';

  test('the columns, their order, types, NOT NULLs, defaults and primary keys agree', () => {
    const key = primaryKeyOf(config);
    expect(
      columnsOf(database(file), table).map(({ name, type, notnull, pk, hidden, dflt_value }) => ({
        name,
        type: type.toLowerCase(),
        notNull: notnull === 1,
        key: pk,
        generated: hidden === 2,
        default: dflt_value,
      })),
    ).toEqual(
      config.columns.map(column => ({
        name: column.name,
        type: column.getSQLType(),
        notNull: column.notNull,
        key: key.indexOf(column.name) + 1,
        generated: column.generated !== undefined,
        default: null,
      })),
    );
    expect(config.columns.filter(column => column.default !== undefined)).toEqual([]);
  });

  test('a number that is never used twice is so in both', () => {
    const numbered = config.columns.some(
      column => 'autoIncrement' in column && column.autoIncrement === true,
    );
    expect(tableSql().includes('AUTOINCREMENT')).toBe(numbered);
  });

  test('the generated columns are computed alike', () => {
    const sql = tableSql();
    for (const column of config.columns.filter(each => each.generated)) {
      const start = sql.indexOf('(', sql.indexOf('GENERATED ALWAYS AS', sql.search(`\\n  ${column.name} `)));
      const generated = column.generated?.as;
      const ours = typeof generated === 'function' ? generated() : generated;
      expect(plain(bracketed(sql, start))).toBe(plain(textOf(ours)));
    }
  });

  test('the CHECKs agree, by name and expression', () => {
    const sql = tableSql();
    const stored = [...sql.matchAll(/CONSTRAINT (\w+) CHECK/g)].map(match => ({
      name: match[1],
      sql: plain(bracketed(sql, sql.indexOf('(', match.index))),
    }));
    expect(stored).toEqual(config.checks.map(({ name, value }) => ({ name, sql: plain(textOf(value)) })));
    expect(sql.match(/CHECK\s*\(/g)?.length ?? 0, 'a CHECK without a name').toBe(stored.length);
  });

  test('the indexes agree, partial and unique ones included', () => {
    const byName = (a: { name: string | undefined }, b: { name: string | undefined }) =>
      String(a.name) < String(b.name) ? -1 : 1;
    expect(
      masterSql(database(file), 'index', table).map(({ name, sql }) => ({ name, sql: plain(sql) })),
    ).toEqual(
      indexSql(config)
        .map(({ name, sql }) => ({ name, sql: plain(sql) }))
        .sort(byName),
    );
  });

  test('the foreign keys agree, with what happens to children', () => {
    const ours = config.foreignKeys.map(key => {
      const { columns, foreignTable, foreignColumns } = key.reference();
      return {
        parent: getTableConfig(foreignTable).name,
        columns: columns.map((column, place) => ({ from: column.name, to: foreignColumns[place]?.name })),
        onDelete: (key.onDelete ?? 'no action').toUpperCase(),
      };
    });
    const theirs = foreignKeysOf(database(file), table);
    const sorted = (keys: { columns: unknown }[]) =>
      [...keys].sort((a, b) => (JSON.stringify(a.columns) < JSON.stringify(b.columns) ? -1 : 1));
    expect(sorted(theirs)).toEqual(sorted(ours));
  });
});

describe.each(DATABASES)('the %s file', file => {
  test('has the tables of the schema and no other, all of them STRICT', () => {
    const tables = database(file)
      .prepare<[], { name: string; strict: number; type: string }>(
        `SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    const ordinary = tables.filter(table => table.type === 'table');
    expect(ordinary.filter(table => table.strict === 0)).toEqual([]);
    expect(ordinary.map(table => table.name).sort()).toEqual(
      [...TABLES[file].map(table => table.name), 'schema_migrations'].sort(),
    );
  });
});

describe('the closed lists', () => {
  const columns = CASES.flatMap(({ file, table, config }) =>
    config.columns.flatMap(column =>
      column.enumValues?.length
        ? [{ file, table, column: column.name, allowed: [...column.enumValues] as string[] }]
        : [],
    ),
  );

  test('each is the list of some column', () => {
    const used = new Set(columns.map(each => JSON.stringify(each.allowed)));
    for (const [name, list] of Object.entries(values))
      expect(used.has(JSON.stringify(list)), name).toBe(true);
  });

  test.each(columns)(
    '$table.$column takes each value of its list and no other',
    ({ file, table, column, allowed }) => {
      for (const value of allowed.filter(each => each !== NEVER[`${table}.${column}`]))
        expect(
          () => store(file, table, { ...companions(table, column, value), [column]: value }),
          value,
        ).not.toThrow();
      for (const value of ['', 'unlisted', ...allowed.slice(0, 1).map(each => `${each} `)])
        expect(() => store(file, table, { [column]: value }), value).toThrow(/CHECK constraint failed/);
    },
  );
});

function store(file: DatabaseName, table: string, overrides: Row): void {
  undone(database(file), () => {
    const row = validRow(table, overrides);
    insertParents(database(file), table, row);
    insertAlone(database(file), table, row);
  });
}

/** A value of a list that one column leaves out; `violations` has the case. */
const NEVER: Record<string, string> = { 'invitations.role': 'owner' };

const UNFILLED = { filled_quantity: 0, filled_value: 0, filled_at: null };
const PARTLY = { filled_quantity: 4, filled_value: 6_000_00, filled_at: null };

/** What a row needs beside a value for the value to be true. */
function companions(table: string, column: string, value: string): Row {
  switch (`${table}.${column}`) {
    case 'price_alerts.state':
      if (value === 'fired') return {};
      return {
        fired_price: null,
        fired_market_at: null,
        ...(value === 'waiting' ? { closed_at: null } : {}),
      };
    case 'notice_deliveries.state':
      return value === 'waiting' ? { closed_at: null } : {};
    case 'trading_orders.status':
      if (value === 'filled') return {};
      if (value === 'partially_filled') return PARTLY;
      return ['denied', 'not_placed'].includes(value) ? { ...UNFILLED, broker_order_id: null } : UNFILLED;
    case 'trading_orders.order_type':
      return {
        ...(['LIMIT', 'SL'].includes(value) ? {} : { price: null }),
        ...(['SL', 'SL-M'].includes(value) ? {} : { trigger_price: null }),
      };
    case 'order_changes.kind':
      return value === 'cancel' ? { quantity: null, price: null, trigger_price: null } : {};
    case 'gtt_orders.kind':
      return value === 'single' ? { target_trigger_price: null, target_price: null } : {};
    case 'trading_lots.view':
    case 'lot_closures.view':
      return value === 'tax' ? { strategy_id: '' } : {};
    case 'risk_limit_changes.state':
      return value === 'waiting' ? {} : { decided_at: NOW };
    case 'ai_reservations.state':
      return {
        ...(value === 'settled' ? {} : { settled_micros: null }),
        ...(value === 'held' ? { closed_at: null } : {}),
      };
    case 'pending_actions.state':
      return value === 'pending' ? { decided_at: null } : {};
    case 'practice_markets.kind':
      return value === 'simulated' ? { user_id: null } : {};
    case 'ai_spend_totals.period':
      return { period_start: value === 'month' ? '2026-11-01' : '2026-11-23' };
    case 'ai_trading_signals.signal_type':
      return value === 'sell' ? { stop_loss: 1_700_00 } : {};
    case 'enhanced_recommendations.action_type':
      if (value === 'hold') return { quantity_change: 0, value_change: 0 };
      return ['reduce', 'sell'].includes(value) ? { quantity_change: -5, value_change: -7_500_00 } : {};
    default:
      return {};
  }
}

test('a stored row reads back as it was given', () => {
  undone(database('trading'), () => {
    const row = insertRow(database('trading'), 'trading_orders');
    const read = database('trading').prepare('SELECT * FROM trading_orders WHERE id = ?').get(row['id']);
    expect(read).toEqual({ ...row, average_fill_price: 1_500_00 });
  });
});
