import { and, eq, gt, isNull } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { invitations } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import type { Clock } from '../ports.js';
import { hashOfCode, invitationId, newCode, type RandomBytes } from './codes.js';
import { PEOPLE_LIMITS } from './limits.js';
import {
  type Acting,
  cleanName,
  done,
  NAME_RULE,
  type PeopleAnswer,
  refuse,
  roleOf,
  wishOf,
} from './person.js';

export interface InviteDesk {
  store: Store;
  clock: Clock;
  randomBytes: RandomBytes;
}

export const INVITED_ROLES = ['trader', 'viewer'] as const;

/** `code` is shown once and kept nowhere. `expiresAt` in UTC milliseconds. */
export interface Invitation {
  code: string;
  name: string;
  role: (typeof INVITED_ROLES)[number];
  expiresAt: number;
}

/** Makes a code that lets one more person in, once, for seven days. Only an owner may; nobody is invited as an owner. */
export async function invite(
  desk: InviteDesk,
  inviter: Acting,
  asked: { name: string; role: (typeof INVITED_ROLES)[number] },
): Promise<PeopleAnswer<Invitation, 'NOT_OWNER' | 'BAD_NAME' | 'TOO_MANY'>> {
  const name = cleanName(asked.name);
  if (name === undefined) return refuse('BAD_NAME', `That is no name. Allowed: ${NAME_RULE}.`);
  const { role } = asked;
  const now = desk.clock.now();
  const expiresAt = now + PEOPLE_LIMITS.invitationMs;
  const code = newCode(desk.randomBytes);
  const codeHash = hashOfCode(code);
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, inviter.userId)) !== 'owner')
      return refuse('NOT_OWNER', 'Only an owner of this service invites people: ask one.');
    const open = await tx.$count(
      invitations,
      and(
        eq(invitations.invitedBy, inviter.userId),
        gt(invitations.createdAt, now - PEOPLE_LIMITS.invitationMs),
        isNull(invitations.usedBy),
      ),
    );
    if (open >= PEOPLE_LIMITS.openInvitationsMax)
      return refuse(
        'TOO_MANY',
        `You have ${open} invitations out that nobody has used, which is the most there may be: wait until some are used or end after seven days.`,
      );
    await tx
      .insert(invitations)
      .values({ codeHash, invitedBy: inviter.userId, role, userName: name, createdAt: now, expiresAt });
    await auditFromMain(tx, {
      ...inviter,
      action: 'invitation.made',
      entityType: 'invitation',
      entityId: invitationId(codeHash),
      newData: { role, expiresAt },
      rationale: wishOf(inviter, 'people.invite'),
      at: now,
    });
    return done({ code, name, role, expiresAt });
  });
}
