import { inr, lakh, pct, plain, rs, signedInr, signedPct, upDown, type Writer } from './fresh-words.js';

/** Written after the rules were mended for the first set, before they were run. */
export const SECOND_TRUE: readonly Writer[] = [
  {
    name: 'chatty summary',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it }, top }) =>
      `Good morning! 📈 You're sitting on ${lakh(it.equity_inr)} across ${it.holdings_count} stocks plus ${inr(it.cash_inr, 0)} in cash. ${top.symbol} is the heavyweight at ${pct(top.weight_pct, 0)}.`,
  },
  {
    name: 'down on the day, up in all',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      `You're ${upDown(it.day_pnl_inr)} ${inr(it.day_pnl_inr, 0)} on the day, but overall your open positions show ${signedInr(it.unrealised_pnl_inr, 0)}.`,
  },
  {
    name: 'colon lines without bullets',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      `Equity: ${rs(it.equity_inr)}\nHoldings: ${rs(it.holdings_value_inr)}\nCash: ${rs(it.cash_inr)}\nDividends so far: ${rs(it.dividends_inr)}\nCharges so far: ${rs(it.charges_inr)}`,
  },
  {
    name: 'holding, words round the figures',
    from: ['show_holdings'],
    write: ({ next }) =>
      `Since you bought your ${next.quantity} ${next.name} shares at ${inr(next.average_inr)} each, the price has moved to ${inr(next.last_inr)} – that's ${signedPct(next.unrealised_pnl_pct)}, or ${signedInr(next.unrealised_pnl_inr)} on paper.`,
  },
  {
    name: 'winners and losers',
    from: ['show_holdings'],
    write: ({ rows }) => {
      const winners = rows.filter(row => row.unrealised_pnl_inr >= 0);
      const losers = rows.filter(row => row.unrealised_pnl_inr < 0);
      const of = (list: typeof rows) =>
        list.map(row => `${row.symbol} (${signedPct(row.unrealised_pnl_pct, 1)})`).join(', ') || 'none';
      return `In profit: ${of(winners)}. In loss: ${of(losers)}.`;
    },
  },
  {
    name: 'arrows',
    from: ['show_holdings'],
    write: ({ rows }) =>
      rows
        .map(
          row =>
            `${row.symbol}: ${inr(row.average_inr)} → ${inr(row.last_inr)} (${signedPct(row.unrealised_pnl_pct)})`,
        )
        .join('\n'),
  },
  {
    name: 'Hindi holding',
    from: ['show_holdings'],
    write: ({ top }) =>
      `आपके पास ${top.symbol} के ${top.quantity} शेयर हैं, औसत ${inr(top.average_inr)}, और अभी भाव ${inr(top.last_inr)} है।`,
  },
  {
    name: 'Hinglish month',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `Is mahine ka total P&L ${signedInr(it.pnl_inr, 0)} hai (${signedPct(it.return_pct)}), jabki Nifty ${signedPct(it.nifty_return_pct)} raha. Charges ${inr(it.charges_inr, 0)} lage.`,
  },
  {
    name: 'largest contributor',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) => {
      const best = [...it.symbols].sort((a, b) => Math.abs(b.pnl_inr) - Math.abs(a.pnl_inr))[0];
      return `The single biggest driver was ${best?.symbol}, which ${(best?.pnl_inr ?? 0) < 0 ? 'took away' : 'contributed'} ${inr(best?.pnl_inr ?? 0, 0)}.`;
    },
  },
  {
    name: 'XIRR',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `Your XIRR is ${pct(it.xirr_pct)}, and the period return ${signedPct(it.return_pct)} from 2026-08-01 to 2026-08-24.`,
  },
  {
    name: 'quote, casual',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `${it.name}'s last price is ${rs(it.levels.last_inr)}. It opened at ${rs(it.levels.open_inr)} and has traded between ${rs(it.levels.low_inr)} and ${rs(it.levels.high_inr)} so far; the 52-week band is ${rs(it.levels.year_low_inr, 0)} to ${rs(it.levels.year_high_inr, 0)}.`,
  },
  {
    name: 'quote table',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `| Metric | ${it.symbol} |\n|---|---|\n| LTP | ${inr(it.levels.last_inr)} |\n| Change | ${signedInr(it.levels.change_inr)} (${signedPct(it.change_pct)}) |\n| Day high | ${inr(it.levels.high_inr)} |\n| Day low | ${inr(it.levels.low_inr)} |\n| 52W high | ${inr(it.levels.year_high_inr)} |\n| 52W low | ${inr(it.levels.year_low_inr)} |\n| Prev. close | ${inr(it.levels.previous_close_inr)} |`,
  },
  {
    name: 'three months in a sentence',
    from: ['show_chart'],
    write: ({ results: { show_chart: it } }) =>
      `In three months ${it.symbol} has ${it.change_pct < 0 ? 'lost' : 'gained'} ${pct(it.change_pct, 1)}; its range was ${inr(it.low, 0)} (4 Jun) to ${inr(it.high, 0)} (12 Aug).`,
  },
  {
    name: 'risk in Hinglish',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `Ek din mein 95% confidence par aapka nuksaan ${inr(it.tails[0]?.historical_var.value.loss_inr ?? 0, 0)} se zyada nahi hona chahiye. 99% par yeh ${inr(it.tails[1]?.historical_var.value.loss_inr ?? 0, 0)} hai.`,
  },
  {
    name: 'risk in a table',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `| Measure | 95% | 99% |\n|---|---|---|\n| VaR (1 day) | ${inr(it.tails[0]?.historical_var.value.loss_inr ?? 0)} | ${inr(it.tails[1]?.historical_var.value.loss_inr ?? 0)} |\n| Expected shortfall | ${inr(it.tails[0]?.historical_shortfall.value.loss_inr ?? 0)} | ${inr(it.tails[1]?.historical_shortfall.value.loss_inr ?? 0)} |`,
  },
  {
    name: 'stress lines',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `Stress tests:\n${it.stress.map(each => `- Nifty ${signedPct(each.nifty_pct, 0)}: ${signedInr(each.profit_inr, 0)} (${signedPct(each.profit_pct)})`).join('\n')}`,
  },
  {
    name: 'order explained',
    from: ['order_impact'],
    own: 'what would it do?',
    write: ({ results: { order_impact: it } }) =>
      `This would take your cash from ${inr(it.cash.before_inr, 0)} down to ${inr(it.cash.after_inr, 0)} and lift ${it.symbol} to ${pct(it.weight.after_pct)} of your equity (currently ${pct(it.weight.before_pct)}). Break-even is ${inr(it.break_even_price_inr)}.`,
  },
  {
    name: 'limit in Hinglish',
    from: ['show_limits'],
    write: ({ results: { show_limits: it } }) =>
      `Aap ek order mein zyada se zyada ${inr(it.limits[0]?.value ?? 0, 0)} laga sakte hain, aur ek din mein ${it.limits[2]?.value} orders. Ek share mein max ${it.limits[1]?.value}% weight.`,
  },
  {
    name: 'orders bulleted',
    from: ['list_orders'],
    write: ({ results: { list_orders: it } }) =>
      it.orders
        .map(
          each =>
            `- **${each.order_number}** ${each.side} ${each.quantity} × ${each.symbol} – ${each.average_fill_inr === null ? `open, limit ${inr(each.limit_price_inr ?? 0)}` : `filled at ${inr(each.average_fill_inr)}`}`,
        )
        .join('\n'),
  },
  {
    name: 'counts of orders in words',
    from: ['list_orders'],
    write: () => 'You have three orders today: two filled and one still open.',
  },
  {
    name: 'market breadth',
    from: ['market_overview'],
    write: ({ results: { market_overview: it } }) =>
      `Breadth is ${it.advances_count} advances to ${it.declines_count} declines. Nifty ${plain(it.indices[0]?.last_points ?? 0, 0)}, ${signedPct(it.indices[0]?.change_pct ?? 0)}; VIX ${it.indices[1]?.last_points} (${signedPct(it.indices[1]?.change_pct ?? 0, 1)}).`,
  },
  {
    name: 'cost, day limit',
    from: ['ai_usage'],
    write: ({ results: { ai_usage: it } }) =>
      `AI has cost ${inr(it.spent_inr)} this month, most of it Claude (${inr(it.providers[1]?.spent_inr ?? 0)}); your daily limit is ${inr(it.limits[0]?.limit_inr ?? 0, 0)}.`,
  },
];

export const SECOND_FALSE: readonly Writer[] = [
  {
    name: 'holdings for equity',
    from: ['show_portfolio'],
    write: s => `Holdings: ${rs(s.results.show_portfolio.cash_inr)}`,
  },
  {
    name: 'dividends for charges',
    from: ['show_portfolio'],
    write: s => `Charges so far: ${rs(s.results.show_portfolio.dividends_inr)}`,
  },
  {
    name: 'weight as value',
    from: ['show_portfolio'],
    write: s => `${s.top.symbol} is worth ${pct(s.top.weight_pct)} lakh.`,
  },
  {
    name: 'rounded up too far',
    from: ['show_portfolio'],
    write: s => `You have over ${lakh(s.results.show_portfolio.equity_inr * 1.07, 1)}.`,
  },
  {
    name: 'digits of another script',
    from: ['show_holdings'],
    write: s =>
      `${s.top.symbol}: ₹${Array.from(String(Math.round(s.top.value_inr) + 12_345))
        .map(it => String.fromCodePoint(0x0be6 + Number(it)))
        .join('')}`,
  },
  {
    name: 'arrow turned',
    from: ['show_holdings'],
    write: s => `${s.top.symbol}: average ${inr(s.top.last_inr)} → now ${inr(s.top.average_inr)}`,
  },
  {
    name: 'pnl of another in a list',
    from: ['show_holdings'],
    write: s =>
      `In all: ${s.rows.map((row, at) => `${row.symbol} ${signedInr((s.rows[(at + 1) % s.rows.length] ?? row).unrealised_pnl_inr)}`).join(', ')}.`,
  },
  {
    name: 'per share for the whole',
    from: ['show_holdings'],
    write: s => `Your ${s.top.symbol} stake is worth ${inr(s.top.last_inr)} in total value.`,
  },
  {
    name: 'every second rupee',
    from: ['show_holdings'],
    write: s =>
      `${s.low.symbol} is ${['three quarters', 'four fifths', '5/6', '9 out of 10 rupees'][s.whole(0, 3)]} of what you own.`,
  },
  {
    name: 'month for a year',
    from: ['show_pnl'],
    write: s =>
      `Over the last ${s.whole(5, 9)} months you made ${inr(Math.abs(s.results.show_pnl.pnl_inr))}.`,
  },
  {
    name: 'excess for return',
    from: ['show_pnl'],
    write: s => `The Nifty returned ${signedPct(s.results.show_pnl.excess_return_pct)} in that time.`,
  },
  {
    name: 'XIRR for return',
    from: ['show_pnl'],
    write: s => `Your XIRR is ${pct(s.results.show_pnl.return_pct)}.`,
  },
  {
    name: 'symbol swapped with another',
    from: ['show_pnl'],
    write: s =>
      `${s.results.show_pnl.symbols[0]?.symbol}: ${signedInr(s.results.show_pnl.symbols[1]?.pnl_inr ?? 0)}`,
  },
  {
    name: 'bid for ask',
    from: ['quote'],
    write: s => `You can buy at the ask of ${inr(s.results.quote.levels.bid_inr)}.`,
  },
  {
    name: 'day low for year low',
    from: ['quote'],
    write: s => `Its 52-week low is ${inr(s.results.quote.levels.low_inr)}.`,
  },
  {
    name: 'quote table, sign turned',
    from: ['quote'],
    write: s =>
      `| Metric | Value |\n|---|---|\n| Change | ${signedPct(-(s.results.quote.change_pct || 1.11))} |`,
  },
  {
    name: 'paise for rupees',
    from: ['quote'],
    write: s => `${s.results.quote.symbol} trades at ₹${Math.round(s.results.quote.levels.last_inr * 100)}.`,
  },
  {
    name: 'high of the chart for the low',
    from: ['show_chart'],
    write: s => `It bottomed at ${inr(s.results.show_chart.high)} on 12 August, its low for the period.`,
  },
  {
    name: 'risk table, columns swapped',
    from: ['risk_report'],
    write: s =>
      `| Measure | 95% | 99% |\n|---|---|---|\n| VaR | ${inr(s.results.risk_report.tails[1]?.historical_var.value.loss_inr ?? 0)} | ${inr(s.results.risk_report.tails[0]?.historical_var.value.loss_inr ?? 0)} |`,
  },
  {
    name: 'shortfall for value at risk',
    from: ['risk_report'],
    write: s =>
      `Your expected shortfall at 95% is ${inr(s.results.risk_report.tails[0]?.historical_var.value.loss_inr ?? 0)}.`,
  },
  {
    name: 'stress, gain for loss',
    from: ['risk_report'],
    write: s =>
      `If the Nifty drops 10%, you would gain ${inr(s.results.risk_report.stress[1]?.profit_inr ?? 0)}.`,
  },
  {
    name: 'charges for value',
    from: ['order_impact'],
    write: s => `The order would cost ${inr(s.results.order_impact.value_inr)} in charges.`,
  },
  {
    name: 'sector for the share',
    from: ['order_impact'],
    write: s => `The weight of the sector would be ${pct(s.results.order_impact.weight.after_pct)}.`,
  },
  {
    name: 'limit of another thing',
    from: ['show_limits'],
    write: s => `The daily loss limit is ${s.results.show_limits.limits[1]?.value}%.`,
  },
  {
    name: 'filled for open',
    from: ['list_orders'],
    write: () => 'You have three orders: one filled and two still open.',
  },
  {
    name: 'order with another share',
    from: ['list_orders'],
    write: s => `Order #41 is for ${s.results.list_orders.orders[1]?.symbol}.`,
  },
  {
    name: 'VIX for the Nifty',
    from: ['market_overview'],
    write: s => `The Nifty 50 moved ${signedPct(s.results.market_overview.indices[1]?.change_pct ?? 0)}.`,
  },
  {
    name: 'sector of another',
    from: ['market_overview'],
    write: s => `Financial Services moved ${pct(s.results.market_overview.sectors[0]?.change_pct ?? 0)}.`,
  },
  {
    name: 'loser among gainers',
    from: ['market_overview'],
    write: s =>
      `${s.results.market_overview.losers[0]?.symbol} gained ${pct(s.results.market_overview.losers[0]?.change_pct ?? 0)}.`,
  },
  {
    name: 'cost in dollars',
    from: ['ai_usage'],
    write: s => `AI has cost $${plain(s.results.ai_usage.spent_inr)} this month.`,
  },
];
