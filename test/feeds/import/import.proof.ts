import { expect, test } from 'vitest';
import { type Fault, faultTestName, killTestName } from '../../support/kill.js';
import { strikeImport } from '../../support/import-kill.js';
import { resumable } from '../../support/resume.js';

const CASES: { fault: Fault; name: string }[] = [
  {
    fault: 'kill',
    name: killTestName('an import killed at every write leaves each file whole or not at all'),
  },
  { fault: 'ENOSPC', name: faultTestName('an import onto a disk that is full from any write on') },
  { fault: 'EIO', name: faultTestName('an import whose disk fails at any write') },
];

test.each(CASES)('$name', async ({ fault }) => {
  const done = resumable(`import-${fault}`);
  const outcome = await strikeImport({ fault, done });
  process.stdout.write(`import ${fault}: ${JSON.stringify(outcome)}\n`);
  if (outcome.runs > 0) expect(outcome.struck).toBeGreaterThan(0);
  done.finish();
});
