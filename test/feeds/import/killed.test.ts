import { expect, test } from 'vitest';
import { faultTestName, killTestName } from '../../support/kill.js';
import { strikeImport } from '../../support/import-kill.js';

test(killTestName(
  'an import that is killed leaves each file whole or not at all, and goes on when it is asked again',
), async () => {
  const outcome = await strikeImport({ fault: 'kill', runsMax: 3 });
  expect(outcome.runs).toBe(3);
  expect(outcome.struck).toBeGreaterThan(0);
}, 120_000);

test(faultTestName(
  'an import onto a full disk says so and leaves each file whole or not at all',
), async () => {
  const outcome = await strikeImport({ fault: 'ENOSPC', runsMax: 1 });
  if (outcome.points > 0) expect(outcome.struck).toBeGreaterThan(0);
}, 120_000);
