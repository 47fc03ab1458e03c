import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('over the limit for the dear model, the cheap one answers', async () => {
  const chat = await conversation(
    { claude: [says('Never asked.')], gemini: [says('Here.')] },
    { settings: { QL_AI_COST_MESSAGE_USD: '0.02' } },
  );
  expect(await chat.say('tell me a proverb')).toContain('Here.');
  expect(chat.last().about).toMatchObject({ provider: 'gemini', costMicros: 300 });
  expect(chat.models.claude?.asked).toEqual([]);
  expect(await chat.say('/ai why')).toMatch(/claude \(story-large\) was left out: the call could have cost/);
});
