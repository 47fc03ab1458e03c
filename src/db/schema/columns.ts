import { sql } from 'drizzle-orm';
import { check, integer, text } from 'drizzle-orm/sqlite-core';

/** UTC milliseconds. */
export const instant = (name: string) => integer(name);
/** `YYYY-MM-DD` in Asia/Kolkata. */
export const tradingDate = (name: string) => text(name);
/** Whole paise. */
export const paiseColumn = (name: string) => integer(name);
export const flag = (name: string) => integer(name, { mode: 'boolean' });
export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();
export const oneOf = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  text(name, { enum: values });

// SQL fragments for CHECKs. A CHECK passes on NULL, so each also serves a nullable column.
export const isIn = (column: string, values: readonly string[]) =>
  `${column} IN (${values.map(value => `'${value}'`).join(', ')})`;
export const isDate = (column: string) => `date(${column}) IS ${column}`;
export const isFlag = (column: string) => `${column} IN (0, 1)`;
export const isInstant = (column: string) => `${column} BETWEEN 0 AND 253402300799999`;
export const isJson = (column: string, type: 'object' | 'array') =>
  `json_valid(${column}) AND json_type(${column}) = '${type}'`;
export const isLength = (column: string, min: number, max: number) =>
  `length(${column}) BETWEEN ${min} AND ${max}`;
/** An id of ours: at most 20 letters and digits, so that it can travel as a broker's order tag. */
export const isId = (column: string) =>
  `length(${column}) BETWEEN 1 AND 20 AND ${column} NOT GLOB '*[^A-Z0-9]*'`;
/** A Fernet token: plaintext can never be stored where a secret belongs. */
export const isSealed = (column: string) =>
  `${column} GLOB 'gAAAAA*' AND length(${column}) BETWEEN 100 AND 8192`;
export const isSymbol = (column: string) =>
  `length(${column}) BETWEEN 1 AND 40 AND ${column} NOT GLOB '*[^A-Z0-9&. _-]*'`;
export const isFraction = (column: string) => `${column} BETWEEN 0 AND 1`;
export const isPercent = (column: string) => `${column} BETWEEN 0 AND 100`;

/** CHECK constraints named `table_rule`, so that SQLite's own message names what was wrong. */
export const checks = (table: string, rules: Record<string, string>) =>
  Object.entries(rules).map(([rule, expression]) => check(`${table}_${rule}`, sql.raw(expression)));
