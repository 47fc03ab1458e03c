import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a goal is set, changed, shown and removed without a card', async () => {
  const chat = await conversation();
  expect(await chat.say('goal: bike 2 lakh by march 2028')).toMatch(
    /Goal bike added: ₹2,00,000.00 by 31 Mar 2028/,
  );
  expect(await chat.say('show my goals')).toMatch(/bike: ₹0.00 of ₹2,00,000.00/);
  expect(chat.main('SELECT count(*) AS n FROM investment_goals')).toEqual([{ n: 1 }]);
  expect(await chat.say('delete goal bike')).toMatch(/Goal removed: bike/);
  expect(await chat.say('show my goals')).toMatch(/No goals yet/);
  expect(chat.trading('SELECT count(*) AS n FROM pending_actions')).toEqual([{ n: 0 }]);
});
