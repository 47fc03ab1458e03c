import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('panic does not wait behind a turn that hangs, and stop ends that turn', async () => {
  const chat = await conversation([{ hangsAfter: '' }]);
  const turn = chat.say('think about my portfolio');
  await chat.models.openai?.untilAsked(1);
  expect(await chat.say('panic')).toMatch(/kill switch is on/);
  expect(await chat.say('stop')).toMatch(/Stopped/);
  await turn;
  expect(chat.main("SELECT count(*) AS n FROM ai_reservations WHERE state = 'held'")).toEqual([{ n: 0 }]);
});
