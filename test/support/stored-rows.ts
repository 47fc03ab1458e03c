import { gt } from 'drizzle-orm';
import { corporateActions, stockMarketData, symbolChanges, users } from '../../src/db/schema/main/index.js';
import type { Store } from '../../src/db/store.js';
import { NOW } from './folder.js';

export type StoredBar = Partial<typeof stockMarketData.$inferInsert> &
  Pick<typeof stockMarketData.$inferInsert, 'symbol' | 'date' | 'closePrice'>;

/** A row of `stock_market_data`; without other prices the day stood still at its close. */
export const storedBar = ({ symbol, date, closePrice, ...rest }: StoredBar) => ({
  symbol,
  date,
  series: 'EQ',
  source: 'nse',
  priceDecimals: 2,
  openPrice: closePrice,
  highPrice: closePrice,
  lowPrice: closePrice,
  closePrice,
  volume: 1_000,
  ...rest,
});

export type StoredAction = Omit<typeof corporateActions.$inferInsert, 'id'>;
export type StoredChange = typeof symbolChanges.$inferInsert;

export interface StoredRows {
  bars?: readonly StoredBar[];
  actions?: readonly StoredAction[];
  changes?: readonly StoredChange[];
}

/** Replaces what history a store holds. */
export async function storeHistory(store: Store, { bars = [], actions = [], changes = [] }: StoredRows) {
  await store.main.tx(async tx => {
    // By a range of the index: the plan of every statement is watched, and none may read a whole table.
    await tx.delete(stockMarketData).where(gt(stockMarketData.date, ''));
    await tx.delete(corporateActions).where(gt(corporateActions.exDate, ''));
    await tx.delete(symbolChanges);
    for (const bar of bars) await tx.insert(stockMarketData).values(storedBar(bar));
    for (const action of actions) await tx.insert(corporateActions).values(action);
    for (const change of changes) await tx.insert(symbolChanges).values(change);
  });
}

/** A person who may own a replay. */
export async function storePerson(store: Store, userId = 'PERSON1'): Promise<string> {
  const at = { createdAt: NOW, updatedAt: NOW };
  await store.main.tx(async tx => {
    await tx.insert(users).values({ userId, role: 'owner', userName: 'a person', ...at });
  });
  return userId;
}
