import { expect, test } from 'vitest';
import { calls, conversation, says } from '../support/conversation.js';

test('a model reaches every tool that reads, and all of them answer', async () => {
  const none = [
    'show_portfolio',
    'show_holdings',
    'show_positions',
    'list_orders',
    'risk_report',
    'show_limits',
  ];
  const more = ['show_goals', 'show_profile', 'market_overview', 'ai_usage', 'list_alerts', 'help'];
  const others = [
    { name: 'show_pnl', args: { period: 'fy' } },
    { name: 'show_chart', args: { symbol: 'TITAN', range: '1y' } },
    { name: 'search_symbol', args: { query: 'bajaj' } },
  ];
  const impact = { side: 'sell', symbol: 'TCS', quantity: 1, order_type: 'MARKET' };
  const chat = await conversation([
    calls(
      'quote',
      { symbol: 'RELIANCE' },
      ...[...none, ...more].map(name => ({ name, args: {} })),
      ...others,
    ),
    says('That is all of it.'),
    calls('order_impact', impact, { name: 'conversation_search', args: { query: 'everything' } }),
    says('And that is the rest.'),
  ]);
  expect(await chat.say('show me everything')).toContain('That is all of it.');
  expect(chat.last().tools).toEqual(['quote', ...none, ...more, ...others.map(each => each.name)]);
  expect(await chat.say('and what else?')).toContain('And that is the rest.');
  expect(chat.last().tools).toEqual(['order_impact', 'conversation_search']);
});
