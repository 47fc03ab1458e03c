import { and, desc, eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../db/events.js';
import { riskViolations } from '../../db/schema/trading/index.js';
import type { SEVERITIES } from '../../db/schema/values.js';
import type { TradingTx } from '../../db/store.js';
import type { Denial, DenialCode } from './denials.js';
import type { OrderCheck } from './facts.js';
import type { TradingReader } from './limits.js';

export const VIOLATION_LIMITS = { listedMax: 200, openMax: 100, descriptionMax: 1_000 } as const;

const cut = (text: string) => text.slice(0, VIOLATION_LIMITS.descriptionMax);

/** Writes down what was denied. A denial is over as soon as it is made: the order was not placed. */
export async function recordDenials(
  tx: TradingTx,
  { account, order, stage, nowMs }: OrderCheck,
  denials: readonly Denial[],
): Promise<void> {
  if (denials.length === 0) return;
  await tx.insert(riskViolations).values(
    denials.map(({ code, message }) => ({
      userId: account.userId,
      violationType: code,
      severity: 'warning' as const,
      description: cut(`${order.side} ${order.quantity} ${order.symbol}: ${message}`),
      actionTaken: stage === 'proposal' ? 'order denied at the proposal' : 'order denied at the confirmation',
      resolved: true,
      createdAt: nowMs,
      resolvedAt: nowMs,
    })),
  );
}

/** A limit that prices or fills carried a book past, without an order of the person's. */
export interface Breach {
  readonly code: DenialCode;
  readonly description: string;
  readonly severity: (typeof SEVERITIES)[number];
}

const NO_ENTRIES = 'new entries denied until it ends; exits stay open';

const openRows = async (tx: TradingTx, userId: string) =>
  await tx
    .select({
      id: riskViolations.id,
      code: riskViolations.violationType,
      createdAt: riskViolations.createdAt,
    })
    .from(riskViolations)
    .where(and(sql`${riskViolations.resolved} = 0`, eq(riskViolations.userId, userId)))
    .limit(VIOLATION_LIMITS.openMax);

/**
 * Makes the open violations of a person the breaches there are: opens one for each new breach, resolves those that have
 * ended, and leaves what goes on. Each opening and ending is an event for the person to be told.
 */
export async function settleBreaches(
  tx: TradingTx,
  person: { userId: string; at: number },
  breaches: readonly Breach[],
): Promise<{ opened: DenialCode[]; resolved: string[] }> {
  const { userId, at } = person;
  const open = await openRows(tx, userId);
  const opened = breaches.filter(({ code }) => !open.some(each => each.code === code));
  const ended = open.filter(({ code }) => !breaches.some(breach => breach.code === code));
  for (const { code, description, severity } of opened) {
    const [row] = await tx
      .insert(riskViolations)
      .values({
        userId,
        violationType: code,
        severity,
        description: cut(description),
        actionTaken: NO_ENTRIES,
        resolved: false,
        createdAt: at,
      })
      .returning({ id: riskViolations.id });
    const data = { violation: row?.id ?? null, code };
    await appendEvent(tx, { userId, type: 'risk.breached', data, relatedId: code, severity, at });
  }
  for (const { id, code, createdAt } of ended) {
    const resolvedAt = Math.max(at, createdAt);
    await tx.update(riskViolations).set({ resolved: true, resolvedAt }).where(eq(riskViolations.id, id));
    const data = { violation: id, code };
    await appendEvent(tx, { userId, type: 'risk.breach_ended', data, relatedId: code, severity: 'info', at });
  }
  return { opened: opened.map(({ code }) => code), resolved: ended.map(({ code }) => code) };
}

/** The newest denials and breaches of a person, at most `VIOLATION_LIMITS.listedMax`. */
export async function violationsOf(
  read: TradingReader | TradingTx,
  userId: string,
  count: number = VIOLATION_LIMITS.listedMax,
) {
  return await read
    .select()
    .from(riskViolations)
    .where(eq(riskViolations.userId, userId))
    .orderBy(desc(riskViolations.createdAt), desc(riskViolations.id))
    .limit(Math.min(Math.max(1, Math.trunc(count)), VIOLATION_LIMITS.listedMax));
}
