import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { Refusal } from '../../refusal.js';
import { anchorMac, GENESIS, rowMac, type Stored } from './chain.js';
import { type AuditSnapshot, archivedRows, openAudit, SELECT_ROWS } from './source.js';
import type { DataFolder } from '../folder.js';

const SEGMENT_LIMITS = { rows: 10_000n, rowsPerTurn: 500 } as const;

export interface AuditSegment {
  /** The archive file it belongs to: the year, in Asia/Kolkata, of its first row. */
  year: number;
  firstSeq: number;
  lastSeq: number;
}

/**
 * The next part of the live trail that may move to the archive: its oldest rows, all from before `olderThan` (UTC
 * milliseconds), from one year but for those between a year's last anchor and the next, verified, and ending at an
 * anchored row, so that the trail after it can be verified even where the archive file is lost. The newest row always
 * stays. Call it again after the move: a segment has at most 10,000 rows, which move in one transaction.
 * @returns undefined when nothing is old enough or anchored
 * @throws Refusal where a row does not verify: a damaged trail stays where it is
 */
export async function segmentToArchive({
  folder,
  key,
  olderThan,
}: {
  folder: DataFolder;
  key: KeyObject;
  olderThan: number;
}): Promise<AuditSegment | undefined> {
  const snapshot = openAudit(folder);
  try {
    const first = snapshot.trading
      .prepare<[], { seq: bigint; created_at: bigint }>(
        'SELECT seq, created_at FROM trading_audit_trail ORDER BY seq LIMIT 1',
      )
      .get();
    if (!first) return undefined;
    const archivedTo = snapshot.segments.at(-1)?.lastSeq ?? 0n;
    if (first.seq !== archivedTo + 1n) throw broken(`row ${archivedTo + 1n} is not in the live trail`);
    const year = DateTime.fromMillis(Number(first.created_at), { zone: 'Asia/Kolkata' }).year;
    const nextYear = DateTime.fromObject({ year: year + 1 }, { zone: 'Asia/Kolkata' }).toMillis();
    const lastSeq =
      anchoredEnd(snapshot, key, first.seq, Math.min(olderThan, nextYear), 'last') ??
      // The rows after a year's last anchor leave with the anchor that follows, else they would stay for ever.
      anchoredEnd(snapshot, key, first.seq, olderThan, 'first');
    if (lastSeq === undefined) return undefined;
    await verifySegment(snapshot, key, first.seq, lastSeq);
    return { year, firstSeq: Number(first.seq), lastSeq: Number(lastSeq) };
  } finally {
    snapshot.close();
  }
}

/** The first or the last anchored row before `before`, with no younger row among those up to it. */
function anchoredEnd(
  { main, trading }: AuditSnapshot,
  key: KeyObject,
  firstSeq: bigint,
  before: number,
  which: 'first' | 'last',
): bigint | undefined {
  const limit = firstSeq + SEGMENT_LIMITS.rows;
  const end = trading
    .prepare<[{ limit: bigint; before: number }], bigint>(
      `SELECT min(coalesce((SELECT min(seq) FROM trading_audit_trail WHERE seq < @limit AND created_at >= @before), @limit),
         (SELECT max(seq) FROM trading_audit_trail))`,
    )
    .pluck()
    .get({ limit, before });
  return end === undefined ? undefined : anchorBefore(main, key, firstSeq, end, which);
}

function anchorBefore(
  main: AuditSnapshot['main'],
  key: KeyObject,
  firstSeq: bigint,
  end: bigint,
  which: 'first' | 'last',
): bigint | undefined {
  const chosen = `SELECT ${which === 'first' ? 'min' : 'max'}(seq) FROM audit_anchors WHERE seq >= ? AND seq < ?`;
  const [anchor, previous] = main
    .prepare<
      [bigint, bigint],
      { seq: bigint; headMac: string; rowCount: bigint; anchoredAt: bigint; mac: string }
    >(
      `SELECT seq, head_mac AS headMac, row_count AS rowCount, anchored_at AS anchoredAt, mac
       FROM audit_anchors WHERE seq <= (${chosen}) ORDER BY seq DESC LIMIT 2`,
    )
    .all(firstSeq, end);
  if (!anchor) return undefined;
  if (anchorMac(key, previous?.mac ?? GENESIS, anchor) !== anchor.mac)
    throw broken(`the anchor of row ${anchor.seq} does not verify`);
  return anchor.seq;
}

/** The mac of the row before the live ones: an anchor tells it, or, where a move was broken off in a segment, the archive. */
function macBefore({ main, segments }: AuditSnapshot, firstSeq: bigint): Stored | undefined {
  const last = segments.at(-1);
  if (!last) return GENESIS;
  const anchored = main.prepare<[bigint], string>('SELECT head_mac FROM audit_anchors WHERE seq = ?').pluck();
  const mac = anchored.get(firstSeq - 1n);
  if (mac !== undefined) return mac;
  for (const row of archivedRows({ ...last, firstSeq: last.lastSeq })) return row.mac;
  return undefined;
}

async function verifySegment(
  snapshot: AuditSnapshot,
  key: KeyObject,
  firstSeq: bigint,
  lastSeq: bigint,
): Promise<void> {
  const { main, trading } = snapshot;
  let previous = macBefore(snapshot, firstSeq);
  if (previous === undefined)
    throw broken(`row ${firstSeq - 1n}, where the last segment ended, is not there`);
  let expectedSeq = firstSeq;
  const rows = trading
    .prepare<[bigint, bigint], Stored[]>(`${SELECT_ROWS} WHERE seq BETWEEN ? AND ? ORDER BY seq`)
    .raw();
  for (const row of rows.iterate(firstSeq, lastSeq)) {
    const mac: Stored = row.at(-1) ?? null;
    if (row[0] !== expectedSeq || rowMac(key, previous, row.slice(0, -1)) !== mac)
      throw broken(`row ${expectedSeq} does not verify`);
    previous = mac;
    expectedSeq += 1n;
    if (expectedSeq % BigInt(SEGMENT_LIMITS.rowsPerTurn) === 0n) await setImmediate();
  }
  const anchored = main.prepare<[bigint], string>('SELECT head_mac FROM audit_anchors WHERE seq = ?').pluck();
  if (expectedSeq !== lastSeq + 1n || previous !== anchored.get(lastSeq))
    throw broken(`row ${lastSeq} is not the one that was anchored`);
}

function broken(what: string): Refusal {
  return new Refusal(`The audit trail was not archived: ${what}.`, {
    allowed: 'a trail that verifies',
    todo: 'run ql audit verify',
  });
}
