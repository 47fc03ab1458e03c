import { describe, expect, test } from 'vitest';
import {
  deliverAttempt,
  eraseAttempt,
  folderWithMessages,
  folderWithPerson,
} from '../support/audit-kills.js';
import { atEveryWrite, killTestName } from '../support/kill.js';

const RUNS = 5;

describe('a process that is killed', () => {
  test(killTestName(
    'while it delivers and anchors raises no false alarm, and each entry is in the trail once',
  ), async () => {
    const folder = await folderWithMessages();
    const outcome = await atEveryWrite({
      prepare: () => deliverAttempt(folder),
      fault: 'kill',
      runsMax: RUNS,
    });
    expect(outcome.struck).toBeGreaterThan(0);
  }, 120_000);

  test(killTestName('while it erases a person finishes the erasure later, and tells it once'), async () => {
    const folder = await folderWithPerson();
    const outcome = await atEveryWrite({ prepare: () => eraseAttempt(folder), fault: 'kill', runsMax: RUNS });
    expect(outcome.struck).toBeGreaterThan(0);
  }, 120_000);
});
