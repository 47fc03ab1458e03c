import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a message that could cost more than its limit goes to the offline assistant, and says what is left', async () => {
  const chat = await conversation([says('Never asked.')], { settings: { QL_AI_COST_MESSAGE_USD: '0.001' } });
  const shown = await chat.say('price of tcs');
  expect(shown).toMatch(/This service's limit on AI cost is ₹0.09 a message, and ₹0.09 of it is left/);
  expect(shown).toContain('TCS, Tata Consultancy Services');
  expect(chat.models.openai?.asked).toEqual([]);
});
