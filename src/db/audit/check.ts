import type { KeyObject } from 'node:crypto';
import { GENESIS, rowMac, type Stored } from './chain.js';
import type { TrailRow } from './source.js';

/** How much of a damaged trail is explained row by row; beyond it, rows are still counted and named as ranges. */
const CHECK_LIMITS = { suspects: 24, renumberTries: 2_000, ranges: 1_000 } as const;

export type ChainFault = 'edited' | 'removed' | 'inserted' | 'reordered';
export interface ChainFinding {
  kind: ChainFault;
  firstSeq: bigint;
  lastSeq: bigint;
}

/** A row that its mac does not vouch for, with every mac that may have stood before it. */
interface Suspect {
  seq: bigint;
  row: TrailRow;
  links: readonly Stored[];
}

interface Shift {
  seq: bigint;
  by: bigint;
}

/** By how much a row's number may have been changed for it to be recognised under its own. */
const STEPS = [1n, -1n, 2n, -2n, 3n, -3n] as const;

/**
 * Follows the chain row by row. `verified` counts rows whose mac fits; the faults are explained by `findings` at the end:
 * which rows were edited, removed, inserted or put in another order, also where the numbers after them were closed up.
 */
export function chainCheck(key: KeyObject) {
  const { note, found } = faultList();
  const suspects: Suspect[] = [];
  const shifts: Shift[] = [];
  /** Macs that may stand before the next row; none where a part of the trail is out of reach. */
  let links: Stored[] = [GENESIS];
  let lastSeq = 0n;
  /** The number a row was written under, less the one it has now. */
  let offset = 0n;
  let verified = 0;
  let renumberTries = 0;

  const fits = (next: TrailRow, delta: bigint): boolean =>
    links.some(link => rowMac(key, link, renumbered(next.values, delta)) === next.mac);

  function row(next: TrailRow, linkBefore: (seq: bigint) => Stored | undefined): void {
    const seq = next.values[0];
    if (typeof seq !== 'bigint' || seq <= lastSeq) {
      note('inserted', lastSeq, lastSeq);
      return;
    }
    if (seq > lastSeq + 1n) {
      note('removed', lastSeq + 1n, seq - 1n);
      jump(seq - 1n, linkBefore(seq - 1n));
    }
    lastSeq = seq;
    if (links.length === 0 || fits(next, offset)) accept(next);
    else if (!renumber(seq, next)) suspect(seq, next);
  }

  function accept(next: TrailRow): void {
    verified += 1;
    links = [next.mac];
  }

  function renumber(seq: bigint, next: TrailRow): boolean {
    renumberTries += 1;
    if (renumberTries > CHECK_LIMITS.renumberTries) return false;
    const by = STEPS.find(step => fits(next, offset + step));
    if (by === undefined) return false;
    shifts.push({ seq, by });
    offset += by;
    accept(next);
    return true;
  }

  function suspect(seq: bigint, next: TrailRow): void {
    if (suspects.length < CHECK_LIMITS.suspects) suspects.push({ seq, row: next, links });
    else note('edited', seq, seq);
    const [first = GENESIS] = links;
    const before = links.at(-1) ?? first;
    // The row after it may follow what is stored, what should be stored, or, if this row was put in, the row before it.
    links = [next.mac, rowMac(key, first, renumbered(next.values, offset)), before];
  }

  /** Goes on after `seq`, where the rows up to it are out of reach; `mac` is that of row `seq`, if an anchor tells it. */
  function jump(seq: bigint, mac: Stored | undefined): void {
    lastSeq = seq;
    links = mac === undefined ? [] : [mac];
  }

  const findings = (): ChainFinding[] =>
    ranges([...found, ...explainShifts(shifts, suspects), ...explainOrder(key, suspects)]);

  return { row, jump, findings, lastSeq: () => lastSeq, lastMac: () => links[0], verified: () => verified };
}

/** Faults in the order of the rows, neighbours of one kind as one. */
function faultList() {
  const found: ChainFinding[] = [];
  const note = (kind: ChainFault, firstSeq: bigint, lastSeq: bigint): void => {
    const last = found.at(-1);
    const joins = firstSeq <= (last?.lastSeq ?? -1n) + 1n || found.length >= CHECK_LIMITS.ranges;
    if (last?.kind === kind && joins) last.lastSeq = lastSeq;
    else found.push({ kind, firstSeq, lastSeq });
  };
  return { found, note };
}

// Rows that fit only under another number: something before them is gone, or was put in, or both, which is a move.
function explainShifts(shifts: readonly Shift[], suspects: Suspect[]): ChainFinding[] {
  const findings: ChainFinding[] = [];
  for (let at = 0; at < shifts.length; at += 1) {
    const [shift, next] = [shifts[at], shifts[at + 1]];
    if (!shift) break;
    const { seq, by } = shift;
    const rows = by < 0n ? -by : 1n;
    const moved = next !== undefined && next.by === -by;
    if (moved) at += 1;
    const cleared = clear(suspects, seq - rows, (moved ? next.seq : seq) - 1n);
    const firstSeq = cleared ? seq - rows : seq;
    if (moved) findings.push({ kind: 'reordered', firstSeq, lastSeq: next.seq - 1n });
    else if (by < 0n) findings.push({ kind: 'inserted', firstSeq, lastSeq: seq - 1n });
    else findings.push({ kind: 'removed', firstSeq, lastSeq: firstSeq });
  }
  return findings;
}

/** Takes the suspects of these rows off the list; whether there were any. */
function clear(suspects: Suspect[], firstSeq: bigint, lastSeq: bigint): boolean {
  const from = suspects.findIndex(each => each.seq >= firstSeq && each.seq <= lastSeq);
  if (from === -1) return false;
  const count = suspects.filter(each => each.seq >= firstSeq && each.seq <= lastSeq).length;
  suspects.splice(from, count);
  return true;
}

/** A suspect row whose mac fits under the number of another one was moved; under its own, its neighbour was. */
function explainOrder(key: KeyObject, suspects: readonly Suspect[]): ChainFinding[] {
  const links = [
    ...new Set([...suspects.map(each => each.row.mac), ...suspects.flatMap(each => each.links)]),
  ];
  const numbers = suspects.map(each => each.seq);
  const places = suspects.map(({ row }) =>
    numbers.find(place => links.some(link => rowMac(key, link, [place, ...row.values.slice(1)]) === row.mac)),
  );
  const moved = suspects.some(({ seq }, at) => places[at] !== undefined && places[at] !== seq);
  return suspects.flatMap(({ seq }, at) => {
    const place = places[at];
    if (moved && place === seq) return [];
    const kind = moved && place !== undefined ? 'reordered' : 'edited';
    return [{ kind, firstSeq: seq, lastSeq: seq } satisfies ChainFinding];
  });
}

function renumbered(values: readonly Stored[], delta: bigint): Stored[] {
  const [seq = null, ...rest] = values;
  return [typeof seq === 'bigint' ? seq + delta : seq, ...rest];
}

function ranges(findings: readonly ChainFinding[]): ChainFinding[] {
  const sorted = findings.toSorted((a, b) => Number(a.firstSeq - b.firstSeq));
  const merged: ChainFinding[] = [];
  for (const finding of sorted) {
    const last = merged.at(-1);
    if (last && last.kind === finding.kind && finding.firstSeq <= last.lastSeq + 1n)
      last.lastSeq = finding.lastSeq > last.lastSeq ? finding.lastSeq : last.lastSeq;
    else merged.push({ ...finding });
  }
  return merged;
}
