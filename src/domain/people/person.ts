import { and, eq, sql } from 'drizzle-orm';
import { chatIdentities, users } from '../../db/schema/main/index.js';
import type { PLATFORMS, ROLES } from '../../db/schema/values.js';
import { prepared, type Store } from '../../db/store.js';
import { PEOPLE_LIMITS } from './limits.js';

export type Role = (typeof ROLES)[number];
export type Platform = (typeof PLATFORMS)[number];

/** On whose behalf something is done: by themselves, or by an operator at the machine. It comes from the session, never from an argument. */
export interface Acting {
  userId: string;
  actor: 'person' | 'operator';
}

/** Why something was not done: `message` says what was wrong, what is allowed and what to do, in words for a person. */
export interface PeopleRefusal<C extends string> {
  code: C;
  message: string;
}

export type PeopleAnswer<T, C extends string> =
  | { ok: true; value: T }
  | { ok: false; refusal: PeopleRefusal<C> };

export const refuse = <C extends string>(
  code: C,
  message: string,
): { ok: false; refusal: PeopleRefusal<C> } => ({ ok: false, refusal: { code, message } });

export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

type Readable = Pick<Store['main']['read'], 'select'>;

const roleRow = prepared((read: Readable) =>
  read
    .select({ role: users.role })
    .from(users)
    .where(eq(users.userId, sql.placeholder('userId')))
    .prepare(),
);

/** The role of a person now, or undefined where there is none (any more). */
export async function roleOf(read: Readable, userId: string): Promise<Role | undefined> {
  return await Promise.resolve(roleRow(read).get({ userId })?.role);
}

export interface KnownPerson {
  userId: string;
  role: Role;
  userName: string;
}

const identityRow = prepared((read: Readable) =>
  read
    .select({ userId: users.userId, role: users.role, userName: users.userName })
    .from(chatIdentities)
    .innerJoin(users, eq(users.userId, chatIdentities.userId))
    .where(
      and(
        eq(chatIdentities.platform, sql.placeholder('platform')),
        eq(chatIdentities.platformUserId, sql.placeholder('platformUserId')),
      ),
    )
    .prepare(),
);

/** The person behind an identity of a platform, or undefined: they have not joined. */
export async function identityOf(
  read: Readable,
  identity: { platform: Platform; platformUserId: string },
): Promise<KnownPerson | undefined> {
  return await Promise.resolve(identityRow(read).get(identity));
}

/** A name as it is kept: NFC, without space around it. Undefined where it is empty, too long or holds control characters. */
export function cleanName(text: string): string | undefined {
  const name = text.normalize('NFC').trim();
  const length = Array.from(name).length;
  if (length < 1 || length > PEOPLE_LIMITS.nameMax || /\p{C}/u.test(name)) return undefined;
  return name;
}

export const NAME_RULE = `1 to ${PEOPLE_LIMITS.nameMax} characters without line breaks or invisible ones`;

/** The rationale of an audit entry: the person's own wish, or an operator's command; the argument is the command. */
export const wishOf = (acting: Acting, command: string) => ({
  code: acting.actor === 'operator' ? ('operator_command' as const) : ('own_request' as const),
  arguments: [command],
});
