import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('bought and sold again, every paisa is in the books', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10 at ₹1,058.50, charges ₹12.57/);
  await chat.say('sell all infy');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10 at ₹1,058.10, charges ₹10.97/);
  expect(await chat.say('pnl today')).toMatch(/Realised -₹4.00/);
  expect(chat.trading('SELECT side, quantity, price FROM trading_executions ORDER BY side')).toEqual([
    { side: 'BUY', quantity: 10, price: 105_850 },
    { side: 'SELL', quantity: 10, price: 105_810 },
  ]);
  expect(await chat.say('show my holdings')).toMatch(/No shares are held/);
});
