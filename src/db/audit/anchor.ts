import type { KeyObject } from 'node:crypto';
import { desc, eq, gt } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import { Refusal } from '../../refusal.js';
import { append } from './trail.js';
import { anchorMac, GENESIS } from './chain.js';
import { EMPTY_HEAD, type Head, headPath, readHead, writeHead } from './head.js';
import { syncLog } from '../durable.js';
import { auditAnchors } from '../schema/main/index.js';
import { tradingAuditTrail } from '../schema/trading/index.js';
import type { Store } from '../store.js';

/**
 * Anchors the trail as it stands: head and count go into the main file, then into the head file. Every write is safe on
 * the disk before the next one speaks of it, so that a kill or a power cut anywhere leaves at most rows that are not
 * yet anchored, never a false alarm.
 *
 * An anchor is written only if the trail has grown, so there are never more anchors than rows, and a service that calls
 * this each minute adds at most 375 in a session of the exchange (about 80 KB). They are all kept: they are a chain too.
 *
 * @returns the anchored head; undefined while the trail is empty
 * @throws Refusal when the trail is not the one that was anchored before
 */
export async function anchor(store: Store, key: KeyObject, clock: Clock): Promise<Head | undefined> {
  const newest = await newestRow(store);
  const known = await refuseBrokenTrail(store, key, newest);
  if (!newest) return undefined;
  if (known === 'missing') writeHead(store.folder, key, EMPTY_HEAD);
  const head = await storeAnchor(store, key, newest, clock);
  if (known === 'missing' || known.seq !== head.seq) {
    syncLog(store.main.path);
    writeHead(store.folder, key, head);
  }
  return head;
}

/**
 * Takes the trail as it stands for the right one after a backup was put back, and says so in the trail itself, with the
 * head that was lost. For `ql restore` and nothing else.
 */
export async function acknowledgeRestore(store: Store, key: KeyObject, clock: Clock): Promise<Head> {
  const lost = readHead(store.folder, key);
  await store.trading.tx(tx =>
    append(tx, key, {
      userId: null,
      actor: 'operator',
      action: 'audit.restored',
      entityType: 'audit_trail',
      entityId: typeof lost === 'string' ? lost : String(lost.seq),
      newData: typeof lost === 'string' ? { head: lost } : { headSeq: lost.seq, headMac: lost.mac },
      rationale: { code: 'restored_backup' },
      at: clock.now(),
    }),
  );
  const newest = await newestRow(store);
  if (!newest) throw new Error('the entry that was just written is not there');
  await store.main.tx(tx => tx.delete(auditAnchors).where(gt(auditAnchors.seq, newest.seq - 1)));
  const head = await storeAnchor(store, key, newest, clock);
  syncLog(store.main.path);
  writeHead(store.folder, key, head);
  return head;
}

async function newestRow(store: Store): Promise<{ seq: number; mac: string } | undefined> {
  const [row] = await store.trading.read
    .select({ seq: tradingAuditTrail.seq, mac: tradingAuditTrail.mac })
    .from(tradingAuditTrail)
    .orderBy(desc(tradingAuditTrail.seq))
    .limit(1);
  return row;
}

async function storeAnchor(
  store: Store,
  key: KeyObject,
  newest: { seq: number; mac: string },
  clock: Clock,
): Promise<Head> {
  return await store.main.tx(async tx => {
    const [last] = await tx.select().from(auditAnchors).orderBy(desc(auditAnchors.seq)).limit(1);
    if (last && last.seq >= newest.seq) return { seq: last.seq, mac: last.headMac, anchorMac: last.mac };
    const anchoredAt = clock.now();
    const mac = anchorMac(key, last?.mac ?? GENESIS, {
      seq: BigInt(newest.seq),
      headMac: newest.mac,
      rowCount: BigInt(newest.seq),
      anchoredAt: BigInt(anchoredAt),
    });
    await tx
      .insert(auditAnchors)
      .values({ seq: newest.seq, headMac: newest.mac, rowCount: newest.seq, anchoredAt, mac });
    return { ...newest, anchorMac: mac };
  });
}

// To anchor a trail that has lost rows would hide the loss.
async function refuseBrokenTrail(
  store: Store,
  key: KeyObject,
  newest: { seq: number } | undefined,
): Promise<Head | 'missing'> {
  const head = readHead(store.folder, key);
  const [last] = await store.main.read.select().from(auditAnchors).orderBy(desc(auditAnchors.seq)).limit(1);
  if (head === 'invalid') throw broken(`${headPath(store.folder)} is not what was written there`);
  if (head === 'missing') {
    if (last) throw broken(`${headPath(store.folder)} is missing, though row ${last.seq} was anchored`);
    return head;
  }
  if (head.seq > (last?.seq ?? 0))
    throw broken(
      `row ${head.seq} was anchored, but the newest anchor of the main file is ${last?.seq ?? 'none'}`,
    );
  const anchored = [head, ...(last ? [{ seq: last.seq, mac: last.headMac }] : [])];
  for (const { seq, mac } of anchored) {
    if (seq > (newest?.seq ?? 0))
      throw broken(`row ${seq} was anchored, but the trail ends at ${newest?.seq ?? 0}`);
    const [row] = await store.trading.read
      .select({ mac: tradingAuditTrail.mac })
      .from(tradingAuditTrail)
      .where(eq(tradingAuditTrail.seq, seq));
    if (row && row.mac !== mac) throw broken(`row ${seq} is not the one that was anchored`);
  }
  return head;
}

function broken(what: string): Refusal {
  return new Refusal(`The audit trail was not anchored: ${what}.`, {
    allowed: 'a trail that only grows',
    todo: 'run ql audit verify; where a backup was put back by hand, use ql restore, which notes it in the trail',
  });
}
