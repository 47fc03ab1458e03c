import type { Scene } from './generators.js';

/** Written after the rules, in other styles than the generators they grew on; what it found is told in the report. */
type Template = (scene: Scene) => string;

const abs = Math.abs;
const rs = (value: number): string => `₹${Math.round(abs(value)).toLocaleString('en-IN')}`;

export const HELD_OUT_TRUE: readonly Template[] = [
  s =>
    `Here's a quick snapshot of your portfolio:\n\n**Total value:** ${rs(s.total.value)}\n**Invested:** ${rs(s.total.invested)}\n**Cash available:** ${rs(s.total.cash)}`,
  s =>
    `Looking at ${s.h.symbol}, you've put in ${rs(s.h.invested_inr)} and it's now worth ${rs(s.h.value_inr)}.`,
  s =>
    `Your biggest concern might be ${s.h.symbol}: it accounts for nearly ${s.h.weight_pct.toFixed(0)}% of your holdings.`,
  s =>
    `${s.h.symbol} closed ${abs(s.h.day_change_pct).toFixed(1)}% ${s.h.day_change_pct < 0 ? 'lower' : 'higher'} on 20 November.`,
  s =>
    `Bhai, ${s.h.symbol} mein tumhare ${s.h.quantity} shares hain, average ₹${s.h.avg_price_inr} ka, aur abhi bhav ₹${s.h.price_inr} hai.`,
  s => `Aaj ka P&L ${s.total.day < 0 ? '-' : ''}${rs(s.total.day)} hai.`,
  s =>
    `Between ${s.h.symbol} (${s.h.quantity} shares) and ${s.other.symbol} (${s.other.quantity} shares), the first has a P&L of ${s.h.pnl_pct.toFixed(1)}%.`,
  s =>
    `• ${s.h.symbol} — Qty: ${s.h.quantity} | Avg: ₹${s.h.avg_price_inr.toFixed(2)} | LTP: ₹${s.h.price_inr.toFixed(2)}`,
  s =>
    `Net-net, ${rs(s.total.value)} on an investment of ${rs(s.total.invested)}, i.e. a return of ${s.total.pct.toFixed(1)}%.`,
  s =>
    `| Metric | Value |\n|---|---|\n| Total value | ${rs(s.total.value)} |\n| Cash | ${rs(s.total.cash)} |\n| Return | ${s.total.pct.toFixed(2)}% |`,
  s =>
    `${s.h.symbol} and ${s.other.symbol} trade at ₹${s.h.price_inr} and ₹${s.other.price_inr} respectively.`,
  s =>
    `You're sitting on ${s.h.pnl_inr < 0 ? 'an unrealised loss' : 'an unrealised gain'} of ${rs(s.h.pnl_inr)} in ${s.h.symbol} (bought at ₹${s.h.avg_price_inr}, now ₹${s.h.price_inr}).`,
  s =>
    `Note: prices are as of 15:30 IST on 2026-11-20, so the ₹${s.h.price_inr} for ${s.h.symbol} may be stale.`,
  s =>
    `To sum up, ${s.holdings.length} stocks, ${rs(s.total.value)} in all, and ${rs(s.total.cash)} idle cash.`,
];

const grown = (value: number, part: number): number => Math.round(value * part * 100) / 100;

export const HELD_OUT_FALSE: readonly Template[] = [
  s =>
    `Looking at ${s.h.symbol}, you've put in ${rs(s.h.value_inr)} and it's now worth ${rs(s.h.invested_inr)}.`,
  s => `${s.h.symbol} closed ${(abs(s.h.day_change_pct) + 7.3).toFixed(1)}% higher.`,
  s => `• ${s.h.symbol} — Qty: ${s.h.quantity + 1000} | Avg: ₹${s.h.avg_price_inr}`,
  s => `• ${s.h.symbol} — Avg: ₹${s.h.price_inr.toFixed(2)} | LTP: ₹${s.h.avg_price_inr.toFixed(2)}`,
  s => `Your cash balance is ${rs(s.total.value)}.`,
  s => `Total value: ${rs(s.total.cash)}`,
  s => `Bhai, ${s.h.symbol} mein tumhare ${s.h.quantity} lakh shares hain.`,
  s => `Net-net a return of ${(-s.total.pct).toFixed(1)}% on ₹${s.h.quantity}.77.`,
  s => `${s.other.symbol} mein ₹${Math.round(s.h.invested_inr)} lagaye the.`,
  s => `Expect ₹${grown(s.h.price_inr, 1.2361)} by March 2027 for ${s.h.symbol}.`,
  s => `| Metric | Value |\n|---|---|\n| Total value | ${rs(s.total.cash)} |`,
  s => `It accounts for ${(s.h.weight_pct * 10 + 3).toFixed(1)}% of everything.`,
  s => `You could make fifteen percent more, around ₹${grown(s.total.value, 1.15)}.`,
  s => `Historically it returned 18-22% a year over 9 years with ${s.h.symbol}.`,
  s => `${s.h.symbol} ka bhav ₹${s.h.quantity} hai.`,
  () => `Its P/E of 28.4571 is above the five-year average of 24.1932.`,
];
