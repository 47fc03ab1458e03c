import { expect, test } from 'vitest';
import { buyTen, conversation, fails, says } from '../support/conversation.js';

test('once a card is raised no other provider goes on', async () => {
  const chat = await conversation({ openai: [buyTen, fails(500)], claude: [says('Never asked.')] });
  expect(await chat.say('buy 10 infy')).toContain('[Confirm]');
  expect(chat.models.claude?.asked).toEqual([]);
  expect(chat.trading('SELECT count(*) AS n FROM pending_actions')).toEqual([{ n: 1 }]);
});
