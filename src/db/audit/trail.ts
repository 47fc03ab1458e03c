import type { KeyObject } from 'node:crypto';
import { count, desc, eq, sql } from 'drizzle-orm';
import { GENESIS, rowMac } from './chain.js';
import { type AuditEntry, type PreparedEntry, prepareEntry } from './entry.js';
import type { OutboxHandler } from '../outbox.js';
import { outbox } from '../schema/main/index.js';
import { archivedRanges, tradingAuditTrail } from '../schema/trading/index.js';
import { type MainTx, prepared, type TradingTx } from '../store.js';

export const AUDIT_TOPIC = 'audit';

const newestRow = prepared((tx: TradingTx) =>
  tx
    .select({ seq: tradingAuditTrail.seq, mac: tradingAuditTrail.mac })
    .from(tradingAuditTrail)
    .orderBy(desc(tradingAuditTrail.seq))
    .limit(1)
    .prepare(),
);

const p = sql.placeholder;

const insertRow = prepared((tx: TradingTx) =>
  tx
    .insert(tradingAuditTrail)
    .values({
      seq: p('seq'),
      userId: p('userId'),
      actor: p('actor'),
      action: p('action'),
      entityType: p('entityType'),
      entityId: p('entityId'),
      oldData: p('oldData'),
      newData: p('newData'),
      decisionRationale: p('decisionRationale'),
      createdAt: p('createdAt'),
      sourceKey: p('sourceKey'),
      mac: p('mac'),
    })
    .prepare(),
);

/**
 * Adds one entry to the end of the chain, in the transaction of the change itself.
 * @returns the number of the new row
 */
export async function append(tx: TradingTx, key: KeyObject, entry: AuditEntry): Promise<number> {
  return await appendPrepared(tx, key, prepareEntry(entry), null);
}

/** Notes a change of the main file, in the transaction of the change itself; the outbox brings it to the trail. */
export async function auditFromMain(tx: MainTx, entry: AuditEntry): Promise<void> {
  await tx.insert(outbox).values({ topic: AUDIT_TOPIC, payload: prepareEntry(entry), createdAt: entry.at });
}

/** What brings the entries of the main file to the trail, each once. */
export const auditHandler =
  (key: KeyObject): OutboxHandler<TradingTx> =>
  async (tx, message) => {
    // Written by auditFromMain, and by nothing else: the columns' CHECKs refuse what does not fit.
    await appendPrepared(tx, key, message.payload as PreparedEntry, `${message.source}:${message.id}`);
  };

async function appendPrepared(
  tx: TradingTx,
  key: KeyObject,
  entry: PreparedEntry,
  sourceKey: string | null,
): Promise<number> {
  const newest = newestRow(tx).get() ?? (await beforeFirst(tx));
  const seq = newest.seq + 1;
  const mac = rowMac(key, newest.mac, [
    BigInt(seq),
    entry.userId,
    entry.actor,
    entry.action,
    entry.entityType,
    entry.entityId,
    entry.oldData && JSON.stringify(entry.oldData),
    entry.newData && JSON.stringify(entry.newData),
    entry.decisionRationale,
    BigInt(entry.createdAt),
    sourceKey,
  ]);
  await insertRow(tx).run({ ...entry, seq, sourceKey, mac });
  return seq;
}

// The archive leaves the newest row where it is, so an empty trail beside archived rows has been emptied by someone.
async function beforeFirst(tx: TradingTx): Promise<{ seq: number; mac: string }> {
  const [archived] = await tx
    .select({ count: count() })
    .from(archivedRanges)
    .where(eq(archivedRanges.tableName, 'trading_audit_trail'));
  if (archived && archived.count > 0)
    throw new Error('the audit trail is empty though parts of it are archived: run ql audit verify');
  return { seq: 0, mac: GENESIS };
}
