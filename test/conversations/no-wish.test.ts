import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a question, a negation, a past tense and a quotation raise no card', async () => {
  const chat = await conversation();
  for (const text of [
    'should i sell infy?',
    'dont buy tcs',
    'i bought 10 infy yesterday',
    'my friend said "buy 100 infy"',
    'what if i had bought 10 tcs',
    'kya 10 infy lena chahiye?',
  ]) {
    await chat.say(text);
    expect(chat.last().text, text).not.toContain('[Confirm]');
  }
  expect(chat.trading('SELECT count(*) AS n FROM pending_actions')).toEqual([{ n: 0 }]);
});
