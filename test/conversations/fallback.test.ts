import { expect, test } from 'vitest';
import { conversation, fails, says } from '../support/conversation.js';

test('when one provider is down the next one answers, and the bill says so', async () => {
  const chat = await conversation({ openai: [fails(500)], claude: [says('Good morning.')] });
  expect(await chat.say('good morning')).toContain('Good morning.');
  expect(chat.last().about?.provider).toBe('claude');
  // Nobody knows what a failed call was billed: the most that it can have been is counted.
  expect(chat.last().about?.costMicros).toBeGreaterThan(6_000);
  expect(chat.main('SELECT provider, success FROM ai_usage_tracking ORDER BY id')).toEqual([
    { provider: 'openai', success: 0 },
    { provider: 'claude', success: 1 },
  ]);
  expect(await chat.say('/ai why')).toMatch(
    /claude \(story-large\) answered[\s\S]*openai \(story-mini\) was asked before/,
  );
});
