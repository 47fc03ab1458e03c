import { expect, test } from 'vitest';
import { simulate } from '../../support/order-simulation.js';
import { memoryStore } from '../../support/folder.js';

const RUNS = 20_000;
/** A person has a few dozen rows: a folder stays small enough to be fast. */
const RUNS_PER_FOLDER = 500;

test(`after ${RUNS} storms all agrees with the exchange`, async () => {
  for (let first = 1; first <= RUNS; first += RUNS_PER_FOLDER) {
    const store = await memoryStore();
    for (let seed = first; seed < first + RUNS_PER_FOLDER; seed += 1) {
      const { problems } = await simulate(store, seed, `S${seed}`);
      expect({ seed, problems }).toEqual({ seed, problems: [] });
    }
  }
});
