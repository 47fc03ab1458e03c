import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isCount,
  isFlag,
  isIn,
  isInstant,
  isJson,
  isLength,
  json,
  oneOf,
} from '../columns.js';
import { MESSAGE_TYPES, PLATFORMS, PROVIDERS } from '../values.js';
import { CENTS } from './ai.js';
import { users } from './people.js';

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' });

/** `thread_id` is the place: a terminal, a channel, a direct chat. One session is active in it at a time. */
export const aiChatSessions = sqliteTable(
  'ai_chat_sessions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    threadId: text('thread_id').notNull(),
    platform: oneOf('platform', PLATFORMS).notNull(),
    sessionName: text('session_name').notNull(),
    /** The number that the next message gets. */
    nextSeq: integer('next_seq').notNull(),
    createdAt: instant('created_at').notNull(),
    isActive: flag('is_active').notNull(),
  },
  t => [
    uniqueIndex('ai_chat_sessions_owner').on(t.id, t.userId, t.threadId),
    uniqueIndex('ai_chat_sessions_active').on(t.userId, t.platform, t.threadId).where(sql`is_active = 1`),
    index('ai_chat_sessions_user').on(t.userId, t.createdAt),
    ...checks('ai_chat_sessions', {
      thread_id: isLength('thread_id', 1, 128),
      platform: isIn('platform', PLATFORMS),
      session_name: isLength('session_name', 1, 100),
      next_seq: 'next_seq BETWEEN 0 AND 1048576',
      created_at: isInstant('created_at'),
      is_active: isFlag('is_active'),
    }),
  ],
);

export const MESSAGES_PER_SESSION_MAX = 1_048_576;

/** The key of a message: see `ai_chat_messages`. */
export const messageId = (sessionId: number, seq: number): number =>
  sessionId * MESSAGES_PER_SESSION_MAX + seq;

/**
 * The key is session_id * 2^20 + seq: an integer, so that the table itself lies ordered by conversation (the last twenty
 * messages are one short range read at any size) and the full-text index can point at its rows.
 */
export const aiChatMessages = sqliteTable(
  'ai_chat_messages',
  {
    id: integer('id').primaryKey(),
    sessionId: integer('session_id').notNull(),
    threadId: text('thread_id').notNull(),
    userId: text('user_id').notNull(),
    messageType: oneOf('message_type', MESSAGE_TYPES).notNull(),
    content: text('content').notNull(),
    metadata: json<Record<string, unknown>>('metadata').notNull(),
    providerUsed: oneOf('provider_used', PROVIDERS),
    tokensUsed: integer('tokens_used').notNull(),
    costMicros: integer('cost_micros').notNull(),
    costCents: real('cost_cents').generatedAlwaysAs(CENTS, { mode: 'virtual' }),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    // A message belongs to the person and the place of its session; through it, it leaves with the person.
    foreignKey({
      columns: [t.sessionId, t.userId, t.threadId],
      foreignColumns: [aiChatSessions.id, aiChatSessions.userId, aiChatSessions.threadId],
    }).onDelete('cascade'),
    index('ai_chat_messages_session').on(t.sessionId),
    index('ai_chat_messages_user').on(t.userId, t.createdAt),
    index('ai_chat_messages_age').on(t.createdAt),
    ...checks('ai_chat_messages', {
      id: `id / ${MESSAGES_PER_SESSION_MAX} = session_id AND ${isCount('id')}`,
      message_type: isIn('message_type', MESSAGE_TYPES),
      content: isLength('content', 0, 200_000),
      metadata: isJson('metadata', 'object'),
      provider_used: isIn('provider_used', PROVIDERS),
      tokens_used: isCount('tokens_used'),
      cost_micros: isCount('cost_micros'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/** What was said before the messages that are still sent to a model, in fewer words. */
export const aiChatSummaries = sqliteTable(
  'ai_chat_summaries',
  {
    sessionId: integer('session_id')
      .primaryKey()
      .references(() => aiChatSessions.id, { onDelete: 'cascade' }),
    summary: text('summary').notNull(),
    /** The number, within the session, of the last message that it covers. */
    throughSeq: integer('through_seq').notNull(),
    /** Whether text from outside went into it. */
    tainted: flag('tainted').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () =>
    checks('ai_chat_summaries', {
      summary: isLength('summary', 1, 20_000),
      through_seq: isCount('through_seq'),
      tainted: isFlag('tainted'),
      updated_at: isInstant('updated_at'),
    }),
);
