import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('an open order is changed, and cancelled, by a card each', async () => {
  const chat = await conversation();
  await chat.say('buy 10 tcs at 2350');
  expect(await chat.press('Confirm')).toMatch(/#1 BUY 10 TCS, LIMIT ₹2,350.00.*: open/);
  expect(await chat.say('change order #1 price to 2360')).toMatch(/Change order #1 to price ₹2,360.00/);
  expect(await chat.press('Confirm')).toMatch(/The change: accepted/);
  expect(await chat.say('cancel order 1')).toMatch(/Cancel this order/);
  expect(await chat.press('Confirm')).toMatch(/#1 BUY 10 TCS, LIMIT ₹2,360.00.*: cancelled/);
  await chat.say('buy 5 tcs at 2340');
  await chat.press('Confirm');
  await chat.say('buy 5 infy at 1030');
  await chat.press('Confirm');
  expect(await chat.say('cancel all my open orders')).toMatch(/Cancel these 2 orders/);
  expect(await chat.press('Confirm')).toMatch(/#2: [\s\S]*#3: /);
  expect(chat.trading("SELECT count(*) AS n FROM trading_orders WHERE status <> 'cancelled'")).toEqual([
    { n: 0 },
  ]);
});
