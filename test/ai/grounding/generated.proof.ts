import { expect, test } from 'vitest';
import { LIES, TEMPLATES } from './generators.js';
import { HELD_OUT_FALSE, HELD_OUT_TRUE } from './holdout.js';
import { tryAll } from './trial.js';

const RUNS = 2_000;
const SEED = 20_261_122;

test.each([
  ['generated', LIES.map(it => it.lie)],
  ['held out', HELD_OUT_FALSE],
])(`of ${RUNS} planted false figures none is shown: %s`, (_, lies) => {
  expect(tryAll(SEED, RUNS, lies).filter(({ struck }) => struck.length === 0)).toEqual([]);
});

test.each([
  ['generated', TEMPLATES],
  ['held out', HELD_OUT_TRUE],
])(`of ${RUNS} true replies at most 1 %% are struck: %s`, (_, templates) => {
  const struck = tryAll(SEED, RUNS, templates).filter(it => it.struck.length > 0);
  expect(struck.length, JSON.stringify(struck.slice(0, 5), null, 1)).toBeLessThanOrEqual(RUNS / 100);
});
