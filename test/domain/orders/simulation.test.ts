import { expect, test } from 'vitest';
import { simulate } from '../../support/order-simulation.js';
import { memoryStore } from '../../support/folder.js';

const RUNS = 200;

test(`after ${RUNS} storms of lost answers, late placements and muddled reports all agrees with the exchange`, async () => {
  const store = await memoryStore();
  const totals: Record<string, number> = {};
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const { problems, counts } = await simulate(store, seed, `S${seed}`);
    expect({ seed, problems }).toEqual({ seed, problems: [] });
    for (const [what, count] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + count;
  }
  // Storms in which nothing happens prove nothing.
  for (const what of [
    'filled',
    'cancelled',
    'expired',
    'rejected',
    'denied',
    'not_placed',
    'accepted',
    'lapsed',
  ])
    expect({ what, often: (totals[what] ?? 0) >= 10 }).toEqual({ what, often: true });
});

test('the same seed makes the same storm, and another seed another', async () => {
  const traces = [];
  for (const seed of [5, 5, 6]) {
    const { trace } = await simulate(await memoryStore(), seed, 'TRACE');
    traces.push(trace);
  }
  expect(traces[0]).toBe(traces[1]);
  expect(traces[0]).not.toBe(traces[2]);
});
