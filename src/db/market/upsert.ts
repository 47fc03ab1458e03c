import { getTableName } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Sqlite } from '../connection.js';

/**
 * What becomes of a column of a row that is already there. `known`: the new value, unless it is NULL; `first`: the old
 * value, unless it is NULL; `replace`: the new value, NULL too; a text: SQL over the row and `excluded`.
 */
export type Merge = 'known' | 'first' | 'replace' | { readonly sql: string };

export interface UpsertSpec {
  readonly table: SQLiteTable;
  readonly key: readonly SQLiteColumn[];
  readonly columns: readonly (readonly [SQLiteColumn, Merge])[];
  /** Written with any change, and no change by themselves. */
  readonly stamps?: readonly SQLiteColumn[];
  /** Which rows that are there may be changed: SQL with at most one parameter. */
  readonly only?: string;
}

export type Outcome = 'added' | 'changed' | 'unchanged';
export type Value = string | number | null;

/** Puts one row: `values` in the order of key, columns and stamps; `only` is the parameter of the spec's condition. */
export type Upsert = (values: Value[], only?: Value) => Outcome;

/** Adds rows, or changes those that are there only where a value differs: writing the same twice writes nothing. */
export function upserter(sqlite: Sqlite, spec: UpsertSpec): Upsert {
  const table = getTableName(spec.table);
  const names = [...spec.key, ...spec.columns.map(([column]) => column), ...(spec.stamps ?? [])].map(
    column => column.name,
  );
  const key = spec.key.map(column => column.name).join(', ');
  const insert = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (${key})`;
  const merged = spec.columns.map(([{ name }, merge]) => ({ name, sql: mergeSql(table, name, merge) }));
  const sets = [
    ...merged.map(({ name, sql }) => `${name} = ${sql}`),
    ...(spec.stamps ?? []).map(({ name }) => `${name} = excluded.${name}`),
  ];
  const differs = merged.map(({ name, sql }) => `${sql} IS DISTINCT FROM ${table}.${name}`).join(' OR ');
  const condition = spec.only === undefined ? differs : `(${differs}) AND (${spec.only})`;
  const add = sqlite.prepare(`${insert} DO NOTHING`);
  const change = sqlite.prepare(`${insert} DO UPDATE SET ${sets.join(', ')} WHERE ${condition}`);
  return (values, only) => {
    if (add.run(values).changes > 0) return 'added';
    if (only !== undefined) values.push(only);
    return change.run(values).changes > 0 ? 'changed' : 'unchanged';
  };
}

function mergeSql(table: string, name: string, merge: Merge): string {
  switch (merge) {
    case 'known':
      return `coalesce(excluded.${name}, ${table}.${name})`;
    case 'first':
      return `coalesce(${table}.${name}, excluded.${name})`;
    case 'replace':
      return `excluded.${name}`;
    default:
      return merge.sql;
  }
}
