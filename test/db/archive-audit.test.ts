import { createSecretKey } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { archive, type Retention } from '../../src/db/archive/archive.js';
import { append } from '../../src/db/audit/trail.js';
import { anchor } from '../../src/db/audit/anchor.js';
import { segmentToArchive } from '../../src/db/audit/segment.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import { openReader, openWriter } from '../../src/db/connection.js';
import { archivedYears, archiveFile, DATABASES, type DatabaseName } from '../../src/db/folder.js';
import { ARCHIVED_TABLES, type ArchivedTable } from '../../src/db/archive/tables.js';
import { openStore } from '../../src/db/store.js';
import { migratedFolder, NOW, testClock } from '../support/folder.js';

const DAY_MS = 86_400_000;
const KEY = createSecretKey(Buffer.alloc(32, 7));
const AUDIT_ONLY: Retention = {
  chats: 'forever',
  usage: 'forever',
  events: 'forever',
  audit: 365,
  signals: 'forever',
  snapshots: 'forever',
  orders: 'forever',
};

async function trail(rows: number) {
  const folder = await migratedFolder();
  const store = openStore(folder);
  onTestFinished(() => store.close());
  for (let n = 0; n < rows; n += 1) {
    const at = NOW - (rows - n) * 10 * DAY_MS;
    await store.trading.tx(tx =>
      append(tx, KEY, {
        userId: null,
        actor: 'job',
        action: 'order.placed',
        entityType: 'order',
        entityId: `O${n}`,
        rationale: { code: 'first_start' },
        at,
      }),
    );
    if (n % 3 === 2) await anchor(store, KEY, testClock(at));
  }
  return { folder, store };
}

test('the audit trail verifies across archived years, and an edit in an archive is found', async () => {
  const { folder, store } = await trail(100);
  const clock = testClock();
  const auditSegment = (olderThan: number) => segmentToArchive({ folder, key: KEY, olderThan });
  const report = await archive(store, { retention: AUDIT_ONLY, clock, auditSegment });
  expect(report.reduce((sum, each) => sum + each.rows, 0)).toBeGreaterThan(50);
  expect(archivedYears(folder)).toEqual([2024, 2025]);
  expect(await verifyAudit({ folder, key: KEY })).toMatchObject({ ok: true, rows: 100, problems: [] });
  await store.trading.tx(tx =>
    append(tx, KEY, {
      userId: null,
      actor: 'job',
      action: 'order.placed',
      entityType: 'order',
      entityId: 'LAST',
      rationale: { code: 'first_start' },
      at: NOW,
    }),
  );
  await anchor(store, KEY, clock);
  expect(await archive(store, { retention: AUDIT_ONLY, clock, auditSegment })).toEqual([]);
  const edited = openWriter(archiveFile(folder, 2024), 'trading');
  edited.exec(`UPDATE trading_audit_trail SET entity_id = 'OTHER' WHERE seq = 5`);
  edited.close();
  const found = await verifyAudit({ folder, key: KEY });
  expect(found.ok).toBe(false);
  expect(found.problems).toContainEqual(expect.objectContaining({ kind: 'edited', firstSeq: 5 }));
});

test('nothing that stays points at a row that can leave', async () => {
  const folder = await migratedFolder();
  const tables: readonly ArchivedTable[] = ARCHIVED_TABLES;
  const referring = (name: DatabaseName) => {
    const sqlite = openReader(folder[name]);
    const pairs = sqlite
      .prepare<[], { child: string; parent: string }>(
        `SELECT t.name AS child, f."table" AS parent FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS f
         WHERE t.type = 'table'`,
      )
      .all();
    sqlite.close();
    return pairs
      .filter(({ parent }) => tables.some(table => table.name === parent))
      .map(({ child, parent }) => `${child} -> ${parent}`);
  };
  expect([...new Set(DATABASES.flatMap(referring))]).toEqual(['trading_executions -> trading_orders']);
});
