import { and, eq } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { chatIdentities, users } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import type { Clock, Ids } from '../ports.js';
import { ensureTradingAccount } from './accounts.js';

/** The person at the machine itself: the terminal and `ql` speak as them. */
export const LOCAL = { platform: 'terminal', platformUserId: 'local' } as const;

/**
 * The `user_id` of the person at the machine, role owner, made with a practice account at first start.
 * Safe to repeat, also after a kill between the two files.
 */
export async function ensureLocalPerson(desk: { store: Store; clock: Clock; ids: Ids }): Promise<string> {
  const { store, clock, ids } = desk;
  const userId = await store.main.tx(async tx => {
    const [known] = await tx
      .select({ userId: chatIdentities.userId })
      .from(chatIdentities)
      .where(
        and(
          eq(chatIdentities.platform, LOCAL.platform),
          eq(chatIdentities.platformUserId, LOCAL.platformUserId),
        ),
      );
    if (known) return known.userId;
    const now = clock.now();
    const made = ids.next();
    await tx
      .insert(users)
      .values({ userId: made, role: 'owner', userName: 'local', createdAt: now, updatedAt: now });
    await tx.insert(chatIdentities).values({ ...LOCAL, userId: made, linkedAt: now });
    await auditFromMain(tx, {
      userId: made,
      actor: 'job',
      action: 'person.created',
      entityType: 'users',
      entityId: made,
      newData: { role: 'owner', platform: LOCAL.platform },
      rationale: { code: 'first_start' },
      at: now,
    });
    return made;
  });
  await ensureTradingAccount(desk, userId);
  return userId;
}
