import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { chatIdentities, invitations, users } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import type { Clock } from '../ports.js';
import { PEOPLE_LIMITS } from './limits.js';
import { LOCAL } from './local.js';
import {
  type Acting,
  done,
  identityOf,
  type KnownPerson,
  type PeopleAnswer,
  type Platform,
  refuse,
  type Role,
  roleOf,
  wishOf,
} from './person.js';

export interface RolesDesk {
  store: Store;
  clock: Clock;
}

/** Changes what a person may do. Only an owner may, and one owner always stays; so does the person at this machine. */
export async function changeRole(
  { store, clock }: RolesDesk,
  owner: Acting,
  userId: string,
  role: Role,
): Promise<
  PeopleAnswer<
    { userId: string; from: Role; to: Role },
    'NOT_OWNER' | 'UNKNOWN_PERSON' | 'LAST_OWNER' | 'THIS_MACHINE'
  >
> {
  return await store.main.tx(async tx => {
    if ((await roleOf(tx, owner.userId)) !== 'owner')
      return refuse('NOT_OWNER', 'Only an owner of this service changes roles: ask one.');
    const from = await roleOf(tx, userId);
    if (from === undefined) return refuse('UNKNOWN_PERSON', `There is no person ${userId} here.`);
    if (from === role) return done({ userId, from, to: role });
    if (from === 'owner') {
      const others = await tx.$count(users, and(eq(users.role, 'owner'), ne(users.userId, userId)));
      if (others === 0)
        return refuse('LAST_OWNER', `${userId} is the last owner: make somebody else an owner first.`);
      if ((await identityOf(tx, LOCAL))?.userId === userId)
        return refuse('THIS_MACHINE', `${userId} is the person at this machine, who always is an owner.`);
    }
    const now = clock.now();
    await tx
      .update(users)
      .set({ role, updatedAt: sql`max(${users.createdAt}, ${now})` })
      .where(eq(users.userId, userId));
    await auditFromMain(tx, {
      ...owner,
      action: 'person.role_changed',
      entityType: 'users',
      entityId: userId,
      oldData: { role: from },
      newData: { role },
      rationale: wishOf(owner, 'people.role'),
      at: now,
    });
    return done({ userId, from, to: role });
  });
}

export interface ListedPerson {
  userId: string;
  userName: string;
  role: Role;
  createdAt: number;
  platforms: Platform[];
}

/** An invitation that nobody has used yet. Its code is not known any more. */
export interface OpenInvitation {
  userName: string;
  role: Role;
  invitedBy: string;
  expiresAt: number;
}

/** Everybody, and who is invited, oldest first, at most 1,000 of each. Only for an owner. */
export async function peopleOf(
  { store, clock }: RolesDesk,
  owner: Acting,
): Promise<PeopleAnswer<{ people: ListedPerson[]; invited: OpenInvitation[] }, 'NOT_OWNER'>> {
  const { read } = store.main;
  if ((await roleOf(read, owner.userId)) !== 'owner')
    return refuse('NOT_OWNER', 'Only an owner of this service sees who else is here.');
  const rows = await read.select().from(users).orderBy(asc(users.id)).limit(PEOPLE_LIMITS.peopleListedMax);
  const ids = rows.map(({ userId }) => userId);
  const identities = await read.select().from(chatIdentities).where(inArray(chatIdentities.userId, ids));
  const people = rows.map(({ userId, userName, role, createdAt }) => ({
    userId,
    userName,
    role,
    createdAt,
    platforms: identities.filter(each => each.userId === userId).map(({ platform }) => platform),
  }));
  const now = clock.now();
  const owners = people.filter(({ role }) => role === 'owner').map(({ userId }) => userId);
  const invited = await read
    .select({
      userName: invitations.userName,
      role: invitations.role,
      invitedBy: invitations.invitedBy,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        inArray(invitations.invitedBy, owners),
        gt(invitations.createdAt, now - PEOPLE_LIMITS.invitationMs),
        isNull(invitations.usedBy),
      ),
    )
    .orderBy(asc(invitations.createdAt))
    .limit(PEOPLE_LIMITS.peopleListedMax);
  return done({ people, invited });
}

/** The person who writes from there, or undefined: they have not joined. */
export async function whoIs(
  { store }: Pick<RolesDesk, 'store'>,
  platform: Platform,
  platformUserId: string,
): Promise<KnownPerson | undefined> {
  return await identityOf(store.main.read, { platform, platformUserId });
}
