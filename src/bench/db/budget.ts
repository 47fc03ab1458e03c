import { setImmediate } from 'node:timers/promises';
import { openReader, openWriter } from '../../db/connection.js';
import { openStore } from '../../db/store.js';
import { reserve, settle } from '../../domain/chat/spend.js';
import { count, measure, type Runner } from '../sample.js';
import { newFolder, NOW, PERSON, removeFolder } from './folder.js';
import { LIMITS_OF_PERSON, MODEL, PROVIDER, RESERVED, reservationId } from './turn-data.js';

/** Takes a call's worst case from every limit and gives it back, with `usage` rows of accounted calls behind the person. */
export const budgetChecks: Runner = async params => {
  const { units, warmup, usage } = {
    units: count(params, 'units'),
    warmup: count(params, 'warmup'),
    usage: count(params, 'usage'),
  };
  const folder = await newFolder(String(params['folder']));
  try {
    addUsage(folder.main, usage);
    const store = openStore(folder);
    const sampled = await measure(
      { units, warmup },
      n =>
        store.main.tx(async tx => {
          const id = reservationId(n);
          const call = {
            id,
            userId: PERSON,
            provider: PROVIDER,
            model: MODEL,
            micros: RESERVED,
            at: NOW,
          } as const;
          await reserve(tx, call, LIMITS_OF_PERSON);
          await settle(tx, call, 'released', NOW);
        }),
      setImmediate,
    );
    store.close();
    const sqlite = openReader(folder.main);
    const checks = sqlite
      .prepare("SELECT count(*) FROM ai_reservations WHERE state = 'released'")
      .pluck()
      .get();
    sqlite.close();
    return { ...sampled, work: { checks: Number(checks) / (units + warmup) } };
  } finally {
    removeFolder(folder);
  }
};

/** Accounted calls of the past, each with the reservation that was settled for it. */
function addUsage(path: string, rows: number): void {
  const sqlite = openWriter(path, 'main');
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
  sqlite.exec('BEGIN');
  sqlite
    .prepare(
      `${numbers} INSERT INTO ai_usage_tracking
       (user_id, provider, model, operation_type, tokens_used, cost_micros, response_time_ms, success, created_at)
       SELECT ?, '${PROVIDER}', '${MODEL}', 'chat', 120, 1000, 400, 1, ${NOW} - i FROM n`,
    )
    .run(PERSON);
  sqlite
    .prepare(
      `${numbers} INSERT INTO ai_reservations
       (id, user_id, provider, model, reserved_micros, settled_micros, state, created_at, closed_at)
       SELECT printf('AGO%017d', i), ?, '${PROVIDER}', '${MODEL}', 5000, 1000, 'settled', ${NOW} - i, ${NOW} FROM n`,
    )
    .run(PERSON);
  sqlite.exec('COMMIT');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
}
