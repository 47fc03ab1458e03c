import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a conversation in Hinglish: price, purchase, portfolio, sale', async () => {
  const chat = await conversation();
  expect(await chat.say('infy ka bhav')).toMatch(/INFY, Infosys[\s\S]*₹1,058.40/);
  expect(await chat.say('infosys ke 5 share kharid lo')).toMatch(/BUY 5 INFY, MARKET/);
  expect(await chat.press('Confirm')).toMatch(/filled, 5 of 5/);
  expect(await chat.say('mera portfolio dikhao')).toMatch(/INFY \|/);
  expect(await chat.say('aaj ka pnl')).toMatch(/P&L today/);
  expect(await chat.say('infy ke saare bech do')).toMatch(/SELL 5 INFY/);
});
