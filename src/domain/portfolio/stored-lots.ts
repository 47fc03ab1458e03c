import { and, asc, eq, gt, ne, sql } from 'drizzle-orm';
import { lotClosures, taxTotals, tradingLots } from '../../db/schema/trading/index.js';
import type { LOT_VIEWS, TAX_TERMS } from '../../db/schema/values.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, Product } from '../broker-port.js';

export type LotView = (typeof LOT_VIEWS)[number];

/** Which lots close each other: those of one view, symbol, product and strategy ('' for none, and in the tax view). */
export interface Inventory extends Account {
  view: LotView;
  symbol: string;
  product: Product;
  strategyId: string;
}

const p = sql.placeholder;

/** Open lots of an inventory after lot `after`, oldest first. */
export const openLots = prepared((tx: TradingTx) =>
  tx
    .select({
      id: tradingLots.id,
      openedDate: tradingLots.openedDate,
      quantity: tradingLots.quantity,
      cost: tradingLots.cost,
      charges: tradingLots.charges,
    })
    .from(tradingLots)
    .where(
      and(
        eq(tradingLots.userId, p('userId')),
        eq(tradingLots.bookId, p('bookId')),
        eq(tradingLots.view, p('view')),
        eq(tradingLots.symbol, p('symbol')),
        eq(tradingLots.product, p('product')),
        eq(tradingLots.strategyId, p('strategyId')),
        sql`${tradingLots.quantity} <> 0`,
        gt(tradingLots.id, p('after')),
      ),
    )
    .orderBy(asc(tradingLots.id))
    .limit(p('limit'))
    .prepare(),
);

/** Open CNC lots of a symbol in one view, of all strategies, oldest first: what a corporate action changes. */
export const holdingLots = prepared((tx: TradingTx) =>
  tx
    .select({ id: tradingLots.id, strategyId: tradingLots.strategyId, quantity: tradingLots.quantity })
    .from(tradingLots)
    .where(
      and(
        eq(tradingLots.userId, p('userId')),
        eq(tradingLots.bookId, p('bookId')),
        eq(tradingLots.view, p('view')),
        eq(tradingLots.symbol, p('symbol')),
        eq(tradingLots.product, 'CNC'),
        sql`${tradingLots.quantity} <> 0`,
      ),
    )
    .orderBy(asc(tradingLots.id))
    .limit(p('limit'))
    .prepare(),
);

export const insertLot = prepared((tx: TradingTx) =>
  tx
    .insert(tradingLots)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      view: p('view'),
      symbol: p('symbol'),
      product: p('product'),
      strategyId: p('strategyId'),
      executionId: p('executionId'),
      openedAt: p('atMs'),
      openedDate: p('date'),
      quantity: p('quantity'),
      cost: p('cost'),
      charges: p('charges'),
    })
    .prepare(),
);

export const updateLot = prepared((tx: TradingTx) =>
  tx
    .update(tradingLots)
    .set({
      quantity: sql`${p('quantity')}`,
      cost: sql`${p('cost')}`,
      charges: sql`${p('charges')}`,
    })
    .where(eq(tradingLots.id, p('id')))
    .prepare(),
);

export const scaleLot = prepared((tx: TradingTx) =>
  tx
    .update(tradingLots)
    .set({ quantity: sql`${p('quantity')}` })
    .where(and(eq(tradingLots.id, p('id')), ne(tradingLots.quantity, 0)))
    .prepare(),
);

export const insertClosure = prepared((tx: TradingTx) =>
  tx
    .insert(lotClosures)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      view: p('view'),
      symbol: p('symbol'),
      product: p('product'),
      strategyId: p('strategyId'),
      lotId: p('lotId'),
      executionId: p('executionId'),
      openedDate: p('openedDate'),
      closedDate: p('date'),
      quantity: p('quantity'),
      cost: p('cost'),
      proceeds: p('proceeds'),
      charges: p('charges'),
    })
    .prepare(),
);

export type TaxTerm = (typeof TAX_TERMS)[number];

export const addToTaxYear = prepared((tx: TradingTx) =>
  tx
    .insert(taxTotals)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      financialYear: p('financialYear'),
      term: p('term'),
      cost: p('cost'),
      proceeds: p('proceeds'),
      charges: p('charges'),
      closures: 1,
    })
    .onConflictDoUpdate({
      target: [taxTotals.userId, taxTotals.bookId, taxTotals.financialYear, taxTotals.term],
      set: {
        cost: sql`${taxTotals.cost} + excluded.cost`,
        proceeds: sql`${taxTotals.proceeds} + excluded.proceeds`,
        charges: sql`${taxTotals.charges} + excluded.charges`,
        closures: sql`${taxTotals.closures} + 1`,
      },
    })
    .prepare(),
);
