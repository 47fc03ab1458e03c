import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  checks,
  flag,
  instant,
  isAmount,
  isCount,
  isFlag,
  isId,
  isIn,
  isInstant,
  isSince,
  isWord,
  oneOf,
} from '../columns.js';
import { ACTORS, LIMIT_CHANGE_KINDS, LIMIT_CHANGE_STATES } from '../values.js';
import { account, tradingAccounts } from './orders.js';

/** The limit in force. What a name means, and the unit of its value, stands in `domain/risk/limits.ts`. */
export const riskLimits = sqliteTable(
  'risk_limits',
  {
    userId: account(),
    name: text('name').notNull(),
    value: integer('value').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.name] }),
    ...checks('risk_limits', {
      name: isWord('name', 40, 'a-z_'),
      value: isAmount('value'),
      updated_at: isInstant('updated_at'),
    }),
  ],
);

/** A tighter limit holds at once and can be undone for a while; a looser one waits until `effective_at`. */
export const riskLimitChanges = sqliteTable(
  'risk_limit_changes',
  {
    id: text('id').primaryKey(),
    userId: account(),
    name: text('name').notNull(),
    kind: oneOf('kind', LIMIT_CHANGE_KINDS).notNull(),
    oldValue: integer('old_value').notNull(),
    newValue: integer('new_value').notNull(),
    state: oneOf('state', LIMIT_CHANGE_STATES).notNull(),
    actionId: text('action_id'),
    requestedAt: instant('requested_at').notNull(),
    effectiveAt: instant('effective_at').notNull(),
    decidedAt: instant('decided_at'),
  },
  t => [
    index('risk_limit_changes_user').on(t.userId, t.requestedAt),
    index('risk_limit_changes_due').on(t.effectiveAt).where(sql`state = 'waiting'`),
    uniqueIndex('risk_limit_changes_waiting').on(t.userId, t.name).where(sql`state = 'waiting'`),
    ...checks('risk_limit_changes', {
      id: isId('id'),
      name: isWord('name', 40, 'a-z_'),
      kind: isIn('kind', LIMIT_CHANGE_KINDS),
      old_value: isAmount('old_value'),
      new_value: `${isAmount('new_value')} AND new_value <> old_value`,
      state: isIn('state', LIMIT_CHANGE_STATES),
      action_id: isId('action_id'),
      confirmed: `kind = 'tighten' OR action_id IS NOT NULL`,
      requested_at: isInstant('requested_at'),
      effective_at: isSince('effective_at', 'requested_at'),
      decided: `(state = 'waiting') = (decided_at IS NULL)`,
      decided_at: isSince('decided_at', 'requested_at'),
    }),
  ],
);

/** No row: off, and never been on. */
export const killSwitches = sqliteTable(
  'kill_switches',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => tradingAccounts.userId),
    isOn: flag('is_on').notNull(),
    changedBy: oneOf('changed_by', ACTORS).notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  () =>
    checks('kill_switches', {
      is_on: isFlag('is_on'),
      changed_by: isIn('changed_by', ACTORS),
      changed_at: isInstant('changed_at'),
    }),
);

/** How often each rule was kept and broken by what a person wanted to place. */
export const ruleAdherence = sqliteTable(
  'rule_adherence',
  {
    userId: account(),
    rule: text('rule').notNull(),
    kept: integer('kept').notNull(),
    broken: integer('broken').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.userId, t.rule] }),
    ...checks('rule_adherence', {
      rule: isWord('rule', 40, 'A-Z0-9_'),
      kept: isCount('kept'),
      broken: isCount('broken'),
      updated_at: isInstant('updated_at'),
    }),
  ],
);
