import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Mutant, mutants, TARGETS } from '../../support/guard-mutants.js';

const ROOT = join(import.meta.dirname, '../../..');
const VITEST = join(ROOT, 'node_modules/.bin/vitest');
const AT_ONCE = 2;

interface Run {
  passed: number;
  failed: number;
}

/** Runs tests in a process of their own, against the sources as `mutant` changes them. */
async function run(tests: readonly string[], mutant: string): Promise<Run> {
  const config = join(ROOT, 'test/support/mutant.vitest.config.ts');
  const args = ['run', '--root', ROOT, '--config', config, '--reporter', 'json', ...tests];
  const options = { cwd: ROOT, env: { ...process.env, MUTANT: mutant }, maxBuffer: 64 * 1024 * 1024 };
  const output = await promisify(execFile)(VITEST, args, options).catch((ended: { stdout: string }) => ended);
  const report = JSON.parse(output.stdout.slice(output.stdout.indexOf('{'))) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

describe('guards switched off one at a time', () => {
  const all = mutants();

  test('there are at least 40, and the tests pass while none is off', async () => {
    expect(all.length).toBeGreaterThanOrEqual(40);
    for (const { tests } of TARGETS) expect(await run(tests, '')).toMatchObject({ failed: 0 });
  });

  test(`each of the ${all.length} makes a test fail`, async () => {
    const waiting = [...all];
    const unnoticed: string[] = [];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        if (!(await isCaught(next))) unnoticed.push(next.name);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    process.stdout.write(`guards: ${all.length - unnoticed.length} of ${all.length} caught\n`);
    expect(unnoticed).toEqual([]);
  });
});

/** Some tests must pass still: a source that cannot be read at all would prove nothing. */
async function isCaught({ file, site, tests }: Mutant): Promise<boolean> {
  const { passed, failed } = await run(tests, `${file}#${site}`);
  return failed > 0 && passed > 0;
}
