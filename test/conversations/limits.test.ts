import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a tighter limit holds at once, a looser one takes a card and a day', async () => {
  const chat = await conversation();
  expect(await chat.say('max order value 5000')).toMatch(/₹5,000.00 now; it was ₹1,00,000.00/);
  expect(await chat.say('buy 10 infy')).toMatch(/NOTIONAL/);
  chat.pass(11 * 60_000);
  expect(await chat.say('raise max order value to 50000')).toMatch(
    /24 hours from the confirmation[\s\S]*\[Confirm\]/,
  );
  expect(await chat.press('Confirm')).toMatch(/counts from 24 Nov 2026/);
  expect(await chat.say('buy 10 infy')).toMatch(/NOTIONAL/);
  chat.pass(24 * 3_600_000);
  await chat.beat();
  expect(await chat.say('buy 10 infy')).toContain('[Confirm]');
});
