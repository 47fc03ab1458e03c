import { expect, test } from 'vitest';
import { prepareFolder } from '../../src/db/folder.js';
import { openLedgerFile } from '../../src/db/ledger-file.js';
import { temporaryFolder, testClock } from '../support/folder.js';

test('the ledger of the paper exchange is durable as its comments say, strict, and opens again as it was left', async () => {
  const folder = prepareFolder(temporaryFolder());
  const ledger = await openLedgerFile(folder, testClock());
  const { sqlite } = ledger;
  const pragma = (name: string) => sqlite.pragma(name, { simple: true });
  expect([
    pragma('journal_mode'),
    pragma('synchronous'),
    pragma('wal_autocheckpoint'),
    pragma('foreign_keys'),
  ]).toEqual(['wal', 1, 0, 1]);
  const loose = sqlite.prepare(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
  );
  expect(loose.all()).toEqual([]);
  const add = (user: string) =>
    sqlite
      .prepare(`INSERT INTO logins VALUES (?, ?, ?, NULL, NULL, '2026-06-01', 0, 1)`)
      .run(user, 'a'.repeat(64), 'b'.repeat(64));
  ledger.transact(() => add('ANN'));
  const failing = () =>
    ledger.transact(() => {
      add('BOB');
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  ledger.close();
  const again = await openLedgerFile(folder, testClock());
  expect(again.sqlite.prepare('SELECT user_id FROM logins').pluck().all()).toEqual(['ANN']);
  again.sqlite.exec(`INSERT INTO schema_migrations VALUES (9999, '9999_later', 'x', 1)`);
  again.close();
  await expect(openLedgerFile(folder, testClock())).rejects.toThrow('does not know');
});

test.each([
  [`INSERT INTO books VALUES (1, 'ANN', 1, 0, 0, 1, '2026-02-30', NULL, 0, 0)`, 'books_session_date'],
  [`INSERT INTO books VALUES (1, 'ANN', 1, 2, 0, 1, '2026-06-01', NULL, 0, 0)`, 'books_closed'],
  [`INSERT INTO books VALUES (1, 'ANN', 1, 0, 0, 1, '2026-06-01', '2026-06-02', 0, 0)`, 'books_closed_date'],
  [`INSERT INTO positions VALUES (1, 'CNC', 'INFY', -1, -100, 0, 0)`, 'positions_short'],
  [`INSERT INTO positions VALUES (1, 'MIS', 'INFY', 0, 100, 0, 0)`, 'positions_cost'],
  [`INSERT INTO reports VALUES (1, 1, 'order', 'not json')`, 'reports_body'],
  [`INSERT INTO cash_entries VALUES (1, 'A', 1, 'gift', NULL, 1, '2026-06-01', 1)`, 'cash_entries_kind'],
  [`INSERT INTO logins VALUES ('ANN', 'short', 'short', NULL, NULL, '2026-06-01', 0, 1)`, 'logins_hashes'],
])('%s breaks %s', async (statement, rule) => {
  const ledger = await openLedgerFile(prepareFolder(temporaryFolder()), testClock());
  expect(() => ledger.sqlite.exec(statement)).toThrow(rule);
  ledger.close();
});
