import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a button that somebody else gets hold of does nothing, and still works for its owner', async () => {
  const chat = await conversation();
  const bina = await chat.invite('Bina');
  await chat.say('buy 10 infy');
  const button = chat.button('Confirm');
  expect(await bina.send(button)).toMatch(/no such card|not yours|no card/i);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
  expect(await chat.send(button)).toMatch(/filled, 10 of 10/);
  expect(chat.trading('SELECT DISTINCT user_id FROM trading_orders')).toEqual([
    { user_id: await chat.userId() },
  ]);
});
