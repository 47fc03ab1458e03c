import { expect } from 'vitest';
import { conversation } from '../support/conversation.js';
import { replayOf, replayTest } from '../support/story-replay.js';

replayTest('a purchase before the election count of 2024 is worth less on its day', async () => {
  const chat = await conversation({}, { replay: replayOf(['INFY'], '2024-06-03') });
  await chat.say('buy 10 infy');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10 at ₹1,44\d/);
  await chat.ql('replay', { date: '2024-06-04', at: '15:00' });
  expect(await chat.say('show my holdings')).toMatch(/INFY \| 10 \|.*\| -\d/);
  expect(await chat.say('pnl this week')).toMatch(/-₹/);
  expect(chat.trading('SELECT count(*) AS n FROM trading_executions')).toEqual([{ n: 1 }]);
});
