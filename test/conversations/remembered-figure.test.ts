import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a figure of an earlier turn is not taken for one of this turn', async () => {
  const chat = await conversation([
    calls('quote', { symbol: 'INFY' }),
    says('INFY is at ₹1,058.40.'),
    says('It was at ₹1,058.40 when you asked.'),
    says('Ask me for the price again, since it moves.'),
  ]);
  await chat.say('price of infy');
  const shown = await chat.say('what was that price');
  expect(shown).toContain('Ask me for the price again');
  expect(shown).not.toContain('1,058.40');
});
