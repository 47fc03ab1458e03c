import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { checks, instant, isHex, isInstant, isLength, isOrdinal, isSince, isWord } from '../columns.js';

/**
 * Heads of the audit chain of `trading_app.db`, anchored in this file: `row_count` rows ended in `head_mac`.
 * `mac` is an HMAC over the other columns, so an anchor cannot be made without the key either.
 */
export const auditAnchors = sqliteTable(
  'audit_anchors',
  {
    seq: integer('seq').primaryKey(),
    headMac: text('head_mac').notNull(),
    rowCount: integer('row_count').notNull(),
    anchoredAt: instant('anchored_at').notNull(),
    mac: text('mac').notNull(),
  },
  () =>
    checks('audit_anchors', {
      seq: isOrdinal('seq'),
      head_mac: isHex('head_mac'),
      row_count: 'row_count = seq',
      anchored_at: isInstant('anchored_at'),
      mac: isHex('mac'),
    }),
);

/** What the service does on a schedule, and how the newest run of it ended. */
export const jobRuns = sqliteTable(
  'job_runs',
  {
    job: text('job').primaryKey(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    error: text('error'),
  },
  () =>
    checks('job_runs', {
      job: isWord('job', 40, 'a-z0-9_'),
      started_at: isInstant('started_at'),
      finished_at: isSince('finished_at', 'started_at'),
      error: isLength('error', 1, 2000),
    }),
);
