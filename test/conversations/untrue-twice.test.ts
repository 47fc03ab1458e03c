import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a model that stays with its false figure is replaced by what the tool says itself', async () => {
  const chat = await conversation([
    calls('quote', { symbol: 'INFY' }),
    says('Infosys trades at ₹9,876.50 today.'),
    says('As I said, Infosys trades at ₹9,876.50.'),
  ]);
  const shown = await chat.say('price of infy');
  expect(shown).not.toContain('9,876');
  expect(shown).toMatch(/INFY, Infosys \(simulated\)[\s\S]*₹1,058.40/);
});
