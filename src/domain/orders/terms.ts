import { z } from 'zod';
import { AMOUNT_MAX, QUANTITY_MAX } from '../../db/schema/columns.js';
import { GTT_KINDS, ORDER_TYPES, PRODUCTS, SIDES, VALIDITIES } from '../../db/schema/values.js';
import type { OrderType } from '../broker-port.js';
import type { Paise } from '../money.js';
import { type OrderRefusal, refusal } from './refusals.js';

const symbol = z.string().regex(/^[A-Z0-9&-]{1,20}$/, 'must be the ticker of a share, such as INFY or M&M');
const quantity = z.int().min(1).max(QUANTITY_MAX);
/** Whole paise; the largest order that SQLite and JavaScript both count exactly. */
const price = z
  .int()
  .min(1)
  .max(AMOUNT_MAX)
  .transform(value => value as Paise);

const hasPrice = (type: OrderType) => type === 'LIMIT' || type === 'SL';
const hasTrigger = (type: OrderType) => type === 'SL' || type === 'SL-M';

/** What a person wants to place. Nothing is defaulted, and a key that is not known is an error. Prices in whole paise. */
export const orderDraft = z
  .strictObject({
    symbol,
    side: z.enum(SIDES),
    product: z.enum(PRODUCTS),
    orderType: z.enum(ORDER_TYPES),
    validity: z.enum(VALIDITIES),
    quantity,
    pricePaise: price.nullable(),
    triggerPaise: price.nullable(),
  })
  .refine(draft => hasPrice(draft.orderType) === (draft.pricePaise !== null), {
    path: ['pricePaise'],
    message: 'LIMIT and SL orders need a price, MARKET and SL-M orders have none',
  })
  .refine(draft => hasTrigger(draft.orderType) === (draft.triggerPaise !== null), {
    path: ['triggerPaise'],
    message: 'SL and SL-M orders need a trigger, MARKET and LIMIT orders have none',
  })
  .refine(draft => draft.validity === 'DAY' || !hasTrigger(draft.orderType), {
    path: ['validity'],
    message: 'an order with a trigger waits, and so cannot be IOC',
  })
  .refine(draft => draft.quantity * (draft.pricePaise ?? draft.triggerPaise ?? 1) <= AMOUNT_MAX, {
    path: ['quantity'],
    message: 'quantity times price is past the largest amount, ₹10,00,00,00,00,000',
  });
export type OrderDraft = z.input<typeof orderDraft>;
export type OrderTerms = z.output<typeof orderDraft>;

/** What is to be different. A price alone leaves the quantity as it is. */
export const changeDraft = z
  .strictObject({
    quantity: quantity.optional(),
    pricePaise: price.optional(),
    triggerPaise: price.optional(),
  })
  .refine(draft => Object.values(draft).some(value => value !== undefined), {
    message: 'say what is to be different: the quantity, the price or the trigger',
  });
export type ChangeDraft = z.input<typeof changeDraft>;
export type Change = z.output<typeof changeDraft>;

const leg = z.strictObject({ triggerPaise: price, pricePaise: price });

/** A trigger that the broker keeps: one leg for `single`; the stop, then the target for `oco`. */
export const gttDraft = z
  .strictObject({
    kind: z.enum(GTT_KINDS),
    symbol,
    side: z.enum(SIDES),
    product: z.enum(PRODUCTS),
    quantity,
    legs: z.array(leg).min(1).max(2).readonly(),
  })
  .refine(draft => draft.legs.length === (draft.kind === 'oco' ? 2 : 1), {
    path: ['legs'],
    message: 'single has one leg, oco has two: the stop and then the target',
  })
  .refine(draft => draft.legs.every(each => draft.quantity * each.pricePaise <= AMOUNT_MAX), {
    path: ['quantity'],
    message: 'quantity times price is past the largest amount, ₹10,00,00,00,00,000',
  });
export type GttDraft = z.input<typeof gttDraft>;
export type GttTerms = z.output<typeof gttDraft>;

/** A field as a person knows it: the unit in its name is for programs. */
const fieldWord = (key: PropertyKey): string => String(key).replace(/Paise$/, '');

/** Reads what is to be proposed; in words what is wrong with it. */
export function parseDraft<S extends z.ZodType>(
  schema: S,
  draft: unknown,
): { ok: true; value: z.output<S> } | { ok: false; refusal: OrderRefusal } {
  const parsed = schema.safeParse(draft);
  if (parsed.success) return { ok: true, value: parsed.data };
  const wrong = parsed.error.issues.map(issue =>
    issue.path.length > 0 ? `${issue.path.map(fieldWord).join('.')}: ${issue.message}` : issue.message,
  );
  return { ok: false, refusal: refusal('BAD_INPUT', `This cannot be read: ${wrong.join('; ')}.`) };
}

/** The terms after a change. */
export const changed = (terms: OrderTerms, change: Change): OrderTerms => ({
  ...terms,
  quantity: change.quantity ?? terms.quantity,
  pricePaise: change.pricePaise ?? terms.pricePaise,
  triggerPaise: change.triggerPaise ?? terms.triggerPaise,
});
