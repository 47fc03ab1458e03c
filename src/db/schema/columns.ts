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

// 2000 to 2099: seconds or microseconds taken for milliseconds fall outside.
const INSTANT_MIN = 946_684_800_000;
const INSTANT_MAX = 4_102_444_799_999;
const JSON_BYTES_MAX = 1_000_000;
/** `PAISE_MAX` of the domain, which this layer cannot see. */
export const AMOUNT_MAX = 100_000_000_000_000;
/** Shares in one order, position or signal. */
export const QUANTITY_MAX = 1_000_000_000_000;

// SQL fragments for CHECKs. A CHECK passes on NULL, so each also serves a nullable column.
export const isIn = (column: string, values: readonly string[]) =>
  `${column} IN (${values.map(value => `'${value}'`).join(', ')})`;
/** The range comes first: `date('now')` is an answer too, but not the same one tomorrow. */
export const isDate = (column: string) =>
  `${column} BETWEEN '1990-01-01' AND '2199-12-31' AND date(${column}) IS ${column}`;
export const isFlag = (column: string) => `${column} IN (0, 1)`;
export const isInstant = (column: string) => `${column} BETWEEN ${INSTANT_MIN} AND ${INSTANT_MAX}`;
/** An instant that is not before another column's. */
export const isSince = (column: string, earlier: string) => `${column} BETWEEN ${earlier} AND ${INSTANT_MAX}`;
/** An instant after another column's. */
export const isAfter = (column: string, earlier: string) =>
  `${column} > ${earlier} AND ${column} <= ${INSTANT_MAX}`;
export const isJson = (column: string, type: 'object' | 'array') =>
  `octet_length(${column}) <= ${JSON_BYTES_MAX} AND instr(${column}, char(0)) = 0 AND json_valid(${column}) AND json_type(${column}) = '${type}'`;
/** SQLite's `length`, GLOB and `json_valid` stop at a NUL, so that one would carry anything past them: it is refused. */
const isBounded = (column: string, min: number, max: number) =>
  `length(${column}) BETWEEN ${min} AND ${max} AND instr(${column}, char(0)) = 0`;
const ODD = [65533, 65534, 65535];
const hasOdd = (text: string) => `${text} GLOB '*[' || char(65533) || ']*'`;
/**
 * Free text. Half a surrogate pair would reach the file as bytes that are no UTF-8 and come back as other characters.
 * GLOB reads it, and U+FFFE and U+FFFF, as U+FFFD: what is left when the true ones are taken out is refused.
 */
export const isLength = (column: string, min: number, max: number) => {
  const rest = ODD.reduce((text, code) => `replace(${text}, char(${code}), '')`, column);
  return `${isBounded(column, min, max)} AND NOT (${hasOdd(column)} AND ${hasOdd(rest)})`;
};
/** Text of the listed characters only (the inside of a GLOB class). */
export const isWord = (column: string, max: number, characters: string, min = 1) =>
  `${isBounded(column, min, max)} AND ${column} NOT GLOB '*[^${characters}]*'`;
/** An id of ours: at most 20 letters and digits, so that it can travel as a broker's order tag. */
export const isId = (column: string) => isWord(column, 20, 'A-Z0-9');
/** 32 bytes in hex: SHA-256 or an HMAC made with it. */
export const isHex = (column: string) => isWord(column, 64, '0-9a-f', 64);
/** A Fernet token: plaintext can never be stored where a secret belongs. */
export const isSealed = (column: string) =>
  `${column} GLOB 'gAAAAA*' AND ${isWord(column, 8192, 'A-Za-z0-9_=-', 100)}`;
export const isSymbol = (column: string) => isWord(column, 40, 'A-Z0-9&. _-');
export const isFraction = (column: string) => `${column} BETWEEN 0 AND 1`;
export const isPercent = (column: string) => `${column} BETWEEN 0 AND 100`;

// Past 2^53 an integer of SQLite is no longer the same number in JavaScript: each has a bound below that.
export const isCount = (column: string) => `${column} BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}`;
export const isOrdinal = (column: string) => `${column} BETWEEN 1 AND ${Number.MAX_SAFE_INTEGER}`;
export const isQuantity = (column: string) => `${column} BETWEEN 1 AND ${QUANTITY_MAX}`;
export const isPrice = (column: string) => `${column} BETWEEN 1 AND ${AMOUNT_MAX}`;
export const isAmount = (column: string) => `${column} BETWEEN 0 AND ${AMOUNT_MAX}`;
/** A gain or a loss. */
export const isSignedAmount = (column: string) => `${column} BETWEEN -${AMOUNT_MAX} AND ${AMOUNT_MAX}`;
export const isSignedQuantity = (column: string) => `${column} BETWEEN -${QUANTITY_MAX} AND ${QUANTITY_MAX}`;

/** CHECK constraints named `table_rule`, so that SQLite's own message names what was wrong. */
export const checks = (table: string, rules: Record<string, string>) =>
  Object.entries(rules).map(([rule, expression]) => check(`${table}_${rule}`, sql.raw(expression)));
