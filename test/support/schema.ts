import { is, SQL, type SQLChunk, StringChunk } from 'drizzle-orm';
import { getTableConfig, SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { DatabaseName } from '../../src/db/folder.js';
import * as main from '../../src/db/schema/main/index.js';
import * as trading from '../../src/db/schema/trading/index.js';

export type TableConfig = ReturnType<typeof getTableConfig>;

const tablesIn = (schema: Record<string, unknown>): TableConfig[] =>
  Object.values(schema)
    .filter(each => is(each, SQLiteTable))
    .map(each => getTableConfig(each));

/** Every table of the drizzle schema, by file. */
export const TABLES: Record<DatabaseName, TableConfig[]> = {
  main: tablesIn(main),
  trading: tablesIn(trading),
};

export const CASES = (['main', 'trading'] as const).flatMap(file =>
  TABLES[file].map(config => ({ file, table: config.name, config })),
);

/** The text of a fragment that has no parameters. */
export function textOf(fragment: SQLChunk | undefined): string {
  if (fragment === undefined) return '';
  if (is(fragment, SQLiteColumn)) return fragment.name;
  if (is(fragment, StringChunk)) return fragment.value.join('');
  if (is(fragment, SQL)) return fragment.queryChunks.map(textOf).join('');
  throw new Error('a parameter in the schema: CHECKs, indexes and generated columns have none');
}

/** The columns of the primary key, wherever it was declared. */
export const primaryKeyOf = (config: TableConfig): string[] =>
  config.primaryKeys[0]?.columns.map(column => column.name) ??
  config.columns.filter(column => column.primary).map(column => column.name);

export interface UniqueKey {
  name: string;
  columns: string[];
  where: string;
}

/** Everything that must be unique besides the primary key. */
export const uniqueKeysOf = (config: TableConfig): UniqueKey[] => [
  ...config.columns
    .filter(column => column.isUnique)
    .map(column => ({ name: column.uniqueName ?? '', columns: [column.name], where: '' })),
  ...config.indexes
    .filter(index => index.config.unique)
    .map(({ config: index }) => ({
      name: index.name,
      columns: index.columns.map(textOf),
      where: textOf(index.where),
    })),
];
