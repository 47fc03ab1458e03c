import { cpSync, existsSync, rmSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, auditFromMain, auditHandler } from '../../src/db/audit/trail.js';
import { acknowledgeRestore, anchor } from '../../src/db/audit/anchor.js';
import { exportAudit } from '../../src/db/audit/export.js';
import { headPath } from '../../src/db/audit/head.js';
import { segmentToArchive } from '../../src/db/audit/segment.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import { AUDITABLE_LIMITS, auditable } from '../../src/db/audit/auditable.js';
import { appendEvent, markProcessed, waitingEvents } from '../../src/db/events.js';
import { deliver } from '../../src/db/outbox.js';
import { auditAnchors, jobRuns } from '../../src/db/schema/main/index.js';
import { tradingAuditTrail } from '../../src/db/schema/trading/index.js';
import { openStore, type Store } from '../../src/db/store.js';
import { Secret } from '../../src/secret.js';
import { AUDIT_KEY, appendMany, archiveOnce, entry, sampleTrail } from '../support/audit-trail.js';
import { NOW, temporaryStore, testClock } from '../support/folder.js';

const clock = testClock();
const rows = (store: Store) => store.trading.read.select().from(tradingAuditTrail).all();

describe('the audit trail', () => {
  test('an entry stands or falls with the change it tells of', async () => {
    const store = await temporaryStore();
    const failing = store.trading.tx(async tx => {
      await append(tx, AUDIT_KEY, entry(1));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await appendMany(store, 1, 3);
    expect(rows(store).map(row => row.seq)).toEqual([1, 2, 3]);
    expect(await verifyAudit({ folder: store.folder, key: AUDIT_KEY })).toMatchObject({
      ok: true,
      rows: 3,
      notYetAnchored: 3,
    });
  });

  test('a change of the main file reaches the trail with its source, and not if the change is undone', async () => {
    const store = await temporaryStore();
    await store.main.tx(async tx => {
      await tx.insert(jobRuns).values({ job: 'kept', startedAt: NOW });
      await auditFromMain(tx, entry(1));
    });
    const failing = store.main.tx(async tx => {
      await auditFromMain(tx, entry(2));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await deliver(store, { toTrading: { audit: auditHandler(AUDIT_KEY) }, toMain: {} }, clock);
    expect(rows(store)).toMatchObject([{ seq: 1, entityId: 'ORDER1', sourceKey: 'main:1' }]);
    expect((await verifyAudit({ folder: store.folder, key: AUDIT_KEY })).ok).toBe(true);
  });

  test('rows cannot be edited or deleted', async () => {
    const store = await temporaryStore();
    await appendMany(store, 1, 2);
    await expect(store.trading.tx(async tx => tx.delete(tradingAuditTrail).run())).rejects.toThrow(
      /append-only/,
    );
    await expect(
      store.trading.tx(async tx => tx.update(tradingAuditTrail).set({ entityId: 'X' }).run()),
    ).rejects.toThrow(/append-only/);
  });

  test.each([
    ['an entity that is a sentence', { entityId: 'call me maybe' }],
    [
      'a rationale that is a sentence',
      { rationale: { code: 'own_request' as const, arguments: ['because I said so'] } },
    ],
    [
      'too many arguments',
      { rationale: { code: 'own_request' as const, arguments: ['a', 'b', 'c', 'd', 'e'] } },
    ],
  ])('%s is refused', async (_, wrong) => {
    const store = await temporaryStore();
    const adding = store.trading.tx(tx => append(tx, AUDIT_KEY, { ...entry(1), ...wrong }));
    await expect(adding).rejects.toThrow(/free text|arguments/);
  });

  test('anchoring is repeatable, follows the trail, and refuses one that has lost rows', async () => {
    const store = await temporaryStore();
    expect(await anchor(store, AUDIT_KEY, clock)).toBeUndefined();
    await appendMany(store, 1, 2);
    const first = await anchor(store, AUDIT_KEY, clock);
    expect(await anchor(store, AUDIT_KEY, clock)).toEqual(first);
    await appendMany(store, 3, 3);
    expect(await anchor(store, AUDIT_KEY, clock)).toMatchObject({ seq: 3 });
    expect(store.main.read.select().from(auditAnchors).all().length).toBe(2);
    rmSync(headPath(store.folder));
    await expect(anchor(store, AUDIT_KEY, clock)).rejects.toThrow(/audit\.head is missing/);
    expect(existsSync(headPath(store.folder))).toBe(false);
  });

  test('a backup that is put back is acknowledged in the trail, which then verifies', async () => {
    const sample = await sampleTrail();
    for (const name of ['main', 'trading'] as const) cpSync(sample.old[name], sample.folder[name]);
    expect((await verifyAudit({ folder: sample.folder, key: AUDIT_KEY })).ok).toBe(false);
    const store = openStore(sample.folder);
    await expect(anchor(store, AUDIT_KEY, clock)).rejects.toThrow(/44 was anchored/);
    await acknowledgeRestore(store, AUDIT_KEY, clock);
    const last = rows(store).at(-1);
    expect(last).toMatchObject({ seq: 31, action: 'audit.restored', newData: { headSeq: 44 } });
    store.close();
    expect(await verifyAudit({ folder: sample.folder, key: AUDIT_KEY })).toMatchObject({
      ok: true,
      anchoredSeq: 31,
    });
  });

  test('only old, anchored rows may move to the archive, and never the newest', async () => {
    const store = await temporaryStore();
    const find = (olderThan: number) => segmentToArchive({ folder: store.folder, key: AUDIT_KEY, olderThan });
    expect(await find(NOW)).toBeUndefined();
    await appendMany(store, 1, 5, NOW);
    expect(await find(NOW + 1)).toBeUndefined();
    await anchor(store, AUDIT_KEY, clock);
    expect(await find(NOW + 1)).toBeUndefined();
    await appendMany(store, 6, 7, NOW + 10);
    expect(await find(NOW + 1)).toEqual({ year: 2026, firstSeq: 1, lastSeq: 5 });
    expect(await find(NOW)).toBeUndefined();
  });

  test('a move to the archive that was broken off within a segment goes on from there', async () => {
    const store = await temporaryStore();
    await appendMany(store, 1, 6, NOW);
    await anchor(store, AUDIT_KEY, clock);
    await appendMany(store, 7, 8, NOW);
    expect(await archiveOnce(store.folder, NOW + 1, 4)).toBe(4);
    expect(await archiveOnce(store.folder, NOW + 1)).toBe(6);
    expect(await verifyAudit({ folder: store.folder, key: AUDIT_KEY })).toMatchObject({ ok: true, rows: 8 });
  });

  test('the export holds every row, archived ones too, as CSV and as JSON Lines', async () => {
    const { folder } = await sampleTrail();
    const read = async (format: 'csv' | 'jsonl') => {
      const out = new PassThrough();
      const reading = text(out);
      expect(await exportAudit({ folder, format, out })).toBe(47);
      out.end();
      return await reading;
    };
    const csv: Record<string, string>[] = parse(await read('csv'), {
      columns: true,
      record_delimiter: '\r\n',
    });
    const lines = (await read('jsonl'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    expect(csv.map(row => row['seq'])).toEqual(Array.from({ length: 47 }, (_, n) => String(n + 1)));
    expect(lines[4]).toMatchObject({
      seq: 5,
      new_data: { status: 'filled', symbol: 'M&M' },
      source_key: null,
    });
    expect(JSON.parse(csv[4]?.['new_data'] ?? '')).toEqual(lines[4]?.['new_data']);
    rmSync(folder.archive, { recursive: true });
    await expect(exportAudit({ folder, format: 'csv', out: new PassThrough() })).rejects.toThrow(
      /2024\.db is missing/,
    );
  });

  test('a text that a spreadsheet would run is defused in CSV', async () => {
    const store = await temporaryStore();
    await store.trading.tx(tx => append(tx, AUDIT_KEY, { ...entry(1), entityId: '-1-cmd' }));
    const out = new PassThrough();
    const reading = text(out);
    await exportAudit({ folder: store.folder, format: 'csv', out });
    out.end();
    expect(await reading).toContain(",'-1-cmd,");
  });
});

describe('what may be kept for good', () => {
  test.each([
    [
      { quantity: 5, symbol: 'M&M', ok: true, none: null, at: '2026-11-23' },
      { quantity: 5, symbol: 'M&M', ok: true, none: null, at: '2026-11-23' },
    ],
    [{ status: 'call 98765 now' }, { status: '[text]' }],
    [
      { userName: 'Ravi', email: 'x', chatId: 123 },
      { userName: '[text]', email: '[text]', chatId: '[text]' },
    ],
    [
      { nested: { deep: ['FILLED', 'two words', { a: 'b c' }] } },
      { nested: { deep: ['FILLED', '[text]', { a: '[text]' }] } },
    ],
    [
      { 'a free key': 1, date: new Date(0), key: new Secret('s') },
      { '[text]': 1, date: '[object]', key: '[object]' },
    ],
    [
      { n: Number.NaN, u: undefined, f: () => 1 },
      { n: '[number]', f: '[object]' },
    ],
  ])('%j becomes %j', (record, kept) => expect(auditable(record)).toEqual(kept));

  test('no text with a space gets through, and the size has a bound, whatever the record', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), record => {
        const kept = JSON.stringify(auditable(record));
        expect(kept).not.toMatch(/ /);
        expect(kept.length).toBeLessThan(AUDITABLE_LIMITS.valuesTotal * 200);
      }),
      { seed: 4, numRuns: 300 },
    );
    const wide = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`k${n}`, Array(1000).fill('X'.repeat(64))]),
    );
    expect(JSON.stringify(auditable(wide)).length).toBeLessThan(AUDITABLE_LIMITS.valuesTotal * 200);
  });
});

describe('trading events', () => {
  test('an event keeps no free text, waits, and is marked once', async () => {
    const store = await temporaryStore();
    const event = {
      userId: null,
      type: 'order.filled',
      data: { note: 'my words', quantity: 1 },
      severity: 'info',
      at: NOW,
    } as const;
    const id = await store.trading.tx(tx => appendEvent(tx, event));
    expect(await waitingEvents(store.trading.read)).toMatchObject([
      { id, eventData: { note: '[text]', quantity: 1 } },
    ]);
    expect(await store.trading.tx(tx => markProcessed(tx, id))).toBe(true);
    expect(await store.trading.tx(tx => markProcessed(tx, id))).toBe(false);
    expect(await waitingEvents(store.trading.read)).toEqual([]);
  });
});
