import { expect, test } from 'vitest';
import { buyTen, conversation, says } from '../support/conversation.js';

test('a card that is older than ninety seconds buys nothing', async () => {
  const chat = await conversation([buyTen, says('Here is the card.')]);
  await chat.say('buy 10 infy');
  chat.pass(90_001);
  expect(await chat.press('Confirm')).toMatch(/lapsed|expired|too old|90 seconds/i);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
});
