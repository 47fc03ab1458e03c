import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a model that changes things nobody asked for is refused', async () => {
  const chat = await conversation([
    calls(
      'set_alert',
      { symbol: 'TCS', op: 'above', price: 9000 },
      { name: 'set_goal', args: { name: 'yacht', target_inr: 1e7 } },
      { name: 'set_provider', args: { provider: 'claude' } },
      { name: 'kill_switch', args: { on: true } },
    ),
    says('I only looked.'),
  ]);
  await chat.say('how is tcs doing');
  expect(chat.last().tools.filter(name => !name.endsWith('!'))).toEqual([]);
  expect(chat.main('SELECT count(*) AS n FROM price_alerts')).toEqual([{ n: 0 }]);
  expect(chat.main('SELECT count(*) AS n FROM investment_goals')).toEqual([{ n: 0 }]);
});
