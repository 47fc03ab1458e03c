import { expect, test } from 'vitest';
import { conversation, fails, says } from '../support/conversation.js';

test('a provider that asks us to wait is left alone for as long as it said', async () => {
  const chat = await conversation({
    openai: [fails(429, 60), says('Back again.')],
    claude: [says('One.'), says('Two.')],
  });
  expect(await chat.say('hello one')).toContain('One.');
  expect(await chat.say('hello two')).toContain('Two.');
  expect(chat.models.openai?.asked).toHaveLength(1);
  expect(await chat.say('/ai why')).toMatch(
    /openai \(story-mini\) was left out: it failed several times or asked us to wait/,
  );
  chat.pass(61_000);
  expect(await chat.say('hello three')).toContain('Back again.');
});
