import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a model writes the profile only in the person’s own words, and automatic trading takes a card', async () => {
  const profile = { investment_timeline: 'long_term', stop_loss_pct: 8 };
  const chat = await conversation([
    calls('update_profile', profile),
    says('Noted.'),
    calls('update_profile', { auto_trading: true }),
    says('Shall I?'),
  ]);
  await chat.say('set my profile: I invest for the long term, stop 8 percent');
  expect(chat.last().tools).toEqual(['update_profile']);
  expect(
    chat.main('SELECT investment_timeline AS t, stop_loss_preference AS s FROM user_investment_profiles'),
  ).toEqual([{ t: 'long_term', s: 8 }]);
  const shown = await chat.say('switch automatic trading on in my profile');
  expect(chat.last().about?.tools).toHaveLength(1);
  expect(chat.main('SELECT auto_trading_enabled AS on_ FROM user_investment_profiles')).toEqual([{ on_: 0 }]);
  expect(shown).toMatch(/Confirm|Shall I/);
});
