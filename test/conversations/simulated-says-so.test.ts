import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('everything on the simulated market says that it is simulated', async () => {
  const chat = await conversation();
  for (const asked of ['price of tcs', 'chart of infy', 'my portfolio', 'how is the market', 'buy 10 infy'])
    expect(await chat.say(asked), asked).toMatch(/simulated/);
  expect(await chat.press('Confirm')).toMatch(/\(simulated\)/);
});
