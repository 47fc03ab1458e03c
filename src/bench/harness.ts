import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

export const ROUNDS_MIN = 5;
export const ROUNDS_MAX = 99;
const CHILD_MS_MAX = 30 * 60_000;

type Params = Record<string, string | number>;
export type Measure = 'cpu_ms' | 'p50_ms' | 'p99_ms' | 'p999_ms' | 'rss_mb';

/** What a child process runs: the name of a runner and what it is told. */
export interface Subject {
  run: string;
  params: Params;
}

/** A goal: `measured` is at most `goal` times `against`, each doing exactly its work for each unit. */
export interface Case {
  bench: string;
  case: string;
  ref: string;
  goal: number;
  /** What the line says the case was, beside its figures. */
  params: Params;
  work: Record<string, number>;
  /** What the reference does, where that is less: it keeps nothing, say. */
  workAgainst?: Record<string, number>;
  measured: { subject: Subject; measure: Measure };
  against: { subject: Subject; measure: Measure };
}

const sample = z.strictObject({
  cpu_ms: z.number(),
  p50_ms: z.number(),
  p99_ms: z.number(),
  p999_ms: z.number(),
  rss_mb: z.number(),
  preempted: z.number(),
  work: z.record(z.string(), z.number()),
});
type Sample = z.infer<typeof sample>;

/** One line of the report. `ok` is false when even `ratio_lo` misses the goal, or other work was done than was asked. */
export interface Line {
  [figure: string]: string | number | boolean | Record<string, number>;
  ratio: number;
  ratio_lo: number;
  ratio_hi: number;
  goal: number;
  work: Record<string, number>;
  ok: boolean;
}

const keyOf = (subject: Subject) => JSON.stringify(subject);

/**
 * Measures the cases, each subject once a round in a process of its own; every second round runs backwards (A B, B A), so
 * that a machine that warms up or slows down favours nobody. Subjects that several cases share run once.
 */
export async function runCases(
  cases: readonly Case[],
  { rounds, child, onRound }: { rounds: number; child: string; onRound?: (done: number) => void },
): Promise<Line[]> {
  const both = cases.flatMap(each => [each.measured.subject, each.against.subject]);
  const subjects = [...new Map(both.map(each => [keyOf(each), each])).values()];
  const samples = new Map<string, Sample[]>(subjects.map(each => [keyOf(each), []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed())
      samples.get(keyOf(subject))?.push(await runChild(child, subject));
    onRound?.(round + 1);
  }
  return cases.map(each => {
    const of = (subject: Subject) => samples.get(keyOf(subject)) ?? [];
    return lineOf(each, of(each.measured.subject), of(each.against.subject));
  });
}

/** Runs one subject in a process of its own. @throws Error with what the process said when it fails */
export async function runChild(child: string, subject: Subject): Promise<Sample> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(subject)], {
    timeout: CHILD_MS_MAX,
  });
  return sample.parse(JSON.parse(stdout));
}

/** The report of a case from the samples of its rounds. */
export function lineOf(each: Case, measured: readonly Sample[], against: readonly Sample[]): Line {
  const ratios = measured.map((one, round) => {
    const other = against[round];
    return other ? one[each.measured.measure] / other[each.against.measure] : Number.NaN;
  });
  const { median: ratio, lo, hi } = medianOf(ratios);
  const middle = (measure: keyof Sample & (Measure | 'preempted')) =>
    round(medianOf(measured.map(one => one[measure])).median);
  const odd =
    measured.find(one => !isSame(one.work, each.work)) ??
    against.find(one => !isSame(one.work, each.workAgainst ?? each.work));
  return {
    bench: each.bench,
    case: each.case,
    ref: each.ref,
    ...each.params,
    measure: each.measured.measure,
    rounds: measured.length,
    cpu_ms: middle('cpu_ms'),
    p50_ms: middle('p50_ms'),
    p99_ms: middle('p99_ms'),
    p999_ms: middle('p999_ms'),
    rss_mb: middle('rss_mb'),
    preempted: middle('preempted'),
    ratio: round(ratio),
    ratio_lo: round(lo),
    ratio_hi: round(hi),
    goal: each.goal,
    work: odd?.work ?? each.work,
    // Written so that a ratio that is no number fails.
    ok: lo <= each.goal && odd === undefined,
  };
}

const isSame = (a: Record<string, number>, b: Record<string, number>) =>
  Object.keys({ ...a, ...b }).every(name => a[name] === b[name]);

const round = (value: number) => Number(value.toPrecision(4));

/** How sure `lo` to `hi` is to hold the true median: five rounds reach 93.75 % with their lowest and highest. */
const COVERAGE_MIN = 0.9375;

/**
 * The median, and the interval of the sign test around it: from the k-th lowest to the k-th highest value, with the
 * largest k that still covers the true median with `COVERAGE_MIN`, whatever the distribution.
 */
export function medianOf(values: readonly number[]): { median: number; lo: number; hi: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const median = (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2;
  let outside = 2 * 0.5 ** n;
  let term = 0.5 ** n;
  let k = 0;
  while (k + 1 < n / 2) {
    term *= (n - k) / (k + 1);
    if (outside + 2 * term > 1 - COVERAGE_MIN) break;
    outside += 2 * term;
    k += 1;
  }
  return { median, lo: at(k), hi: at(n - 1 - k) };
}
