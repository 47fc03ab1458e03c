import { expect, test } from 'vitest';
import { LIES, TEMPLATES } from './generators.js';
import { HELD_OUT_TRUE } from './holdout.js';
import { tryAll } from './trial.js';

const SEED = 4;

test('of 260 planted false figures none is shown (2,000 in the proof)', () => {
  const lies = LIES.map(it => it.lie);
  expect(tryAll(SEED, 260, lies).filter(({ struck }) => struck.length === 0)).toEqual([]);
});

test('of 240 true replies at most 1 % are struck (2,000 in the proof)', () => {
  const struck = tryAll(SEED, 240, [...TEMPLATES, ...HELD_OUT_TRUE]).filter(it => it.struck.length > 0);
  expect(struck.length, JSON.stringify(struck, null, 1)).toBeLessThanOrEqual(2);
});
