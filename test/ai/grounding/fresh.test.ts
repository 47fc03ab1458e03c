import { expect, test } from 'vitest';
import { FRESH_FALSE } from './fresh-false.js';
import { SECOND_FALSE, SECOND_TRUE } from './fresh-second.js';
import { tryWriters } from './fresh-trial.js';
import { FRESH_TRUE } from './fresh-true.js';

const SEED = 20_261_123;
const TURNS_EACH = 3;

test(`of ${(FRESH_FALSE.length + SECOND_FALSE.length) * TURNS_EACH} false replies over every tool's figures none is shown`, () => {
  const shown = tryWriters(SEED, TURNS_EACH, [...FRESH_FALSE, ...SECOND_FALSE]).flatMap(({ name, texts }) =>
    texts.filter(it => it.struck.length === 0).map(it => `${name}: ${it.text}`),
  );
  expect(shown).toEqual([]);
});

test(`of ${(FRESH_TRUE.length + SECOND_TRUE.length) * TURNS_EACH} true replies at most one in a hundred is struck`, () => {
  const writers = [...FRESH_TRUE, ...SECOND_TRUE];
  const struck = tryWriters(SEED, TURNS_EACH, writers).flatMap(({ name, texts }) =>
    texts.filter(it => it.struck.length > 0).map(it => `${name}: ${it.struck.join(', ')} in ${it.text}`),
  );
  expect(struck.length, struck.join('\n')).toBeLessThanOrEqual((writers.length * TURNS_EACH) / 100);
});
