import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { readMainAcross, readTradingAcross } from '../../src/db/archive/across.js';
import { archive, eraseFromArchives, type Retention } from '../../src/db/archive/archive.js';
import { archiveYear } from '../../src/db/archive/tables.js';
import { integrityProblems, openReader, openWriter } from '../../src/db/connection.js';
import { archivedYears, archiveFile, type DataFolder, folderAt } from '../../src/db/folder.js';
import { searchMessages } from '../../src/db/archive/search.js';
import { openStore, type Store } from '../../src/db/store.js';
import { aiChatMessages, jobRuns } from '../../src/db/schema/main/index.js';
import { migratedFolder, NOW, temporaryFolder, testClock } from '../support/folder.js';
import { strikeArchive } from '../support/archive-kill.js';
import { faultTestName, killTestName } from '../support/kill.js';
import { everything, fillHistory, liveCounts, nextSegment, PEOPLE } from '../support/history.js';

const DAY_MS = 86_400_000;
const YEAR_OLD: Retention = {
  chats: 365,
  usage: 365,
  events: 365,
  audit: 365,
  signals: 365,
  snapshots: 365,
  orders: 365,
};

async function history(rows: number, years = 4): Promise<DataFolder> {
  const folder = await migratedFolder();
  fillHistory(folder, { seed: 7, rows, years });
  return folder;
}

function opened(folder: DataFolder): Store {
  const store = openStore(folder);
  onTestFinished(() => store.close());
  return store;
}

const options = (folder: DataFolder, retention = YEAR_OLD) => ({
  retention,
  clock: testClock(),
  auditSegment: (olderThan: number) => nextSegment(folder, olderThan),
});

const row = (folder: DataFolder, file: string, text: string): Record<string, unknown> => {
  const sqlite = openReader(file === 'main' || file === 'trading' ? folder[file] : file);
  const found = sqlite.prepare<[], Record<string, unknown>>(text).get();
  sqlite.close();
  return found ?? {};
};

test('what is older than its retention moves into the file of its year in India and reads as before', async () => {
  const folder = await history(1200);
  const before = await everything(folder);
  const report = await archive(opened(folder), options(folder));
  expect(await everything(folder)).toEqual(before);
  expect(archivedYears(folder)).toEqual([2022, 2023, 2024, 2025]);
  const live = liveCounts(folder);
  expect(live.ai_chat_messages).toBeLessThan(400);
  const moved = report
    .filter(each => each.table === 'ai_chat_messages')
    .reduce((sum, each) => sum + each.rows, 0);
  expect(moved + (live.ai_chat_messages ?? 0)).toBe(1200);
  for (const year of archivedYears(folder)) {
    const path = archiveFile(folder, year);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const sqlite = openReader(path);
    expect(integrityProblems(sqlite)).toEqual([]);
    const instants = sqlite.prepare('SELECT created_at FROM trading_audit_trail').pluck().all().map(Number);
    sqlite.close();
    expect(new Set(instants.map(archiveYear))).toEqual(new Set([year]));
  }
});

test('a second run moves nothing', async () => {
  const folder = await history(300);
  const store = opened(folder);
  expect((await archive(store, options(folder))).length).toBeGreaterThan(0);
  const ranges = row(folder, 'trading', 'SELECT sum(row_count) AS rows FROM archived_ranges');
  expect(await archive(store, options(folder))).toEqual([]);
  expect(row(folder, 'trading', 'SELECT sum(row_count) AS rows FROM archived_ranges')).toEqual(ranges);
});

test('the last minute of a year in India is of that year, the next of the next', () => {
  const midnight = Date.UTC(2024, 11, 31, 18, 30);
  expect([archiveYear(midnight - 1), archiveYear(midnight)]).toEqual([2024, 2025]);
});

test('open orders, events not yet processed and signals not yet expired stay, and executions go with their order', async () => {
  const folder = await history(600);
  const before = row(
    folder,
    'trading',
    `SELECT
    (SELECT count(*) FROM trading_orders WHERE status = 'open') AS open,
    (SELECT count(*) FROM trading_events WHERE processed = 0) AS waiting`,
  );
  const signals = row(folder, 'main', 'SELECT count(*) AS open FROM ai_trading_signals WHERE is_active = 1');
  await archive(opened(folder), options(folder));
  const cutoff = NOW - 365 * DAY_MS;
  expect(
    row(
      folder,
      'trading',
      `SELECT
    (SELECT count(*) FROM trading_orders WHERE status = 'open') AS open,
    (SELECT count(*) FROM trading_events WHERE processed = 0) AS waiting`,
    ),
  ).toEqual(before);
  expect(row(folder, 'main', 'SELECT count(*) AS open FROM ai_trading_signals WHERE is_active = 1')).toEqual(
    signals,
  );
  expect(
    row(
      folder,
      'trading',
      `SELECT count(*) AS old FROM trading_orders WHERE status <> 'open' AND created_at < ${cutoff - DAY_MS}`,
    ),
  ).toEqual({ old: 0 });
  for (const year of archivedYears(folder))
    expect(
      row(
        folder,
        archiveFile(folder, year),
        `SELECT count(*) AS lost FROM trading_executions
      WHERE order_id NOT IN (SELECT id FROM trading_orders)`,
      ),
    ).toEqual({ lost: 0 });
  const stuck = openWriter(folder.trading, 'trading');
  expect(() => stuck.exec('DELETE FROM trading_events')).toThrow(/append-only/);
  expect(() => stuck.exec('DELETE FROM trading_audit_trail')).toThrow(/append-only/);
  stuck.close();
});

test('a table kept forever stays, and so does the audit trail while no segment may leave', async () => {
  const folder = await history(200);
  const before = liveCounts(folder);
  const retention: Retention = { ...YEAR_OLD, chats: 'forever' };
  await archive(opened(folder), { ...options(folder, retention), auditSegment: () => undefined });
  const after = liveCounts(folder);
  expect(after.ai_chat_messages).toBe(before.ai_chat_messages);
  expect(after.trading_audit_trail).toBe(before.trading_audit_trail);
  expect(after.ai_usage_tracking).toBeLessThan(before.ai_usage_tracking ?? 0);
});

test('more years than SQLite can attach read as before, and a time window finds its own rows only', async () => {
  const folder = await history(500, 15);
  const before = await everything(folder);
  await archive(opened(folder), options(folder));
  expect(archivedYears(folder).length).toBeGreaterThan(12);
  expect(await everything(folder)).toEqual(before);
  const [from, to] = [Date.UTC(2014, 3, 1), Date.UTC(2019, 8, 1)];
  const within = await readTradingAcross(folder, { tables: ['trading_executions'], from, to }, read =>
    Promise.resolve(read.all<{ id: string }>(sql`SELECT id FROM trading_executions ORDER BY id`)),
  );
  const expected = (before.trading_executions as { id: string; executed_at: number }[]).filter(
    each => each.executed_at >= from && each.executed_at < to,
  );
  expect(within.map(each => each.id)).toEqual(expected.map(each => each.id));
});

test('a search finds archived messages as it did live ones, whatever is typed', async () => {
  const folder = await history(800);
  const searches = [
    'infy',
    'TCS buy',
    'நிஃப்டி',
    'stop-loss',
    '"quoted"',
    'infy OR tcs',
    '* NEAR( ^',
    '',
    'absent',
  ];
  const find = () =>
    searches.flatMap(words =>
      [3, 60].map(limit => searchMessages(folder, { userId: PEOPLE[0], words, limit })),
    );
  const before = find();
  expect(before[1]?.length).toBeGreaterThan(30);
  expect(before.at(-1)).toEqual([]);
  await archive(opened(folder), options(folder));
  expect(find()).toEqual(before);
});

test('a run that is told to stop stops between batches, and the next one goes on', async () => {
  const folder = await history(300);
  const before = await everything(folder);
  const store = opened(folder);
  expect(await archive(store, { ...options(folder), signal: AbortSignal.abort() })).toEqual([]);
  expect(await everything(folder)).toEqual(before);
  expect((await archive(store, options(folder))).length).toBeGreaterThan(0);
  expect(await everything(folder)).toEqual(before);
});

test('what a killed run left in the archive is replaced by the live row, whatever became of it', async () => {
  const folder = await history(300);
  const copy = folderAt(temporaryFolder());
  cpSync(folder.root, copy.root, { recursive: true });
  await archive(opened(copy), options(copy));
  // Every row copied, none deleted: and then one is settled and one event processed.
  cpSync(copy.archive, folder.archive, { recursive: true });
  const main = openWriter(folder.main, 'main');
  main.exec(
    'UPDATE ai_chat_messages SET cost_micros = 12345 WHERE id = (SELECT min(id) FROM ai_chat_messages)',
  );
  main.close();
  const before = await everything(folder);
  await archive(opened(folder), options(folder));
  expect(await everything(folder)).toEqual(before);
  expect(liveCounts(folder)).toEqual(liveCounts(copy));
});

test('rows archived in an older shape read with NULL in what it lacked, and are not rewritten', async () => {
  const folder = await history(200);
  const store = opened(folder);
  await archive(store, options(folder, { ...YEAR_OLD, usage: 1000 }));
  const main = openWriter(folder.main, 'main');
  main.exec(`ALTER TABLE ai_usage_tracking ADD COLUMN note text CHECK(length(note) > 0)`);
  main.exec(`UPDATE ai_usage_tracking SET note = 'new'`);
  main.close();
  const { rows } = row(folder, 'main', 'SELECT count(*) AS rows FROM ai_usage_tracking');
  // The same years again: their files now hold both shapes.
  await archive(store, options(folder));
  const counted = await readMainAcross(folder, { tables: ['ai_usage_tracking'] }, read =>
    Promise.resolve(
      read.get<{ all: number; noted: number }>(
        sql`SELECT count(*) AS "all", count(note) AS noted FROM ai_usage_tracking`,
      ),
    ),
  );
  expect(counted).toEqual({ all: 200, noted: rows });
  const shapes = archivedYears(folder).map(
    year =>
      row(
        folder,
        archiveFile(folder, year),
        `SELECT count(*) AS shapes FROM archive_parts WHERE table_name = 'ai_usage_tracking'`,
      ).shapes,
  );
  expect(Math.max(...shapes.map(Number))).toBe(2);
});

test.each([
  ['UPDATE archive_parts SET level = 9999', /does not know/],
  ['PRAGMA user_version = 99', /does not know/],
])('an archive of a newer version is refused: %s', async (change, message) => {
  const folder = await history(200);
  await archive(opened(folder), options(folder, { ...YEAR_OLD, usage: 1000 }));
  const newer = openWriter(archiveFile(folder, 2024), 'main');
  newer.exec(change);
  newer.close();
  await expect(everything(folder)).rejects.toThrow(message);
  await expect(archive(opened(folder), options(folder))).rejects.toThrow(message);
});

test('a missing year is refused rather than left out of a sum', async () => {
  const folder = await history(200);
  await archive(opened(folder), options(folder));
  const gone = archiveFile(folder, 2024);
  const store = opened(folder);
  rmSync(gone);
  await expect(everything(folder)).rejects.toThrow(/2024.db is missing/);
  expect(await store.main.read.select().from(aiChatMessages).limit(1)).toHaveLength(1);
});

test('a deleted person leaves no word in any archive, and the others keep theirs', async () => {
  const folder = await history(400);
  const main = openWriter(folder.main, 'main');
  main.exec(
    `UPDATE ai_usage_tracking SET model = 'forgetmemodel' WHERE user_id = 'ASHA';
     INSERT INTO ai_chat_messages SELECT id + 5000, session_id, thread_id, user_id, 'user', 'forgetmeword', metadata,
       provider_used, tokens_used, cost_micros, created_at FROM ai_chat_messages WHERE user_id = 'ASHA'`,
  );
  main.close();
  const store = opened(folder);
  await archive(store, options(folder));
  const holdsWord = () =>
    archivedYears(folder)
      .flatMap(year => [archiveFile(folder, year), `${archiveFile(folder, year)}-wal`])
      .some(path => existsSync(path) && readFileSync(path).includes('forgetme'));
  expect(holdsWord()).toBe(true);
  const others = searchMessages(folder, { userId: 'BINA', words: 'infy', limit: 50 });
  await eraseFromArchives(store, 'ASHA');
  for (const year of archivedYears(folder))
    for (const table of [
      'ai_chat_messages',
      'ai_usage_tracking',
      'ai_trading_signals',
      'portfolio_snapshots',
    ])
      expect(
        row(
          folder,
          archiveFile(folder, year),
          `SELECT count(*) AS left FROM ${table} WHERE user_id = 'ASHA'`,
        ),
      ).toEqual({ left: 0 });
  expect(searchMessages(folder, { userId: 'BINA', words: 'infy', limit: 50 })).toEqual(others);
  expect(holdsWord()).toBe(false);
  const written = row(
    folder,
    'main',
    `SELECT sum(row_count) AS rows FROM archived_ranges WHERE table_name = 'ai_chat_messages'`,
  );
  const counts = archivedYears(folder).map(year =>
    Number(row(folder, archiveFile(folder, year), 'SELECT count(*) AS rows FROM ai_chat_messages').rows),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(written.rows);
});

test('writers go on between batches while rows move', async () => {
  const folder = await history(1500);
  const store = opened(folder);
  const done = { moved: false };
  const moving = archive(store, options(folder)).finally(() => {
    done.moved = true;
  });
  let writes = 0;
  while (!done.moved) {
    await store.main.tx(async tx => {
      const values = { job: 'writer', startedAt: NOW + writes };
      await tx.insert(jobRuns).values(values).onConflictDoUpdate({ target: jobRuns.job, set: values });
    });
    writes += 1;
    await new Promise(setImmediate);
  }
  await moving;
  expect(writes).toBeGreaterThan(10);
});

test(
  killTestName('killed while it archives, nothing is lost or doubled and the next run ends it'),
  async () => {
    const outcome = await strikeArchive({ fault: 'kill', rows: 40, runsMax: 4 });
    expect(outcome.runs).toBeGreaterThan(0);
  },
);

test(faultTestName('on a full disk nothing is lost or doubled, and the next run ends it'), async () => {
  const outcome = await strikeArchive({ fault: 'ENOSPC', rows: 40, runsMax: 2 });
  expect(outcome.runs).toBe(outcome.points === 0 ? 0 : 2);
});
