import { expect, test } from 'vitest';
import { strikeArchive } from '../support/archive-kill.js';
import { killTestName } from '../support/kill.js';
import { resumable } from '../support/resume.js';

const ROWS = 120;

test.each(['kill', 'ENOSPC', 'EIO'] as const)(
  `${killTestName('archiving is struck at every write, and nothing is lost or doubled')} with %s`,
  async fault => {
    const done = resumable(`archive-${fault}`);
    const start = performance.now();
    const outcome = await strikeArchive({ fault, rows: ROWS, done });
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    process.stdout.write(`archive, ${fault}: ${JSON.stringify({ ...outcome, rows: ROWS, seconds })}\n`);
    expect(outcome.runs).toBeGreaterThanOrEqual(outcome.struck);
    done.finish();
  },
);
