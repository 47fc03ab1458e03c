import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('plain words reach the tools without any provider', async () => {
  const chat = await conversation();
  const asked: Record<string, string> = {
    'how are my investments doing': 'show_portfolio',
    'show my holdings': 'show_holdings',
    'open positions': 'show_positions',
    'profit on reliance this year': 'show_pnl',
    'show my pnl': 'show_pnl',
    'asian paints chart 1 yr': 'show_chart',
    'search hdfc': 'search_symbol',
    'dont sell anything, only show todays orders': 'list_orders',
    'what if i buy 5 tcs': 'order_impact',
    'portfoilo risk chek': 'risk_report',
    'show limits': 'show_limits',
    'show my goals': 'show_goals',
    'how is the market': 'market_overview',
    'ai cost this week': 'ai_usage',
    'list alerts': 'list_alerts',
    'how does this work': 'help',
  };
  for (const [text, tool] of Object.entries(asked)) {
    await chat.say(text);
    expect(chat.last().tools, text).toEqual([tool]);
  }
  expect(chat.trading('SELECT symbol, quantity FROM trading_orders')).toEqual([]);
  expect(chat.main('SELECT DISTINCT provider, cost_micros FROM ai_usage_tracking')).toEqual([
    { provider: 'offline', cost_micros: 0 },
  ]);
});
