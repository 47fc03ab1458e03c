import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { auditFromMain } from '../../db/audit/trail.js';
import { practiceMarkets } from '../../db/schema/main/index.js';
import type { MainTx, Store } from '../../db/store.js';
import type { MainReader } from '../../db/market/stored-history.js';

export const PRACTICE_LIMITS = { replaysMax: 1_000 } as const;

const practiceState = z.strictObject({
  /** Trading date of the first session: of the simulated market's running one, or where a replay began. */
  startDate: z.iso.date(),
  /** The seed of the simulated market's prices; a replay has none. */
  seed: z.int().nonnegative().nullable(),
  clock: z.strictObject({
    anchorWallMs: z.int(),
    anchorMarketMs: z.int(),
    shownUntilMs: z.int(),
    speed: z.number().nonnegative(),
  }),
});

/** A practice market between two starts of the service. Instants in UTC milliseconds; see the market clock for `clock`. */
export type PracticeState = z.infer<typeof practiceState>;

/** Whose market it is: nobody's is the simulated one that all share, a person's is their replay of history. */
export type Owner = string | null;

const ownedBy = (owner: Owner) =>
  owner === null
    ? and(eq(practiceMarkets.kind, 'simulated'), isNull(practiceMarkets.userId))
    : and(eq(practiceMarkets.kind, 'replay'), eq(practiceMarkets.userId, owner));

/** A stored market. A replay that is started anew is another one, with another id. */
export interface PracticeMarket {
  id: number;
  state: PracticeState;
}

/** The stored market of an owner, or undefined when there is none. Throws on a state that this version cannot read. */
export async function readPractice(read: MainReader, owner: Owner): Promise<PracticeMarket | undefined> {
  const [row] = await read.select().from(practiceMarkets).where(ownedBy(owner));
  return row && { id: row.id, state: practiceState.parse(row.state) };
}

/** Every replay that is under way, at most `PRACTICE_LIMITS.replaysMax`, oldest first. */
export async function readReplays(read: MainReader): Promise<(PracticeMarket & { userId: string })[]> {
  const rows = await read
    .select()
    .from(practiceMarkets)
    .where(eq(practiceMarkets.kind, 'replay'))
    .orderBy(asc(practiceMarkets.id))
    .limit(PRACTICE_LIMITS.replaysMax);
  return rows.flatMap(({ id, userId, state }) =>
    userId === null ? [] : [{ id, userId, state: practiceState.parse(state) }],
  );
}

const columnsOf = (state: PracticeState, wallMs: number) => ({
  state: { ...state },
  marketNow: state.clock.anchorMarketMs,
  updatedAt: wallMs,
});

/**
 * Stores a market's state. False when the market is not there any more: stopped, started anew, or its person erased.
 * A trigger of the table refuses a market time before the stored one, which is a fault.
 */
export async function savePractice(
  { main }: Store,
  { id, state }: PracticeMarket,
  wallMs: number,
): Promise<boolean> {
  const saved = await main.tx(
    async tx =>
      await tx
        .update(practiceMarkets)
        .set(columnsOf(state, wallMs))
        .where(eq(practiceMarkets.id, id))
        .returning({ id: practiceMarkets.id }),
  );
  return saved.length > 0;
}

/** Stores the first state of the simulated market. */
export async function beginSimulated(
  { main }: Store,
  state: PracticeState,
  wallMs: number,
): Promise<PracticeMarket> {
  return await main.tx(async tx => await insert(tx, null, state, wallMs));
}

/** Starts a person's replay in place of one they may have: another market with a time of its own, so it may begin earlier. */
export async function beginReplay(
  { main }: Store,
  userId: string,
  state: PracticeState,
  wallMs: number,
): Promise<PracticeMarket> {
  return await main.tx(async tx => {
    await tx.delete(practiceMarkets).where(ownedBy(userId));
    const market = await insert(tx, userId, state, wallMs);
    await auditFromMain(tx, {
      ...audited(userId, market.id, wallMs),
      action: 'replay.started',
      newData: { startDate: state.startDate, speed: state.clock.speed },
    });
    return market;
  });
}

/** Ends a person's replay. False when there was none. */
export async function endReplay({ main }: Store, userId: string, wallMs: number): Promise<boolean> {
  return await main.tx(async tx => {
    const [ended] = await tx.delete(practiceMarkets).where(ownedBy(userId)).returning();
    if (!ended) return false;
    await auditFromMain(tx, {
      ...audited(userId, ended.id, wallMs),
      action: 'replay.stopped',
      oldData: { marketNow: ended.marketNow },
    });
    return true;
  });
}

async function insert(
  tx: MainTx,
  owner: Owner,
  state: PracticeState,
  wallMs: number,
): Promise<PracticeMarket> {
  const [row] = await tx
    .insert(practiceMarkets)
    .values({ kind: owner === null ? 'simulated' : 'replay', userId: owner, ...columnsOf(state, wallMs) })
    .returning({ id: practiceMarkets.id });
  if (!row) throw new Error('a practice market was not stored');
  return { id: row.id, state };
}

const audited = (userId: string, id: number, at: number) => ({
  userId,
  actor: 'person' as const,
  entityType: 'practice_market',
  entityId: String(id),
  rationale: { code: 'own_request' as const, arguments: ['market.practise'] },
  at,
});
