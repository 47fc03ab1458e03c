import { expect, test } from 'vitest';
import { buyTen, conversation, says } from '../support/conversation.js';

test('a second press does not buy twice', async () => {
  const chat = await conversation([buyTen, says('Here is the card.')]);
  expect(await chat.say('buy 10 infy')).toContain('[Confirm]');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10/);
  expect(await chat.press('Confirm')).toMatch(/already/);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([
    { symbol: 'INFY', quantity: 10 },
  ]);
  expect(chat.models.openai?.left()).toBe(0);
});
