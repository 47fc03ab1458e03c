import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';
import { wordsOf } from '../support/heard.js';

test('a recorded turn reads the same from the log without a model', async () => {
  const chat = await conversation([
    calls('show_chart', { symbol: 'INFY', range: '3m' }),
    says('Here is the chart.'),
  ]);
  const shown = await chat.say('chart of infy for 3 months');
  const [row] = chat.main("SELECT max(id) AS id FROM ai_chat_messages WHERE message_type = 'assistant'");
  const turn = await chat.assistant().replayTurn(await chat.userId(), Number(row?.['id']));
  expect(turn).toMatchObject({
    asked: 'chart of infy for 3 months',
    provider: 'openai',
    model: 'story-mini',
  });
  expect(shown).toContain(wordsOf(turn?.reply ?? { parts: [] }));
  expect(chat.models.openai?.asked).toHaveLength(2);
});
