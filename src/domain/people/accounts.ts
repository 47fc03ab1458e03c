import { asc, eq } from 'drizzle-orm';
import { users } from '../../db/schema/main/index.js';
import { tradingAccounts } from '../../db/schema/trading/index.js';
import type { Store } from '../../db/store.js';
import type { Clock } from '../ports.js';

export interface AccountDesk {
  store: Store;
  clock: Clock;
}

/** Makes the person's account in the trading file, for practice. Does nothing where there is one, also a closed one. */
export async function ensureTradingAccount({ store, clock }: AccountDesk, userId: string): Promise<void> {
  const [known] = await store.trading.read
    .select({ userId: tradingAccounts.userId })
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, userId));
  if (known) return;
  await store.trading.tx(async tx => {
    await tx
      .insert(tradingAccounts)
      .values({ userId, mode: 'paper', nextOrderNumber: 1, openedAt: clock.now() })
      .onConflictDoNothing();
  });
}

/**
 * Gives everybody an account whom a kill left without one, between the two files; for the start of the service, after
 * erasures were resumed. @returns how many accounts were missing
 */
export async function finishJoins(desk: AccountDesk): Promise<number> {
  const { main, trading } = desk.store;
  const people = await main.read.select({ userId: users.userId }).from(users).orderBy(asc(users.id));
  const accounts = await trading.read.select({ userId: tradingAccounts.userId }).from(tradingAccounts);
  const known = new Set(accounts.map(({ userId }) => userId));
  const missing = people.filter(({ userId }) => !known.has(userId));
  for (const { userId } of missing) await ensureTradingAccount(desk, userId);
  return missing.length;
}
