import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a model answers in Hinglish, with lakh and crore that the tools have', async () => {
  const chat = await conversation([
    calls('show_portfolio'),
    says('Aapke portfolio ki value ₹10 lakh hai, aur abhi koi share nahi hai.'),
  ]);
  expect(await chat.say('mera portfolio kitne ka hai')).toContain('₹10 lakh');
});
