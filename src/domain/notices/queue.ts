import { eq, sql } from 'drizzle-orm';
import { chatIdentities, noticeDeliveries, notices } from '../../db/schema/main/index.js';
import { type MainTx, prepared } from '../../db/store.js';
import { LOCAL } from '../people/local.js';
import type { Platform } from '../people/person.js';
import type { Reply } from '../reply.js';
import { NOTICE_LIMITS } from './limits.js';

/** Something to tell a person that they did not ask for just now. */
export interface NewNotice {
  userId: string;
  /** Small letters and `_`, such as `order_filled`. */
  kind: string;
  /** What it tells of: the same source makes one notice, however often it is added. */
  sourceKey: string;
  reply: Reply;
  /** UTC milliseconds, after `at`: from then on it is of no use to anybody. */
  expiresAt: number;
  at: number;
}

/** The terminal is one place, whatever machine it is opened on. */
export const TERMINAL_CHAT = 'terminal';

const p = sql.placeholder;

const insertNotice = prepared((tx: MainTx) =>
  tx
    .insert(notices)
    .values({
      userId: p('userId'),
      kind: p('kind'),
      sourceKey: p('sourceKey'),
      reply: p('reply'),
      createdAt: p('at'),
      expiresAt: p('expiresAt'),
    })
    .onConflictDoNothing()
    .returning({ id: notices.id })
    .prepare(),
);

const identities = prepared((tx: MainTx) =>
  tx
    .select({ platform: chatIdentities.platform, platformUserId: chatIdentities.platformUserId })
    .from(chatIdentities)
    .where(eq(chatIdentities.userId, p('userId')))
    .prepare(),
);

const insertDelivery = prepared((tx: MainTx) =>
  tx
    .insert(noticeDeliveries)
    .values({
      noticeId: p('noticeId'),
      platform: p('platform'),
      chatId: p('chatId'),
      state: 'waiting',
      attempts: 0,
      nextAt: p('at'),
      closedAt: null,
      lastError: null,
    })
    .prepare(),
);

/**
 * Puts a notice into the queue, in the transaction of what it tells of, with one delivery for each place of the person.
 * @returns its number, or undefined where this source has one already
 * @throws RangeError on a reply that is too large, and what the file says of a person who is not there
 */
export async function addNotice(tx: MainTx, notice: NewNotice): Promise<number | undefined> {
  const letters = JSON.stringify(notice.reply).length;
  if (letters > NOTICE_LIMITS.replyLettersMax)
    throw new RangeError(`a notice of ${letters} letters: at most ${NOTICE_LIMITS.replyLettersMax}`);
  const { userId, at } = notice;
  const row = await Promise.resolve(insertNotice(tx).get({ ...notice }));
  if (!row) return undefined;
  for (const identity of await Promise.resolve(identities(tx).all({ userId }))) {
    const { platform } = identity;
    await Promise.resolve(
      insertDelivery(tx).run({ noticeId: row.id, platform, chatId: privateChat(identity), at }),
    );
  }
  return row.id;
}

/**
 * Where a person is told of what is theirs alone: the direct chat of an identity, which its platform finds by the person's
 * own id there, and never the channel of a conversation, since others may read that.
 */
export const privateChat = (identity: { platform: Platform; platformUserId: string }): string =>
  identity.platform === LOCAL.platform ? TERMINAL_CHAT : identity.platformUserId;
