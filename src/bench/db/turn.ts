import { setImmediate } from 'node:timers/promises';
import { openReader, openWriter, type Sqlite } from '../../db/connection.js';
import type { DataFolder } from '../../db/folder.js';
import { messageId } from '../../db/schema/main/index.js';
import { openStore } from '../../db/store.js';
import { beginTurn, endTurn } from '../../domain/chat/turn-write.js';
import { periodStarts } from '../../domain/chat/spend-limits.js';
import { count, measure, type Runner, type Sample } from '../sample.js';
import { CONVERSATION, newFolder, NOW, PERSON, removeFolder } from './folder.js';
import {
  LIMITS_OF_PERSON,
  MODEL,
  PROVIDER,
  RESERVED,
  reservationId,
  ROWS_PER_TURN,
  type Said,
  TURNS,
} from './turn-data.js';

/** A turn as the product writes it: message and reservation, then answer, usage and settlement. */
export const productTurns: Runner = params =>
  inNewFolder(params, async (folder, units) => {
    const store = openStore(folder);
    const sampled = await measure(
      units,
      async n => {
        const { user, answer } = saidIn(n);
        const reservation = {
          id: reservationId(n),
          provider: PROVIDER,
          model: MODEL,
          micros: RESERVED,
          at: NOW + n,
        } as const;
        const begun = await beginTurn(store.main, CONVERSATION, user, {
          reservation,
          limits: LIMITS_OF_PERSON,
        });
        if (!begun.ok) throw new Error(begun.denial.code);
        const ended = await endTurn(store.main, begun.turn, answer, NOW + n);
        if (!ended.ok) throw new Error(ended.denial.code);
      },
      setImmediate,
    );
    store.close();
    return sampled;
  });

/** The same rows written raw, with nothing checked, in one transaction, with SQLite's own checkpoints. */
export const rawTurns: Runner = params =>
  inNewFolder(params, async (folder, units) => {
    const sqlite = openWriter(folder.main, 'main');
    sqlite.pragma('wal_autocheckpoint = 1000');
    const write = rawWriter(sqlite);
    const sampled = await measure(units, n => write(saidIn(n), n), setImmediate);
    sqlite.close();
    return sampled;
  });

const saidIn = (n: number): Said => {
  const said = TURNS[n % TURNS.length];
  if (!said) throw new Error('there are no turns');
  return said;
};

async function inNewFolder(
  params: Parameters<Runner>[0],
  run: (folder: DataFolder, units: { units: number; warmup: number }) => Promise<Omit<Sample, 'work'>>,
): Promise<Sample> {
  const units = { units: count(params, 'units'), warmup: count(params, 'warmup') };
  const folder = await newFolder(String(params['folder']));
  try {
    const sampled = await run(folder, units);
    return { ...sampled, work: { rows: rowsIn(folder) / (units.units + units.warmup) } };
  } finally {
    removeFolder(folder);
  }
}

/** Counted afterwards in the tables themselves. */
function rowsIn(folder: DataFolder): number {
  const sqlite = openReader(folder.main);
  const tables = ['ai_chat_messages', 'ai_usage_tracking', 'ai_reservations'];
  const rows = tables.map(table => Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get()));
  sqlite.close();
  return rows.reduce((sum, each) => sum + each, 0);
}

function rawWriter(sqlite: Sqlite): (said: Said, n: number) => void {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const number = sqlite.prepare(
    'UPDATE ai_chat_sessions SET next_seq = next_seq + ? WHERE id = 1 RETURNING next_seq',
  );
  const message = sqlite.prepare(`INSERT INTO ai_chat_messages
    (id, session_id, thread_id, user_id, message_type, content, metadata, provider_used, tokens_used, cost_micros, created_at)
    VALUES (?, 1, 'thread-1', ?, ?, ?, ?, ?, ?, ?, ?)`);
  const usage = sqlite.prepare(`INSERT INTO ai_usage_tracking
    (user_id, provider, model, operation_type, tokens_used, cost_micros, response_time_ms, success, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const reservation = sqlite.prepare(`INSERT INTO ai_reservations
    (id, user_id, provider, model, reserved_micros, settled_micros, state, created_at, closed_at)
    VALUES (?, ?, ?, ?, ?, ?, 'settled', ?, ?)`);
  const total = sqlite.prepare(`UPDATE ai_spend_totals SET spent_micros = spent_micros + ?
    WHERE scope = ? AND period = ? AND period_start = ? AND provider = ?`);
  const totals = rawTotals(sqlite);
  return ({ user, answer }, n) => {
    const at = NOW + n;
    begin.run();
    const { next_seq } = number.get(answer.messages.length + 1) as { next_seq: number };
    let id = messageId(1, next_seq - answer.messages.length - 1);
    for (const each of [user, ...answer.messages])
      message.run(
        id++,
        PERSON,
        each.type,
        each.content,
        JSON.stringify(each.metadata),
        each.provider,
        each.tokens,
        each.costMicros,
        at,
      );
    let cost = 0;
    for (const call of answer.calls) {
      cost += call.costMicros;
      usage.run(
        PERSON,
        call.provider,
        call.model,
        call.operation,
        call.tokens,
        call.costMicros,
        call.responseTimeMs,
        1,
        at,
      );
    }
    reservation.run(reservationId(n), PERSON, PROVIDER, MODEL, RESERVED, cost, at, at);
    for (const key of totals) total.run(cost, ...key);
    commit.run();
  };
}

/** Makes the rows of the totals that a turn counts in, and names their keys. */
function rawTotals(sqlite: Sqlite): string[][] {
  const keys = Object.entries(periodStarts(NOW)).flatMap(([period, start]) => [
    [PERSON, period, start, '*'],
    [PERSON, period, start, PROVIDER],
    ['*', period, start, '*'],
  ]);
  const insert = sqlite.prepare(
    'INSERT INTO ai_spend_totals (scope, period, period_start, provider, spent_micros, reserved_micros) VALUES (?, ?, ?, ?, 0, 0)',
  );
  for (const key of keys) insert.run(...key);
  return keys;
}

export const TURN_WORK = { rows: ROWS_PER_TURN };
