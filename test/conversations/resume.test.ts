import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a new conversation forgets the old one, and resuming it brings it back', async () => {
  const chat = await conversation([says('Noted.'), says('I do not know.'), says('Banks.')]);
  await chat.say('remember that I like banks');
  expect(await chat.say('/new')).toMatch(/new conversation/i);
  await chat.say('what do i like');
  expect(JSON.stringify(chat.models.openai?.asked[1]?.body)).not.toContain('I like banks');
  expect(await chat.say('/sessions')).toMatch(/2 \| what do i like[\s\S]*1 \| remember that I like banks/);
  expect(await chat.say('/resume 1')).toMatch(/remember that I like banks/);
  await chat.say('what do i like');
  expect(JSON.stringify(chat.models.openai?.asked[2]?.body)).toContain('I like banks');
  expect(await chat.say('/resume 99')).toMatch(/no conversation 99/);
});
