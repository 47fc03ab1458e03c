import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/folder.js';
import { shared, testOnShared } from '../../support/market-files.js';

const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const FILES = shared('market/daily_nse_raw');
const RSS_MB_MAX = 300;

/** Makes a process say at its end how much memory it had at most. */
const REPORT_MEMORY = `data:text/javascript,import { isMainThread } from 'node:worker_threads'; import { writeSync } from 'node:fs'; if (isMainThread) process.on('exit', () => writeSync(1, 'peak ' + Math.ceil(process.resourceUsage().maxRSS / 1024) + ' MB'));`;

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
