import { expect, test } from 'vitest';
import { atEveryWrite, faultTestName, killTestName } from '../support/kill.js';
import { resumable } from '../support/resume.js';
import { rotationAttempts } from '../support/rotation.js';

test(killTestName('a rotation of 250 secrets killed at every write loses none and goes on'), async () => {
  const done = resumable('rotation killed');
  const outcome = await atEveryWrite({ prepare: await rotationAttempts(250), fault: 'kill', done });
  done.finish();
  process.stdout.write(`PROOF rotation killed: ${JSON.stringify(outcome)}\n`);
  // New key files carry random names, which strace cannot wait for: keys-killed.test.ts strikes their writes.
  expect(outcome.struck).toBeGreaterThanOrEqual(outcome.runs - 8);
});

test(faultTestName('a rotation that meets a full disk loses no secret and goes on'), async () => {
  const outcome = await atEveryWrite({ prepare: await rotationAttempts(250), fault: 'ENOSPC' });
  process.stdout.write(`PROOF rotation ENOSPC: ${JSON.stringify(outcome)}\n`);
});
