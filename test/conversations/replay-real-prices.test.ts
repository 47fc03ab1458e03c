import { expect } from 'vitest';
import { conversation } from '../support/conversation.js';
import { replayOf, replayTest } from '../support/story-replay.js';

replayTest('in the replay of June 2024 prices are those of the exchange, and say so', async () => {
  const chat = await conversation({}, { replay: replayOf(['INFY'], '2024-06-03') });
  const quote = await chat.say('price of infy');
  expect(quote).toMatch(/INFY.*\(.*replay.*\), 3 Jun 2024/i);
  await chat.ql('replay', { date: '2024-06-04', at: '15:00' });
  expect(await chat.say('price of infy')).toMatch(/open ₹1,409\.00.*previous close ₹1,405\.90/);
  expect(await chat.say('chart of infy 1y')).toMatch(/\(chart\) INFY/);
});
