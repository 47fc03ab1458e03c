import { expect } from 'vitest';
import { conversation } from '../support/conversation.js';
import { replayOf, replayTest } from '../support/story-replay.js';

replayTest('an alert on the replay fires when history gets there', async () => {
  const chat = await conversation({}, { replay: replayOf(['INFY'], '2024-06-04') });
  expect(await chat.say('alert me when infy is above 1470')).toMatch(/Alert #1/);
  expect(await chat.beat()).toEqual([]);
  await chat.ql('replay', { date: '2024-06-07', at: '15:00' });
  const told = await chat.beat();
  expect(told.join('\n')).toMatch(/Alert #1: INFY.*7 Jun 2024/);
});
