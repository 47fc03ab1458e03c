import { chmodSync, cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { archive, type Retention } from '../../src/db/archive/archive.js';
import { openReader, openWriter, type Sqlite } from '../../src/db/connection.js';
import { lookAtFolder } from '../../src/db/doctor/checks.js';
import { type Check, doctor, type DoctorDeps } from '../../src/db/doctor/doctor.js';
import { archiveFile, type DatabaseName, type DataFolder, folderAt } from '../../src/db/folder.js';
import { openStore } from '../../src/db/store.js';
import { folderAtFirstStep } from '../support/earlier.js';
import { migratedFolder, NOW, temporaryFolder, testClock } from '../support/folder.js';
import { fillHistory } from '../support/history.js';
import { randomFrom } from '../support/random.js';
import { insertRow } from '../support/rows.js';

const HOUR_MS = 3_600_000;
const PAGE = 4096;

const deps = (changes: Partial<DoctorDeps> = {}): DoctorDeps => ({
  clock: testClock(),
  auditChain: () => Promise.resolve({ status: 'ok', detail: '300 rows' }),
  exchangeLedger: () => ({ status: 'ok', detail: 'adds up' }),
  lastBackupAt: () => NOW - HOUR_MS,
  ...changes,
});

async function filled(): Promise<DataFolder> {
  const folder = await migratedFolder();
  fillHistory(folder, { seed: 3, rows: 80 });
  inTrading(folder, fillBook);
  return folder;
}

async function archived(): Promise<DataFolder> {
  const folder = await filled();
  const store = openStore(folder);
  const days = 365;
  const retention: Retention = {
    chats: days,
    usage: days,
    events: days,
    audit: 'forever',
    signals: days,
    snapshots: days,
    orders: days,
  };
  await archive(store, { retention, clock: testClock(), auditSegment: () => undefined });
  store.close();
  return folder;
}

function change(folder: DataFolder, name: DatabaseName, text: string): void {
  const sqlite = openWriter(folder[name], name);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.exec(text);
  sqlite.close();
}

const notOk = (checks: Check[]) =>
  checks.filter(check => check.status !== 'ok').map(check => [check.name, check.status]);
const named = (checks: Check[], name: string) => checks.find(check => check.name === name);

test('a healthy folder with archives is all ok, also beside a running service, and nothing is changed', async () => {
  const folder = await archived();
  const store = openStore(folder);
  onTestFinished(() => store.close());
  const files = [folder.main, folder.trading, archiveFile(folder, 2024)];
  const before = files.map(path => readFileSync(path));
  const checks = await doctor(folder, deps());
  expect(notOk(checks)).toEqual([]);
  expect(checks.length).toBeGreaterThan(15);
  expect(files.every((path, n) => readFileSync(path).equals(before[n] ?? Buffer.alloc(0)))).toBe(true);
  expect(JSON.parse(JSON.stringify(checks))).toEqual(checks);
});

type Case = [string, string, 'warn' | 'fail', (folder: DataFolder) => void];

function inTrading(folder: DataFolder, work: (sqlite: Sqlite) => void): void {
  const sqlite = openWriter(folder.trading, 'trading');
  work(sqlite);
  sqlite.close();
}

/** A book that adds up, of one holding that was bought for cash. */
function fillBook(sqlite: Sqlite): void {
  const order = { id: 'BOUGHT', user_id: 'ASHA', order_number: 900, symbol: 'TCS' };
  insertRow(sqlite, 'trading_orders', { ...order, filled_quantity: 10, filled_value: 15_000_00 });
  const fill = { order_id: 'BOUGHT', user_id: 'ASHA', symbol: 'TCS', price: 1_500_00 };
  insertRow(sqlite, 'trading_executions', { ...fill, quantity: 4 });
  insertRow(sqlite, 'trading_executions', { ...fill, quantity: 6 });
  const held = { user_id: 'ASHA', symbol: 'TCS', product: 'CNC', quantity: 10, cost: 15_000_00 };
  insertRow(sqlite, 'trading_positions', { ...held, strategy_id: null });
  for (const view of ['strategy', 'tax'])
    insertRow(sqlite, 'trading_lots', { ...held, view, strategy_id: '' });
  const cash = { user_id: 'ASHA', symbol: null };
  insertRow(sqlite, 'cash_entries', { ...cash, kind: 'deposit', amount: 10_00_000_00 });
  insertRow(sqlite, 'cash_entries', { ...cash, kind: 'withdrawal', amount: -1_00_000_00 });
  insertRow(sqlite, 'cash_entries', { ...cash, kind: 'note_rounding', amount: -33 });
  const traded = { user_id: 'ASHA', bought: 15_000_00, sold: 0, charges: 40_00, realized: 0, fills: 2 };
  const paid = { deposits: 10_00_000_00, withdrawals: 1_00_000_00, dividends: 0, adjustments: -33 };
  insertRow(sqlite, 'book_totals', { ...traded, ...paid });
  insertRow(sqlite, 'symbol_totals', { ...traded, symbol: 'TCS', strategy_id: '' });
}

const BOOKS: [string, (sqlite: Sqlite) => void][] = [
  [
    'an order of another value',
    at => at.exec(`UPDATE trading_orders SET filled_value = 1 WHERE symbol = 'TCS'`),
  ],
  [
    'an execution too many',
    at => insertRow(at, 'trading_executions', { order_id: 'BOUGHT', user_id: 'ASHA', symbol: 'TCS' }),
  ],
  ['a position of another quantity', at => at.exec('UPDATE trading_positions SET quantity = 9')],
  ['a position of another cost', at => at.exec('UPDATE trading_positions SET cost = cost + 1')],
  ['a lot without its position', at => at.exec('DELETE FROM trading_positions')],
  ['a position on another market', at => at.exec('UPDATE trading_positions SET book_id = 2')],
  ['a lot for tax too many', at => insertRow(at, 'trading_lots', { view: 'tax', strategy_id: '' })],
  ['money that came from nowhere', at => at.exec('UPDATE book_totals SET deposits = deposits + 1')],
  ['an entry that no total knows', at => insertRow(at, 'cash_entries', { user_id: 'ASHA', book_id: 2 })],
  ...['bought', 'sold', 'charges', 'realized', 'fills'].map((column): [string, (at: Sqlite) => void] => [
    `${column} of no symbol`,
    at => at.exec(`UPDATE book_totals SET ${column} = ${column} + 1`),
  ]),
];

const CASES: Case[] = [
  ['a file that others can read', 'permissions', 'fail', folder => chmodSync(folder.main, 0o644)],
  ['a missing file', 'integrity of trading_app.db', 'fail', folder => rmSync(folder.trading)],
  ['a missing archive', 'archives', 'fail', folder => rmSync(archiveFile(folder, 2024))],
  [
    'archived rows that are gone',
    'archives',
    'fail',
    folder => {
      const sqlite = openWriter(archiveFile(folder, 2024), 'main');
      sqlite.exec('DELETE FROM trading_events WHERE id = (SELECT min(id) FROM trading_events)');
      sqlite.close();
    },
  ],
  [
    'a row that points at nothing',
    'integrity of quantumleap.db',
    'fail',
    folder => change(folder, 'main', `DELETE FROM users WHERE user_id = 'ASHA'`),
  ],
  [
    'a deleted person in the archives',
    'deleted persons in archives',
    'fail',
    folder => change(folder, 'main', `PRAGMA foreign_keys = ON; DELETE FROM users WHERE user_id = 'ASHA'`),
  ],
  [
    'an account of nobody',
    'orphans across files',
    'fail',
    folder =>
      change(folder, 'trading', `INSERT INTO trading_accounts VALUES ('NOBODY', 'paper', 1, ${NOW}, NULL)`),
  ],
  [
    'a deployment of a strategy that is gone',
    'orphans across files',
    'fail',
    folder =>
      change(
        folder,
        'trading',
        `INSERT INTO strategy_deployments (id, user_id, strategy_id, mode, status, configuration, risk_parameters, deployed_at)
         VALUES ('D1', 'ASHA', 'GONE', 'paper', 'running', '{}', '{}', ${NOW})`,
      ),
  ],
  ...BOOKS.map(
    ([what, damage]): Case => [what, 'books', 'fail', folder => inTrading(folder, sqlite => damage(sqlite))],
  ),
  ...['trading_orders', 'order_changes', 'gtt_orders'].map(
    (table): Case => [
      `an answer of the broker to ${table} that never came`,
      'orders under way',
      'warn',
      folder =>
        inTrading(folder, sqlite =>
          insertRow(sqlite, table, {
            status: 'unknown',
            created_at: NOW - HOUR_MS / 3,
            ...(table === 'trading_orders' && { filled_quantity: 0, filled_value: 0, filled_at: null }),
          }),
        ),
    ],
  ),
  [
    'messages that wait for ten minutes',
    'outbox to trading_app.db',
    'warn',
    folder =>
      change(
        folder,
        'main',
        `INSERT INTO outbox (topic, payload, created_at) VALUES ('a', '{}', ${NOW - HOUR_MS / 6})`,
      ),
  ],
  [
    'messages that wait for hours',
    'outbox to quantumleap.db',
    'fail',
    folder =>
      change(
        folder,
        'trading',
        `INSERT INTO outbox (topic, payload, created_at) VALUES ('a', '{}', ${NOW - 2 * HOUR_MS})`,
      ),
  ],
  [
    'a message that was applied and never written',
    'outbox to quantumleap.db',
    'fail',
    folder => change(folder, 'main', `INSERT INTO outbox_applied VALUES ('trading', 'a', 9, ${NOW})`),
  ],
  [
    'a clock that went back',
    'clock',
    'warn',
    folder =>
      change(folder, 'main', `INSERT INTO job_runs (job, started_at) VALUES ('later', ${NOW + HOUR_MS})`),
  ],
  [
    'a job that failed',
    'jobs',
    'warn',
    folder =>
      change(
        folder,
        'main',
        `INSERT INTO job_runs VALUES ('backup', ${NOW - 2}, ${NOW - 1}, 'the disk is full')`,
      ),
  ],
  [
    'a very slow query',
    'slow queries',
    'warn',
    folder => change(folder, 'trading', `INSERT INTO slow_queries VALUES ('SELECT 1', 2000000, 1, ${NOW})`),
  ],
  [
    'a step that was not taken',
    'migrations of quantumleap.db',
    'warn',
    folder => change(folder, 'main', 'DELETE FROM schema_migrations'),
  ],
  [
    'a file of a newer version',
    'migrations of trading_app.db',
    'fail',
    folder => change(folder, 'trading', `INSERT INTO schema_migrations VALUES (9999, 'new', 'x', 1)`),
  ],
];

test('each thing that can be wrong is found under its name, with what to do', async () => {
  const healthy = await archived();
  for (const [what, name, status, damage] of CASES) {
    const folder = folderAt(temporaryFolder());
    cpSync(healthy.root, folder.root, { recursive: true });
    damage(folder);
    const check = named(lookAtFolder(folder, NOW), name);
    expect(check, what).toMatchObject({ status });
    expect(check?.todo, what).toMatch(/\w/);
  }
}, 60_000);

test('backups that are old or missing and a broken audit chain are told', async () => {
  const folder = await migratedFolder();
  const backup = async (at: number | undefined) =>
    named(await doctor(folder, deps({ lastBackupAt: () => at })), 'last backup')?.status;
  expect(await backup(undefined)).toBe('warn');
  expect(await backup(NOW - 50 * HOUR_MS)).toBe('warn');
  expect(await backup(NOW - 200 * HOUR_MS)).toBe('fail');
  const broken = { status: 'fail' as const, detail: 'row 7 was edited', todo: 'restore a backup' };
  const checks = await doctor(folder, deps({ auditChain: () => Promise.resolve(broken) }));
  expect(named(checks, 'audit chain')).toMatchObject(broken);
  const short = await doctor(folder, deps({ exchangeLedger: () => ({ status: 'fail', detail: 'cash' }) }));
  expect(short.find(({ name }) => name === 'exchange ledger')).toMatchObject({ status: 'fail' });
  const throwing = await doctor(folder, deps({ auditChain: () => Promise.reject(new Error('no key')) }));
  expect(named(throwing, 'audit chain')).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('no key'),
  });
});

/** One place in every region of a file: header, schema, tree pages, free pages, the end. */
interface Damage {
  what: string;
  damage: (path: string) => void;
}

function regions(path: string): Damage[] {
  const pages = statSync(path).size / PAGE;
  const random = randomFrom(9);
  const flip = (offset: number, bytes: number) => (file: string) => {
    const content = readFileSync(file);
    for (let n = offset; n < Math.min(offset + bytes, content.length); n += 1)
      content[n] = (content[n] ?? 0) ^ 0xff;
    writeFileSync(file, content);
  };
  const somewhere = Array.from({ length: 8 }, () => Math.floor(random() * pages) * PAGE);
  return [
    { what: 'magic', damage: flip(0, 16) },
    { what: 'page size', damage: flip(16, 2) },
    { what: 'page count and freelist', damage: flip(28, 12) },
    { what: 'schema cookie and format', damage: flip(40, 8) },
    { what: 'schema page', damage: flip(100, PAGE - 100) },
    { what: 'second page', damage: flip(PAGE, PAGE) },
    ...somewhere.map(offset => ({ what: `page at ${offset}`, damage: flip(offset, PAGE) })),
    { what: 'last page', damage: flip((pages - 1) * PAGE, PAGE) },
    { what: 'cut in half', damage: file => truncateSync(file, Math.floor(pages / 2) * PAGE) },
    { what: 'emptied', damage: file => truncateSync(file, 0) },
    { what: 'text instead', damage: file => writeFileSync(file, 'this is no database\n'.repeat(500)) },
  ];
}

/** All rows of a file: free pages may hold anything, damage there has lost nothing. */
function contentOf(path: string): string {
  const sqlite = openReader(path);
  const tables = sqlite
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  const content = tables.map(name => [name, sqlite.prepare(`SELECT * FROM "${String(name)}"`).all()]);
  sqlite.close();
  return JSON.stringify(content);
}

test('flipped bytes in any region of any file are found, and the other checks are still made', async () => {
  const healthy = await archived();
  change(healthy, 'main', 'DELETE FROM ai_chat_messages WHERE id % 2 = 0');
  const count = lookAtFolder(healthy, NOW).length;
  const files = [healthy.main, healthy.trading, archiveFile(healthy, 2024)];
  const integrityOf = (file: string) => `integrity of ${file.slice(healthy.root.length + 1)}`;
  for (const [n, file] of files.entries())
    for (const { what, damage } of regions(file).filter((_, place) => n === 0 || place % 3 === n)) {
      const folder = folderAt(temporaryFolder());
      cpSync(healthy.root, folder.root, { recursive: true });
      const damaged = file.replace(healthy.root, folder.root);
      damage(damaged);
      const checks = lookAtFolder(folder, NOW);
      const at = `${integrityOf(file)}: ${what}`;
      expect(checks.length, at).toBe(count);
      const failed = checks.filter(check => check.status === 'fail');
      if (failed.length === 0) expect(contentOf(damaged), at).toBe(contentOf(file));
      for (const check of failed) expect(check.todo, at).toBeTruthy();
      for (const other of files.filter(each => each !== file))
        expect(named(checks, integrityOf(other))?.status, at).toBe('ok');
      rmSync(folder.root, { recursive: true });
    }
}, 120_000);

test('a folder that is not there is told, check by check', async () => {
  const checks = await doctor(folderAt('/nowhere/at/all'), deps());
  expect(named(checks, 'permissions')?.status).toBe('fail');
  expect(named(checks, 'free space')?.status).toBe('fail');
  expect(named(checks, 'last backup')?.status).toBe('ok');
});

test('a file that lacks a step is not said to be broken', async () => {
  const checks = lookAtFolder(await folderAtFirstStep(), NOW);
  expect(notOk(checks)).toEqual([
    ['migrations of quantumleap.db', 'warn'],
    ['migrations of trading_app.db', 'warn'],
    ['books', 'warn'],
    ['orders under way', 'warn'],
  ]);
});
