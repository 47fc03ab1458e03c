import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';
import { pendingActions } from '../../src/db/schema/trading/index.js';

test('a card that was changed in the file is refused', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  await chat.app().store.trading.tx(async tx => {
    const [card] = await tx.select().from(pendingActions);
    const payload = JSON.parse(JSON.stringify(card?.payload).replace('"quantity":10', '"quantity":1000')) as never;
    await tx.update(pendingActions).set({ payload });
  });
  expect(await chat.press('Confirm')).toMatch(/changed|altered|not what/i);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
});
