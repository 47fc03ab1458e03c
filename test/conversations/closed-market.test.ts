import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('on a Sunday the price says that it is the last close, and an order that it queues', async () => {
  const chat = await conversation({}, { settings: { QL_MARKET_NOW: '2026-11-29T11:00:00+05:30' } });
  expect(await chat.say('price of infy')).toMatch(/market closed[\s\S]*last close, from 27 Nov, 15:30/);
  expect(await chat.say('buy 10 infy')).toMatch(/closed\. It queues for the open of 30 Nov 2026 09:15/);
  expect(await chat.press('Confirm')).toMatch(/#1 BUY 10 INFY.*: open/);
});
