import { asc, inArray, lte } from 'drizzle-orm';
import { notices } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import { NOTICE_LIMITS } from './limits.js';

/** For the upkeep: removes notices whose time is over, with their deliveries. @returns how many, at most `tidyPerRun` */
export async function tidyNotices({ main }: Pick<Store, 'main'>, nowMs: number): Promise<number> {
  return await main.tx(async tx => {
    const old = tx
      .select({ id: notices.id })
      .from(notices)
      .where(lte(notices.expiresAt, nowMs))
      .orderBy(asc(notices.expiresAt))
      .limit(NOTICE_LIMITS.tidyPerRun);
    const gone = await tx.delete(notices).where(inArray(notices.id, old)).returning({ id: notices.id });
    return gone.length;
  });
}
