import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';
import { eq } from 'drizzle-orm';
import { pendingActions } from '../../src/db/schema/trading/index.js';

test('a card that was changed in the file is refused', async () => {
  const chat = await conversation();
  await chat.say('buy 10 infy');
  const card = String(chat.trading('SELECT id FROM pending_actions')[0]?.['id']);
  await chat.app().store.trading.tx(async tx => {
    const [row] = await tx.select().from(pendingActions).where(eq(pendingActions.id, card));
    const payload = JSON.parse(
      JSON.stringify(row?.payload).replace('"quantity":10', '"quantity":1000'),
    ) as never;
    await tx.update(pendingActions).set({ payload }).where(eq(pendingActions.id, card));
  });
  expect(await chat.press('Confirm')).toMatch(/changed|altered|not what/i);
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
});
