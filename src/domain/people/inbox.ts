import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { seenEvents } from '../../db/schema/main/index.js';
import { type MainTx, prepared, type Store } from '../../db/store.js';
import type { Platform } from './person.js';

const DAY_MS = 86_400_000;

/** The bounds of the memory of what the platforms have sent. */
export const INBOX_LIMITS = {
  /** Platforms repeat for a day at most (Telegram keeps updates for 24 hours); twice that is remembered. */
  rememberedMs: 2 * DAY_MS,
  purgedPerRun: 1_000,
  idLettersMax: 128,
} as const;

const insertSeen = prepared((tx: MainTx) =>
  tx
    .insert(seenEvents)
    .values({
      platform: sql.placeholder('platform'),
      eventId: sql.placeholder('eventId'),
      seenAt: sql.placeholder('nowMs'),
    })
    .onConflictDoNothing()
    .returning({ eventId: seenEvents.eventId })
    .prepare(),
);

/**
 * Takes an event of a platform in. In the transaction of what it causes, where that is of the main file: then a kill
 * neither loses nor repeats it.
 * @returns whether it is the first time: an event that comes twice is handled once
 * @throws RangeError on an id that no platform has
 */
export async function takeIn(
  tx: MainTx,
  platform: Platform,
  eventId: string,
  nowMs: number,
): Promise<boolean> {
  if (eventId.length < 1 || eventId.length > INBOX_LIMITS.idLettersMax)
    throw new RangeError(`an event id of ${eventId.length} letters: 1 to ${INBOX_LIMITS.idLettersMax}`);
  return (await Promise.resolve(insertSeen(tx).get({ platform, eventId, nowMs }))) !== undefined;
}

/** For the upkeep: forgets events that no platform repeats any more. @returns how many, at most `purgedPerRun` */
export async function purgeSeen({ main }: Pick<Store, 'main'>, nowMs: number): Promise<number> {
  const before = nowMs - INBOX_LIMITS.rememberedMs;
  return await main.tx(async tx => {
    const old = await tx
      .select({ platform: seenEvents.platform, eventId: seenEvents.eventId })
      .from(seenEvents)
      .where(lt(seenEvents.seenAt, before))
      .orderBy(asc(seenEvents.seenAt))
      .limit(INBOX_LIMITS.purgedPerRun);
    for (const { platform, eventId } of old)
      await tx
        .delete(seenEvents)
        .where(and(eq(seenEvents.platform, platform), eq(seenEvents.eventId, eventId)));
    return old.length;
  });
}
