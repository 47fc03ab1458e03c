import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a conversation goes on after a restart, and the model remembers it', async () => {
  const chat = await conversation([says('Nice to meet you.'), says('You are Asha.')]);
  await chat.say('my name is Asha and I like banks');
  await chat.restart();
  expect(await chat.say('who am i')).toContain('You are Asha.');
  const body = JSON.stringify(chat.models.openai?.asked.at(-1)?.body);
  expect(body).toContain('I like banks');
  expect(body).toContain('Nice to meet you.');
  expect(chat.main('SELECT count(*) AS n FROM ai_chat_sessions')).toEqual([{ n: 1 }]);
});
