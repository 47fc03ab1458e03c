import { expect, test } from 'vitest';
import { memoryStore } from '../../support/folder.js';
import { spendRun } from '../../support/spend-runs.js';

const RUNS = 1_000;
const RUNS_PER_STORE = 50;

test(`${RUNS} runs of 100 turns at once overshoot no limit`, async () => {
  const sum = { calls: 0, refused: 0, switched: 0, killed: 0 };
  for (let first = 1; first <= RUNS; first += RUNS_PER_STORE) {
    const store = await memoryStore();
    for (let seed = first; seed < first + RUNS_PER_STORE; seed += 1) {
      const run = await spendRun(store, seed);
      expect([run.overshoot, run.faults], `seed ${seed}`).toEqual([0, []]);
      sum.calls += run.calls;
      sum.refused += run.refused;
      sum.switched += run.switched;
      sum.killed += run.killed ? 1 : 0;
    }
  }
  process.stdout.write(
    `${RUNS} runs: ${sum.calls} calls, ${sum.refused} refused, ${sum.switched} switches, ${sum.killed} runs killed, overshoot 0\n`,
  );
  expect(sum.killed).toBeGreaterThan(RUNS / 4);
});
