import { expect, test } from 'vitest';
import { conversation, fails } from '../support/conversation.js';

test('a key that is refused costs nothing, and the offline assistant answers', async () => {
  const chat = await conversation([fails(401)]);
  expect(await chat.say('price of tcs')).toMatch(/TCS, Tata Consultancy Services \(simulated\)/);
  expect(chat.last().about?.provider).toBe('offline');
  expect(chat.main("SELECT cost_micros, success FROM ai_usage_tracking WHERE provider = 'openai'")).toEqual([
    { cost_micros: 0, success: 0 },
  ]);
  expect(await chat.say('/ai why')).toMatch(/its key was refused/);
});
