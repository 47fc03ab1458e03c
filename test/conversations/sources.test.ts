import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('the Sources button lists which tool said what', async () => {
  const chat = await conversation([calls('quote', { symbol: 'TCS' }), says('TCS is at ₹2,398.40.')]);
  await chat.say('price of tcs');
  const sources = await chat.press('Sources');
  expect(sources).toMatch(/quote \| {"symbol":"TCS"} \| found/);
  expect(sources).toContain('TCS, Tata Consultancy Services (simulated)');
  expect(await chat.say('/sources')).toBe(sources);
});
