import { createHmac, type KeyObject } from 'node:crypto';

/** A value as SQLite stores it: integers are bigint, so that a number is always a REAL. */
export type Stored = string | bigint | number | Uint8Array | null;

/** The columns that a row's mac covers, in the order in which it covers them: all but `mac` itself. */
export const AUDIT_COLUMNS = [
  'seq',
  'user_id',
  'actor',
  'action',
  'entity_type',
  'entity_id',
  'old_data',
  'new_data',
  'decision_rationale',
  'created_at',
  'source_key',
] as const;

/** What stands before the first link of a chain. */
export const GENESIS = '0'.repeat(64);

/**
 * The mac of one row of the audit trail: HMAC-SHA256, hex, over the mac before it and every column.
 * @param values the row in the order of {@link AUDIT_COLUMNS}
 */
export function rowMac(key: KeyObject, previousMac: Stored, values: readonly Stored[]): string {
  return mac(key, 'row', [previousMac, ...values]);
}

/** The mac of an anchor; like the rows, the anchors are a chain. */
export function anchorMac(
  key: KeyObject,
  previousMac: Stored,
  anchor: { seq: Stored; headMac: Stored; rowCount: Stored; anchoredAt: Stored },
): string {
  return mac(key, 'anchor', [previousMac, anchor.seq, anchor.headMac, anchor.rowCount, anchor.anchoredAt]);
}

/** The mac of the head file. */
export function headMac(key: KeyObject, head: { seq: number; mac: string; anchorMac: string }): string {
  return mac(key, 'head', [BigInt(head.seq), head.mac, head.anchorMac]);
}

function mac(key: KeyObject, kind: string, values: readonly Stored[]): string {
  return createHmac('sha256', key)
    .update(`quantum-leap audit ${kind} 1\n${values.map(encode).join('')}`)
    .digest('hex');
}

// Every value says its type and its length first, so that no two lists of values are written alike.
function encode(value: Stored): string {
  if (value === null) return 'n;';
  if (typeof value === 'bigint') return `i${value};`;
  if (typeof value === 'number') return `r${value};`;
  if (typeof value === 'string') return `s${Buffer.byteLength(value)}:${value}`;
  return `b${value.length}:${Buffer.from(value).toString('hex')}`;
}
