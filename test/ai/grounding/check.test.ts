import { describe, expect, test } from 'vitest';
import { checkSentence, groundOf } from '../../../src/ai/grounding/index.js';
import { NAMES } from './turns.js';

const ground = groundOf({
  results: [
    {
      tool: 'show_holdings',
      data: {
        as_of: '2026-11-20T15:30:00+05:30',
        total_value_inr: 523_456.75,
        total_pnl_inr: -12_345.5,
        total_pnl_pct: -2.3,
        day_pnl_inr: 1_234,
        cash_inr: 1_50_000,
        win_rate: 0.62,
        holdings: [
          {
            symbol: 'INFY',
            quantity: 10,
            avg_price_inr: 1_400,
            price_inr: 1_540.6,
            value_inr: 15_406,
            pnl_pct: 10.04,
          },
          {
            symbol: 'TCS',
            quantity: 25,
            avg_price_inr: 3_900,
            price_inr: 3_510.25,
            value_inr: 87_756.25,
            pnl_pct: -9.99,
          },
          { symbol: 'ITC', quantity: 120, price_inr: 412, value_inr: 49_440, weight_pct: 50 },
        ],
        orders: [{ number: 8, symbol: 'INFY', side: 'buy', quantity: 7, status: 'open' }],
        note: 'Bonus 2:1 announced; RSI(14) crossed 71.5',
        high_52w_inr: 1_990,
      },
    },
  ],
  ownWords: 'how is infy? I want to put 1.2 lakh, maybe das share, with a 5% stop',
  args: [{ symbol: 'INFY', range: '3m' }],
  today: '2026-11-22',
  names: NAMES,
});

describe('a true figure is shown', () => {
  test.each([
    'Your portfolio is worth ₹5,23,456.75.',
    'Your portfolio is worth about ₹5.23 lakh, or Rs. 5.2 L.',
    'Worth ₹523,457 in western grouping.',
    'Roughly ₹5,23,000 in all.',
    'You are down 2.3 % overall, a loss of ₹12,345.50.',
    'Total P&L: -₹12,345.50 (-2.3%).',
    'Total P&L: (₹12,346).',
    'Overall aapka portfolio 2.3% neeche hai.',
    'INFY is at ₹1,540.60 against an average of ₹1,400.',
    'You hold 10 shares of INFY and 25 shares of TCS.',
    'INFY gained 10% while TCS lost 9.99%.',
    'Your win rate is 62%.',
    'Half of your money is in ITC.',
    'On 20 Nov 2026 at 3:30 PM the cash was ₹1.5 lakh.',
    'Cash: dedh lakh rupaye.',
    'Cash: one and a half lakh rupees.',
    'Over the last 3 months INFY did well.',
    'In the past three months INFY did well.',
    'The 52-week high is ₹1,990.',
    'You have three holdings and one of them is INFY.',
    'NIFTY 50, SMA 20, RSI 14, 3M India and 360 ONE are names.',
    'RSI (14) is at 71.5.',
    'Order #8 is for 7 INFY.',
    'You said ₹1,20,000 and ten shares with a 5% stop.',
    '1. INFY\n2. TCS',
    'A 2:1 bonus was announced.',
    'Please double-check before you confirm.',
    '| Stock | Qty | P&L % |\n|---|---|---|\n| INFY | 10 | 10.04 |\n| TCS | 25 | -9.99 |',
  ])('%s', sentence => {
    expect(checkSentence(ground, sentence)).toMatchObject({ ok: true });
  });
});

describe('a false figure is struck', () => {
  test.each([
    ['a digit off', 'Your portfolio is worth ₹5,23,356.75.'],
    ['a moved point', 'INFY is at ₹154.06.'],
    ['crore for lakh', 'Worth ₹5.23 crore.'],
    ['an invented percentage', 'It will rise 17.5% soon.'],
    ['percent for shares', 'You hold 10% of INFY and 120% more.'],
    ['rupees for a percentage', 'You lost ₹2.30.'],
    ['shares for rupees', 'You hold 1,540.6 shares of INFY.'],
    ['up for a loss', 'You are up 2.3% overall.'],
    ['a gain for a loss', 'TCS gained 9.99%.'],
    ['no sign for a loss', 'Total P&L: ₹12,345.50.'],
    ['another share', 'INFY is at ₹3,510.25.'],
    ['another share in a list', 'INFY is at ₹3,510.25 and TCS is at ₹1,540.60.'],
    ['another field', 'The average price of INFY is ₹1,540.60.'],
    ['words', 'Your portfolio is worth two lakh rupees.'],
    ['hindi words', 'Aapka portfolio teen lakh ka hai.'],
    ['a part', 'A third of your money is in ITC.'],
    ['a multiple', 'Your money doubled.'],
    ['Devanagari digits', 'Worth ₹४,२३,४५६.'],
    ['fullwidth digits', 'Worth ₹４２３.'],
    ['hidden letters between', 'INFY is at ₹1,5\u200b41.60.'],
    ['spaced groups', 'Worth ₹6 23 456 or 623 456.'],
    ['a power', 'Worth 1.2e6 rupees.'],
    ['a letter as magnitude', 'Worth ₹10k.'],
    ['a range', 'Expect 10-13% next.'],
    ['a ratio', 'A 3:1 bonus was announced.'],
    ['a fraction', '1/3 of your money is in ITC.'],
    ['an order', 'Order #9 is open.'],
    ['an ordinal', 'It is your 14th order.'],
    ['raised digits', 'Worth ₹5².'],
    ['letters as digits', 'Worth ₹1O,000.'],
    ['a magnitude alone', 'You have lakhs of rupees in profit.'],
    ['a date', 'It was bought on 14 Nov 2026.'],
    ['a time', 'As of 14:05 it was so.'],
    ['a period', 'Over the last 7 months INFY did well.'],
    ['a name with a unit', 'The NIFTY 50 points rise helped.'],
    ['an indicator that is none', 'RSI 68 says overbought.'],
    ['a list number out of order', '25. INFY shares'],
    ['a table cell', '| Stock | Qty |\n|---|---|\n| INFY | 25 |'],
    ['a percentage of a bare own number', 'It moved 120000%.'],
    ['a circled number', 'You own ⑫ shares.'],
    ['a dingbat number', 'You own ❼ shares.'],
  ])('%s: %s', (_, sentence) => {
    expect(checkSentence(ground, sentence)).toMatchObject({ ok: false });
  });
});
