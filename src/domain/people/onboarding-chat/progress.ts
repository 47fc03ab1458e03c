import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { onboardingProgress } from '../../../db/schema/main/index.js';
import { prepared, type Store } from '../../../db/store.js';
import { CHAT_STEPS, CONSENT_VERSION } from './questions.js';

const step = z.enum(CHAT_STEPS);

/** How far somebody is. Answers about risk are kept here until all are given. */
const stored = z.object({
  openStep: step.nullable().catch(null),
  skippedSteps: z.array(step).catch([]),
  answers: z
    .object({
      risk: z.record(z.string(), z.enum(['a', 'b', 'c', 'd'])).catch({}),
      mode: z.literal('practice').optional(),
      isComplete: z.boolean().catch(false),
    })
    .catch({ risk: {}, isComplete: false }),
});

export type Progress = z.output<typeof stored> & { hasAgreed: boolean; updatedAt: number };

const row = prepared((read: Store['main']['read']) =>
  read
    .select()
    .from(onboardingProgress)
    .where(eq(onboardingProgress.userId, sql.placeholder('userId')))
    .prepare(),
);

/** Undefined before the first contact. An agreement to earlier words is none to these. */
export async function progressOf(
  { main }: Pick<Store, 'main'>,
  userId: string,
): Promise<Progress | undefined> {
  const found = await Promise.resolve(row(main.read).get({ userId }));
  if (!found) return undefined;
  return {
    ...stored.parse(found),
    hasAgreed: found.consentVersion === CONSENT_VERSION,
    updatedAt: found.updatedAt,
  };
}

export const NEW_PROGRESS: Progress = {
  openStep: null,
  skippedSteps: [],
  answers: { risk: {}, isComplete: false },
  hasAgreed: false,
  updatedAt: 0,
};

/** Keeps what changed. The instant of an agreement stays the first one of its version. */
export async function saveProgress(
  { main }: Pick<Store, 'main'>,
  userId: string,
  progress: Progress,
  now: number,
): Promise<void> {
  const { openStep, skippedSteps, answers, hasAgreed } = progress;
  await main.tx(async tx => {
    const [before] = await tx
      .select({ version: onboardingProgress.consentVersion, at: onboardingProgress.consentAt })
      .from(onboardingProgress)
      .where(eq(onboardingProgress.userId, userId));
    const consentVersion = hasAgreed ? CONSENT_VERSION : (before?.version ?? null);
    const isNew = before?.version !== consentVersion;
    const consentAt = consentVersion === null ? null : isNew ? now : (before?.at ?? now);
    const set = { consentVersion, consentAt, openStep, skippedSteps, answers, updatedAt: now };
    await tx
      .insert(onboardingProgress)
      .values({ userId, ...set })
      .onConflictDoUpdate({ target: onboardingProgress.userId, set });
  });
}
