import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a kill in the middle of a streamed turn loses no message, doubles none, and settles what was reserved', async () => {
  const chat = await conversation([{ hangsAfter: 'Let me look at ' }, says('Here I am again.')]);
  const turn = chat.say('how am i doing');
  await chat.models.openai?.untilAsked(1);
  const [held] = chat.main("SELECT reserved_micros FROM ai_reservations WHERE state = 'held'");
  await chat.kill();
  expect(chat.main("SELECT count(*) AS n FROM ai_reservations WHERE state = 'held'")).toEqual([{ n: 0 }]);
  const [spent] = chat.main('SELECT sum(cost_micros) AS micros FROM ai_usage_tracking');
  expect(spent?.['micros']).toBe(held?.['reserved_micros']);
  expect(await chat.say('are you there')).toContain('Here I am again.');
  expect(chat.main("SELECT content FROM ai_chat_messages WHERE message_type = 'user' ORDER BY id")).toEqual([
    { content: 'how am i doing' },
    { content: 'are you there' },
  ]);
  void turn;
});
