import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('empty, binary and endless messages are answered with words, and cost nothing', async () => {
  const chat = await conversation([says('Read.')]);
  expect(await chat.say('   ')).toMatch(/nothing in that message that I can read/);
  expect(await chat.say('\u0000\u0001\u0002')).toMatch(/nothing in that message that I can read/);
  expect(chat.models.openai?.asked).toEqual([]);
  expect(await chat.say('infy '.repeat(20_000))).toMatch(/too long[\s\S]*Read\./);
  expect(JSON.stringify(chat.models.openai?.asked[0]?.body).length).toBeLessThan(100_000);
});
