import { eq, sql } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { aiUserPreferences } from '../../db/schema/main/index.js';
import { TRADING_STYLES } from '../../db/schema/values.js';
import { prepared, type Store } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from './person.js';

export type TradingStyle = (typeof TRADING_STYLES)[number];

type Readable = Pick<Store['main']['read'], 'select'>;

const stored = prepared((read: Readable) =>
  read
    .select({ style: aiUserPreferences.tradingStyle })
    .from(aiUserPreferences)
    .where(eq(aiUserPreferences.userId, sql.placeholder('userId')))
    .prepare(),
);

/** How a person trades; null where they have not said. It shapes what the assistant says, and no limit. */
export async function tradingStyleOf(read: Readable, userId: string): Promise<TradingStyle | null> {
  return (await Promise.resolve(stored(read).get({ userId })))?.style ?? null;
}

/** Sets how a person trades; null takes it back. */
export async function setTradingStyle(
  desk: { store: Store; clock: Clock },
  acting: Acting,
  style: TradingStyle | null,
): Promise<PeopleAnswer<TradingStyle | null, 'NO_PERSON' | 'BAD_VALUE'>> {
  if (style !== null && !TRADING_STYLES.includes(style))
    return refuse('BAD_VALUE', `The trading style must be one of ${TRADING_STYLES.join(', ')}.`);
  const { userId } = acting;
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, userId)) === undefined) return refuse('NO_PERSON', 'There is no such person.');
    const before = await tradingStyleOf(tx, userId);
    const now = desk.clock.now();
    const change = { tradingStyle: style, updatedAt: now };
    await tx
      .insert(aiUserPreferences)
      .values({ userId, providerPriorities: [], costLimits: {}, ...change })
      .onConflictDoUpdate({ target: aiUserPreferences.userId, set: change });
    await auditFromMain(tx, {
      ...acting,
      action: 'trading_style.set',
      entityType: 'ai_preferences',
      entityId: userId,
      oldData: { style: before },
      newData: { style },
      rationale: wishOf(acting, 'trading_style.set'),
      at: now,
    });
    return done(style);
  });
}
