import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Case, lineOf, medianOf, runCases } from '../../src/bench/harness.js';
import { measure } from '../../src/bench/sample.js';
import { reportOf } from '../../src/cli/bench.js';
import { temporaryFolder } from '../support/folder.js';

const CHILD = fileURLToPath(new URL('../support/bench-child.mjs', import.meta.url));

function aCase(log: string, { run = 'product', cpu = 2, rows = 8, goal = 1.5 } = {}): Case {
  return {
    bench: 'fake',
    case: 'product',
    ref: 'raw',
    goal,
    params: { tools: 10 },
    work: { rows: 8 },
    measured: { subject: { run, params: { log, cpu, rows } }, measure: 'cpu_ms' },
    against: { subject: { run: 'raw', params: { log, cpu: 1, rows: 8 } }, measure: 'cpu_ms' },
  };
}

const sample = (cpu: number, rows = 8) => ({
  cpu_ms: cpu,
  p50_ms: 1,
  p99_ms: 2,
  p999_ms: 3,
  rss_mb: 50,
  preempted: 0,
  work: { rows },
});

describe('the bench harness', () => {
  test('each subject runs in a process of its own, A B then B A', async () => {
    const log = join(temporaryFolder(), 'log');
    const [line] = await runCases([aCase(log)], { rounds: 3, child: CHILD });
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
      'product',
      'raw',
      'raw',
      'product',
      'product',
      'raw',
    ]);
    expect(line).toMatchObject({
      bench: 'fake',
      case: 'product',
      ref: 'raw',
      tools: 10,
      rounds: 3,
      cpu_ms: 2,
      ratio: 2,
      goal: 1.5,
      work: { rows: 8 },
      ok: false,
    });
  });

  test('a subject that two cases share runs once a round', async () => {
    const log = join(temporaryFolder(), 'log');
    await runCases([aCase(log), { ...aCase(log), case: 'again' }], { rounds: 2, child: CHILD });
    expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(4);
  });

  test('the ratio is the median of the ratios of each round, not of the figures', () => {
    const measured = [2, 20, 3, 30, 4].map(cpu => sample(cpu));
    const against = [1, 10, 1, 10, 1].map(cpu => sample(cpu));
    expect(lineOf(aCase(''), measured, against)).toMatchObject({ ratio: 3, ratio_lo: 2, ratio_hi: 4 });
  });

  test('a goal is missed only when even the low end of the ratio is above it', () => {
    const line = (cpus: number[]) =>
      lineOf(
        aCase(''),
        cpus.map(cpu => sample(cpu)),
        cpus.map(() => sample(1)),
      );
    expect(line([1.5, 9, 9, 9, 9]).ok).toBe(true);
    expect(line([1.6, 1.6, 1.6, 1.6, 1.6]).ok).toBe(false);
    expect(line([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]).ok).toBe(false);
  });

  test('other work than was asked fails, in the product or in the reference, and is shown', () => {
    const good = [1, 1, 1, 1, 1].map(cpu => sample(cpu));
    const short = [1, 1, 1, 1, 1].map(cpu => sample(cpu, 7));
    expect(lineOf(aCase(''), good, good).ok).toBe(true);
    expect(lineOf(aCase(''), short, good)).toMatchObject({ ok: false, work: { rows: 7 } });
    expect(lineOf(aCase(''), good, short)).toMatchObject({ ok: false, work: { rows: 7 } });
  });

  test('a child that breaks ends the bench with its words', async () => {
    const log = join(temporaryFolder(), 'log');
    const broken = runCases([aCase(log, { run: 'broken' })], { rounds: 5, child: CHILD });
    await expect(broken).rejects.toThrow(/the measurement broke/);
  });

  test.each([
    { n: 5, lo: 1, hi: 5 },
    { n: 7, lo: 1, hi: 7 },
    { n: 8, lo: 1, hi: 8 },
    { n: 9, lo: 2, hi: 8 },
    { n: 20, lo: 6, hi: 15 },
  ])('the interval of $n rounds runs from place $lo to place $hi', ({ n, lo, hi }) => {
    const values = Array.from({ length: n }, (_, place) => n - place);
    expect(medianOf(values)).toEqual({ median: (n + 1) / 2, lo, hi });
  });

  test('the percentiles are of the units, and what is put off between them is left out', async () => {
    // Work is counted, not timed: a busy machine may take the core away at any moment.
    const busy = (steps: number) => {
      let sum = 0;
      for (let step = 0; step < steps; step += 1) sum += Math.sqrt(step);
      return sum;
    };
    const sampled = await measure(
      { units: 40, warmup: 2 },
      () => busy(100),
      () => busy(1_000_000),
    );
    expect(sampled.p50_ms).toBeGreaterThan(0);
    expect(sampled.cpu_ms).toBeGreaterThan(sampled.p50_ms * 20);
  });

  test('a report prints one JSON line a case and exits 1 when a goal is missed', () => {
    const ok = lineOf(aCase(''), [sample(1)], [sample(1)]);
    const missed = lineOf(aCase(''), [sample(2)], [sample(1)]);
    expect(reportOf([ok])).toMatchObject({ data: [ok], jsonLines: true, exitCode: 0 });
    const report = reportOf([ok, missed]);
    expect(report.exitCode).toBe(1);
    expect(report.text).toMatch(/ok\n.*MISSED/);
  });
});
