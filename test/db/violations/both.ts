import { BAD, type Violations } from './bad.js';

export const BOTH: Violations = {
  archived_ranges: {
    table_name: BAD.label(64),
    year: [1999, 3000],
    first_key: BAD.count,
    last_key: [{ first_key: 5, last_key: 4 }, 2n ** 53n],
    row_count: BAD.ordinal,
    archived_at: BAD.instant,
  },
  outbox: {
    topic: BAD.label(40),
    payload: BAD.object,
    created_at: BAD.instant,
  },
  outbox_applied: {
    source: BAD.word,
    topic: BAD.label(40),
    last_id: BAD.count,
    applied_at: BAD.instant,
  },
  slow_queries: {
    statement: BAD.text(2000),
    slowest: [{ slowest_microseconds: 0 }, { slowest_microseconds: -1 }],
    slow_runs: BAD.ordinal,
    last_seen: BAD.instant,
  },
};
