import { expect, test } from 'vitest';
import { caseTable } from '../../../support/case-table.js';
import { scoreAll } from '../../../support/utterances.js';
import { WRITES } from './cases/writes.js';

test('a message takes less than 5 ms', async () => {
  const table = caseTable(WRITES, 'writes');
  await scoreAll(table);
  expect((await scoreAll(table)).msPerMessage).toBeLessThan(5);
});
