import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a price that has moved on since the card makes a new card in place of an order', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  await chat.market('2026-11-24T11:00:00+05:30');
  const again = await chat.press('Confirm');
  expect(again).toMatch(/moved|price/i);
  expect(again).toContain('[Confirm]');
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10/);
});
