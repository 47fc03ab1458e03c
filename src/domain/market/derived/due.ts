import { and, eq, isNull } from 'drizzle-orm';
import { jobRuns } from '../../../db/schema/main/index.js';
import type { MainTx } from '../../../db/store.js';
import type { Row } from '../rows.js';
import type { MarketReader } from '../stored-series.js';

const JOB = 'market_figures';

/** What the market's figures are computed from. */
const COMPUTED_FROM: ReadonlySet<Row['kind']> = new Set([
  'bar',
  'constituent',
  'exchange_day',
  'corporate_action',
  'symbol_change',
  'event',
]);

/**
 * Notes in the transaction of an import that the figures must be computed anew: a process that is killed before it did so
 * leaves the note behind, and the next import does it.
 */
export async function noteFiguresDue(
  tx: MainTx,
  changed: ReadonlySet<Row['kind']>,
  at: number,
): Promise<void> {
  if (![...changed].some(kind => COMPUTED_FROM.has(kind))) return;
  const due = { startedAt: at, finishedAt: null, error: null };
  await tx
    .insert(jobRuns)
    .values({ job: JOB, ...due })
    .onConflictDoUpdate({ target: jobRuns.job, set: due });
}

const dueRow = and(eq(jobRuns.job, JOB), isNull(jobRuns.finishedAt));

export async function figuresAreDue(read: MarketReader): Promise<boolean> {
  const rows = await read.select({ job: jobRuns.job }).from(jobRuns).where(dueRow);
  return rows.length > 0;
}

/** Notes that they are computed; nothing is written where they were not due. */
export async function noteFiguresComputed(tx: MainTx, at: number): Promise<void> {
  const [due] = await tx.select({ startedAt: jobRuns.startedAt }).from(jobRuns).where(dueRow);
  // A clock that was set back must not end a run before its start.
  if (due)
    await tx
      .update(jobRuns)
      .set({ finishedAt: Math.max(at, due.startedAt) })
      .where(dueRow);
}
