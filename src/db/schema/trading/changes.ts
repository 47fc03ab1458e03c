import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isId,
  isIn,
  isInstant,
  isLength,
  isOrdinal,
  isPrice,
  isQuantity,
  isSince,
  isSymbol,
  oneOf,
  paiseColumn,
} from '../columns.js';
import {
  AUTHORITIES,
  CHANGE_KINDS,
  CHANGE_STATUSES,
  GTT_KINDS,
  GTT_STATUSES,
  PRODUCTS,
  SIDES,
} from '../values.js';
import { account, book } from './orders.js';

/**
 * The intent to change or cancel an order, and what came of it. A change of price leaves the quantity out, and so cannot
 * change it. `order_id` is no foreign key: orders move to the archive.
 */
export const orderChanges = sqliteTable(
  'order_changes',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id').notNull(),
    userId: account(),
    kind: oneOf('kind', CHANGE_KINDS).notNull(),
    status: oneOf('status', CHANGE_STATUSES).notNull(),
    authority: oneOf('authority', AUTHORITIES).notNull(),
    actionId: text('action_id'),
    quantity: integer('quantity'),
    price: paiseColumn('price'),
    triggerPrice: paiseColumn('trigger_price'),
    message: text('message'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    index('order_changes_order').on(t.orderId, t.createdAt),
    index('order_changes_user').on(t.userId, t.createdAt),
    index('order_changes_live').on(t.userId, t.createdAt).where(sql`status IN ('submitting', 'unknown')`),
    uniqueIndex('order_changes_action').on(t.actionId, t.orderId).where(sql`action_id IS NOT NULL`),
    ...checks('order_changes', {
      id: isId('id'),
      order_id: isId('order_id'),
      kind: isIn('kind', CHANGE_KINDS),
      status: isIn('status', CHANGE_STATUSES),
      authority: isIn('authority', AUTHORITIES),
      action_id: isId('action_id'),
      pressed: `authority <> 'press' OR action_id IS NOT NULL`,
      quantity: isQuantity('quantity'),
      price: isPrice('price'),
      trigger_price: isPrice('trigger_price'),
      changed: `(kind = 'modify') = (coalesce(quantity, price, trigger_price) IS NOT NULL)`,
      message: isLength('message', 1, 500),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
    }),
  ],
);

/**
 * Good till triggered: kept by the broker for up to a year. `oco` has a stop and a target, of which one is placed;
 * `single` has the first leg only. Prices in paise. The id is the tag that the broker gets.
 */
export const gttOrders = sqliteTable(
  'gtt_orders',
  {
    id: text('id').primaryKey(),
    userId: account(),
    bookId: book(),
    kind: oneOf('kind', GTT_KINDS).notNull(),
    symbol: text('symbol').notNull(),
    side: oneOf('side', SIDES).notNull(),
    product: oneOf('product', PRODUCTS).notNull(),
    quantity: integer('quantity').notNull(),
    triggerPrice: paiseColumn('trigger_price').notNull(),
    price: paiseColumn('price').notNull(),
    targetTriggerPrice: paiseColumn('target_trigger_price'),
    targetPrice: paiseColumn('target_price'),
    status: oneOf('status', GTT_STATUSES).notNull(),
    actionId: text('action_id').notNull(),
    brokerGttId: text('broker_gtt_id'),
    message: text('message'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    index('gtt_orders_user').on(t.userId, t.createdAt),
    index('gtt_orders_live')
      .on(t.userId, t.createdAt)
      .where(sql`status IN ('submitting', 'unknown', 'active')`),
    uniqueIndex('gtt_orders_action').on(t.actionId),
    ...checks('gtt_orders', {
      id: isId('id'),
      book_id: isOrdinal('book_id'),
      kind: isIn('kind', GTT_KINDS),
      symbol: isSymbol('symbol'),
      side: isIn('side', SIDES),
      product: isIn('product', PRODUCTS),
      quantity: isQuantity('quantity'),
      trigger_price: isPrice('trigger_price'),
      price: isPrice('price'),
      target_trigger_price: isPrice('target_trigger_price'),
      target_price: isPrice('target_price'),
      legs: `(kind = 'oco') = (target_trigger_price IS NOT NULL) AND (kind = 'oco') = (target_price IS NOT NULL)`,
      status: isIn('status', GTT_STATUSES),
      action_id: isId('action_id'),
      broker_gtt_id: isLength('broker_gtt_id', 1, 64),
      message: isLength('message', 1, 500),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
    }),
  ],
);
