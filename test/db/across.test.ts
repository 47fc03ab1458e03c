import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Across, readMainAcross, readTradingAcross } from '../../src/db/archive/across.js';
import { archive, type Retention } from '../../src/db/archive/archive.js';
import { ARCHIVED_TABLES, type ArchivedTable } from '../../src/db/archive/tables.js';
import { openWriter } from '../../src/db/connection.js';
import { type DataFolder, folderAt } from '../../src/db/folder.js';
import { aiChatMessages } from '../../src/db/schema/main/index.js';
import { openStore, type Store } from '../../src/db/store.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratedFolder, NOW, testClock } from '../support/folder.js';
import { fillHistory, nextSegment, PEOPLE } from '../support/history.js';

const YEAR_MS = 365 * 86_400_000;
const ROWS = 900;
const RUNS = 120;
const all = (days: number): Retention => ({
  chats: days,
  usage: days,
  events: days,
  audit: days,
  signals: days,
  snapshots: days,
  orders: days,
});

let root = '';
let before: Store;
/** Folders whose rows are on their way: none deleted yet, some deleted, some tables done, all done. */
const states: Record<string, DataFolder> = {};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ql-across-'));
  const start = await migratedFolder(join(root, 'before'));
  fillHistory(start, { seed: 11, rows: ROWS });
  const copy = (name: string): DataFolder => {
    cpSync(start.root, join(root, name), { recursive: true });
    states[name] = folderAt(join(root, name));
    return folderAt(join(root, name));
  };
  const moved = copy('all moved');
  await move(moved, all(365));
  const copied = copy('copied, none deleted');
  cpSync(moved.archive, copied.archive, { recursive: true });
  const partly = copy('copied, some deleted');
  cpSync(moved.archive, partly.archive, { recursive: true });
  deleteSome(partly);
  await move(copy('some tables moved'), { ...all(365), chats: 'forever', orders: 'forever', usage: 800 });
  before = openStore(start);
});

afterAll(() => {
  before.close();
  rmSync(root, { recursive: true });
});

async function move(folder: DataFolder, retention: Retention): Promise<void> {
  const store = openStore(folder);
  await archive(store, {
    retention,
    clock: testClock(),
    auditSegment: olderThan => nextSegment(folder, olderThan, ROWS / 2),
  });
  store.close();
}

function deleteSome(folder: DataFolder): void {
  const cutoff = NOW - YEAR_MS;
  const main = openWriter(folder.main, 'main');
  for (const table of ['ai_chat_messages', 'ai_usage_tracking'])
    main.exec(`DELETE FROM ${table} WHERE created_at < ${cutoff} AND id % 3 = 1`);
  main.close();
  const trading = openWriter(folder.trading, 'trading');
  trading.exec(`INSERT INTO archived_ranges VALUES ('trading_audit_trail', 2023, 1, ${ROWS / 2}, 1, ${NOW});
    DELETE FROM trading_audit_trail WHERE seq <= ${ROWS / 2} AND seq % 5 < 3;
    INSERT INTO leaving_rows SELECT 'trading_executions', id FROM trading_executions
      WHERE executed_at < ${cutoff - YEAR_MS};
    DELETE FROM trading_executions WHERE executed_at < ${cutoff - YEAR_MS};
    DELETE FROM leaving_rows`);
  trading.close();
}

const USER_COLUMN = 'user_id';
const shapes = [
  (t: ArchivedTable, where: string) => `SELECT count(*) AS n FROM ${t.name} WHERE ${where}`,
  (t: ArchivedTable, where: string, limit: number) =>
    `SELECT * FROM ${t.name} WHERE ${where} ORDER BY ${t.instant} DESC, ${t.key} DESC LIMIT ${limit}`,
  (t: ArchivedTable, where: string, limit: number) =>
    `SELECT * FROM ${t.name} WHERE ${where} ORDER BY ${t.key} LIMIT ${limit} OFFSET ${limit * 2}`,
  (t: ArchivedTable, where: string) =>
    `SELECT ${USER_COLUMN}, count(*) AS n, min(${t.instant}) AS oldest, max(${t.key}) AS newest
     FROM ${t.name} WHERE ${where} GROUP BY ${USER_COLUMN} ORDER BY ${USER_COLUMN}`,
  (t: ArchivedTable, where: string) =>
    `SELECT strftime('%Y-%m', ${t.instant} / 1000, 'unixepoch') AS month, count(DISTINCT ${t.key}) AS n
     FROM ${t.name} WHERE ${where} GROUP BY month ORDER BY month`,
];
const special = [
  (user: string) =>
    `SELECT sum(cost_micros) AS cost, total(cost_cents) AS cents, sum(tokens_used) AS tokens FROM ai_usage_tracking WHERE user_id = '${user}'`,
  (user: string) =>
    `SELECT o.id, o.average_fill_price, sum(x.quantity * x.price) AS paid FROM trading_orders AS o
     JOIN trading_executions AS x ON x.order_id = o.id WHERE o.user_id = '${user}' GROUP BY o.id ORDER BY o.id`,
  (user: string) =>
    `SELECT s.session_name, count(m.id) AS n FROM ai_chat_sessions AS s LEFT JOIN ai_chat_messages AS m ON m.session_id = s.id
     WHERE s.user_id = '${user}' GROUP BY s.id`,
];

const instants = fc.integer({ min: NOW - 5 * YEAR_MS, max: NOW });

interface Question {
  table: ArchivedTable;
  shape: (typeof shapes)[number];
  user: string | undefined;
  from: number | undefined;
  to: number | undefined;
  limit: number;
  /** Whether the window also narrows the years that are opened. */
  narrow: boolean;
  state: string;
}

const questions: fc.Arbitrary<Question> = fc.record({
  table: fc.constantFrom<ArchivedTable>(...ARCHIVED_TABLES),
  shape: fc.constantFrom(...shapes),
  user: fc.constantFrom(...PEOPLE, undefined),
  from: fc.option(instants, { nil: undefined }),
  to: fc.option(instants, { nil: undefined }),
  limit: fc.integer({ min: 1, max: 40 }),
  narrow: fc.boolean(),
  state: fc.constantFrom('copied, none deleted', 'copied, some deleted', 'some tables moved', 'all moved'),
});

async function answersTheSame({
  table,
  shape,
  user,
  from,
  to,
  limit,
  narrow,
  state,
}: Question): Promise<void> {
  const where = [
    user ? `user_id = '${user}'` : 'true',
    from === undefined ? 'true' : `${table.instant} >= ${from}`,
    to === undefined ? 'true' : `${table.instant} < ${to}`,
  ].join(' AND ');
  const window = narrow ? { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } : {};
  const tables = ARCHIVED_TABLES.filter(each => each.name === table.name).map(each => each.name);
  await same(table.database, shape(table, where, limit), state, { tables, ...window });
}

test('every query answers the same over live and archived years, wherever the move stands', async () => {
  await fc.assert(fc.asyncProperty(questions, answersTheSame), { seed: 42, numRuns: RUNS });
}, 60_000);

async function same(
  database: 'main' | 'trading',
  text: string,
  state: string,
  across: Across,
): Promise<void> {
  const folder = states[state];
  if (!folder) throw new Error(`no state ${state}`);
  const query = sql.raw(text);
  const expected = before[database].read.all(query);
  const options = across as never;
  const found =
    database === 'main'
      ? await readMainAcross(folder, options, read => Promise.resolve(read.all(query)))
      : await readTradingAcross(folder, options, read => Promise.resolve(read.all(query)));
  expect(found, `${state}: ${text}`).toEqual(expected);
}

test.each(['copied, none deleted', 'copied, some deleted', 'some tables moved', 'all moved'])(
  'joins and sums over several tables are the same: %s',
  async state => {
    for (const user of PEOPLE) {
      const [usage, orders, chats] = special.map(text => text(user));
      await same('main', usage ?? '', state, { tables: ['ai_usage_tracking'] });
      await same('trading', orders ?? '', state, { tables: ['trading_orders', 'trading_executions'] });
      await same('main', chats ?? '', state, { tables: ['ai_chat_messages'] });
    }
  },
);

test('the query of a use-case is the same text for the live file and across all years', async () => {
  const newest = (read: Store['main']['read']) =>
    read
      .select()
      .from(aiChatMessages)
      .where(
        and(
          eq(aiChatMessages.userId, 'ASHA'),
          gte(aiChatMessages.createdAt, NOW - 4 * YEAR_MS),
          lt(aiChatMessages.createdAt, NOW - YEAR_MS / 2),
        ),
      )
      .orderBy(desc(aiChatMessages.createdAt), desc(aiChatMessages.id))
      .limit(50);
  const expected = await newest(before.main.read);
  expect(expected.length).toBe(50);
  const moved = states['all moved'] as DataFolder;
  expect(await readMainAcross(moved, { tables: ['ai_chat_messages'] }, newest)).toEqual(expected);
});

test('a reader across years cannot write', async () => {
  const moved = states['all moved'] as DataFolder;
  await expect(
    readMainAcross(moved, { tables: ['ai_chat_messages'] }, read =>
      Promise.resolve(read.all(sql`DELETE FROM y2024.ai_chat_messages RETURNING id`)),
    ),
  ).rejects.toThrow(/readonly|read-only|query_only/i);
});
