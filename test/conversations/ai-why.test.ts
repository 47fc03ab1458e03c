import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('/ai why tells who answered, why, and who was left out', async () => {
  const chat = await conversation([says('Hello.')]);
  expect(await chat.say('/ai why')).toMatch(/Nobody has answered/);
  await chat.say('good morning to you');
  const why = await chat.say('/ai why');
  expect(why).toMatch(/^openai \(story-mini\) answered: it was the first in the configuration/);
  expect(why).toMatch(/claude .* was left out: there is no key for it/);
  await chat.restart();
  expect(await chat.say('/ai why')).toBe(why);
});
