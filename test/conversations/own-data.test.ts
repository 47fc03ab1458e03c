import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';
import { deleteConversations, exportOwnData } from '../../src/domain/chat/own-data.js';

test('a person’s export holds what they said and nothing of others, and deletion leaves no message', async () => {
  const chat = await conversation();
  const bina = await chat.invite('Bina');
  await chat.say('price of tcs');
  await bina.say('price of wipro');
  const { store } = chat.app();
  const lines: string[] = [];
  for await (const line of exportOwnData(store, await bina.userId())) lines.push(line);
  expect(lines.join('')).toContain('price of wipro');
  expect(lines.join('')).not.toContain('price of tcs');
  expect(await deleteConversations(store, await bina.userId(), 'all')).toMatchObject({ conversations: 1 });
  expect(await bina.say('search my messages for wipro')).not.toContain('price of wipro');
  const left = chat.main('SELECT DISTINCT content FROM ai_chat_messages');
  expect(JSON.stringify(left)).not.toContain('price of wipro');
  expect(JSON.stringify(left)).toContain('price of tcs');
});
