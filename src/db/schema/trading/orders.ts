import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  flag,
  isAmount,
  isDate,
  isFlag,
  isId,
  isIn,
  isInstant,
  isJson,
  isLength,
  isOrdinal,
  isPrice,
  isQuantity,
  isSignedAmount,
  isSignedQuantity,
  isSince,
  isSymbol,
  json,
  oneOf,
  paiseColumn,
  tradingDate,
} from '../columns.js';
import {
  AUTHORITIES,
  ORDER_STATUSES,
  ORDER_TYPES,
  PRODUCTS,
  SIDES,
  TRADING_MODES,
  VALIDITIES,
} from '../values.js';

/** The person as this file knows them: the other file is out of reach of foreign keys. */
export const tradingAccounts = sqliteTable(
  'trading_accounts',
  {
    userId: text('user_id').primaryKey(),
    mode: oneOf('mode', TRADING_MODES).notNull(),
    /** Order numbers (`#8`) count per person. */
    nextOrderNumber: integer('next_order_number').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
  },
  () =>
    checks('trading_accounts', {
      user_id: isId('user_id'),
      mode: isIn('mode', TRADING_MODES),
      next_order_number: isOrdinal('next_order_number'),
      opened_at: isInstant('opened_at'),
      closed_at: isSince('closed_at', 'opened_at'),
    }),
);

export const account = () =>
  text('user_id')
    .notNull()
    .references(() => tradingAccounts.userId);

/** The practice market that an account trades on: a replay has money and positions of its own. `practice_markets.id`. */
export const book = () => integer('book_id').notNull();

/** Prices, `filled_value` and `commission` in paise. The id is the tag that the broker gets. Instants are of the wall clock. */
export const tradingOrders = sqliteTable(
  'trading_orders',
  {
    id: text('id').primaryKey(),
    userId: account(),
    orderNumber: integer('order_number').notNull(),
    symbol: text('symbol').notNull(),
    orderType: oneOf('order_type', ORDER_TYPES).notNull(),
    side: oneOf('side', SIDES).notNull(),
    product: oneOf('product', PRODUCTS).notNull(),
    validity: oneOf('validity', VALIDITIES).notNull(),
    quantity: integer('quantity').notNull(),
    price: paiseColumn('price'),
    triggerPrice: paiseColumn('trigger_price'),
    status: oneOf('status', ORDER_STATUSES).notNull(),
    authority: oneOf('authority', AUTHORITIES).notNull(),
    brokerOrderId: text('broker_order_id'),
    strategyId: text('strategy_id'),
    filledQuantity: integer('filled_quantity').notNull(),
    filledValue: paiseColumn('filled_value').notNull(),
    averageFillPrice: real('average_fill_price').generatedAlwaysAs(
      sql`CASE WHEN filled_quantity > 0 THEN CAST(filled_value AS REAL) / filled_quantity END`,
      { mode: 'virtual' },
    ),
    commission: paiseColumn('commission').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    filledAt: instant('filled_at'),
    bookId: book(),
    /** The market's date at the intent: orders of a day are counted by it. */
    marketDate: tradingDate('market_date').notNull(),
    /** The far side of the quote at the confirmation: slippage is measured against it. */
    quotePrice: paiseColumn('quote_price'),
    /** The market instant of that quote. */
    quoteAt: instant('quote_at'),
    /** The card that was pressed. */
    actionId: text('action_id'),
    gttId: text('gtt_id'),
    /** When it was placed it could only make a position smaller. */
    protective: flag('protective').notNull(),
    /** Why it was denied, rejected or not placed, in words. */
    message: text('message'),
  },
  t => [
    uniqueIndex('trading_orders_owner').on(t.id, t.userId, t.symbol, t.side),
    uniqueIndex('trading_orders_number').on(t.userId, t.orderNumber),
    uniqueIndex('trading_orders_broker').on(t.brokerOrderId).where(sql`broker_order_id IS NOT NULL`),
    index('trading_orders_user').on(t.userId, t.createdAt),
    index('trading_orders_live')
      .on(t.userId, t.createdAt)
      .where(sql`status IN ('submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled')`),
    index('trading_orders_strategy').on(t.strategyId, t.createdAt).where(sql`strategy_id IS NOT NULL`),
    index('trading_orders_age').on(t.createdAt),
    index('trading_orders_day').on(t.userId, t.bookId, t.marketDate),
    uniqueIndex('trading_orders_action').on(t.actionId).where(sql`action_id IS NOT NULL`),
    ...checks('trading_orders', {
      id: isId('id'),
      order_number: isOrdinal('order_number'),
      symbol: isSymbol('symbol'),
      order_type: isIn('order_type', ORDER_TYPES),
      side: isIn('side', SIDES),
      product: isIn('product', PRODUCTS),
      validity: isIn('validity', VALIDITIES),
      quantity: isQuantity('quantity'),
      price: `(order_type IN ('LIMIT', 'SL')) = (price IS NOT NULL)`,
      price_sign: isPrice('price'),
      trigger_price: `(order_type IN ('SL', 'SL-M')) = (trigger_price IS NOT NULL)`,
      trigger_price_sign: isPrice('trigger_price'),
      status: isIn('status', ORDER_STATUSES),
      authority: isIn('authority', AUTHORITIES),
      broker_order_id: isLength('broker_order_id', 1, 64),
      strategy_id: isId('strategy_id'),
      deployed: `authority <> 'deployment' OR strategy_id IS NOT NULL`,
      filled_quantity: 'filled_quantity BETWEEN 0 AND quantity',
      filled_value: `(filled_quantity > 0) = (filled_value > 0) AND ${isAmount('filled_value')}`,
      filled_status: `(status = 'filled') = (filled_quantity = quantity)`,
      partly_filled: `status <> 'partially_filled' OR filled_quantity > 0`,
      unfilled: `status NOT IN ('open', 'trigger_pending', 'rejected', 'denied', 'not_placed') OR filled_quantity = 0`,
      unplaced: `status NOT IN ('denied', 'not_placed') OR broker_order_id IS NULL`,
      commission: isAmount('commission'),
      created_at: isInstant('created_at'),
      updated_at: isSince('updated_at', 'created_at'),
      filled: `status <> 'filled' OR filled_at IS NOT NULL`,
      filled_at: isSince('filled_at', 'created_at'),
      filled_at_once: 'filled_at IS NULL OR filled_quantity > 0',
      book_id: isOrdinal('book_id'),
      market_date: isDate('market_date'),
      quote_price: isPrice('quote_price'),
      quote_at: isInstant('quote_at'),
      quote: '(quote_price IS NULL) = (quote_at IS NULL)',
      action_id: isId('action_id'),
      pressed: `authority <> 'press' OR action_id IS NOT NULL`,
      gtt_id: isId('gtt_id'),
      triggered: `authority <> 'gtt' OR gtt_id IS NOT NULL`,
      protective: isFlag('protective'),
      message: isLength('message', 1, 500),
    }),
  ],
);

export const tradingExecutions = sqliteTable(
  'trading_executions',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id').notNull(),
    userId: account(),
    symbol: text('symbol').notNull(),
    side: oneOf('side', SIDES).notNull(),
    quantity: integer('quantity').notNull(),
    price: paiseColumn('price').notNull(),
    commission: paiseColumn('commission').notNull(),
    /** The broker's trade id: a fill that is told twice is stored once. */
    brokerExecutionId: text('broker_execution_id').notNull(),
    /** The market's instant. */
    executedAt: instant('executed_at').notNull(),
    bookId: book(),
    tradeDate: tradingDate('trade_date').notNull(),
    /** When we heard of it, by the wall clock. */
    recordedAt: instant('recorded_at').notNull(),
    /** The commission line by line, in paise; the lines add up to it. */
    charges: json<Record<string, number>>('charges').notNull(),
    /** Paise a share worse than the quote at the confirmation; less than 0 is better. */
    slippage: paiseColumn('slippage'),
  },
  t => [
    // A fill can only be booked to the person, symbol and side of its order.
    foreignKey({
      columns: [t.orderId, t.userId, t.symbol, t.side],
      foreignColumns: [tradingOrders.id, tradingOrders.userId, tradingOrders.symbol, tradingOrders.side],
    }),
    uniqueIndex('trading_executions_broker').on(t.brokerExecutionId),
    // All columns of the foreign key: with fewer, deleting an order would look through all fills of its symbol.
    index('trading_executions_order').on(t.orderId, t.userId, t.symbol, t.side),
    index('trading_executions_user').on(t.userId, t.executedAt),
    index('trading_executions_symbol').on(t.userId, t.symbol, t.executedAt),
    ...checks('trading_executions', {
      id: isId('id'),
      quantity: isQuantity('quantity'),
      price: isPrice('price'),
      commission: isAmount('commission'),
      broker_execution_id: isLength('broker_execution_id', 1, 64),
      executed_at: isInstant('executed_at'),
      book_id: isOrdinal('book_id'),
      trade_date: isDate('trade_date'),
      recorded_at: isInstant('recorded_at'),
      charges: isJson('charges', 'object'),
      slippage: isSignedAmount('slippage'),
    }),
  ],
);

/**
 * What the archive takes out of this file, named within its transaction and gone before it commits: an order or execution
 * that is not named here cannot be deleted.
 */
export const leavingRows = sqliteTable(
  'leaving_rows',
  { tableName: text('table_name').notNull(), key: text('key').notNull() },
  t => [
    primaryKey({ columns: [t.tableName, t.key] }),
    ...checks('leaving_rows', {
      table_name: isIn('table_name', ['trading_orders', 'trading_executions']),
      key: isId('key'),
    }),
  ],
);

/**
 * `quantity` is signed: short is negative. `cost` is the paise paid for what is open, of the quantity's sign, without
 * charges; `realized_pnl` is net of the charges of what was closed. Instants are of the market's clock.
 */
export const tradingPositions = sqliteTable(
  'trading_positions',
  {
    id: text('id').primaryKey(),
    userId: account(),
    symbol: text('symbol').notNull(),
    product: oneOf('product', PRODUCTS).notNull(),
    quantity: integer('quantity').notNull(),
    cost: paiseColumn('cost').notNull(),
    averagePrice: real('average_price').generatedAlwaysAs(
      sql`CASE WHEN quantity <> 0 THEN CAST(cost AS REAL) / quantity END`,
      { mode: 'virtual' },
    ),
    currentPrice: paiseColumn('current_price'),
    unrealizedPnl: paiseColumn('unrealized_pnl').generatedAlwaysAs(sql`quantity * current_price - cost`, {
      mode: 'virtual',
    }),
    realizedPnl: paiseColumn('realized_pnl').notNull(),
    strategyId: text('strategy_id'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    bookId: book(),
  },
  t => [
    uniqueIndex('trading_positions_open')
      .on(t.userId, t.bookId, t.symbol, t.product, sql`coalesce(strategy_id, '')`)
      .where(sql`closed_at IS NULL`),
    index('trading_positions_user').on(t.userId, t.openedAt),
    ...checks('trading_positions', {
      id: isId('id'),
      symbol: isSymbol('symbol'),
      product: isIn('product', PRODUCTS),
      quantity: isSignedQuantity('quantity'),
      open: `(closed_at IS NULL) = (quantity <> 0)`,
      short: `quantity >= 0 OR product = 'MIS'`,
      cost: isSignedAmount('cost'),
      cost_sign: 'sign(cost) = sign(quantity)',
      current_price: isPrice('current_price'),
      realized_pnl: isSignedAmount('realized_pnl'),
      strategy_id: isId('strategy_id'),
      opened_at: isInstant('opened_at'),
      closed_at: isSince('closed_at', 'opened_at'),
      book_id: isOrdinal('book_id'),
    }),
  ],
);
