import { and, eq, sql } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { riskAssessmentHistory, userInvestmentProfiles } from '../../db/schema/main/index.js';
import { type MainTx, prepared, type Store } from '../../db/store.js';
import type { Clock, TradingMarket } from '../ports.js';
import { askForLimits } from './adopt-limits.js';
import {
  type Acting,
  done,
  type PeopleAnswer,
  type PeopleRefusal,
  refuse,
  roleOf,
  wishOf,
} from './person.js';
import {
  compareTolerance,
  completenessOf,
  EMPTY_PROFILE,
  FIELD_WORDS,
  type Profile,
  profileChange,
  type ProfileChange,
} from './profile-fields.js';

export interface ProfileDesk {
  store: Store;
  clock: Clock;
  /** The market that a person trades on: its sectors are the ones that can be preferred. */
  market(userId: string): Promise<Pick<TradingMarket, 'data'>>;
}

type Readable = Pick<Store['main']['read'], 'select'>;

export interface StoredProfile extends Profile {
  /** 0 to 100, by `COMPLETENESS_WEIGHTS`. */
  profileCompletenessScore: number;
}

const stored = prepared((read: Readable) =>
  read
    .select()
    .from(userInvestmentProfiles)
    .where(eq(userInvestmentProfiles.userId, sql.placeholder('userId')))
    .prepare(),
);

/** A person's profile; an empty one where nothing is stored. */
export async function profileOf(read: Readable, userId: string): Promise<StoredProfile> {
  const row = await Promise.resolve(stored(read).get({ userId }));
  if (!row) return { ...EMPTY_PROFILE, profileCompletenessScore: 0 };
  const { userId: _, createdAt: _created, updatedAt: _updated, ...profile } = row;
  return profile;
}

const wordsOf = (field: PropertyKey | undefined): string =>
  FIELD_WORDS[field as keyof Profile] ?? field?.toString() ?? 'it';

export type ProfileRefusal = 'NO_PERSON' | 'BAD_VALUE' | 'UNKNOWN_SECTOR' | 'NEEDS_CARD' | 'ABOVE_ASSESSMENT';

/**
 * Changes what a profile says. It never loosens anything: automatic trading can only be switched off here, and the risk
 * tolerance can only be set to what the current assessment found, or below it. No limit of orders reads the wishes.
 */
export async function setProfile(
  desk: ProfileDesk,
  acting: Acting,
  asked: unknown,
): Promise<PeopleAnswer<StoredProfile, ProfileRefusal>> {
  const parsed = profileChange.safeParse(asked);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${wordsOf(path[0])} ${message}`);
    return refuse('BAD_VALUE', `The profile cannot take this: ${wrong.join('; ')}.`);
  }
  if (parsed.data.autoTradingEnabled === true)
    return refuse(
      'NEEDS_CARD',
      'Automatic trading is not switched on with the profile: it needs a card that you confirm. Switching it off is possible here.',
    );
  const sectors = await knownSectors(desk, acting.userId, parsed.data.preferredSectors);
  if ('refusal' in sectors) return { ok: false, refusal: sectors.refusal };
  const change = { ...parsed.data, ...sectors };
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, acting.userId)) === undefined)
      return refuse('NO_PERSON', 'There is no such person.');
    const denied = await aboveAssessment(tx, acting.userId, change);
    if (denied) return denied;
    return done(await writeProfile(tx, acting, change, desk.clock.now(), 'profile.set'));
  });
}

/** Changes the stored profile in the transaction that decided it; the trail is told, and the limits where it is the tolerance. */
export async function writeProfile(
  tx: MainTx,
  acting: Acting,
  change: ProfileChange,
  now: number,
  command: string,
): Promise<StoredProfile> {
  const { profileCompletenessScore: _, ...before } = await profileOf(tx, acting.userId);
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const profile: Profile = { ...before, ...Object.fromEntries(given) };
  const stored = { ...profile, profileCompletenessScore: completenessOf(profile) };
  const [row] = await tx
    .select({ createdAt: userInvestmentProfiles.createdAt })
    .from(userInvestmentProfiles)
    .where(eq(userInvestmentProfiles.userId, acting.userId));
  const updatedAt = Math.max(now, row?.createdAt ?? now);
  await tx
    .insert(userInvestmentProfiles)
    .values({ userId: acting.userId, ...stored, createdAt: now, updatedAt })
    .onConflictDoUpdate({ target: userInvestmentProfiles.userId, set: { ...stored, updatedAt } });
  if (change.riskTolerance) await askForLimits(tx, acting.userId, change.riskTolerance, now);
  await auditFromMain(tx, {
    ...acting,
    action: 'profile.changed',
    entityType: 'profile',
    entityId: acting.userId,
    oldData: { ...before },
    newData: { ...profile },
    rationale: wishOf(acting, command),
    at: now,
  });
  return stored;
}

/** The sectors in the market's own spelling. */
async function knownSectors(
  desk: ProfileDesk,
  userId: string,
  asked: readonly string[] | undefined,
): Promise<{ preferredSectors?: string[] } | { refusal: PeopleRefusal<'UNKNOWN_SECTOR'> }> {
  if (asked === undefined) return {};
  const symbols = await (await desk.market(userId)).data.symbols();
  const known = [...new Set(symbols.flatMap(({ sector }) => (sector === null ? [] : [sector])))].sort();
  const found = asked.map(name => known.find(each => each.toLowerCase() === name.toLowerCase()));
  const unknown = asked.filter((_, place) => found[place] === undefined);
  if (unknown.length === 0)
    return { preferredSectors: [...new Set(found.flatMap(name => (name === undefined ? [] : [name])))] };
  const message = `The market has no sector ${unknown.map(name => JSON.stringify(name)).join(', ')}. It has: ${known.join('; ')}.`;
  return { refusal: { code: 'UNKNOWN_SECTOR', message } };
}

async function aboveAssessment(tx: MainTx, userId: string, { riskTolerance }: ProfileChange) {
  if (riskTolerance === undefined) return undefined;
  const assessed = await currentTolerance(tx, userId);
  if (assessed && compareTolerance(riskTolerance, assessed) <= 0) return undefined;
  const found = assessed
    ? `Your assessment found ${assessed}: the profile may say that or less.`
    : 'There is no assessment yet.';
  return refuse('ABOVE_ASSESSMENT', `${found} To be taken for ${riskTolerance}, answer the questionnaire.`);
}

async function currentTolerance(read: Readable, userId: string): Promise<Profile['riskTolerance']> {
  const [row] = await read
    .select({ riskTolerance: riskAssessmentHistory.riskTolerance })
    .from(riskAssessmentHistory)
    .where(and(eq(riskAssessmentHistory.userId, userId), eq(riskAssessmentHistory.isCurrent, true)));
  return row?.riskTolerance ?? null;
}
