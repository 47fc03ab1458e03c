import { expect, test } from 'vitest';
import { badPresses, pressedAtOnce } from '../support/presses.js';

const SAID_EVERY = { rounds: 100, presses: 5_000 } as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

test('a hundred presses of one card at once make one order at the exchange, a thousand times', async () => {
  const done = await pressedAtOnce(1_000, round => {
    if (round % SAID_EVERY.rounds === 0) say(`${round} cards, each pressed 100 times at once`);
  });
  expect(done).toMatchObject({ taken: 1_000, atExchange: 1_000, ours: 1_000 });
});

test('50,000 bad presses of all kinds place nothing', async () => {
  const refused = await badPresses(50_000, 12, made => {
    if (made % SAID_EVERY.presses === 0) say(`${made} bad presses refused`);
  });
  expect([...refused.values()].reduce((sum, each) => sum + each, 0)).toBe(50_000);
  say(JSON.stringify([...refused]));
});
