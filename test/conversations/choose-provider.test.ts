import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a person chooses who answers, and the offline assistant means nobody outside', async () => {
  const chat = await conversation({
    openai: [calls('set_provider', { provider: 'gemini' }), says('Done.')],
    gemini: [says('Gemini here.'), calls('set_provider', { provider: 'offline' }), says('Done.')],
  });
  await chat.say('use gemini from now');
  expect(await chat.say('good morning')).toContain('Gemini here.');
  expect(chat.last().about?.provider).toBe('gemini');
  await chat.say('use offline from now');
  await chat.say('price of tcs');
  expect(chat.last().about?.provider).toBe('offline');
  expect(await chat.say('/ai why')).toMatch(/it is the one you prefer/);
  expect(chat.models.openai?.asked).toHaveLength(2);
});
