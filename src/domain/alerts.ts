import { and, desc, eq } from 'drizzle-orm';
import { priceAlerts } from '../db/schema/main/index.js';
import type { MainFile } from '../db/store.js';

export type PriceAlert = typeof priceAlerts.$inferSelect;

/** A person's alerts that still wait, on every market of theirs, the newest first: at most `limit`. */
export async function waitingAlerts(
  read: MainFile['read'],
  userId: string,
  limit: number,
): Promise<PriceAlert[]> {
  return await read
    .select()
    .from(priceAlerts)
    .where(and(eq(priceAlerts.userId, userId), eq(priceAlerts.state, 'waiting')))
    .orderBy(desc(priceAlerts.alertNumber))
    .limit(limit);
}
