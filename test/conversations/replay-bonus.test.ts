import { expect } from 'vitest';
import { conversation } from '../support/conversation.js';
import { replayOf, replayTest } from '../support/story-replay.js';

replayTest('a bonus of one for one during the replay doubles the shares and costs nothing', async () => {
  const chat = await conversation({}, { replay: replayOf(['RELIANCE'], '2024-10-25') });
  await chat.say('buy 10 reliance');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10 at ₹2,6/);
  await chat.ql('replay', { date: '2024-10-28', at: '11:00' });
  expect(await chat.say('show my holdings')).toMatch(/RELIANCE \| 20 \| ₹1,3\d\d\.\d\d \| ₹1,3/);
});
