import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('no key, no person’s id and no account number is sent to a provider', async () => {
  const chat = await conversation([calls('show_portfolio'), says('All is well.')]);
  await chat.say('how am i doing');
  const id = await chat.userId();
  for (const { body } of chat.models.openai?.asked ?? []) {
    expect(JSON.stringify(body)).not.toContain(id);
    expect(JSON.stringify(body)).not.toContain('key-of-openai');
  }
  expect(chat.models.openai?.asked).toHaveLength(2);
});
