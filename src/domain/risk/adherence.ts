import { eq, sql } from 'drizzle-orm';
import { ruleAdherence } from '../../db/schema/trading/index.js';
import type { TradingTx } from '../../db/store.js';
import type { OrderCheck } from './facts.js';
import type { TradingReader } from './limits.js';

/**
 * Counts every order a person wanted once: where its fate is decided. A confirmation counts each limit that applied, as
 * kept or broken; a proposal that is denied comes to no confirmation, and counts what it broke. Mistakes of form (a
 * price off the tick, a closed market) are no question of discipline and are not counted.
 */
export async function countAdherence(
  tx: TradingTx,
  { account, stage, nowMs }: OrderCheck,
  { kept, broken }: { readonly kept: readonly string[]; readonly broken: readonly string[] },
): Promise<void> {
  const counts = [
    ...(stage === 'confirmation' ? kept.map(rule => ({ rule, kept: 1, broken: 0 })) : []),
    ...broken.map(rule => ({ rule, kept: 0, broken: 1 })),
  ];
  if (counts.length === 0) return;
  await tx
    .insert(ruleAdherence)
    .values(
      counts.map(({ rule, kept: good, broken: bad }) => ({
        userId: account.userId,
        rule,
        kept: good,
        broken: bad,
        updatedAt: nowMs,
      })),
    )
    .onConflictDoUpdate({
      target: [ruleAdherence.userId, ruleAdherence.rule],
      set: {
        kept: sql`${ruleAdherence.kept} + excluded.kept`,
        broken: sql`${ruleAdherence.broken} + excluded.broken`,
        updatedAt: sql`max(${ruleAdherence.updatedAt}, excluded.updated_at)`,
      },
    });
}

export interface Adherence {
  readonly rules: readonly { readonly rule: string; readonly kept: number; readonly broken: number }[];
  readonly kept: number;
  readonly broken: number;
  /** Kept of all, in basis points; null before the first decision. */
  readonly keptBps: number | null;
}

/** How often a person kept and broke each limit, the most often broken first. */
export async function adherenceOf(read: TradingReader | TradingTx, userId: string): Promise<Adherence> {
  const rows = await read
    .select({ rule: ruleAdherence.rule, kept: ruleAdherence.kept, broken: ruleAdherence.broken })
    .from(ruleAdherence)
    .where(eq(ruleAdherence.userId, userId));
  const rules = rows.toSorted((a, b) => b.broken - a.broken || a.rule.localeCompare(b.rule));
  const kept = rules.reduce((total, rule) => total + rule.kept, 0);
  const broken = rules.reduce((total, rule) => total + rule.broken, 0);
  return {
    rules,
    kept,
    broken,
    keptBps: kept + broken > 0 ? Math.round((kept / (kept + broken)) * 10_000) : null,
  };
}
