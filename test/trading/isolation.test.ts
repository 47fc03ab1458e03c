import { expect, test } from 'vitest';
import { strangersCalls } from '../support/isolation.js';

test("2,000 calls with somebody else's ids, numbers, cards and nonces give and change nothing of theirs", async () => {
  const { calls, before, after } = await strangersCalls(2_000, 21);
  expect(calls.size).toBe(43);
  expect(after).toBe(before);
});
