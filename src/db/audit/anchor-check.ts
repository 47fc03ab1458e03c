import type { KeyObject } from 'node:crypto';
import { anchorMac, GENESIS, type Stored } from './chain.js';
import type { Head } from './head.js';
import type { problemList } from './report.js';
import { type AnchorRow, anchorRows, type TrailRow } from './source.js';
import type { Sqlite } from '../connection.js';

type Problems = ReturnType<typeof problemList>;

/** A head that was noted down earlier. */
export interface ExpectedHead {
  seq: number;
  mac: string;
}

/** The head file lags behind the anchors by one at most; what it names is among the newest. */
const HELD_MAX = 1_000;

/** Follows the anchors beside the rows. */
export function anchorCheck(main: Sqlite, key: KeyObject, problems: Problems) {
  const anchors = anchorRows(main);
  let previousMac: Stored = GENESIS;
  let next: AnchorRow | undefined;
  let passed: AnchorRow | undefined;
  let newestSeq = 0n;
  const held = new Map<bigint, Stored>();

  function advance(): void {
    next = nextOf(anchors, problems);
    if (!next) return;
    const fits = anchorMac(key, previousMac, next) === next.mac && next.seq === next.rowCount;
    previousMac = next.mac;
    if (typeof next.seq !== 'bigint') return;
    held.set(next.seq, next.mac);
    if (held.size > HELD_MAX) held.delete(held.keys().next().value ?? 0n);
    if (fits) newestSeq = next.seq;
    else problems.add('anchor_edited', next.seq);
    if (!fits) next = { ...next, headMac: null };
  }

  advance();
  const skipTo = (seq: bigint): void => {
    while (next && (typeof next.seq !== 'bigint' || next.seq <= seq)) {
      passed = next;
      advance();
    }
  };
  return {
    /** The mac of row `seq`, if an anchor that holds tells it. */
    macAt: (seq: bigint): Stored | undefined => {
      skipTo(seq);
      return passed?.seq === seq ? (passed.headMac ?? undefined) : undefined;
    },
    row: ({ values: [seq], mac }: TrailRow): void => {
      if (typeof seq !== 'bigint') return;
      skipTo(seq);
      if (passed?.seq === seq && passed.headMac !== null && passed.headMac !== mac)
        problems.add('not_as_anchored', seq);
    },
    finish: (head: Head | 'missing' | 'invalid'): void => {
      while (next) advance();
      if (head === 'invalid') problems.add('head_edited');
      else if (head === 'missing') {
        if (held.size > 0) problems.add('head_missing', newestSeq);
      } else if (head.seq > 0 && held.get(BigInt(head.seq)) !== head.anchorMac)
        problems.add('anchor_removed', BigInt(head.seq));
    },
    newestSeq: () => newestSeq,
  };
}

function nextOf(anchors: Iterator<AnchorRow>, problems: Problems): AnchorRow | undefined {
  try {
    const { value, done } = anchors.next();
    return done ? undefined : value;
  } catch (error) {
    problems.add('unreadable', undefined, undefined, `the anchors: ${messageOf(error)}`);
    return undefined;
  }
}

/** Holds the rows against heads that are known from elsewhere. */
export function claimCheck(head: Head, expect: ExpectedHead | undefined, problems: Problems) {
  const claims = [
    { seq: BigInt(head.seq), mac: head.mac, kind: 'not_as_anchored' as const },
    ...(expect ? [{ seq: BigInt(expect.seq), mac: expect.mac, kind: 'not_as_expected' as const }] : []),
  ];
  return {
    row: ({ values: [seq], mac }: TrailRow): void => {
      for (const claim of claims)
        if (claim.seq === seq && claim.mac !== mac) problems.add(claim.kind, claim.seq);
    },
    newestSeq: () => claims.reduce((newest, claim) => max(newest, claim.seq), 0n),
  };
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
