import { expect, test } from 'vitest';
import { atEveryWrite, killTestName } from '../../support/kill.js';
import { paperAttempts } from '../../support/paper-kill.js';

test(
  killTestName('an exchange that is killed has what it answered, once, and a ledger that adds up'),
  async () => {
    const outcome = await atEveryWrite({ fault: 'kill', prepare: paperAttempts(), runsMax: 6, seed: 5 });
    expect(outcome.runs).toBe(6);
  },
);
