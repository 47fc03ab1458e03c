import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { anchorCheck, claimCheck, type ExpectedHead } from './anchor-check.js';
import { rowMac, type Stored } from './chain.js';
import { chainCheck } from './check.js';
import { EMPTY_HEAD, readHead } from './head.js';
import { type AuditReport, problemList } from './report.js';
import {
  type AuditSnapshot,
  archivedRows,
  liveRows,
  MissingArchive,
  openAudit,
  type Segment,
  SELECT_ROWS,
  type TrailRow,
} from './source.js';
import { openReader } from '../connection.js';
import type { DataFolder } from '../folder.js';

/** Rows between two turns of the event loop: a verification beside the service never holds it up for long. */
const ROWS_PER_TURN = 500;

const TRIGGERS = ['trading_audit_trail_no_update', 'trading_audit_trail_no_delete'] as const;

export interface VerifyArguments {
  folder: DataFolder;
  key: KeyObject;
  expect?: ExpectedHead;
}

type Problems = ReturnType<typeof problemList>;
type Check = ReturnType<typeof chainCheck>;

/**
 * Reads the whole trail, archived parts first, and reports every row that is not as it was written, every row that is
 * gone, and every anchor that does not hold. Only reads, from one instant of both files, in bounded memory, and also
 * while the service runs. What it cannot find: rows removed that were never anchored, and older copies of both databases
 * and of the head file together; against those, note the printed head down elsewhere and give it as `expect`.
 */
export async function verifyAudit({ folder, key, expect }: VerifyArguments): Promise<AuditReport> {
  const problems = problemList();
  // Read before the databases: what it speaks of was in them before.
  const head = readHead(folder, key);
  const snapshot = openAudit(folder);
  try {
    noteMissingTriggers(snapshot, problems);
    const anchors = anchorCheck(snapshot.main, key, problems);
    const claims = claimCheck(typeof head === 'string' ? EMPTY_HEAD : head, expect, problems);
    const check = chainCheck(key);
    const rows = await followRows(snapshot, key, check, anchors, claims, problems);
    anchors.finish(head);
    noteFaults(check, rows, problems);
    const lastSeq = check.lastSeq();
    const promised = max(anchors.newestSeq(), claims.newestSeq());
    if (promised > lastSeq) problems.add('truncated', lastSeq + 1n, promised);
    return report(
      check,
      rows,
      max(anchors.newestSeq(), BigInt(typeof head === 'string' ? 0 : head.seq)),
      problems,
    );
  } finally {
    snapshot.close();
  }
}

async function followRows(
  snapshot: AuditSnapshot,
  key: KeyObject,
  check: Check,
  anchors: ReturnType<typeof anchorCheck>,
  claims: ReturnType<typeof claimCheck>,
  problems: Problems,
): Promise<number> {
  let rows = 0;
  const take = async (row: TrailRow): Promise<void> => {
    check.row(row, anchors.macAt);
    anchors.row(row);
    claims.row(row);
    rows += 1;
    if (rows % ROWS_PER_TURN === 0) await setImmediate();
  };
  for (const segment of snapshot.segments) {
    try {
      for (const row of archivedRows(segment)) await take(row);
    } catch (error) {
      const kind = error instanceof MissingArchive ? 'archive_missing' : 'archive_unreadable';
      problems.add(kind, segment.firstSeq, segment.lastSeq, messageOf(error));
      check.jump(segment.lastSeq, anchors.macAt(segment.lastSeq));
    }
  }
  const archivedTo = snapshot.segments.at(-1)?.lastSeq ?? 0n;
  try {
    for (const row of liveRows(snapshot.trading)) {
      const seq = row.values[0];
      if (typeof seq === 'bigint' && seq > 0n && seq <= archivedTo)
        checkLeftOver(snapshot.segments, key, seq, row, problems);
      else await take(row);
    }
  } catch (error) {
    problems.add('unreadable', check.lastSeq() + 1n, check.lastSeq() + 1n, messageOf(error));
  }
  return rows;
}

// A move to the archive lists its rows before it deletes them; a row that is in both places must be the same in both.
function checkLeftOver(
  segments: readonly Segment[],
  key: KeyObject,
  seq: bigint,
  live: TrailRow,
  problems: Problems,
): void {
  const segment = segments.find(each => each.firstSeq <= seq && seq <= each.lastSeq);
  const archived = segment && readRow(segment, seq);
  const same =
    archived &&
    archived.at(-1) === live.mac &&
    rowMac(key, '', archived.slice(0, -1)) === rowMac(key, '', live.values);
  if (!same)
    problems.add('inserted', seq, seq, 'it is archived, and what the live table holds is another row');
}

function readRow(segment: Segment, seq: bigint): Stored[] | undefined {
  try {
    const archive = openReader(segment.file);
    try {
      archive.defaultSafeIntegers(true);
      return archive.prepare<[bigint], Stored[]>(`${SELECT_ROWS} WHERE seq = ?`).raw().get(seq);
    } finally {
      archive.close();
    }
  } catch {
    // The segment itself was reported as missing or unreadable.
    return undefined;
  }
}

function noteFaults(check: Check, rows: number, problems: Problems): void {
  if (rows > 1 && check.verified() === 0) problems.add('rewritten', 1n, check.lastSeq());
  else for (const { kind, firstSeq, lastSeq } of check.findings()) problems.add(kind, firstSeq, lastSeq);
}

function noteMissingTriggers({ trading }: AuditSnapshot, problems: Problems): void {
  const present = trading.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all();
  for (const name of TRIGGERS)
    if (!present.includes(name)) problems.add('trigger_missing', undefined, undefined, name);
}

function report(check: Check, rows: number, anchored: bigint, problems: Problems): AuditReport {
  const lastSeq = check.lastSeq();
  const mac = check.lastMac();
  return {
    ok: problems.listed().length === 0,
    rows,
    head: lastSeq > 0n && typeof mac === 'string' ? { seq: Number(lastSeq), mac } : undefined,
    anchoredSeq: Number(anchored),
    notYetAnchored: Number(max(lastSeq - anchored, 0n)),
    problems: problems.listed(),
    problemsMore: problems.more(),
  };
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
