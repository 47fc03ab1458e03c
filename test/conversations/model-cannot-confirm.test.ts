import { expect, test } from 'vitest';
import { buyTen, calls, conversation, says } from '../support/conversation.js';

test('a model that tries to confirm its own card finds no tool for it', async () => {
  const chat = await conversation([
    buyTen,
    calls(
      'confirm',
      { card: 'last' },
      { name: 'press', args: { button: 'confirm' } },
      { name: 'place_order', args: {} },
    ),
    says('A card is waiting for you.'),
  ]);
  const shown = await chat.say('buy 10 infy');
  expect(chat.last().tools).toEqual(['propose_order', 'confirm!', 'press!', 'place_order!']);
  expect(shown).toContain('[Confirm]');
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
  expect(chat.trading('SELECT state FROM pending_actions')).toEqual([{ state: 'pending' }]);
  // No nonce ever reaches a model.
  const nonce = JSON.stringify(chat.button('Confirm'));
  const secret = (JSON.parse(nonce) as { nonce: string }).nonce;
  expect(JSON.stringify(chat.models.openai?.asked.map(each => each.body))).not.toContain(secret);
});
