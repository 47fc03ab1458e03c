import { expect, test } from 'vitest';
import { CHAT_COMMANDS } from '../../src/bots/commands/index.js';
import { parseNamed, parseTyped, usageText } from '../../src/bots/commands/parse.js';
import { helpReply } from '../../src/bots/commands/run.js';

const tool = (name: string, args: object) => ({ ok: true, action: { kind: 'tool', tool: name, args } });

test.each([
  ['/portfolio', tool('show_portfolio', {})],
  ['/PNL week infy', tool('show_pnl', { period: 'week', symbol: 'infy' })],
  ['/pnl infy', tool('show_pnl', { period: 'today', symbol: 'infy' })],
  ['/pnl', tool('show_pnl', { period: 'today' })],
  ['/quote tata steel', tool('quote', { symbol: 'tata steel' })],
  ['/chart tata steel 1Y', tool('show_chart', { symbol: 'tata steel', range: '1y' })],
  ['/chart infy', tool('show_chart', { symbol: 'infy' })],
  ['/orders open', tool('list_orders', { status: 'open' })],
  [
    '/buy 10 infy',
    tool('propose_order', { side: 'buy', symbol: 'infy', quantity: 10, order_type: 'MARKET' }),
  ],
  [
    '/sell 1,000 hdfc bank at ₹1,500.50',
    tool('propose_order', {
      side: 'sell',
      symbol: 'hdfc bank',
      quantity: 1_000,
      order_type: 'LIMIT',
      price: 1_500.5,
    }),
  ],
  ['/cancel 8', tool('cancel_order', { which: '#8' })],
  ['/cancel ALL', tool('cancel_order', { which: 'all' })],
  ['/kill', tool('kill_switch', { on: true })],
  ['/kill off', tool('kill_switch', { on: false })],
  ['/usage', tool('ai_usage', { period: 'month' })],
  ['/ai usage week', tool('ai_usage', { period: 'week' })],
  ['/ai why', { ok: true, action: { kind: 'why' } }],
  ['/resume 3', { ok: true, action: { kind: 'resume', which: '3' } }],
  ['/help pnl', { ok: true, action: { kind: 'help', about: 'pnl' } }],
])('%s', (line, parsed) => expect(parseTyped(line)).toEqual(parsed));

test.each([
  ['/buy infy', /symbol is missing/],
  ['/buy some infy', /quantity must be a whole number/],
  ['/buy 1.5 infy', /whole number/],
  ['/buy 10', /symbol is missing.*Usage: \/buy <quantity> <symbol> \[price\]/],
  ['/buy 10 infy at cheap', /price must be in rupees/],
  ['/quote', /symbol is missing/],
  ['/orders sometimes', /no place for “sometimes”/],
  ['/portfolio please', /no place for “please”/],
  ['/toString', /no command \/toString/],
  ['/', /no command/],
])('%s is refused with words', (line, words) => {
  const parsed = parseTyped(line);
  expect(parsed.ok ? '' : parsed.message).toMatch(words);
});

test('options that a platform has taken apart mean the same', () => {
  expect(parseNamed('buy', { quantity: '10', symbol: 'infy', price: '1500' })).toEqual(
    tool('propose_order', { side: 'buy', symbol: 'infy', quantity: 10, order_type: 'LIMIT', price: 1_500 }),
  );
  expect(parseNamed('orders', { status: 'never' })).toMatchObject({ ok: false });
  expect(parseNamed('orders', { constructor: 'x' })).toMatchObject({ ok: false });
});

test('every command has a name of its own, stands in the help and says how it is used', () => {
  const names = CHAT_COMMANDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const help = JSON.stringify(helpReply(undefined));
  for (const command of CHAT_COMMANDS) expect(help).toContain(usageText(command).replace('Usage: ', ''));
});
