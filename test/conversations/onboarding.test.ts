import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a first contact is welcomed and walked through consent, risk, profile, goal and mode', async () => {
  const chat = await conversation({}, { isNew: true });
  expect(await chat.say('hi')).toMatch(/Welcome to Quantum Leap[\s\S]*\[I agree\]/);
  expect(await chat.press('I agree')).toMatch(/1 of 8/);
  expect(await chat.say('bbbbbbbb')).toMatch(/How do you invest/);
  expect(await chat.press('Balanced')).toMatch(/./);
  expect(await chat.say('for retirement, Information Technology')).toMatch(/What do you save for first/);
  expect(await chat.say('A flat, 25 lakh, by 2032-04, 10000 a month, 60 %, priority 1')).toMatch(
    /practice or live/,
  );
  expect(await chat.press('Practice')).toMatch(/That is all/);
  expect(chat.main('SELECT count(*) AS n FROM risk_assessment_history WHERE is_current = 1')).toEqual([
    { n: 1 },
  ]);
  expect(chat.main('SELECT goal_name AS goal FROM investment_goals')).toEqual([{ goal: 'A flat' }]);
  expect(await chat.say('show profile')).toMatch(/Risk tolerance: (moderate|conservative)/);
});
