import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { checks, instant, isCount, isInstant, isJson, isLength, isOrdinal, isWord, json } from './columns.js';

// Tables that stand in both files.

/** Written in the transaction of the change itself; delivered to the other file at least once, applied there exactly once. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    topic: text('topic').notNull(),
    payload: json<Record<string, unknown>>('payload').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  t => [
    index('outbox_topic').on(t.topic),
    ...checks('outbox', {
      topic: isWord('topic', 40, 'a-z0-9_.'),
      payload: isJson('payload', 'object'),
      created_at: isInstant('created_at'),
    }),
  ],
);

/**
 * The id of the newest message of each topic of the other file's outbox that has been applied here: ids only grow.
 * By topic, so that one that is stuck does not hold up the others.
 */
export const outboxApplied = sqliteTable(
  'outbox_applied',
  {
    source: text('source').notNull(),
    topic: text('topic').notNull(),
    lastId: integer('last_id').notNull(),
    appliedAt: instant('applied_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.source, t.topic] }),
    ...checks('outbox_applied', {
      source: `source IN ('main', 'trading')`,
      topic: isWord('topic', 40, 'a-z0-9_.'),
      last_id: isCount('last_id'),
      applied_at: isInstant('applied_at'),
    }),
  ],
);

/** The slowest run seen of each statement; constants are not part of it, since all of them are bound. */
export const slowQueries = sqliteTable(
  'slow_queries',
  {
    statement: text('statement').primaryKey(),
    slowestMicroseconds: integer('slowest_microseconds').notNull(),
    slowRuns: integer('slow_runs').notNull(),
    lastSeen: instant('last_seen').notNull(),
  },
  t => [
    index('slow_queries_slowest').on(t.slowestMicroseconds),
    ...checks('slow_queries', {
      statement: isLength('statement', 1, 2000),
      slowest: isOrdinal('slowest_microseconds'),
      slow_runs: isOrdinal('slow_runs'),
      last_seen: isInstant('last_seen'),
    }),
  ],
);

/**
 * Rows that moved to `archive/YYYY.db`: those of a table with keys `first_key` to `last_key` and none other.
 * The key is the row's own number, or its `created_at` where the id is text.
 * Append-only tables give up a row only if it is listed here: their triggers look.
 */
export const archivedRanges = sqliteTable(
  'archived_ranges',
  {
    tableName: text('table_name').notNull(),
    year: integer('year').notNull(),
    firstKey: integer('first_key').notNull(),
    lastKey: integer('last_key').notNull(),
    rowCount: integer('row_count').notNull(),
    archivedAt: instant('archived_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.tableName, t.year, t.firstKey] }),
    ...checks('archived_ranges', {
      table_name: isWord('table_name', 64, 'a-z_'),
      year: 'year BETWEEN 2000 AND 2999',
      first_key: isCount('first_key'),
      last_key: `${isCount('last_key')} AND last_key >= first_key`,
      row_count: isOrdinal('row_count'),
      archived_at: isInstant('archived_at'),
    }),
  ],
);
