import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('what was spent is the sum of the calls, in the rows, the totals and the words', async () => {
  const chat = await conversation({ openai: [calls('show_limits'), says('Those are your limits.')] });
  await chat.say('what are my limits');
  expect(chat.last().about?.costMicros).toBe(1_200);
  expect(
    chat.main('SELECT provider, model, tokens_used, cost_micros FROM ai_usage_tracking ORDER BY id'),
  ).toEqual(
    [1, 2].map(() => ({ provider: 'openai', model: 'story-mini', tokens_used: 1_050, cost_micros: 600 })),
  );
  const totals = chat.main(
    'SELECT DISTINCT spent_micros AS spent, reserved_micros AS held FROM ai_spend_totals',
  );
  expect(totals).toEqual([{ spent: 1_200, held: 0 }]);
  expect(await chat.say('/usage today')).toMatch(/openai \| ₹0.11 \| 2/);
});
