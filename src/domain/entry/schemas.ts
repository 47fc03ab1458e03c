import { z } from 'zod';
import type { Paise } from '../money.js';
import {
  parseAmount,
  parseCount,
  parseOrderNumber,
  parsePercent,
  parsePrice,
  parseQuantity,
} from './numbers.js';
import type { Entry } from './result.js';
import { parseDate, parseOrderType, parseProduct, parseSide, parseValidity } from './words.js';

/*
 * The parsers as zod schemas, for the arguments of a z.strictObject. None has a default and none is optional by itself; every
 * issue has the parser's own words. `z.toJSONSchema(…, { io: 'input' })` says what a model may write.
 */

const numberOrText = (parse: (input: unknown) => Entry<unknown>) =>
  z.union([z.number(), z.string()], { error: ({ input }) => messageOf(parse(input)) });
const text = (parse: (input: unknown) => Entry<unknown>) =>
  z.string({ error: ({ input }) => messageOf(parse(input)) });

const messageOf = (entry: Entry<unknown>) => (entry.ok ? undefined : entry.message);

function checked<I, T>(schema: z.ZodType<I>, parse: (input: unknown) => Entry<T>) {
  return schema.transform((input, ctx): T => {
    const entry = parse(input);
    if (entry.ok) return entry.value;
    ctx.addIssue({ code: 'custom', message: entry.message, input });
    return z.NEVER;
  });
}

const numeric = <T>(parse: (input: unknown) => Entry<T>) => checked(numberOrText(parse), parse);
const word = <T>(parse: (input: unknown) => Entry<T>) => checked(text(parse), parse);

export const quantityEntry = (bounds: { max?: number } = {}) =>
  numeric(input => parseQuantity(input, bounds)).describe('whole shares, such as 10');
export const orderNumberEntry = () =>
  numeric(parseOrderNumber).describe('the number of an order, such as #8');
export const countEntry = (what: string, max: number) =>
  numeric(input => parseCount(input, what, max)).describe(`${what}: a whole number from 1 to ${max}`);
export const priceEntry = (what = 'price', bounds: { max?: Paise } = {}) =>
  numeric(input => parsePrice(input, what, bounds)).describe(`${what} in rupees, at most two decimals`);
export const amountEntry = (what = 'amount', bounds: { max?: Paise } = {}) =>
  numeric(input => parseAmount(input, what, bounds)).describe(`${what} in rupees, at most two decimals`);
export const percentEntry = (what = 'percentage', bounds: { max?: number } = {}) =>
  numeric(input => parsePercent(input, what, bounds)).describe(`${what}: percent, at most two decimals`);
export const dateEntry = (what = 'date', bounds: { first?: string; last?: string } = {}) =>
  word(input => parseDate(input, what, bounds)).describe(`${what}, YYYY-MM-DD`);
export const sideEntry = () => word(parseSide).describe('BUY or SELL');
export const orderTypeEntry = () => word(parseOrderType).describe('MARKET, LIMIT, SL or SL-M');
export const productEntry = () => word(parseProduct).describe('CNC (delivery) or MIS (intraday)');
export const validityEntry = () => word(parseValidity).describe('DAY or IOC');
