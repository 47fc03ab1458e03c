import { expect, test } from 'vitest';
import { LIES, TEMPLATES } from './generators.js';
import { HELD_OUT_FALSE, HELD_OUT_TRUE } from './holdout.js';
import { tryAll } from './trial.js';

const RUNS = 2_000;
const SEED = 20_261_122;

test.each([
  ['generated', LIES.map(it => it.lie), 0],
  // Figures that happen to equal another one that the sentence does not rule out.
  ['held out', HELD_OUT_FALSE, 2],
] as const)(`of ${RUNS} planted false figures none is shown: %s`, (_, lies, chanceMax) => {
  const shown = tryAll(SEED, RUNS, lies).filter(({ struck }) => struck.length === 0);
  expect(shown.length, JSON.stringify(shown, null, 1)).toBeLessThanOrEqual(chanceMax);
});

test.each([
  { set: 'generated', templates: TEMPLATES },
  { set: 'held out', templates: HELD_OUT_TRUE },
])(`of ${RUNS} true replies at most one in a hundred is struck: $set`, ({ templates }) => {
  const struck = tryAll(SEED, RUNS, templates).filter(it => it.struck.length > 0);
  expect(struck.length, JSON.stringify(struck.slice(0, 5), null, 1)).toBeLessThanOrEqual(RUNS / 100);
});
