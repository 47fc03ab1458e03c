import type { Sqlite } from '../../src/db/connection.js';
import { EXAMPLES, type Row } from './row-examples.js';

export type { Row } from './row-examples.js';

let made = 0;

/** A row that every constraint of its table accepts, in the columns of SQL. Keys and names are new in each. */
export function validRow(table: string, overrides: Row = {}): Row {
  const example = EXAMPLES[table];
  if (!example) throw new Error(`test/support/row-examples.ts has no example of ${table}`);
  made += 1;
  return { ...example(made), ...overrides };
}

/** Inserts one row and nothing else: its parents must be there. */
export function insertAlone(sqlite: Sqlite, table: string, row: Row): void {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  sqlite.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(Object.values(row));
}

/** Inserts a valid row with the given changes, and the parents that it needs and that are missing. Returns the row. */
export function insertRow(sqlite: Sqlite, table: string, overrides: Row = {}): Row {
  const row = validRow(table, overrides);
  insertParents(sqlite, table, row);
  insertAlone(sqlite, table, row);
  return row;
}

/** Inserts the parents that a row needs and that are missing. */
export function insertParents(sqlite: Sqlite, table: string, row: Row): void {
  for (const { parent, columns } of foreignKeysOf(sqlite, table)) {
    const key: Row = Object.fromEntries(columns.map(({ from, to }) => [to, row[from] ?? null]));
    if (Object.values(key).includes(null)) continue;
    const where = Object.keys(key).map(column => `${column} = ?`);
    const found = sqlite
      .prepare(`SELECT 1 FROM ${parent} WHERE ${where.join(' AND ')}`)
      .get(Object.values(key));
    if (!found) insertRow(sqlite, parent, key);
  }
}

export interface ForeignKey {
  parent: string;
  columns: { from: string; to: string }[];
  onDelete: string;
}

/** The foreign keys of a table as SQLite sees them. */
export function foreignKeysOf(sqlite: Sqlite, table: string): ForeignKey[] {
  const rows = sqlite
    .prepare<[string], { id: number; table: string; from: string; to: string; on_delete: string }>(
      'SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    )
    .all(table);
  const keys = new Map<number, ForeignKey>();
  for (const row of rows) {
    const key = keys.get(row.id) ?? { parent: row.table, columns: [], onDelete: row.on_delete };
    key.columns.push({ from: row.from, to: row.to });
    keys.set(row.id, key);
  }
  return [...keys.values()];
}
