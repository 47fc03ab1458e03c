import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a sum is true when calculate made it from results, and struck when the model made it', async () => {
  const chat = await conversation([
    calls('quote', { symbol: 'INFY' }, { name: 'quote', args: { symbol: 'TCS' } }),
    calls('calculate', {
      expression: 'a + b',
      values: { a: { result: 'r1', path: 'levels.last_inr' }, b: { result: 'r2', path: 'levels.last_inr' } },
    }),
    says('Together they cost ₹3,456.80.'),
    calls('quote', { symbol: 'INFY' }, { name: 'quote', args: { symbol: 'TCS' } }),
    says('Together they cost ₹3,456.80.'),
    says('I would have to add them up first.'),
  ]);
  expect(await chat.say('what do infy and tcs cost together')).toContain('₹3,456.80');
  expect(chat.last().tools).toEqual(['quote', 'quote', 'calculate']);
  expect(await chat.say('and once more')).not.toContain('3,456.80');
});
