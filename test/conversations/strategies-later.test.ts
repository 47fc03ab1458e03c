import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('strategies are understood, and said not to be there yet', async () => {
  const chat = await conversation();
  for (const text of [
    'list my strategies',
    'any signals',
    'make a rsi strategy on infy',
    'backtest donchian on tcs 2y',
  ])
    expect(await chat.say(text), text).toMatch(/not available yet/);
});
