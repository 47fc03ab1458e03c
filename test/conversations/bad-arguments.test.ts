import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('arguments that cannot be read are refused with words, and repaired once', async () => {
  const chat = await conversation([
    calls('quote', { ticker: 'TCS' }),
    calls('quote', { symbol: 'TCS' }),
    says('TCS is at ₹2,398.40.'),
    calls('quote', '{not json'),
    calls('quote', '{still not'),
    calls('quote', { symbol: 'TCS' }),
    says('I could not look it up.'),
  ]);
  expect(await chat.say('price of tcs')).toContain('₹2,398.40');
  expect(chat.last().tools).toEqual(['quote!', 'quote']);
  expect(await chat.say('again')).toContain('I could not look it up.');
  expect(chat.last().tools).toEqual(['quote!', 'quote!', 'quote!']);
});
