import { expect, test } from 'vitest';
import { atEveryWrite, killTestName } from '../../support/kill.js';
import { paperAttempts } from '../../support/paper-kill.js';

test(killTestName('an exchange that is killed at every write has what it answered, once'), async () => {
  const outcome = await atEveryWrite({ fault: 'kill', prepare: paperAttempts() });
  expect(outcome.struck).toBeGreaterThan(0);
  expect(outcome.struck).toBe(outcome.runs);
});
