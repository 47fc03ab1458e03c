import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { auditFromMain } from '../../db/audit/trail.js';
import { aiUserPreferences, type Provider } from '../../db/schema/main/index.js';
import { PROVIDERS } from '../../db/schema/values.js';
import { prepared, type Store } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from './person.js';

/** Which provider a person wants to be answered by. */
export interface ProviderPreferences {
  preferred: Provider | null;
  /** Each provider once at most; those not in it come after, in the order of the configuration. */
  priorities: readonly Provider[];
}

type Readable = Pick<Store['main']['read'], 'select'>;

const stored = prepared((read: Readable) =>
  read
    .select({
      preferred: aiUserPreferences.preferredProvider,
      priorities: aiUserPreferences.providerPriorities,
    })
    .from(aiUserPreferences)
    .where(eq(aiUserPreferences.userId, sql.placeholder('userId')))
    .prepare(),
);

/** A person's preferences; none where nothing was set. */
export async function preferencesOf(read: Readable, userId: string): Promise<ProviderPreferences> {
  const row = await Promise.resolve(stored(read).get({ userId }));
  return row ?? { preferred: null, priorities: [] };
}

const change = z.strictObject({
  preferred: z.enum(PROVIDERS).nullable().optional(),
  priorities: z
    .array(z.enum(PROVIDERS))
    .max(PROVIDERS.length)
    .refine(list => new Set(list).size === list.length)
    .optional(),
});
export type PreferencesChange = z.input<typeof change>;

/** Sets the preferred provider, the priorities, or both. It changes who is asked, never what may be spent. */
export async function setPreferences(
  desk: { store: Store; clock: Clock },
  acting: Acting,
  asked: PreferencesChange,
): Promise<PeopleAnswer<ProviderPreferences, 'NO_PERSON' | 'BAD_VALUE'>> {
  const parsed = change.safeParse(asked);
  if (!parsed.success)
    return refuse(
      'BAD_VALUE',
      `That is no provider here. Allowed: ${PROVIDERS.join(', ')}, each once at most.`,
    );
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, acting.userId)) === undefined)
      return refuse('NO_PERSON', 'There is no such person.');
    const before = await preferencesOf(tx, acting.userId);
    const { preferred = before.preferred, priorities = before.priorities } = parsed.data;
    const now = desk.clock.now();
    const row = { preferredProvider: preferred, providerPriorities: [...priorities], updatedAt: now };
    await tx
      .insert(aiUserPreferences)
      .values({ userId: acting.userId, costLimits: {}, ...row })
      .onConflictDoUpdate({ target: aiUserPreferences.userId, set: row });
    await auditFromMain(tx, {
      ...acting,
      action: 'ai_preferences.set',
      entityType: 'ai_preferences',
      entityId: acting.userId,
      oldData: { ...before },
      newData: { preferred, priorities },
      rationale: wishOf(acting, 'ai_preferences.set'),
      at: now,
    });
    return done({ preferred, priorities });
  });
}
