import { expect, test } from 'vitest';
import { badPresses, pressedAtOnce } from '../support/presses.js';

test('a hundred presses of one card at once make one order at the exchange, five times', async () => {
  const done = await pressedAtOnce(5);
  expect(done).toMatchObject({ taken: 5, atExchange: 5, ours: 5 });
  expect([...done.refusals]).toEqual(['ALREADY_DECIDED']);
});

test('500 bad presses of all kinds place nothing', async () => {
  const refused = await badPresses(500, 11);
  expect(refused.size).toBe(7);
  expect([...refused.values()].reduce((sum, each) => sum + each, 0)).toBe(500);
});
