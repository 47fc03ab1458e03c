import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a person’s own limit a day is never overshot, the rest of it is told, and a new day begins anew', async () => {
  const chat = await conversation([
    calls('set_cost_limit', { amount: 3, period: 'day' }),
    says('Done.'),
    { cutAfter: 'Well' },
    says('Slow and steady wins the race.'),
  ]);
  await chat.say('keep the ai cost under ₹3 a day');
  // Nobody knows what a broken stream was billed, so all that it could have cost is taken from the limit.
  await chat.say('tell me a proverb');
  const shown = await chat.say('tell me a proverb');
  expect(shown).toMatch(/Your limit on AI cost is ₹3.00 a day, and ₹\d\.\d\d of it is left/);
  expect(chat.last().about?.provider).toBe('offline');
  const [spent] = chat.main('SELECT sum(cost_micros) AS micros FROM ai_usage_tracking');
  expect(Number(spent?.['micros'])).toBeLessThanOrEqual(33_333);
  chat.pass(24 * 3_600_000);
  expect(await chat.say('tell me a proverb')).toContain('Slow and steady');
});
