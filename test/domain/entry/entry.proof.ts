import { expect, test } from 'vitest';
import { fuzzEntries } from '../../support/entry-fuzz.js';

test('of a million odd inputs none throws and none is taken that is not canonical', () => {
  const counts = fuzzEntries(1_000_000, 20_261_122);
  process.stdout.write(`PROOF entries: ${JSON.stringify(counts)}\n`);
  expect(counts.tried).toBe(1_000_000);
});
