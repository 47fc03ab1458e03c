import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a stream that breaks before anything was shown is answered by the next provider, and billed in full', async () => {
  const chat = await conversation({
    openai: [{ cutAfter: 'INFY is' }],
    claude: [says('Infosys is an IT company.')],
  });
  expect(await chat.say('what is infosys')).toContain('Infosys is an IT company.');
  const [cut] = chat.main(
    "SELECT cost_micros AS cost, success FROM ai_usage_tracking WHERE provider = 'openai'",
  );
  expect(cut?.['success']).toBe(0);
  expect(cut?.['cost']).toBeGreaterThan(600);
});
