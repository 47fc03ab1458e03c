import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('two people see nothing of each other', async () => {
  const chat = await conversation();
  const bina = await chat.invite('Bina');
  await chat.say('buy 10 infy');
  await chat.press('Confirm');
  await chat.say('goal: bike 2 lakh by march 2028');
  expect(await bina.say('show my holdings')).not.toMatch(/INFY \| 10/);
  expect(await bina.say('show my goals')).toMatch(/No goals yet/);
  expect(await bina.say('search my messages for bike')).not.toMatch(/2 lakh/);
  await bina.say('buy 3 tcs');
  expect(await bina.press('Confirm')).toMatch(/#1 BUY 3 TCS/);
  expect(await chat.say('show my orders')).not.toMatch(/TCS/);
  const [first] = chat.main("SELECT max(id) AS id FROM ai_chat_messages WHERE message_type = 'assistant'");
  expect(await chat.send({ kind: 'sources', messageId: Number(first?.['id']) })).toMatch(/./);
});
