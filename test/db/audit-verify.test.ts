import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { anchor } from '../../src/db/audit/anchor.js';
import { AUDIT_COLUMNS } from '../../src/db/audit/chain.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import { openStore } from '../../src/db/store.js';
import { AUDIT_KEY, appendMany, OTHER_KEY, sampleTrail } from '../support/audit-trail.js';
import { temporaryStore, testClock } from '../support/folder.js';
import { missedTamperings } from '../support/tamper.js';

const ROUNDS = 200;

describe('ql audit verify', () => {
  test(`${ROUNDS} random tamperings are all found, and the untouched trail is clean`, async () => {
    const sample = await sampleTrail();
    const clean = await verifyAudit({ folder: sample.folder, key: AUDIT_KEY });
    expect(clean).toMatchObject({ ok: true, rows: 47, anchoredSeq: 44, notYetAnchored: 3, problems: [] });
    const missed = await missedTamperings(sample, 0, ROUNDS);
    expect(missed).toEqual([]);
  });

  test.each([
    ['an edited column', `UPDATE trading_audit_trail SET entity_id = 'X' WHERE seq = 33`, 'edited', 33, 33],
    [
      'an edited mac',
      `UPDATE trading_audit_trail SET mac = '${'a'.repeat(64)}' WHERE seq = 33`,
      'edited',
      33,
      33,
    ],
    ['a removed row', 'DELETE FROM trading_audit_trail WHERE seq = 33', 'removed', 33, 33],
    ['a cut end', 'DELETE FROM trading_audit_trail WHERE seq > 35', 'truncated', 36, 44],
    [
      'two rows that changed places',
      'UPDATE trading_audit_trail SET seq = -1 WHERE seq = 25; UPDATE trading_audit_trail SET seq = 25 WHERE seq = 33; UPDATE trading_audit_trail SET seq = 33 WHERE seq = -1',
      'reordered',
      25,
      25,
    ],
    [
      'a removed row whose number was closed up',
      'DELETE FROM trading_audit_trail WHERE seq = 33; UPDATE trading_audit_trail SET seq = -seq WHERE seq > 33; UPDATE trading_audit_trail SET seq = -seq - 1 WHERE seq < 0',
      'removed',
      33,
      33,
    ],
    [
      'a row put in',
      `UPDATE trading_audit_trail SET seq = -seq WHERE seq > 33; UPDATE trading_audit_trail SET seq = -seq + 1 WHERE seq < 0;
       INSERT INTO trading_audit_trail SELECT 34, user_id, actor, action, entity_type, 'F', old_data, new_data, decision_rationale, created_at, NULL, mac FROM trading_audit_trail WHERE seq = 33`,
      'inserted',
      34,
      34,
    ],
  ])('%s is named, with its row', async (_, statements, kind, firstSeq, lastSeq) => {
    const { folder } = await sampleTrail();
    const sqlite = new Database(folder.trading);
    sqlite.pragma('ignore_check_constraints = ON');
    sqlite.exec('DROP TRIGGER trading_audit_trail_no_update; DROP TRIGGER trading_audit_trail_no_delete');
    sqlite.exec(statements);
    sqlite.close();
    const report = await verifyAudit({ folder, key: AUDIT_KEY });
    expect(report.ok).toBe(false);
    const named = report.problems.find(problem => problem.kind === kind);
    expect({ ...named, text: '' }).toEqual({ kind, firstSeq, lastSeq, text: '' });
  });

  test('under another key the whole trail fails, in one line and not one a row', async () => {
    const { folder } = await sampleTrail();
    const report = await verifyAudit({ folder, key: OTHER_KEY });
    expect(report.problems.map(problem => problem.kind)).toEqual(
      expect.arrayContaining(['rewritten', 'head_edited']),
    );
    expect(report.problems.filter(problem => problem.kind === 'rewritten')).toHaveLength(1);
  });

  test('a head that was noted down finds what the files alone cannot: older copies of everything', async () => {
    const sample = await sampleTrail();
    const { head } = await verifyAudit({ folder: sample.folder, key: AUDIT_KEY });
    if (!head) throw new Error('no head');
    cpSync(sample.old.root, sample.folder.root, { recursive: true });
    const folder = sample.folder;
    expect(await verifyAudit({ folder, key: AUDIT_KEY })).toMatchObject({ ok: true, rows: 30 });
    const report = await verifyAudit({ folder, key: AUDIT_KEY, expect: head });
    expect(report.problems).toMatchObject([{ kind: 'truncated', firstSeq: 31, lastSeq: 47 }]);
    const other = await verifyAudit({ folder, key: AUDIT_KEY, expect: { seq: 30, mac: 'f'.repeat(64) } });
    expect(other.problems).toMatchObject([{ kind: 'not_as_expected', firstSeq: 30 }]);
  });

  test('a row of another history, with the right number and made with the right key, is found', async () => {
    const { folder, old } = await sampleTrail();
    const store = openStore(old);
    await appendMany(store, 131, 144);
    store.close();
    const sqlite = new Database(folder.trading);
    sqlite.exec('DROP TRIGGER trading_audit_trail_no_delete');
    sqlite.exec(`ATTACH '${old.trading}' AS other; DELETE FROM main.trading_audit_trail WHERE seq = 40`);
    sqlite.exec(
      'INSERT INTO main.trading_audit_trail SELECT * FROM other.trading_audit_trail WHERE seq = 40',
    );
    sqlite.close();
    const report = await verifyAudit({ folder, key: AUDIT_KEY });
    expect(report.problems.map(problem => problem.kind)).toContain('edited');
    expect(report.problems.find(problem => problem.kind === 'edited')).toMatchObject({ firstSeq: 40 });
  });

  test('a missing archive file is reported as that, and the rows after it still verify', async () => {
    const { folder } = await sampleTrail();
    rmSync(join(folder.archive, '2024.db'));
    const report = await verifyAudit({ folder, key: AUDIT_KEY });
    expect(report.problems).toMatchObject([{ kind: 'archive_missing', firstSeq: 1, lastSeq: 10 }]);
  });

  test('it reads beside a service that goes on writing and anchoring, without a false alarm', async () => {
    const store = await temporaryStore();
    const clock = testClock();
    const state = { writing: true };
    const writer = (async () => {
      for (let n = 0; state.writing; n += 1) {
        await appendMany(store, n * 10 + 1, n * 10 + 10);
        await anchor(store, AUDIT_KEY, clock);
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 20; round += 1)
      expect((await verifyAudit({ folder: store.folder, key: AUDIT_KEY })).problems).toEqual([]);
    state.writing = false;
    await writer;
  });

  test('the mac covers every column of the table', async () => {
    const store = await temporaryStore();
    const sqlite = new Database(store.folder.trading, { readonly: true });
    const columns = sqlite.prepare(`SELECT name FROM pragma_table_info('trading_audit_trail')`).pluck().all();
    sqlite.close();
    expect(columns).toEqual([...AUDIT_COLUMNS, 'mac']);
  });

  test('an empty trail verifies', async () => {
    const store = await temporaryStore();
    expect(await verifyAudit({ folder: store.folder, key: AUDIT_KEY })).toMatchObject({
      ok: true,
      rows: 0,
      head: undefined,
    });
  });
});
