import { and, desc, eq, sql } from 'drizzle-orm';
import type { Rationale } from '../../db/audit/entry.js';
import { append } from '../../db/audit/trail.js';
import { appendEvent } from '../../db/events.js';
import { riskLimitChanges } from '../../db/schema/trading/index.js';
import type { ACTORS } from '../../db/schema/values.js';
import type { TradingTx } from '../../db/store.js';
import type { Desk } from '../ports.js';
import type { LimitName, TradingReader } from './limits.js';

const LISTED_MAX = 200;

export type LimitChange = typeof riskLimitChanges.$inferSelect;

/** The newest changes of a person's limits, those that wait among them. */
export async function limitChangesOf(
  read: TradingReader | TradingTx,
  userId: string,
): Promise<LimitChange[]> {
  return await read
    .select()
    .from(riskLimitChanges)
    .where(eq(riskLimitChanges.userId, userId))
    .orderBy(desc(riskLimitChanges.requestedAt), desc(riskLimitChanges.id))
    .limit(LISTED_MAX);
}

/** The loosening of a limit that waits, if one does: there is never more than one. */
export async function waitingOf(
  read: TradingReader | TradingTx,
  userId: string,
  name: LimitName,
): Promise<LimitChange | undefined> {
  const [change] = await read
    .select()
    .from(riskLimitChanges)
    .where(
      and(
        sql`${riskLimitChanges.state} = 'waiting'`,
        eq(riskLimitChanges.userId, userId),
        eq(riskLimitChanges.name, name),
      ),
    );
  return change;
}

export async function ownChange(tx: TradingTx, userId: string, id: string): Promise<LimitChange | undefined> {
  const [change] = await tx
    .select()
    .from(riskLimitChanges)
    .where(and(eq(riskLimitChanges.id, id), eq(riskLimitChanges.userId, userId)));
  return change;
}

export async function insertChange(tx: TradingTx, row: LimitChange): Promise<LimitChange> {
  const [change] = await tx.insert(riskLimitChanges).values(row).returning();
  if (!change) throw new Error('the change of a limit was not stored');
  return change;
}

export async function decide(
  tx: TradingTx,
  id: string,
  state: LimitChange['state'],
  at: number,
): Promise<LimitChange> {
  const [change] = await tx
    .update(riskLimitChanges)
    .set({ state, decidedAt: sql`max(${at}, ${riskLimitChanges.requestedAt})` })
    .where(eq(riskLimitChanges.id, id))
    .returning();
  if (!change) throw new Error(`the change ${id} is gone`);
  return change;
}

interface Note {
  change: LimitChange;
  what: 'tightened' | 'undone' | 'cancelled' | 'loosened';
  actor: (typeof ACTORS)[number];
  because: Rationale;
}

/** Audit and event of a change, in its transaction. */
export async function note(
  tx: TradingTx,
  desk: Pick<Desk, 'clock' | 'auditKey'>,
  { change, what, actor, because }: Note,
): Promise<void> {
  const { id, userId, name: limit, oldValue, newValue, effectiveAt } = change;
  const at = desk.clock.now();
  await append(tx, desk.auditKey, {
    userId,
    actor,
    action: `risk_limit.${what}`,
    entityType: 'risk_limit_changes',
    entityId: id,
    oldData: { limit, value: oldValue },
    newData: { limit, value: newValue, effectiveAt },
    rationale: because,
    at,
  });
  await appendEvent(tx, {
    userId,
    type: `risk_limit.${what}`,
    data: { limit, oldValue, newValue, effectiveAt },
    relatedId: id,
    severity: what === 'loosened' ? 'warning' : 'info',
    at,
  });
}
