import { expect, test } from 'vitest';
import { conversation, fails } from '../support/conversation.js';

test('with all providers down the offline assistant still raises a card', async () => {
  const chat = await conversation({ openai: [fails(500)], claude: [fails(529)], gemini: [fails(503)] });
  expect(await chat.say('buy 10 infy')).toContain('[Confirm]');
  expect(chat.last().about?.provider).toBe('offline');
  expect(await chat.press('Confirm')).toMatch(/filled/);
  expect(chat.main('SELECT provider FROM ai_usage_tracking WHERE success = 0')).toHaveLength(3);
});
