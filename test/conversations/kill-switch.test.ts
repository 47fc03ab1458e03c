import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('the kill switch in the middle of a card stops the press, and comes off by a card alone', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  expect(await chat.say('panic')).toMatch(/kill switch is on/);
  expect(await chat.press('Confirm')).toMatch(/KILL_SWITCH/);
  expect(chat.trading('SELECT status FROM trading_orders')).toEqual([{ status: 'denied' }]);
  expect(chat.trading('SELECT count(*) AS n FROM trading_executions')).toEqual([{ n: 0 }]);
  expect(await chat.say('kill switch off')).toContain('[Confirm]');
  expect(await chat.say('buy 1 tcs')).toMatch(/KILL_SWITCH/);
  expect(await chat.press('Confirm')).toMatch(/kill switch is off/);
  expect(await chat.say('buy 1 tcs')).toContain('[Confirm]');
});
