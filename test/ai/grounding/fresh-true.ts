import {
  gainLoss,
  inr,
  lakh,
  pct,
  plain,
  rs,
  signedInr,
  signedPct,
  upDown,
  type Writer,
} from './fresh-words.js';

/** True replies, as models of several makers write them. */
export const FRESH_TRUE: readonly Writer[] = [
  {
    name: 'headline of the portfolio',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      `Your portfolio is worth **${inr(it.equity_inr)}** as of 10:30 IST, ${upDown(it.day_pnl_inr)} ${inr(it.day_pnl_inr)} (${signedPct(it.day_pnl_pct)}) today.`,
  },
  {
    name: 'portfolio in lakh with cash share',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      `You have about ${lakh(it.equity_inr, 1)} in total: ${lakh(it.holdings_value_inr)} in shares and ${lakh(it.cash_inr)} (${pct(it.cash_weight_pct, 1)}) in cash.`,
  },
  {
    name: 'bulleted portfolio',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      [
        "Here's where things stand (simulated market, 24 Aug 2026, 10:30 IST):",
        '',
        `- **Total value:** ${inr(it.equity_inr)}`,
        `- **Cash:** ${inr(it.cash_inr)} (${pct(it.cash_weight_pct)})`,
        `- **Today's P&L:** ${signedInr(it.day_pnl_inr)} (${signedPct(it.day_pnl_pct)})`,
        `- **Unrealised P&L:** ${signedInr(it.unrealised_pnl_inr)}`,
        `- **Realised P&L:** ${signedInr(it.realised_pnl_inr)}`,
      ].join('\n'),
  },
  {
    name: 'count and largest holding',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it }, top }) =>
      `You hold ${it.holdings_count} stocks. Your biggest is ${top.name} (${top.symbol}) at ${inr(top.value_inr, 0)}, which is ${pct(top.weight_pct, 1)} of your equity.`,
  },
  {
    name: 'top 3 numbered',
    from: ['show_portfolio'],
    write: ({ top, next, third }) =>
      `Your top 3 holdings by value:\n\n1. **${top.symbol}** – ${inr(top.value_inr)} (${pct(top.weight_pct)})\n2. **${next.symbol}** – ${inr(next.value_inr)} (${pct(next.weight_pct)})\n3. **${third.symbol}** – ${inr(third.value_inr)} (${pct(third.weight_pct)})`,
  },
  {
    name: 'Hinglish portfolio',
    from: ['show_portfolio'],
    own: 'mera portfolio dikhao',
    write: ({ results: { show_portfolio: it } }) =>
      `Aapka portfolio abhi ${inr(it.equity_inr, 0)} ka hai. Aaj ${inr(it.day_pnl_inr, 0)} ka ${it.day_pnl_inr < 0 ? 'nuksaan' : 'fayda'} hua hai (${signedPct(it.day_pnl_pct)}), aur cash ${rs(it.cash_inr, 0)} pada hai.`,
  },
  {
    name: 'Hindi portfolio',
    from: ['show_portfolio'],
    own: 'मेरा पोर्टफोलियो दिखाओ',
    write: ({ results: { show_portfolio: it } }) =>
      `आपके पोर्टफोलियो की कुल कीमत ${inr(it.equity_inr)} है, जिसमें ${inr(it.cash_inr)} नकद है। आज का बदलाव ${signedPct(it.day_pnl_pct)} है।`,
  },
  {
    name: 'holding with average and last',
    from: ['show_holdings'],
    write: ({ top }) =>
      `You own ${top.quantity} shares of ${top.symbol}, bought at an average of ${inr(top.average_inr)}; it now trades at ${inr(top.last_inr)}, so you're ${upDown(top.unrealised_pnl_inr)} ${inr(top.unrealised_pnl_inr)} (${pct(top.unrealised_pnl_pct)}).`,
  },
  {
    name: 'table of holdings',
    from: ['show_holdings'],
    write: ({ rows }) =>
      [
        '| Stock | Qty | Avg price | LTP | P&L | P&L % |',
        '|---|---:|---:|---:|---:|---:|',
        ...rows.map(
          row =>
            `| **${row.symbol}** | ${row.quantity} | ${inr(row.average_inr)} | ${inr(row.last_inr)} | ${signedInr(row.unrealised_pnl_inr)} | ${signedPct(row.unrealised_pnl_pct)} |`,
        ),
      ].join('\n'),
  },
  {
    name: 'table with bracketed losses',
    from: ['show_holdings'],
    write: ({ rows }) =>
      [
        'Here is the breakdown:',
        '',
        '| Symbol | Value (₹) | Gain/Loss (₹) | Weight |',
        '| --- | --- | --- | --- |',
        ...rows.map(
          row =>
            `| ${row.symbol} | ${plain(row.value_inr)} | ${row.unrealised_pnl_inr < 0 ? `(${plain(row.unrealised_pnl_inr)})` : plain(row.unrealised_pnl_inr)} | ${pct(row.weight_pct)} |`,
        ),
      ].join('\n'),
  },
  {
    name: 'nested bullets per share',
    from: ['show_holdings'],
    write: ({ rows }) =>
      rows
        .map(
          row =>
            `* **${row.name} (${row.symbol})**\n  * Quantity: ${row.quantity}\n  * Current value: ${inr(row.value_inr)}\n  * Unrealised P&L: ${signedInr(row.unrealised_pnl_inr)} (${signedPct(row.unrealised_pnl_pct)})`,
        )
        .join('\n'),
  },
  {
    name: 'best and worst compared',
    from: ['show_holdings'],
    write: ({ rows }) => {
      const sorted = [...rows].sort((a, b) => b.unrealised_pnl_pct - a.unrealised_pnl_pct);
      const [best, worst] = [sorted[0] ?? rows[0], sorted[sorted.length - 1] ?? rows[0]];
      return `Best so far is **${best?.symbol}** at **${signedPct(best?.unrealised_pnl_pct ?? 0, 1)}**, while ${worst?.symbol} is the weakest at ${signedPct(worst?.unrealised_pnl_pct ?? 0, 1)}.`;
    },
  },
  {
    name: 'invested against worth',
    from: ['show_holdings'],
    write: ({ results: { show_holdings: it } }) =>
      `You've put ${rs(it.invested_inr)} into your ${it.count} holdings and they're worth ${rs(it.value_inr)} now – an unrealised ${gainLoss(it.unrealised_pnl_inr)} of ${rs(it.unrealised_pnl_inr)}.`,
  },
  {
    name: 'Hinglish holding',
    from: ['show_holdings'],
    write: ({ next }) =>
      `${next.symbol} ke aapke paas ${next.quantity} shares hain, average ${inr(next.average_inr)} par. Abhi bhav ${inr(next.last_inr)} hai, yaani ${pct(next.unrealised_pnl_pct, 1)} ${next.unrealised_pnl_pct < 0 ? 'neeche' : 'upar'}.`,
  },
  {
    name: 'sum through calculate',
    from: ['show_holdings', 'calculate_sum'],
    write: ({ top, next, results: { calculate_sum: it } }) =>
      `${top.symbol} (${inr(top.value_inr)}) and ${next.symbol} (${inr(next.value_inr)}) together come to ${inr(it.result_inr)}, or roughly ${lakh(it.result_inr, 1)}.`,
  },
  {
    name: 'sum written as an equation',
    from: ['show_holdings', 'calculate_sum'],
    write: ({ top, next, results: { calculate_sum: it } }) =>
      `${top.symbol} + ${next.symbol} = ${inr(top.value_inr)} + ${inr(next.value_inr)} = **${inr(it.result_inr)}**`,
  },
  {
    name: 'share through calculate',
    from: ['show_holdings', 'calculate_part'],
    write: ({ top, results: { calculate_part: it } }) =>
      `${top.name} alone makes up around ${Math.round(it.result_pct)} % of what you hold (${pct(it.result_pct)} to be exact).`,
  },
  {
    name: 'month so far',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `This month so far (1 Aug to 24 Aug 2026) you're ${upDown(it.pnl_inr)} ${inr(it.pnl_inr)}, a return of ${signedPct(it.return_pct)} versus ${signedPct(it.nifty_return_pct)} for the NIFTY 50.`,
  },
  {
    name: 'profit split',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `**P&L for August:** ${signedInr(it.pnl_inr, 0)}\n• Realised: ${signedInr(it.realised_pnl_inr, 0)}\n• Unrealised: ${signedInr(it.unrealised_pnl_inr, 0)}\n• Dividends: ${inr(it.dividends_inr, 0)}\n• Charges: ${inr(it.charges_inr, 0)}`,
  },
  {
    name: 'made and lost by share',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `${it.symbols.map(each => `${each.symbol} ${each.pnl_inr < 0 ? 'lost' : 'made'} you ${inr(each.pnl_inr, 0)}`).join(', ')}.`,
  },
  {
    name: 'behind or ahead of the index',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `You're ${it.excess_return_pct < 0 ? 'behind' : 'ahead of'} the Nifty 50 by ${pct(it.excess_return_pct)} this month; your XIRR works out to ${pct(it.xirr_pct, 1)}.`,
  },
  {
    name: 'charges ate',
    from: ['show_pnl'],
    write: ({ results: { show_pnl: it } }) =>
      `Charges cost you ${inr(it.charges_inr)} this month, against ${inr(it.dividends_inr)} in dividends received.`,
  },
  {
    name: 'quote in a line',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `${it.name} (${it.symbol}) is at ${inr(it.levels.last_inr)}, ${upDown(it.levels.change_inr)} ${inr(it.levels.change_inr)} (${signedPct(it.change_pct)}) from yesterday's close of ${inr(it.levels.previous_close_inr)}.`,
  },
  {
    name: 'quote as ranges',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `**${it.symbol}** – ${inr(it.levels.last_inr)}\n- Day range: ${inr(it.levels.low_inr)} – ${inr(it.levels.high_inr)}\n- 52-week range: ${inr(it.levels.year_low_inr)}–${plain(it.levels.year_high_inr)}\n- Open: ${inr(it.levels.open_inr)}, previous close: ${inr(it.levels.previous_close_inr)}\n- Volume: ${it.volume.toLocaleString('en-IN')}`,
  },
  {
    name: 'volume in lakh',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `Around ${(it.volume / 1e5).toFixed(1)} lakh shares of ${it.symbol} have changed hands so far today.`,
  },
  {
    name: 'spread',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `The best bid for ${it.symbol} is ${inr(it.levels.bid_inr)} and the best ask ${inr(it.levels.ask_inr)}. The price is ${it.price_age.split(' ')[0]} seconds old.`,
  },
  {
    name: 'off its high',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `At ${inr(it.levels.last_inr)} it sits between its 52-week low of ${inr(it.levels.year_low_inr)} and its 52-week high of ${inr(it.levels.year_high_inr)}.`,
  },
  {
    name: 'Hinglish quote',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `${it.symbol} ka bhav ${inr(it.levels.last_inr)} chal raha hai, kal ke ${inr(it.levels.previous_close_inr)} se ${pct(it.change_pct)} ${it.change_pct < 0 ? 'kam' : 'zyada'}.`,
  },
  {
    name: 'quote opened, rose, fell',
    from: ['quote'],
    write: ({ results: { quote: it } }) =>
      `${it.name} opened at ${plain(it.levels.open_inr)}, touched a high of ${plain(it.levels.high_inr)} and a low of ${plain(it.levels.low_inr)}, and last traded at ${plain(it.levels.last_inr)} at 10:30 AM.`,
  },
  {
    name: 'chart from and to',
    from: ['show_chart'],
    write: ({ results: { show_chart: it } }) =>
      `Over the last 3 months ${it.symbol} went from ${inr(it.first_close)} to ${inr(it.last_close)}, a move of ${signedPct(it.change_pct, 1)} across 66 sessions.`,
  },
  {
    name: 'chart extremes with dates',
    from: ['show_chart'],
    write: ({ results: { show_chart: it } }) =>
      `It peaked at ${inr(it.high)} on 12 August and bottomed at ${inr(it.low)} on 4 June 2026.`,
  },
  {
    name: 'rise or fall in plain words',
    from: ['show_chart'],
    write: ({ results: { show_chart: it } }) =>
      `${it.name} has ${it.change_pct < 0 ? 'fallen' : 'risen'} about ${Math.round(Math.abs(it.change_pct))}% since 25 May, ${it.change_pct < 0 ? 'down' : 'up'} from ${inr(it.first_close, 0)} to ${inr(it.last_close, 0)}.`,
  },
  {
    name: 'value at risk explained',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `On 95 days out of 100, you shouldn't lose more than ${inr(it.tails[0]?.historical_var.value.loss_inr ?? 0, 0)} in a single day (${pct(it.tails[0]?.historical_var.value.loss_pct ?? 0)} of your equity).`,
  },
  {
    name: 'risk bullets',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `Key risk numbers:\n- 1-day VaR (95%): ${inr(it.tails[0]?.historical_var.value.loss_inr ?? 0)}\n- 1-day VaR (99%): ${inr(it.tails[1]?.historical_var.value.loss_inr ?? 0)}\n- Volatility: ${pct(it.volatility.value.volatility_pct)} a year\n- Beta: ${it.beta.value}`,
  },
  {
    name: 'beta and concentration',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `Your beta is ${it.beta.value.toFixed(1)}, and although you hold ${it.positions_count} stocks, the portfolio behaves like ${it.concentration.effective_positions} equal positions (HHI ${it.concentration.hhi_ratio}).`,
  },
  {
    name: 'stress test',
    from: ['risk_report'],
    write: ({ results: { risk_report: it } }) =>
      `If the Nifty fell 10%, you'd stand to lose about ${lakh(it.stress[1]?.profit_inr ?? 0)} (${pct(it.stress[1]?.profit_pct ?? 0, 1)}). A 5% rise would add ${inr(it.stress[3]?.profit_inr ?? 0, 0)}.`,
  },
  {
    name: 'cost of an order',
    from: ['order_impact'],
    own: 'what if I buy some at market?',
    write: ({ results: { order_impact: it } }) =>
      `Buying ${it.quantity} shares of ${it.symbol} at ${inr(it.price_inr)} would cost ${inr(it.value_inr)} plus ${inr(it.charges_inr)} in charges, leaving ${inr(it.cash.after_inr)} in cash.`,
  },
  {
    name: 'weight before and after',
    from: ['order_impact'],
    write: ({ results: { order_impact: it } }) =>
      `Its weight would go up from ${pct(it.weight.before_pct)} to ${pct(it.weight.after_pct)}, and the sector from ${pct(it.sector_weight.before_pct, 1)} → ${pct(it.sector_weight.after_pct, 1)}.`,
  },
  {
    name: 'break-even and risk after',
    from: ['order_impact'],
    write: ({ results: { order_impact: it } }) =>
      `You'd break even at ${inr(it.break_even_price_inr)}; your one-day VaR rises from ${inr(it.var_before_inr, 0)} to ${inr(it.var_after_inr, 0)}.`,
  },
  {
    name: 'limits listed',
    from: ['show_limits'],
    write: ({ results: { show_limits: it } }) => {
      const of = (name: string) => it.limits.find(each => each.name === name)?.value ?? 0;
      return `Your limits: at most ${inr(of('order_notional'), 0)} per order, ${of('position_weight')}% of equity in one stock, ${of('orders_per_day')} orders a day, and new entries stop once you lose ${of('daily_loss')}% in a day.`;
    },
  },
  {
    name: 'limits in lakh',
    from: ['show_limits'],
    write: ({ results: { show_limits: it } }) =>
      `- Max order size: ${lakh(it.limits[0]?.value ?? 0)}\n- Max single-stock weight: ${it.limits[1]?.value}%\n- Orders per day: ${it.limits[2]?.value}\n- Stale quotes: older than ${it.limits[4]?.value} seconds are rejected`,
  },
  {
    name: 'orders told',
    from: ['list_orders'],
    write: ({ results: { list_orders: it } }) =>
      `You have ${it.count} orders: ${it.orders.map(each => `${each.order_number} ${each.side} ${each.quantity} ${each.symbol} (${each.status})`).join(', ')}.`,
  },
  {
    name: 'fill price and time',
    from: ['list_orders'],
    write: ({ results: { list_orders: it } }) => {
      const order = it.orders[0];
      return `Order ${order?.order_number} filled: ${order?.filled_quantity} of ${order?.quantity} ${order?.symbol} at an average of ${inr(order?.average_fill_inr ?? 0)} (charges ${inr(order?.charges_inr ?? 0)}), confirmed at 09:47 on 24 August.`;
    },
  },
  {
    name: 'open order waits',
    from: ['list_orders'],
    write: ({ results: { list_orders: it } }) => {
      const order = it.orders[2];
      return `One order is still open – a limit buy of ${order?.quantity} ${order?.symbol} at ${inr(order?.limit_price_inr ?? 0)}, with 0 of ${order?.quantity} filled so far.`;
    },
  },
  {
    name: 'market in brief',
    from: ['market_overview'],
    write: ({ results: { market_overview: it } }) =>
      `The NIFTY 50 is at ${plain(it.indices[0]?.last_points ?? 0)} (${signedPct(it.indices[0]?.change_pct ?? 0)}) and India VIX at ${it.indices[1]?.last_points}. ${it.advances_count} of 50 stocks are up and ${it.declines_count} are down.`,
  },
  {
    name: 'movers',
    from: ['market_overview'],
    write: ({ results: { market_overview: it } }) =>
      `**Top gainers:** ${it.gainers.map(each => `${each.symbol} ${signedPct(each.change_pct)}`).join(', ')}\n**Top losers:** ${it.losers.map(each => `${each.symbol} ${signedPct(each.change_pct)}`).join(', ')}`,
  },
  {
    name: 'mood and sectors',
    from: ['market_overview'],
    write: ({ results: { market_overview: it } }) =>
      `Sentiment is bullish with a fear-greed reading of ${it.fear_greed} out of 100. IT leads, up ${pct(it.sectors[0]?.change_pct ?? 0)}, while Financial Services slipped ${pct(it.sectors[1]?.change_pct ?? 0)}.`,
  },
  {
    name: 'advance-decline ratio',
    from: ['market_overview'],
    write: ({ results: { market_overview: it } }) =>
      `Advance/decline stands at ${it.advances_count}:${it.declines_count}. ${it.gainers[0]?.name} leads at ${inr(it.gainers[0]?.last_inr ?? 0)}, gaining ${pct(it.gainers[0]?.change_pct ?? 0)}.`,
  },
  {
    name: 'cost of the assistant',
    from: ['ai_usage'],
    write: ({ results: { ai_usage: it } }) =>
      `You've spent ${inr(it.spent_inr)} on AI this month: OpenAI ${inr(it.providers[0]?.spent_inr ?? 0)} over ${it.providers[0]?.calls_count} calls, Claude ${inr(it.providers[1]?.spent_inr ?? 0)} over ${it.providers[1]?.calls_count}. That's at ₹88.50 to the dollar (rate of 1 August 2026).`,
  },
  {
    name: 'two tools in one reply',
    from: ['show_portfolio', 'market_overview'],
    write: ({ results: { show_portfolio: it, market_overview: market } }) =>
      `You're ${upDown(it.day_pnl_inr)} ${pct(it.day_pnl_pct)} today (${inr(it.day_pnl_inr)}), while the Nifty 50 is ${upDown(market.indices[0]?.change_pct ?? 0)} ${pct(market.indices[0]?.change_pct ?? 0)}.`,
  },
  {
    name: 'drawdown and deposits',
    from: ['show_portfolio'],
    write: ({ results: { show_portfolio: it } }) =>
      `You're ${pct(it.drawdown_pct)} below your peak. Against net deposits of ${lakh(it.net_deposits_inr)} you've paid ${inr(it.charges_inr)} in charges and received ${inr(it.dividends_inr)} in dividends.`,
  },
];
