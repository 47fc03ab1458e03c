import { expect } from 'vitest';
import { conversation } from '../support/conversation.js';
import { replayOf, replayTest } from '../support/story-replay.js';

replayTest('a bonus of one for one during the replay doubles the shares and costs nothing', async () => {
  const chat = await conversation({}, { replay: replayOf(['BPCL'], '2024-06-19') });
  await chat.say('buy 10 bpcl');
  expect(await chat.press('Confirm')).toMatch(/filled, 10 of 10 at ₹6/);
  await chat.ql('replay', { date: '2024-06-21', at: '11:00' });
  expect(await chat.say('show my holdings')).toMatch(/BPCL \| 20 \| ₹3\d\d\.\d\d \| ₹3/);
  expect((await chat.beat()).join('\n')).toMatch(/BPCL|^$/);
});
