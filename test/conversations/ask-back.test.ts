import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('what is missing of an order is asked for, over turns, and then the card comes', async () => {
  const chat = await conversation();
  expect(await chat.say('buy infy')).toMatch(/quantity/);
  expect(await chat.say('10')).toMatch(/BUY 10 INFY, MARKET[\s\S]*\[Confirm\]/);
  expect(await chat.say('hdfc ke 20 le lo')).toMatch(/HDFCBANK ya HDFCLIFE/);
  expect(await chat.say('hdfcbank')).toMatch(/BUY 20 HDFCBANK/);
  expect(await chat.say('alert for tcs')).toMatch(/above or below, and the price/);
  expect(await chat.say('above 2500')).toMatch(/TCS is at or above ₹2,500.00/);
});
