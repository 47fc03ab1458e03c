import { expect, test } from 'vitest';
import { conversation, fails, says } from '../support/conversation.js';

test('when one provider is down the next one answers, and the bill says so', async () => {
  const chat = await conversation({ openai: [fails(500)], claude: [says('Good morning.')] });
  expect(await chat.say('good morning')).toContain('Good morning.');
  expect(chat.last().about).toMatchObject({ provider: 'claude', costMicros: 6_000 + 0 });
  expect(chat.main('SELECT provider, success FROM ai_usage_tracking ORDER BY id')).toEqual([
    { provider: 'openai', success: 0 },
    { provider: 'claude', success: 1 },
  ]);
  expect(await chat.say('/ai why')).toMatch(/claude \(story-large\) answered[\s\S]*openai \(story-mini\) was asked before/);
});
