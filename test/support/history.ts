import { ARCHIVED_TABLES, archiveYear } from '../../src/db/archive/tables.js';
import { readMainAcross, readTradingAcross } from '../../src/db/archive/across.js';
import { openReader, openWriter, type Sqlite } from '../../src/db/connection.js';
import type { DataFolder } from '../../src/db/folder.js';
import { sql } from 'drizzle-orm';
import { NOW } from './folder.js';
import { randomFrom } from './random.js';

const DAY_MS = 86_400_000;
const IST_OFFSET_MS = 5.5 * 3_600_000;
/** Before every row. */
const START = Date.UTC(2010, 0, 1);
export const PEOPLE = ['ASHA', 'BINA', 'CHETAN'] as const;
const WORDS = ['infy', 'tcs', 'buy', 'sell', 'why', 'risk', 'நிஃப்டி', 'stop-loss', '"quoted"'];

/** Fills both files with `rows` rows of every kind that is archived, spread over `years` years before now. */
export function fillHistory(
  folder: DataFolder,
  { seed, rows, years = 4 }: { seed: number; rows: number; years?: number },
): void {
  const random = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  // Ascending, as rows are written in life, with several at one instant.
  const instants = Array.from({ length: rows }, () => NOW - Math.floor(random() * years * 365) * DAY_MS);
  instants.sort((a, b) => a - b);
  const each = (work: (at: number, n: number, user: string) => void) =>
    instants.forEach((at, n) => work(at, n + 1, pick(PEOPLE)));
  const main = openWriter(folder.main, 'main');
  main.transaction(() => fillMain(main, each, random, pick))();
  main.close();
  const trading = openWriter(folder.trading, 'trading');
  trading.transaction(() => fillTrading(trading, each, random, pick))();
  trading.close();
}

const dateOf = (at: number) => new Date(at + IST_OFFSET_MS).toISOString().slice(0, 10);

type Each = (work: (at: number, n: number, user: string) => void) => void;
type Pick = <T>(all: readonly T[]) => T;

function fillMain(db: Sqlite, each: Each, random: () => number, pick: Pick): void {
  const user = db.prepare(
    `INSERT INTO users (user_id, role, user_name, created_at, updated_at) VALUES (?, 'trader', ?, ${START}, ${START})`,
  );
  for (const id of PEOPLE) user.run(id, id);
  const session = db.prepare(
    `INSERT INTO ai_chat_sessions (id, user_id, thread_id, platform, session_name, next_seq, created_at, is_active)
     VALUES (?, ?, 't', 'terminal', 's', 1000, ${START}, 1)`,
  );
  PEOPLE.forEach((id, n) => session.run(n + 1, id));
  const chat = db.prepare(
    `INSERT INTO ai_chat_messages (id, session_id, thread_id, user_id, message_type, content, metadata, tokens_used,
     cost_micros, created_at) VALUES (?, ?, 't', ?, ?, ?, '{}', ?, ?, ?)`,
  );
  const usage = db.prepare(
    `INSERT INTO ai_usage_tracking (user_id, provider, model, operation_type, tokens_used, cost_micros,
     response_time_ms, success, created_at) VALUES (?, ?, 'm', 'chat', ?, ?, 5, 1, ?)`,
  );
  const signal = db.prepare(
    `INSERT INTO ai_trading_signals (user_id, symbol, signal_type, confidence_score, reasoning, target_price, is_active,
     expires_at, created_at) VALUES (?, ?, 'buy', ?, 'because', ?, ?, ?, ?)`,
  );
  const snapshot = db.prepare(
    `INSERT OR IGNORE INTO portfolio_snapshots (user_id, timestamp, holdings, positions, book_id, market_at, cash, equity)
     VALUES (?, ?, ?, '[]', 1, ?, ?, ?)`,
  );
  each((at, n, id) => {
    const place = PEOPLE.indexOf(id as (typeof PEOPLE)[number]) + 1;
    const [tokens, cost] = [Math.floor(random() * 1e4), Math.floor(random() * 1e7)];
    const content = `${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)} ${n}`;
    chat.run(
      place * 1_048_576 + n,
      place,
      id,
      pick(['user', 'assistant', 'tool']),
      content,
      tokens,
      cost,
      at,
    );
    usage.run(id, pick(['openai', 'claude']), tokens, cost, at);
    const isOpen = random() < 0.1;
    const target = pick([null, 100 + n]);
    signal.run(
      id,
      pick(['INFY', 'TCS']),
      random(),
      target,
      isOpen ? 1 : 0,
      isOpen ? NOW + 1 : at + DAY_MS,
      at,
    );
    snapshot.run(id, at, JSON.stringify([{ n }]), at, n, 2 * n);
  });
}

function fillTrading(db: Sqlite, each: Each, random: () => number, pick: Pick): void {
  const account = db.prepare(
    `INSERT INTO trading_accounts (user_id, mode, next_order_number, opened_at) VALUES (?, 'paper', 1000000, ${START})`,
  );
  for (const id of PEOPLE) account.run(id);
  const event = db.prepare(
    `INSERT INTO trading_events (user_id, event_type, event_data, severity, processed, created_at)
     VALUES (?, 'order.filled', ?, 'info', ?, ?)`,
  );
  const order = db.prepare(
    `INSERT INTO trading_orders (id, user_id, order_number, symbol, order_type, side, product, validity, quantity, status,
     authority, filled_quantity, filled_value, commission, created_at, updated_at, filled_at, book_id, market_date,
     action_id, protective)
     VALUES (?, ?, ?, 'INFY', 'MARKET', ?, 'CNC', 'DAY', 10, ?, 'press', ?, ?, 5, ?, ?, ?, 1, ?, ?, 0)`,
  );
  const fill = db.prepare(
    `INSERT INTO trading_executions (id, order_id, user_id, symbol, side, quantity, price, commission,
     broker_execution_id, executed_at, book_id, trade_date, recorded_at, charges)
     VALUES (?, ?, ?, 'INFY', ?, 5, ?, 2, ?, ?, 1, ?, ?, '{"stt":2}')`,
  );
  const audit = db.prepare(
    `INSERT INTO trading_audit_trail (seq, user_id, actor, action, entity_type, entity_id, decision_rationale,
     created_at, mac) VALUES (?, ?, 'person', 'order.placed', 'order', ?, 'asked for', ?, ?)`,
  );
  each((at, n, id) => {
    event.run(id, JSON.stringify({ n }), random() < 0.95 ? 1 : 0, at);
    const status = pick(['filled', 'filled', 'cancelled', 'rejected', 'open']);
    const side = pick(['BUY', 'SELL']);
    const price = 100_000 + Math.floor(random() * 5_000);
    const filled = status === 'filled';
    order.run(
      `O${n}`,
      id,
      n,
      side,
      status,
      filled ? 10 : 0,
      filled ? price * 10 : 0,
      at,
      at,
      filled ? at : null,
      dateOf(at),
      `A${n}`,
    );
    // Half a day later: some fills of the last day of December lie in the next year.
    for (const part of filled ? [1, 2] : []) {
      const filledAt = at + part * (DAY_MS / 3);
      const tradeId = `B${n}-${part}`;
      fill.run(`F${n}X${part}`, `O${n}`, id, side, price, tradeId, filledAt, dateOf(filledAt), filledAt);
    }
    audit.run(n, id, `O${n}`, at, n.toString(16).padStart(64, '0'));
  });
}

const SEGMENT_ROWS = 100;

/** Segments of the trail as the audit hands them out, less their verification: the oldest, of one year, bounded. */
export function nextSegment(folder: DataFolder, olderThan: number, lastSeqMax = Number.MAX_SAFE_INTEGER) {
  const trading = openReader(folder.trading);
  const rows = trading
    .prepare<[number, number], { seq: number; created_at: number }>(
      'SELECT seq, created_at FROM trading_audit_trail WHERE seq <= ? ORDER BY seq LIMIT ?',
    )
    .all(lastSeqMax, SEGMENT_ROWS);
  trading.close();
  const year = archiveYear(rows[0]?.created_at ?? 0);
  const end = rows.findIndex(row => row.created_at >= olderThan || archiveYear(row.created_at) !== year);
  const segment = end < 0 ? rows : rows.slice(0, end);
  const [first, last] = [segment[0], segment.at(-1)];
  return first && last && { year, firstSeq: first.seq, lastSeq: last.seq };
}

/** Every archived table as it reads across live and archived years, ordered by key. */
export async function everything(folder: DataFolder): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const { database, name, key } of ARCHIVED_TABLES) {
    const query = sql.raw(`SELECT * FROM ${name} ORDER BY ${key}`);
    all[name] =
      database === 'main'
        ? await readMainAcross(folder, { tables: [name] }, read => Promise.resolve(read.all(query)))
        : await readTradingAcross(folder, { tables: [name] }, read => Promise.resolve(read.all(query)));
  }
  return all;
}

/** Rows of every archived table in its live file. */
export function liveCounts(folder: DataFolder): Record<string, number> {
  return Object.fromEntries(
    ARCHIVED_TABLES.map(({ database, name }) => {
      const sqlite = openWriter(folder[database], database);
      const count = Number(sqlite.prepare(`SELECT count(*) FROM ${name}`).pluck().get());
      sqlite.close();
      return [name, count];
    }),
  );
}
