import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('onboarding never stands in the way of a first question, and goes on after a restart', async () => {
  const chat = await conversation({}, { isNew: true });
  const first = await chat.say('price of tcs');
  expect(first).toMatch(/TCS, Tata Consultancy Services/);
  expect(first).toMatch(/When you like: .* is still open[\s\S]*\[Set me up\]/);
  await chat.press('Set me up');
  await chat.press('I agree');
  await chat.restart();
  expect(await chat.say('buy 1 tcs')).toContain('[Confirm]');
  expect(await chat.say('set me up')).toMatch(/1 of 8/);
  expect(await chat.press('Skip')).toMatch(/Left out: the questions about risk/);
});
