import { expect, test } from 'vitest';
import { memoryStore } from '../../support/folder.js';
import { spendRun } from '../../support/spend-runs.js';

test('a hundred turns at once, aborted, cut, switched and killed, never overshoot a limit', async () => {
  const store = await memoryStore();
  const seen = { calls: 0, refused: 0, switched: 0, killed: 0 };
  for (let seed = 1; seed <= 12; seed += 1) {
    const run = await spendRun(store, seed);
    expect([run.overshoot, run.faults], `seed ${seed}`).toEqual([0, []]);
    seen.calls += run.calls;
    seen.refused += run.refused;
    seen.switched += run.switched;
    seen.killed += run.killed ? 1 : 0;
  }
  // The runs must have gone through what they are meant to show.
  expect(seen.calls).toBeGreaterThan(500);
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.switched).toBeGreaterThan(100);
  expect(seen.killed).toBeGreaterThanOrEqual(3);
});
