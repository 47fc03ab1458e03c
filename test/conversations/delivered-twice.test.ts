import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a message that the platform delivers twice is answered once', async () => {
  const chat = await conversation([says('Hello.')]);
  const bina = await chat.invite('Bina');
  expect(await bina.say('hello there, how do you do')).toContain('Hello.');
  expect(await bina.repeat()).toBe('');
  expect(chat.main("SELECT count(*) AS n FROM ai_chat_messages WHERE message_type = 'user'")).toEqual([
    { n: 1 },
  ]);
});
