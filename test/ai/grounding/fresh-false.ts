import type { FreshScene } from './fresh-scene.js';
import { inr, lakh, pct, plain, rs, signedInr, signedPct, upDown, type Writer } from './fresh-words.js';

/** One digit of a figure as it is written, another one; never the last, which rounding may have made. */
function offByDigit(scene: FreshScene, text: string): string {
  const places = Array.from(text)
    .flatMap((letter, at) => (/\d/.test(letter) ? [at] : []))
    .slice(0, -1);
  const at = places[scene.whole(0, places.length - 1)] ?? 0;
  const digit = (Number(text[at]) + scene.whole(1, 9)) % 10;
  const mended = digit === 0 && !/\d/.test(text.slice(0, at)) ? 7 : digit;
  const other = String(mended) === text[at] ? 8 : mended;
  return text.slice(0, at) + String(other) + text.slice(at + 1);
}
const moved = (value: number, places: number) => value * 10 ** places;

/** False replies: each holds at least one figure that no result of the turn stands for. */
export const FRESH_FALSE: readonly Writer[] = [
  {
    name: 'total, one digit off',
    from: ['show_portfolio'],
    write: s =>
      `Your portfolio is worth ${offByDigit(s, inr(s.results.show_portfolio.equity_inr))} as of 10:30 IST.`,
  },
  {
    name: 'cash, one digit off, in a bullet',
    from: ['show_portfolio'],
    write: s => `- **Cash:** ${offByDigit(s, rs(s.results.show_portfolio.cash_inr))}`,
  },
  {
    name: 'lakh for crore',
    from: ['show_portfolio'],
    write: s => `In all you have ₹${(s.results.show_portfolio.equity_inr / 1e5).toFixed(2)} crore.`,
  },
  {
    name: 'lakh, decimal moved',
    from: ['show_portfolio'],
    write: s => `You have about ${lakh(moved(s.results.show_portfolio.equity_inr, 1))} in total.`,
  },
  {
    name: 'thousand for lakh',
    from: ['show_portfolio'],
    write: s => `Your equity stands at ₹${(s.results.show_portfolio.equity_inr / 1e5).toFixed(1)}k.`,
  },
  {
    name: 'cash for the total',
    from: ['show_portfolio'],
    write: s => `Your portfolio's total value is ${inr(s.results.show_portfolio.cash_inr)}.`,
  },
  {
    name: 'day for unrealised',
    from: ['show_portfolio'],
    write: s => `Your unrealised P&L is ${signedInr(s.results.show_portfolio.day_pnl_inr)}.`,
  },
  {
    name: "today's sign turned",
    from: ['show_portfolio'],
    write: s =>
      `You're ${upDown(-s.results.show_portfolio.day_pnl_inr)} ${inr(s.results.show_portfolio.day_pnl_inr)} today.`,
  },
  {
    name: "today's percent with the wrong sign",
    from: ['show_portfolio'],
    write: s => `Today: ${signedPct(-(s.results.show_portfolio.day_pnl_pct || 0.7))}.`,
  },
  {
    name: 'one holding more',
    from: ['show_portfolio'],
    write: s => `You hold ${s.results.show_portfolio.holdings_count + 4} stocks right now.`,
  },
  {
    name: 'count in words',
    from: ['show_portfolio'],
    write: s =>
      `You hold ${['seven', 'eight', 'nine', 'eleven', 'a dozen'][s.whole(0, 4)]} different stocks.`,
  },
  {
    name: 'a share of another',
    from: ['show_portfolio'],
    write: s => `${s.top.symbol} is ${pct(s.next.weight_pct)} of your equity.`,
  },
  {
    name: 'value of another, by name',
    from: ['show_portfolio'],
    write: s => `Your ${s.next.name} stake is worth ${inr(s.top.value_inr)}.`,
  },
  {
    name: 'percent invented',
    from: ['show_portfolio'],
    write: s => `Your portfolio is up ${(s.between(31, 69) + 0.003).toFixed(1)}% this year.`,
  },
  {
    name: 'percent for rupees',
    from: ['show_portfolio'],
    write: s => `You gained ${s.results.show_portfolio.charges_inr.toFixed(2)}% after charges.`,
  },
  {
    name: 'dollars for rupees',
    from: ['show_portfolio'],
    write: s => `Your portfolio is worth $${plain(s.results.show_portfolio.equity_inr)}.`,
  },
  {
    name: 'Devanagari digits',
    from: ['show_portfolio'],
    write: s =>
      `आपके पास ₹${Array.from(String(s.whole(2_11_111, 9_99_999) + 20_00_000))
        .map(it => String.fromCodePoint(0x0966 + Number(it)))
        .join('')} हैं।`,
  },
  {
    name: 'fullwidth digits',
    from: ['show_portfolio'],
    write: s =>
      `Cash: ₹${Array.from(String(s.whole(21_11_111, 89_99_999)))
        .map(it => String.fromCodePoint(0xff10 + Number(it)))
        .join('')}`,
  },
  {
    name: 'Hindi number word',
    from: ['show_portfolio'],
    own: 'mera cash?',
    write: s => `Aapke paas ${['pachaas', 'sattar', 'assi', 'nabbe'][s.whole(0, 3)]} lakh rupaye cash hai.`,
  },
  {
    name: 'English words of money',
    from: ['show_portfolio'],
    write: s =>
      `Your cash is roughly ${['forty-five', 'sixty-two', 'thirty-seven', 'eighty'][s.whole(0, 3)]} lakh rupees.`,
  },
  {
    name: 'quantity off',
    from: ['show_holdings'],
    write: s => `You own ${s.top.quantity + s.whole(500, 900)} shares of ${s.top.symbol}.`,
  },
  {
    name: 'quantity of another',
    from: ['show_holdings'],
    write: s =>
      `You own ${s.top.quantity === s.next.quantity ? s.top.quantity + 1 : s.next.quantity} shares of ${s.top.symbol}.`,
  },
  {
    name: 'average for last',
    from: ['show_holdings'],
    write: s => `${s.top.symbol} now trades at ${inr(s.top.average_inr)}.`,
  },
  {
    name: 'last for average',
    from: ['show_holdings'],
    write: s => `You bought ${s.low.symbol} at an average of ${inr(s.low.last_inr)}.`,
  },
  {
    name: 'loss shown as gain in a table',
    from: ['show_holdings'],
    write: s =>
      `| Symbol | P&L |\n|---|---|\n${s.rows.map(r => `| ${r.symbol} | ${signedInr(-r.unrealised_pnl_inr)} |`).join('\n')}`,
  },
  {
    name: 'table with two rows swapped',
    from: ['show_holdings'],
    write: s =>
      `| Symbol | Value |\n|---|---|\n| ${s.top.symbol} | ${inr(s.next.value_inr)} |\n| ${s.next.symbol} | ${inr(s.top.value_inr)} |`,
  },
  {
    name: 'table with columns swapped',
    from: ['show_holdings'],
    write: s =>
      `| Symbol | Avg | LTP |\n|---|---|---|\n${s.rows.map(r => `| ${r.symbol} | ${inr(r.last_inr)} | ${inr(r.average_inr)} |`).join('\n')}`,
  },
  {
    name: 'sum never reckoned',
    from: ['show_holdings'],
    write: s =>
      `${s.top.symbol} and ${s.next.symbol} together come to ${inr(s.top.value_inr + s.next.value_inr)}.`,
  },
  {
    name: 'sum reckoned wrongly',
    from: ['show_holdings', 'calculate_sum'],
    write: s => `Together they come to ${inr(s.results.calculate_sum.result_inr + s.whole(100, 9_000))}.`,
  },
  {
    name: 'rounded wrongly',
    from: ['show_holdings'],
    write: s =>
      `${s.top.symbol} is worth ₹${(Math.floor(s.top.value_inr / 1e3) * 1e3 + 1e3 * s.whole(2, 5)).toLocaleString('en-IN')}.`,
  },
  {
    name: 'bracketed gain',
    from: ['show_holdings'],
    write: s => {
      const r = s.rows.find(it => it.unrealised_pnl_inr > 0);
      return r
        ? `${r.symbol}: P&L: (${inr(r.unrealised_pnl_inr)})`
        : `${s.top.symbol}: P&L ${signedInr(-s.top.unrealised_pnl_inr)}`;
    },
  },
  {
    name: 'nested bullet of another',
    from: ['show_holdings'],
    write: s =>
      `* **${s.top.symbol}**\n  * Value: ${inr(s.top.value_inr)}\n* **${s.next.symbol}**\n  * Value: ${inr(s.third.value_inr === s.next.value_inr ? s.top.value_inr : s.third.value_inr)}`,
  },
  {
    name: 'return of the index for one’s own',
    from: ['show_pnl'],
    write: s => `Your own return this month is ${signedPct(s.results.show_pnl.nifty_return_pct)}.`,
  },
  {
    name: 'realised for unrealised',
    from: ['show_pnl'],
    write: s => `Realised P&L: ${signedInr(s.results.show_pnl.unrealised_pnl_inr)}`,
  },
  {
    name: 'charges ten times',
    from: ['show_pnl'],
    write: s => `Charges this month were ${inr(s.results.show_pnl.charges_inr * 10)}.`,
  },
  {
    name: 'year that nobody asked for',
    from: ['show_pnl'],
    write: s => `Between 3 March ${s.whole(2011, 2024)} and 24 August 2026 you did well.`,
  },
  {
    name: 'lost and made turned',
    from: ['show_pnl'],
    write: s => {
      const r = s.results.show_pnl.symbols[0];
      return `${r?.symbol} ${(r?.pnl_inr ?? 0) < 0 ? 'made' : 'lost'} you ${inr(r?.pnl_inr ?? 0)}.`;
    },
  },
  {
    name: 'high for low',
    from: ['quote'],
    write: s => `${s.results.quote.symbol} touched a low of ${inr(s.results.quote.levels.high_inr)} today.`,
  },
  {
    name: 'previous close for last',
    from: ['quote'],
    write: s => `${s.results.quote.symbol} is trading at ${inr(s.results.quote.levels.previous_close_inr)}.`,
  },
  {
    name: 'year high for day high',
    from: ['quote'],
    write: s => `Today's high in ${s.results.quote.name} was ${inr(s.results.quote.levels.year_high_inr)}.`,
  },
  {
    name: 'price, one digit off',
    from: ['quote'],
    write: s => `${s.results.quote.name} is at ${offByDigit(s, inr(s.results.quote.levels.last_inr))}.`,
  },
  {
    name: 'price, paise off',
    from: ['quote'],
    write: s =>
      `${s.results.quote.symbol}: ${inr(s.results.quote.levels.last_inr + s.whole(11, 47) / 100 + 0.003)}`,
  },
  {
    name: 'price of a share nobody looked up',
    from: ['quote'],
    write: s => `WIPRO is at ${inr(s.results.quote.levels.last_inr)} right now.`,
  },
  {
    name: 'target price',
    from: ['quote'],
    write: s =>
      `Analysts see ${s.results.quote.symbol} at ${inr(Math.round(s.results.quote.levels.last_inr * 1.9), 0)} within a year.`,
  },
  {
    name: 'stop at a made-up part',
    from: ['quote'],
    write: s =>
      `A stop ${s.whole(6, 9)}% below, at ${inr(s.results.quote.levels.last_inr * 0.915)}, would limit the damage.`,
  },
  {
    name: 'volume in crore',
    from: ['quote'],
    write: s => `About ${(s.results.quote.volume / 1e5).toFixed(1)} crore shares of it were traded.`,
  },
  {
    name: 'change as percent',
    from: ['quote'],
    write: s =>
      `${s.results.quote.symbol} moved ${(Math.abs(s.results.quote.change_pct) + s.between(1.2, 4)).toFixed(2)}% today.`,
  },
  {
    name: 'time off',
    from: ['quote'],
    write: s =>
      `${s.results.quote.symbol} is at ${inr(s.results.quote.levels.last_inr)} as of ${s.whole(11, 15)}:${s.whole(31, 59)}.`,
  },
  {
    name: 'date of the high off',
    from: ['show_chart'],
    write: s => `It peaked at ${inr(s.results.show_chart.high)} on ${s.whole(13, 23)} July.`,
  },
  {
    name: 'chart turned round',
    from: ['show_chart'],
    write: s =>
      `${s.results.show_chart.symbol} went from ${inr(s.results.show_chart.last_close)} to ${inr(s.results.show_chart.first_close)} over the 3 months.`,
  },
  {
    name: 'chart, risen for fallen',
    from: ['show_chart'],
    write: s =>
      `${s.results.show_chart.name} has ${s.results.show_chart.change_pct < 0 ? 'risen' : 'fallen'} ${pct(s.results.show_chart.change_pct)} in 3 months.`,
  },
  { name: 'sessions off', from: ['show_chart'], write: s => `That is over ${s.whole(70, 99)} sessions.` },
  {
    name: 'confidence swapped',
    from: ['risk_report'],
    write: s => `1-day VaR (99%): ${inr(s.results.risk_report.tails[0]?.historical_var.value.loss_inr ?? 0)}`,
  },
  {
    name: 'beta off',
    from: ['risk_report'],
    write: s => `Your beta is ${(s.results.risk_report.beta.value + s.between(0.21, 0.6)).toFixed(2)}.`,
  },
  {
    name: 'stress of another size',
    from: ['risk_report'],
    write: s =>
      `If the Nifty fell 20%, you'd lose about ${inr(s.results.risk_report.stress[1]?.profit_inr ?? 0)}.`,
  },
  {
    name: 'volatility for value at risk',
    from: ['risk_report'],
    write: s =>
      `Your one-day value at risk is ${pct(s.results.risk_report.volatility.value.volatility_pct)}.`,
  },
  {
    name: 'after for before',
    from: ['order_impact'],
    write: s => `Your cash right now, before the order, is ${inr(s.results.order_impact.cash.after_inr)}.`,
  },
  {
    name: 'weight the wrong way',
    from: ['order_impact'],
    write: s =>
      `Its weight would go from ${pct(s.results.order_impact.weight.after_pct)} to ${pct(s.results.order_impact.weight.before_pct)}.`,
  },
  {
    name: 'quantity of an order off',
    from: ['order_impact'],
    write: s =>
      `Buying ${s.results.order_impact.quantity + s.whole(100, 300)} shares would cost ${inr(s.results.order_impact.value_inr)}.`,
  },
  {
    name: 'charges as half a percent',
    from: ['order_impact'],
    write: s => `Charges come to half a percent: ${inr(s.results.order_impact.charges_inr)}.`,
  },
  {
    name: 'limit doubled',
    from: ['show_limits'],
    write: s => `Your largest order may be ${inr((s.results.show_limits.limits[0]?.value ?? 0) * 3, 0)}.`,
  },
  {
    name: 'limit in percent off',
    from: ['show_limits'],
    write: s =>
      `No stock may exceed ${(s.results.show_limits.limits[1]?.value ?? 0) + s.whole(37, 55)}% of your equity.`,
  },
  {
    name: 'orders a day off',
    from: ['show_limits'],
    write: s =>
      `You may place ${(s.results.show_limits.limits[2]?.value ?? 0) + s.whole(61, 90)} orders a day.`,
  },
  { name: 'order number off', from: ['list_orders'], write: s => `Order #${s.whole(52, 99)} is still open.` },
  {
    name: 'fill price off',
    from: ['list_orders'],
    write: s => `It filled at ${offByDigit(s, inr(s.results.list_orders.orders[0]?.average_fill_inr ?? 0))}.`,
  },
  {
    name: 'partly filled',
    from: ['list_orders'],
    write: s =>
      `${Math.max(3, Math.round((s.results.list_orders.orders[0]?.quantity ?? 0) / 2)) + 1}/${s.results.list_orders.orders[0]?.quantity} of ${s.results.list_orders.orders[0]?.symbol} is filled.`,
  },
  {
    name: 'index points off',
    from: ['market_overview'],
    write: s =>
      `The NIFTY 50 is at ${offByDigit(s, plain(s.results.market_overview.indices[0]?.last_points ?? 0))}.`,
  },
  {
    name: 'another index',
    from: ['market_overview'],
    write: s => `BANK NIFTY stands at ${plain(s.results.market_overview.indices[0]?.last_points ?? 0)}.`,
  },
  {
    name: 'advances for declines',
    from: ['market_overview'],
    write: s =>
      `${s.results.market_overview.declines_count} stocks advanced and ${s.results.market_overview.advances_count} declined.`,
  },
  {
    name: 'gainer with another’s change',
    from: ['market_overview'],
    write: s =>
      `${s.results.market_overview.gainers[0]?.symbol} is up ${pct((s.results.market_overview.gainers[1]?.change_pct ?? 0) === (s.results.market_overview.gainers[0]?.change_pct ?? 0) ? 77.7 : (s.results.market_overview.gainers[1]?.change_pct ?? 0))}.`,
  },
  {
    name: 'greed off',
    from: ['market_overview'],
    write: s =>
      `The fear-greed reading is ${Math.round(s.results.market_overview.fear_greed) > 50 ? s.whole(13, 25) : s.whole(80, 95)}.`,
  },
  {
    name: 'cost of another provider',
    from: ['ai_usage'],
    write: s => `Claude cost you ${inr(s.results.ai_usage.providers[0]?.spent_inr ?? 0)} this month.`,
  },
  {
    name: 'calls invented',
    from: ['ai_usage'],
    write: s => `You made ${s.whole(400, 900)} calls this month.`,
  },
  {
    name: 'twice as much',
    from: ['show_portfolio', 'market_overview'],
    write: s =>
      `You're beating the Nifty ${['twofold', 'three times over', 'by 2x', 'by a factor of four'][s.whole(0, 3)]}.`,
  },
];
