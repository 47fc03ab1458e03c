import { expect, test } from 'vitest';
import { caseTable } from '../../../support/case-table.js';
import { scoreAll } from '../../../support/utterances.js';
import { READS } from './cases/reads.js';
import { WRITES } from './cases/writes.js';

test.each([
  ['reads', READS],
  ['writes', WRITES],
])('the table of %s is understood, intent and slots', async (name, table) => {
  const score = await scoreAll(caseTable(table, name));
  expect(score.wrong.map(({ text, expected, got }) => ({ text, expected, got }))).toEqual([]);
});
