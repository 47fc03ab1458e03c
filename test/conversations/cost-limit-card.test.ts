import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a cost limit is set at once, and raised by a card alone', async () => {
  const chat = await conversation();
  expect(await chat.say('keep ai under ₹100 a week')).toMatch(/AI may cost ₹100.00 a week from now on/);
  expect(await chat.say('raise ai limit to 200 a week')).toMatch(/Raise your limit[\s\S]*\[Confirm\]/);
  const limits = () => String(chat.main('SELECT cost_limits FROM ai_user_preferences')[0]?.['cost_limits']);
  expect(limits()).not.toContain('"paise":20000');
  expect(await chat.press('Confirm')).toMatch(/raised/);
  await chat.beat();
  expect(limits()).toContain('"paise":20000');
});
