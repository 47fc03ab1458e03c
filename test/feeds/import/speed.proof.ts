import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { ImportSample } from '../../../src/bench/import.js';
import { migratedFolder, NOW, temporaryFolder } from '../../support/folder.js';
import { shared, TODAY, testOnShared } from '../../support/market-files.js';

const CHILD = fileURLToPath(new URL('../../support/programs/import-bench.mjs', import.meta.url));
const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const FILES = shared('market/daily_nse_raw');
const ROWS = 94_946;
const ROUNDS = 6;
const GOAL = 2;
const RSS_MB_MAX = 300;

/** Makes a process say at its end how much memory it had at most. */
const REPORT_MEMORY = `data:text/javascript,import { isMainThread } from 'node:worker_threads'; import { writeSync } from 'node:fs'; if (isMainThread) process.on('exit', () => writeSync(1, 'peak ' + Math.ceil(process.resourceUsage().maxRSS / 1024) + ' MB'));`;

type Side = 'product' | 'bare';

async function run(side: Side): Promise<ImportSample> {
  const folder = await migratedFolder(temporaryFolder());
  const bench = { side, files: FILES, database: folder.main, today: TODAY, at: NOW };
  const output = execFileSync(process.execPath, [CHILD, JSON.stringify(bench)], { encoding: 'utf8' });
  rmSync(folder.root, { recursive: true, force: true });
  return JSON.parse(output);
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

testOnShared(
  'the importer takes at most twice the time of a bare loop of csv-parse and prepared inserts',
  async () => {
    const samples: Record<Side, ImportSample[]> = { product: [], bare: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const order: Side[] = round % 2 === 0 ? ['product', 'bare'] : ['bare', 'product'];
      for (const side of order) samples[side].push(await run(side));
    }
    const ratios = samples.product.map(
      ({ cpu_ms }, round) => cpu_ms / (samples.bare[round]?.cpu_ms ?? Number.NaN),
    );
    const cpuMs = median(samples.product.map(({ cpu_ms }) => cpu_ms));
    const line = {
      bench: 'import',
      case: 'product',
      ref: 'csv-parse and prepared inserts',
      rounds: ROUNDS,
      cpu_ms: Math.round(cpuMs),
      ref_cpu_ms: Math.round(median(samples.bare.map(({ cpu_ms }) => cpu_ms))),
      rows_per_cpu_s: Math.round((ROWS / cpuMs) * 1000),
      wall_ms: Math.round(median(samples.product.map(({ wall_ms }) => wall_ms))),
      rss_mb: Math.round(Math.max(...samples.product.map(({ rss_mb }) => rss_mb))),
      ratio: median(ratios),
      ratio_lo: Math.min(...ratios),
      ratio_hi: Math.max(...ratios),
      goal: GOAL,
      work: samples.product[0]?.work,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    for (const sample of [...samples.product, ...samples.bare]) expect(sample.work).toEqual({ rows: ROWS });
    expect(line.ratio).toBeLessThanOrEqual(GOAL);
    expect(line.rss_mb).toBeLessThan(RSS_MB_MAX);
  },
);

testOnShared('ql import of all daily files and the computation after it stay under 300 MB', () => {
  const output = execFileSync(
    process.execPath,
    ['--import', REPORT_MEMORY, CLI, 'import', '--json', '--data', temporaryFolder(), FILES],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const peakMb = Number(/peak (\d+) MB/.exec(output)?.[1]);
  process.stdout.write(`ql import: peak ${peakMb} MB\n`);
  expect(peakMb).toBeGreaterThan(50);
  expect(peakMb).toBeLessThan(RSS_MB_MAX);
});
