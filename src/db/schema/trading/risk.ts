import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isAfter,
  isFlag,
  isHex,
  isId,
  isIn,
  isInstant,
  isJson,
  isLength,
  isOrdinal,
  isSince,
  isWord,
  json,
  oneOf,
} from '../columns.js';
import { ACTION_STATES, ACTORS, PLATFORMS, SEVERITIES, TRADING_MODES } from '../values.js';
import { account, tradingAccounts } from './orders.js';

export const riskViolations = sqliteTable(
  'risk_violations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: account(),
    violationType: text('violation_type').notNull(),
    severity: oneOf('severity', SEVERITIES).notNull(),
    description: text('description').notNull(),
    actionTaken: text('action_taken').notNull(),
    resolved: flag('resolved').notNull(),
    createdAt: instant('created_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  t => [
    index('risk_violations_user').on(t.userId, t.createdAt),
    index('risk_violations_open').on(t.userId, t.createdAt).where(sql`resolved = 0`),
    ...checks('risk_violations', {
      violation_type: isWord('violation_type', 40, 'A-Z0-9_'),
      severity: isIn('severity', SEVERITIES),
      description: isLength('description', 1, 1000),
      action_taken: isLength('action_taken', 1, 200),
      resolved: isFlag('resolved'),
      resolution: '(resolved = 1) = (resolved_at IS NOT NULL)',
      created_at: isInstant('created_at'),
      resolved_at: isSince('resolved_at', 'created_at'),
    }),
  ],
);

/** Append-only: triggers refuse all but `processed` going from 0 to 1. */
export const tradingEvents = sqliteTable(
  'trading_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id').references(() => tradingAccounts.userId),
    eventType: text('event_type').notNull(),
    eventData: json<Record<string, unknown>>('event_data').notNull(),
    relatedId: text('related_id'),
    severity: oneOf('severity', SEVERITIES).notNull(),
    processed: flag('processed').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    index('trading_events_waiting').on(t.id).where(sql`processed = 0`),
    index('trading_events_age').on(t.createdAt),
    ...checks('trading_events', {
      event_type: isWord('event_type', 60, 'a-z0-9_.'),
      event_data: isJson('event_data', 'object'),
      related_id: isLength('related_id', 1, 64),
      severity: isIn('severity', SEVERITIES),
      processed: isFlag('processed'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/**
 * Append-only chain: `mac` is an HMAC over the row and the `mac` before it, `seq` counts without gaps.
 * `user_id` is no foreign key, since the trail also outlives what it speaks of. `source_key` makes a delivery of the
 * outbox that is repeated leave one row.
 */
export const tradingAuditTrail = sqliteTable(
  'trading_audit_trail',
  {
    seq: integer('seq').primaryKey(),
    userId: text('user_id'),
    actor: oneOf('actor', ACTORS).notNull(),
    action: text('action').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: text('entity_id').notNull(),
    oldData: json<Record<string, unknown>>('old_data'),
    newData: json<Record<string, unknown>>('new_data'),
    decisionRationale: text('decision_rationale').notNull(),
    createdAt: instant('created_at').notNull(),
    sourceKey: text('source_key'),
    mac: text('mac').notNull(),
  },
  t => [
    uniqueIndex('trading_audit_trail_source').on(t.sourceKey).where(sql`source_key IS NOT NULL`),
    ...checks('trading_audit_trail', {
      seq: isOrdinal('seq'),
      user_id: isId('user_id'),
      actor: isIn('actor', ACTORS),
      action: isWord('action', 60, 'a-z0-9_.'),
      entity_type: isWord('entity_type', 60, 'a-z0-9_'),
      entity_id: isLength('entity_id', 1, 64),
      old_data: isJson('old_data', 'object'),
      new_data: isJson('new_data', 'object'),
      decision_rationale: isLength('decision_rationale', 1, 500),
      created_at: isInstant('created_at'),
      source_key: isLength('source_key', 1, 64),
      mac: isHex('mac'),
    }),
  ],
);

/** A card: a change that waits for the press of one person in one chat. DESIGN section 4. */
export const pendingActions = sqliteTable(
  'pending_actions',
  {
    id: text('id').primaryKey(),
    userId: account(),
    platform: oneOf('platform', PLATFORMS).notNull(),
    chatId: text('chat_id').notNull(),
    kind: text('kind').notNull(),
    payload: json<Record<string, unknown>>('payload').notNull(),
    mode: oneOf('mode', TRADING_MODES).notNull(),
    /** SHA-256, hex, over payload, person, chat, mode and quote. */
    digest: text('digest').notNull(),
    /** SHA-256, hex, of the nonce that only the button carries. */
    nonceHash: text('nonce_hash').notNull(),
    state: oneOf('state', ACTION_STATES).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    decidedAt: instant('decided_at'),
  },
  t => [
    // One for those of a person and for those whose time is over: few wait at a time.
    index('pending_actions_waiting').on(t.expiresAt, t.userId).where(sql`state = 'pending'`),
    ...checks('pending_actions', {
      id: isId('id'),
      platform: isIn('platform', PLATFORMS),
      chat_id: isLength('chat_id', 1, 128),
      kind: isWord('kind', 40, 'a-z0-9_'),
      payload: isJson('payload', 'object'),
      mode: isIn('mode', TRADING_MODES),
      digest: isHex('digest'),
      nonce_hash: isHex('nonce_hash'),
      state: isIn('state', ACTION_STATES),
      created_at: isInstant('created_at'),
      expires_at: isAfter('expires_at', 'created_at'),
      decided: `(state = 'pending') = (decided_at IS NULL)`,
      decided_at: isSince('decided_at', 'created_at'),
    }),
  ],
);
