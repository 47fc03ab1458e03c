import { expect, test } from 'vitest';
import { conversation, says } from '../support/conversation.js';

test('a stream that breaks after words were shown keeps them, says so, and asks nobody else', async () => {
  const chat = await conversation({
    openai: [{ cutAfter: 'Infosys makes software for banks. It was founded in ' }],
    claude: [says('Never asked.')],
  });
  const shown = await chat.say('what is infosys');
  expect(shown).toMatch(/Infosys makes software for banks\.[\s\S]*broke off/);
  expect(chat.models.claude?.asked).toEqual([]);
});
