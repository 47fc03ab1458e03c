import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a kill between the card and the press leaves a card that still buys once', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  await chat.kill();
  const button = chat.button('Confirm');
  expect(await chat.send(button)).toMatch(/filled, 10 of 10/);
  await chat.kill();
  expect(await chat.send(button)).toMatch(/already/);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([
    { symbol: 'INFY', quantity: 10 },
  ]);
  expect(await chat.say('show my holdings')).toMatch(/INFY \| 10 \|/);
});
