import { expect, test } from 'vitest';
import { calls, conversation, fails, says } from '../support/conversation.js';

test('a provider that fails after a tool leaves its result to the next one as a tool result', async () => {
  const chat = await conversation({
    openai: [calls('quote', { symbol: 'TCS' }), fails(500)],
    claude: [says(found => `TCS is at ₹${(found['levels'] as { last_inr: number }).last_inr}.`)],
  });
  expect(await chat.say('price of tcs')).toContain('TCS is at ₹2398.4.');
  expect(chat.last().tools).toEqual(['quote']);
  const body = JSON.stringify(chat.models.claude?.asked[0]?.body);
  expect(body).toContain('"tool_use"');
  expect(body).toContain('"tool_result"');
});
