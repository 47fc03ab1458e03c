import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('an alert fires once into the notices of the terminal', async () => {
  const chat = await conversation();
  expect(await chat.say('alert me when infy is below 1058')).toMatch(/Alert #1/);
  expect(await chat.beat()).toEqual([]);
  await chat.market('2026-11-23T14:45:00+05:30');
  const told = await chat.beat();
  expect(told).toEqual([expect.stringMatching(/Alert #1: INFY.*₹1,058.00.*simulated/)]);
  expect(await chat.beat()).toEqual([]);
  expect(await chat.say('list alerts')).toMatch(/None waits/);
  await chat.say('alert me when tcs is above 9000');
  expect(await chat.say('delete last alert')).toMatch(/removed|deleted|gone/i);
});
