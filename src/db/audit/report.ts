/** What was found wrong. `ql audit verify` prints the text, and `--json` the whole. */
export type AuditProblemKind =
  | 'edited'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'rewritten'
  | 'not_as_anchored'
  | 'not_as_expected'
  | 'anchor_edited'
  | 'anchor_removed'
  | 'head_missing'
  | 'head_edited'
  | 'archive_missing'
  | 'archive_unreadable'
  | 'unreadable'
  | 'trigger_missing';

export interface AuditProblem {
  kind: AuditProblemKind;
  /** The rows it is about, by `seq`. */
  firstSeq?: number;
  lastSeq?: number;
  text: string;
}

export interface AuditReport {
  ok: boolean;
  /** Rows that were read, archived ones included. */
  rows: number;
  /** To note down elsewhere, and to give to a later run as `--expect SEQ:MAC`. */
  head: { seq: number; mac: string } | undefined;
  anchoredSeq: number;
  notYetAnchored: number;
  problems: AuditProblem[];
  /** Problems beyond those listed. */
  problemsMore: number;
}

/** Of each kind, so that a trail full of one does not hide another. */
export const PROBLEMS_PER_KIND_MAX = 25;

const TEXTS: Record<AuditProblemKind, string> = {
  edited: 'do not verify: edited, or put in by someone without the key',
  removed: 'are gone',
  inserted: 'were put in',
  reordered: 'stand in another order than they were written in',
  truncated: 'were cut off the end',
  rewritten: 'all fail to verify: the whole trail was written under another key, or this is the wrong key',
  not_as_anchored: 'are not the ones that were anchored',
  not_as_expected: 'are not the ones that --expect names',
  anchor_edited: 'have an anchor that does not verify: it was edited, or the anchor before it was',
  anchor_removed: 'were anchored, but the main file no longer has the anchor',
  head_missing: 'were anchored, but the head file beside the audit key is missing',
  head_edited: 'the head file beside the audit key is not what was written there',
  archive_missing: 'cannot be read: their archive file is missing',
  archive_unreadable: 'cannot be read: their archive file is damaged or is none',
  unreadable: 'the trail cannot be read',
  trigger_missing: 'a trigger that keeps the trail append-only is missing',
};

/** Collects problems, a bounded number of them, in the order in which they were found. */
export function problemList() {
  const problems: AuditProblem[] = [];
  let more = 0;
  return {
    add: (kind: AuditProblemKind, firstSeq?: bigint, lastSeq = firstSeq, detail = ''): void => {
      const alike = problems.filter(each => each.kind === kind).length;
      if (alike >= PROBLEMS_PER_KIND_MAX) more += 1;
      else problems.push(problem(kind, firstSeq, lastSeq, detail));
    },
    listed: () => problems,
    more: () => more,
  };
}

function problem(
  kind: AuditProblemKind,
  firstSeq: bigint | undefined,
  lastSeq: bigint | undefined,
  detail: string,
): AuditProblem {
  const extra = detail === '' ? '' : ` (${detail})`;
  if (firstSeq === undefined || lastSeq === undefined) return { kind, text: TEXTS[kind] + extra };
  const rows = firstSeq === lastSeq ? `row ${firstSeq}` : `rows ${firstSeq} to ${lastSeq}`;
  return {
    kind,
    firstSeq: Number(firstSeq),
    lastSeq: Number(lastSeq),
    text: `${rows}: ${TEXTS[kind]}${extra}`,
  };
}
