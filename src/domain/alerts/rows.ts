import { and, desc, eq, sql } from 'drizzle-orm';
import { priceAlerts } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared } from '../../db/store.js';
import { ALERT_LIMITS } from './limits.js';

export type AlertRow = typeof priceAlerts.$inferSelect;
export type Readable = Pick<MainFile['read'] | MainTx, 'select'>;

const p = sql.placeholder;

const newest = prepared((read: Readable) =>
  read
    .select({ alertNumber: priceAlerts.alertNumber })
    .from(priceAlerts)
    .where(eq(priceAlerts.userId, p('userId')))
    .orderBy(desc(priceAlerts.alertNumber))
    .limit(1)
    .prepare(),
);

/** The number that a person's next alert gets; none is given twice. */
export async function nextNumber(read: Readable, userId: string): Promise<number> {
  return ((await Promise.resolve(newest(read).get({ userId })))?.alertNumber ?? 0) + 1;
}

/** A person's alerts that wait, on every market of theirs, newest first. */
export async function waitingAlerts(
  read: Readable,
  userId: string,
  limit: number = ALERT_LIMITS.waitingMax,
): Promise<AlertRow[]> {
  return await read
    .select()
    .from(priceAlerts)
    .where(and(eq(priceAlerts.userId, userId), eq(priceAlerts.state, 'waiting')))
    .orderBy(desc(priceAlerts.alertNumber))
    .limit(limit);
}
