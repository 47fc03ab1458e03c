import { eq } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { chatIdentities, invitations, users } from '../../db/schema/main/index.js';
import type { MainTx, Store } from '../../db/store.js';
import type { Clock, Ids } from '../ports.js';
import { ensureTradingAccount } from './accounts.js';
import { countAttempt, forgive, type JoinAttempts } from './attempts.js';
import { hashOfCode, invitationId } from './codes.js';
import {
  done,
  identityOf,
  type KnownPerson,
  type PeopleAnswer,
  type Platform,
  refuse,
  roleOf,
} from './person.js';

export interface JoinDesk {
  store: Store;
  clock: Clock;
  ids: Ids;
  attempts: JoinAttempts;
}

/** Who writes, as the platform itself says it, and the code they wrote. */
export interface Joining {
  platform: Platform;
  platformUserId: string;
  code: string;
}

export type JoinRefusal =
  | 'WAIT'
  | 'BAD_IDENTITY'
  | 'WRONG_CODE'
  | 'USED_CODE'
  | 'EXPIRED_CODE'
  | 'WITHDRAWN_CODE'
  | 'ALREADY_IN';

type Answer = PeopleAnswer<KnownPerson, JoinRefusal>;

/**
 * Lets in who writes a code that is right, unused and in time: person, identity and trading account. To be repeated
 * safely with the same code by the same writer, also after a kill between the two files. Five wrong codes, then a wait.
 * The code is looked up by its SHA-256, so that the time it takes tells nothing about any other code.
 */
export async function join(desk: JoinDesk, joining: Joining): Promise<Answer> {
  if (!/^[\w.:@-]{1,64}$/.test(joining.platformUserId))
    return refuse('BAD_IDENTITY', 'The platform did not say who you are, so you cannot join from it.');
  const writer = `${joining.platform} ${joining.platformUserId}`;
  const now = desk.clock.now();
  const attempt = countAttempt(desk.attempts, writer, now);
  if ('freeAtMs' in attempt) {
    const minutes = Math.max(1, Math.ceil((attempt.freeAtMs - now) / 60_000));
    return refuse(
      'WAIT',
      `Too many wrong codes. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    );
  }
  const answer = await desk.store.main.tx(async tx => {
    const judged = await letIn(tx, desk, joining);
    if (!judged.ok && attempt.isLast) await noteTries(tx, joining, now);
    return judged;
  });
  if (!answer.ok) return answer;
  await ensureTradingAccount(desk, answer.value.userId);
  forgive(desk.attempts, writer);
  return answer;
}

async function letIn(tx: MainTx, { clock, ids }: JoinDesk, joining: Joining): Promise<Answer> {
  const { platform, platformUserId } = joining;
  const codeHash = hashOfCode(joining.code);
  const [invitation] = await tx.select().from(invitations).where(eq(invitations.codeHash, codeHash));
  const known = await identityOf(tx, { platform, platformUserId });
  if (known && invitation?.usedBy === known.userId) return done(known);
  if (known)
    return refuse('ALREADY_IN', `You are in already, as ${known.userName}: a code is for somebody new.`);
  const now = clock.now();
  if (!invitation)
    return refuse('WRONG_CODE', 'There is no such code. Write it as you got it, or ask for another one.');
  if (invitation.usedBy !== null)
    return refuse('USED_CODE', 'This code was used already: each lets one person in. Ask for another one.');
  if (invitation.expiresAt <= now)
    return refuse('EXPIRED_CODE', 'This code has ended: each lasts seven days. Ask for another one.');
  if ((await roleOf(tx, invitation.invitedBy)) !== 'owner')
    return refuse(
      'WITHDRAWN_CODE',
      'Who made this code may not invite any more. Ask an owner for another one.',
    );
  const { role, userName } = invitation;
  const userId = ids.next();
  await tx.insert(users).values({ userId, role, userName, createdAt: now, updatedAt: now });
  await tx.insert(chatIdentities).values({ platform, platformUserId, userId, linkedAt: now });
  await tx
    .update(invitations)
    .set({ usedBy: userId, usedAt: Math.max(now, invitation.createdAt) })
    .where(eq(invitations.codeHash, codeHash));
  await auditFromMain(tx, {
    userId,
    actor: 'person',
    action: 'person.joined',
    entityType: 'users',
    entityId: userId,
    newData: { role, platform, invitation: invitationId(codeHash), invitedBy: invitation.invitedBy },
    rationale: { code: 'own_request', arguments: ['join'] },
    at: now,
  });
  return done({ userId, role, userName });
}

/** Who tried is not written down: they are no person of this service. */
async function noteTries(tx: MainTx, { platform }: Joining, at: number): Promise<void> {
  await auditFromMain(tx, {
    userId: null,
    actor: 'person',
    action: 'invitation.tries_ended',
    entityType: 'platform',
    entityId: platform,
    rationale: { code: 'own_request', arguments: ['join'] },
    at,
  });
}
