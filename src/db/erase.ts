import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { auditable } from './audit/auditable.js';
import { rebuildFile } from './maintenance/rebuild.js';
import { strategyDeployments } from './schema/trading/index.js';
import type { Store, StoreFile } from './store.js';

export const ERASE_LIMITS = { rowsPerTx: 500, mergePages: 200, mergeStepsMax: 100_000 } as const;

/** What a person's rows are erased from, in batches and children first; the rest goes with the row in `users`. */
export const ERASED_TABLES = [
  'ai_chat_messages',
  'ai_chat_sessions',
  'ai_usage_tracking',
  'ai_reservations',
  'ai_trading_signals',
  'ai_strategies',
  'recommendation_performance',
  'enhanced_recommendations',
  'ai_analysis_results',
  'portfolio_snapshots',
  'risk_assessment_history',
  'investment_goals',
  'practice_markets',
] as const;

/** Rows of the trading file that stay, without the words the broker or we had for them. */
const WORDED_TABLES = ['trading_orders', 'order_changes', 'gtt_orders'] as const;

const ERASED = '[erased]';

/** Erases all that the main file holds of a person but the row in `users` itself. @returns rows erased */
export async function eraseChildren(store: Store, userId: string): Promise<number> {
  let erased = 0;
  for (const table of ERASED_TABLES) {
    const name = sql.identifier(table);
    erased += await inBatches(
      store.main,
      sql`DELETE FROM ${name} WHERE rowid IN
        (SELECT rowid FROM ${name} WHERE user_id = ${userId} LIMIT ${ERASE_LIMITS.rowsPerTx})`,
    );
  }
  erased += await inBatches(store.main, sql`DELETE FROM ai_spend_totals WHERE scope = ${userId}`);
  return erased + (await eraseMessages(store.main, userId));
}

/** Takes free text off what stays in the trading file under the person's anonymous id. @returns rows changed */
export async function scrubTrading(store: Store, userId: string): Promise<number> {
  const limit = ERASE_LIMITS.rowsPerTx;
  const cards = await inBatches(
    store.trading,
    sql`DELETE FROM pending_actions WHERE rowid IN (SELECT rowid FROM pending_actions WHERE user_id = ${userId} LIMIT ${limit})`,
  );
  const violations = await inBatches(
    store.trading,
    sql`UPDATE risk_violations SET description = ${ERASED}, action_taken = ${ERASED} WHERE id IN
      (SELECT id FROM risk_violations WHERE user_id = ${userId} AND (description <> ${ERASED} OR action_taken <> ${ERASED}) LIMIT ${limit})`,
  );
  let words = 0;
  for (const table of WORDED_TABLES) {
    const name = sql.identifier(table);
    words += await inBatches(
      store.trading,
      sql`UPDATE ${name} SET message = NULL WHERE id IN
        (SELECT id FROM ${name} WHERE user_id = ${userId} AND message IS NOT NULL LIMIT ${limit})`,
    );
  }
  const messages = await eraseMessages(store.trading, userId);
  return cards + violations + words + messages + (await scrubDeployments(store, userId));
}

/**
 * Takes the last traces of deleted rows off the disk: the search index (`secure-delete`) is merged, and
 * both files are rebuilt, since SQLite leaves old bytes in free pages and in the gaps of others (`secure_delete` clears
 * the first and not the second). Transactions wait meanwhile, one file at a time.
 * @returns false while another process reads from before the deletion: then it is to be called again later
 */
export async function purgeTraces(store: Store): Promise<boolean> {
  for (let step = 0; step < ERASE_LIMITS.mergeStepsMax; step += 1) {
    const changed = await store.main.tx(tx => {
      const before = totalChanges(tx);
      tx.run(
        sql`INSERT INTO ai_chat_messages_fts (ai_chat_messages_fts, rank) VALUES ('merge', ${-ERASE_LIMITS.mergePages})`,
      );
      return Promise.resolve(totalChanges(tx) - before);
    });
    // A merge that had nothing to do counts as one change.
    if (changed < 2) break;
  }
  const main = await store.main.hold(() => rebuildFile(store.main.path));
  const trading = await store.trading.hold(() => rebuildFile(store.trading.path));
  return main && trading;
}

function totalChanges(tx: { get(query: ReturnType<typeof sql>): unknown }): number {
  return (tx.get(sql`SELECT total_changes() AS changes`) as { changes: number }).changes;
}

async function inBatches<S extends Record<string, unknown>>(
  file: StoreFile<S>,
  statement: ReturnType<typeof sql>,
): Promise<number> {
  let changed = 0;
  for (;;) {
    const { changes } = await file.tx(tx => Promise.resolve(tx.run(statement)));
    if (changes === 0) return changed;
    changed += changes;
  }
}

/** Messages about the person that still wait for the other file; entries of the audit trail hold no text, and go on. */
async function eraseMessages<S extends Record<string, unknown>>(
  file: StoreFile<S>,
  userId: string,
): Promise<number> {
  return await inBatches(
    file,
    sql`DELETE FROM outbox WHERE topic <> 'audit' AND json_extract(payload, '$.userId') = ${userId}`,
  );
}

async function scrubDeployments(store: Store, userId: string): Promise<number> {
  let after = '';
  for (let scrubbed = 0; ; ) {
    const deployments = await store.trading.tx(async tx => {
      const rows = await tx
        .select()
        .from(strategyDeployments)
        .where(and(eq(strategyDeployments.userId, userId), gt(strategyDeployments.id, after)))
        .orderBy(asc(strategyDeployments.id))
        .limit(ERASE_LIMITS.rowsPerTx);
      for (const { id, configuration, riskParameters, performanceMetrics } of rows)
        await tx
          .update(strategyDeployments)
          .set({
            configuration: auditable(configuration),
            riskParameters: auditable(riskParameters),
            performanceMetrics: performanceMetrics && auditable(performanceMetrics),
          })
          .where(eq(strategyDeployments.id, id));
      return rows;
    });
    const last = deployments.at(-1);
    if (!last) return scrubbed;
    scrubbed += deployments.length;
    after = last.id;
  }
}
