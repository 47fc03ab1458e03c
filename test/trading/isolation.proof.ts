import { expect, test } from 'vitest';
import { strangersCalls } from '../support/isolation.js';

test("200,000 calls with somebody else's ids, numbers, cards and nonces give and change nothing of theirs", async () => {
  const { calls, before, after } = await strangersCalls(200_000, 22, made => {
    if (made % 20_000 === 0) process.stdout.write(`${made} calls\n`);
  });
  process.stdout.write(`${JSON.stringify([...calls])}\n`);
  expect(after).toBe(before);
});
