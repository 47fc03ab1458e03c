import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a figure that no tool has found is not shown, and the second attempt is', async () => {
  const chat = await conversation([
    calls('quote', { symbol: 'INFY' }),
    says('INFY is at ₹9,876.50 now.'),
    says('INFY is at ₹1,058.40 now.'),
  ]);
  const shown = await chat.say('price of infy');
  expect(shown).toContain('₹1,058.40');
  expect([shown, ...chat.last().grown].join()).not.toContain('9,876');
  expect(JSON.stringify(chat.models.openai?.asked.at(-1)?.body)).toContain('9,876.50');
  const [answer] = chat.main(
    "SELECT metadata FROM ai_chat_messages WHERE message_type = 'assistant' ORDER BY id DESC",
  );
  expect(String(answer?.['metadata'])).toContain('"regenerated":true');
});
