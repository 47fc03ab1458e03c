import type { KeyObject } from 'node:crypto';
import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import { append, auditFromMain } from '../../db/audit/trail.js';
import { eraseFromArchives } from '../../db/archive/archive.js';
import { eraseChildren, purgeTraces, scrubTrading } from '../../db/erase.js';
import { jobRuns, users } from '../../db/schema/main/index.js';
import {
  gttOrders,
  strategyDeployments,
  tradingAccounts,
  tradingOrders,
} from '../../db/schema/trading/index.js';
import type { Store } from '../../db/store.js';

export interface EraseDesk {
  store: Store;
  /** The key of the audit trail. */
  auditKey: KeyObject;
  clock: Clock;
}

/** Why a person is not erased yet; nothing was changed. */
export type ErasureDenial =
  | { code: 'UNKNOWN_PERSON' }
  | { code: 'LAST_OWNER' }
  | { code: 'LIVE_ORDERS'; orders: number }
  | { code: 'LIVE_GTTS'; gtts: number }
  | { code: 'RUNNING_DEPLOYMENTS'; deployments: number };

export type Erasure =
  | {
      outcome: 'erased';
      rowsErased: number;
      rowsScrubbed: number;
      /** Whether the logs of the databases are empty too; where a reader held them, the next start sees to it. */
      tracesPurged: boolean;
    }
  | { outcome: 'denied'; denial: ErasureDenial };

const LIVE = ['submitting', 'unknown', 'open', 'trigger_pending', 'partially_filled'] as const;
const LIVE_GTTS = ['submitting', 'unknown', 'active'] as const;
const RUNNING = ['pending', 'running', 'paused'] as const;
const JOB_PREFIX = 'erase_';

/**
 * Erases a person: chats, keys, profile, identities and all else that the main file and the archived years hold of them.
 * Orders, executions, lots, totals, limits and the audit trail stay under the anonymous `user_id`, without free text; the
 * account is closed.
 * The intent is written down first, and every step can be repeated: killed anywhere, `resumeErasures` finishes it.
 * Backups made earlier still hold the person until their retention ends. Not to be run beside the archive job.
 */
export async function erasePerson(
  desk: EraseDesk,
  person: { userId: string; actor: 'person' | 'operator' },
): Promise<Erasure> {
  const { userId, actor } = person;
  const denial =
    (await denialInMain(desk.store, userId)) ?? (await denialInTrading(desk.store.trading.read, userId));
  if (denial) return { outcome: 'denied', denial };
  await desk.store.main.tx(tx =>
    tx
      .insert(jobRuns)
      .values({ job: jobOf(userId), startedAt: desk.clock.now() })
      .onConflictDoNothing(),
  );
  return await carryOut(desk, userId, actor);
}

/** Finishes the erasures that a kill broke off; for the start of the service. @returns how many were finished */
export async function resumeErasures(desk: EraseDesk): Promise<number> {
  const begun = await desk.store.main.read
    .select({ job: jobRuns.job })
    .from(jobRuns)
    .where(sql`${jobRuns.job} GLOB ${`${JOB_PREFIX}*`}`);
  for (const { job } of begun) await carryOut(desk, job.slice(JOB_PREFIX.length).toUpperCase(), 'operator');
  return begun.length;
}

async function carryOut(desk: EraseDesk, userId: string, actor: 'person' | 'operator'): Promise<Erasure> {
  const { store } = desk;
  const denial = await closeAccount(desk, userId, actor);
  if (denial) {
    await store.main.tx(tx => tx.delete(jobRuns).where(eq(jobRuns.job, jobOf(userId))));
    return { outcome: 'denied', denial };
  }
  const rowsScrubbed = await scrubTrading(store, userId);
  const children = await eraseChildren(store, userId);
  const self = await store.main.tx(tx =>
    tx.delete(users).where(eq(users.userId, userId)).returning({ id: users.id }),
  );
  const rowsErased = children + self.length + (await eraseFromArchives(store, userId));
  const tracesPurged = await purgeTraces(store);
  if (tracesPurged) await finish(desk, userId, actor, { rowsErased, rowsScrubbed });
  return { outcome: 'erased', rowsErased, rowsScrubbed, tracesPurged };
}

/** Closes the account and notes the erasure in the trail, once; looks at orders again, since one may have come meanwhile. */
async function closeAccount(
  { store, auditKey, clock }: EraseDesk,
  userId: string,
  actor: 'person' | 'operator',
): Promise<ErasureDenial | undefined> {
  return await store.trading.tx(async tx => {
    const [account] = await tx
      .select({ openedAt: tradingAccounts.openedAt, closedAt: tradingAccounts.closedAt })
      .from(tradingAccounts)
      .where(eq(tradingAccounts.userId, userId));
    // No account, or one that an earlier attempt closed: from there an erasure only goes on.
    if (!account || account.closedAt !== null) return undefined;
    const denial = await denialInTrading(tx, userId);
    if (denial) return denial;
    await tx
      .update(tradingAccounts)
      .set({ closedAt: Math.max(clock.now(), account.openedAt) })
      .where(eq(tradingAccounts.userId, userId));
    await append(tx, auditKey, {
      ...entry(userId, actor, clock),
      action: 'account.closed',
      entityType: 'account',
    });
    return undefined;
  });
}

async function finish(
  { store, clock }: EraseDesk,
  userId: string,
  actor: 'person' | 'operator',
  newData: { rowsErased: number; rowsScrubbed: number },
): Promise<void> {
  await store.main.tx(async tx => {
    const finished = await tx
      .delete(jobRuns)
      .where(eq(jobRuns.job, jobOf(userId)))
      .returning({ job: jobRuns.job });
    if (finished.length > 0)
      await auditFromMain(tx, {
        ...entry(userId, actor, clock),
        action: 'person.erased',
        entityType: 'person',
        newData,
      });
  });
}

const entry = (userId: string, actor: 'person' | 'operator', clock: Clock) => ({
  userId,
  actor,
  entityId: userId,
  rationale: { code: 'erasure' } as const,
  at: clock.now(),
});

// An id has capital letters and digits only, a job small ones: each gives the other back.
const jobOf = (userId: string): string => JOB_PREFIX + userId.toLowerCase();

async function denialInMain(store: Store, userId: string): Promise<ErasureDenial | undefined> {
  const [person] = await store.main.read
    .select({ role: users.role })
    .from(users)
    .where(eq(users.userId, userId));
  if (!person) return { code: 'UNKNOWN_PERSON' };
  if (person.role !== 'owner') return undefined;
  const others = await store.main.read.$count(users, and(eq(users.role, 'owner'), ne(users.userId, userId)));
  return others === 0 ? { code: 'LAST_OWNER' } : undefined;
}

async function denialInTrading(
  read: Pick<Store['trading']['read'], 'select'>,
  userId: string,
): Promise<ErasureDenial | undefined> {
  const [orders] = await read
    .select({ live: count() })
    .from(tradingOrders)
    .where(and(eq(tradingOrders.userId, userId), inArray(tradingOrders.status, LIVE)));
  if (orders && orders.live > 0) return { code: 'LIVE_ORDERS', orders: orders.live };
  const [gtts] = await read
    .select({ live: count() })
    .from(gttOrders)
    .where(and(eq(gttOrders.userId, userId), inArray(gttOrders.status, LIVE_GTTS)));
  if (gtts && gtts.live > 0) return { code: 'LIVE_GTTS', gtts: gtts.live };
  const [deployments] = await read
    .select({ running: count() })
    .from(strategyDeployments)
    .where(and(eq(strategyDeployments.userId, userId), inArray(strategyDeployments.status, RUNNING)));
  if (!deployments || deployments.running === 0) return undefined;
  return { code: 'RUNNING_DEPLOYMENTS', deployments: deployments.running };
}
