import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { and, eq, lt, sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { integrityProblems } from '../../src/db/connection.js';
import * as mainSchema from '../../src/db/schema/main/index.js';
import * as tradingSchema from '../../src/db/schema/trading/index.js';
import type { Store } from '../../src/db/store.js';
import { NOW } from './folder.js';

const KEPT = 200;

/**
 * Writers that each count: n into the main file, then the same n into the trading file, and so on. At any one instant
 * the trading file is at the main file's n or one behind.
 */
export function pairWriters(store: Store, count: number, pairsMax = Number.POSITIVE_INFINITY) {
  const state = { stopped: false, pairs: 0 };
  const writer = async (id: number) => {
    const topic = `pair_${id}`;
    const last = await lastIn(store, topic);
    for (let n = last + 1; !state.stopped && n <= last + pairsMax; n += 1) {
      const row = { topic, payload: { n, filling: 'x'.repeat((n * 37) % 3000) }, createdAt: NOW };
      await store.main.tx(async tx => {
        await tx.insert(mainSchema.outbox).values(row);
        await tx.delete(mainSchema.outbox).where(outdated(mainSchema.outbox, topic, n));
      });
      if (n % 3 === 0) await setImmediate();
      await store.trading.tx(async tx => {
        await tx.insert(tradingSchema.outbox).values(row);
        await tx.delete(tradingSchema.outbox).where(outdated(tradingSchema.outbox, topic, n));
      });
      state.pairs += 1;
      await setImmediate();
    }
  };
  const ended = Promise.all(Array.from({ length: count }, (_, id) => writer(id)));
  return {
    pairs: () => state.pairs,
    ended,
    stop: async () => {
      state.stopped = true;
      await ended;
    },
  };
}

async function lastIn(store: Store, topic: string): Promise<number> {
  const { outbox } = mainSchema;
  const last = sql`max(payload ->> 'n')`.mapWith(Number);
  const [row] = await store.main.read.select({ last }).from(outbox).where(eq(outbox.topic, topic));
  return row?.last ?? 0;
}

const outdated = (table: typeof mainSchema.outbox, topic: string, n: number) =>
  and(eq(table.topic, topic), lt(sql`payload ->> 'n'`, n - KEPT));

/** The last n of each writer in a database, after checking its integrity and that no n before it is missing. */
function countersIn(path: string): Map<string, number> {
  const sqlite = new Database(path, { fileMustExist: true });
  try {
    expect(integrityProblems(sqlite), path).toEqual([]);
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    const rows = sqlite
      .prepare<[], { topic: string; first: number; last: number; rows: number }>(
        `SELECT topic, min(payload ->> 'n') AS first, max(payload ->> 'n') AS last, count(*) AS rows
         FROM outbox WHERE topic GLOB 'pair_*' GROUP BY topic`,
      )
      .all();
    for (const row of rows) expect(row.rows, `${path} ${row.topic}`).toBe(row.last - row.first + 1);
    return new Map(rows.map(({ topic, last }) => [topic, last]));
  } finally {
    sqlite.close();
  }
}

/** Checks that both files of a folder show one instant of the writers, and returns the pairs that are in the main file. */
export function expectOneInstant(root: string): number {
  const main = countersIn(join(root, 'quantumleap.db'));
  const trading = countersIn(join(root, 'trading_app.db'));
  for (const [topic, n] of main) {
    const other = trading.get(topic) ?? 0;
    expect([n - 1, n], `${topic} of ${root}: main ${n}, trading ${other}`).toContain(other);
  }
  for (const topic of trading.keys()) expect(main.has(topic)).toBe(true);
  return [...main.values()].reduce((sum, n) => sum + n, 0);
}
