import type { ToolData } from '../../../src/ai/tools/tool.js';

/** Names as the instruments table has them. */
export const NAMES = [
  { symbol: 'INFY', names: ['Infosys Limited', 'Infosys'] },
  { symbol: 'TCS', names: ['Tata Consultancy Services Limited'] },
  { symbol: 'HDFCBANK', names: ['HDFC Bank Limited', 'HDFC Bank'] },
  { symbol: 'RELIANCE', names: ['Reliance Industries Limited', 'Reliance'] },
  { symbol: 'TATASTEEL', names: ['Tata Steel Limited', 'Tata Steel'] },
  { symbol: 'ITC', names: ['ITC Limited'] },
  { symbol: '3MINDIA', names: ['3M India Limited', '3M India'] },
  { symbol: '360ONE', names: ['360 ONE WAM Limited', '360 ONE'] },
  { symbol: 'NIFTY 50', names: ['Nifty 50'] },
] as const;

export interface Holding {
  symbol: string;
  name: string;
  quantity: number;
  avg_price_inr: number;
  price_inr: number;
  invested_inr: number;
  value_inr: number;
  pnl_inr: number;
  pnl_pct: number;
  day_change_pct: number;
  weight_pct: number;
}

const round2 = (value: number): number => Math.round(value * 100) / 100;

/** A portfolio made of a generator, as the tools would tell it: no two figures of one meaning are alike by design of the seed. */
export function portfolioOf(random: () => number): { holdings: Holding[]; data: ToolData } {
  const between = (low: number, high: number) => low + random() * (high - low);
  const rows = NAMES.slice(0, 6).map(({ symbol, names }) => {
    const quantity = Math.floor(between(11, 400));
    const avg = round2(between(120, 3800));
    const price = round2(avg * between(0.7, 1.45));
    const [invested, value] = [round2(quantity * avg), round2(quantity * price)];
    return {
      symbol,
      name: names[0],
      quantity,
      avg_price_inr: avg,
      price_inr: price,
      invested_inr: invested,
      value_inr: value,
      pnl_inr: round2(value - invested),
      pnl_pct: round2(((value - invested) / invested) * 100),
      day_change_pct: round2(between(-4, 4)),
    };
  });
  const total = round2(rows.reduce((sum, row) => sum + row.value_inr, 0));
  const invested = round2(rows.reduce((sum, row) => sum + row.invested_inr, 0));
  const holdings = rows.map(row => Object.assign(row, { weight_pct: round2((row.value_inr / total) * 100) }));
  const data = {
    as_of: '2026-11-20T15:30:00+05:30',
    total_value_inr: total,
    total_invested_inr: invested,
    total_pnl_inr: round2(total - invested),
    total_pnl_pct: round2(((total - invested) / invested) * 100),
    day_pnl_inr: round2(between(-9000, 9000)),
    cash_inr: round2(between(20_000, 900_000)),
    holdings,
  };
  return { holdings, data };
}

/** A generator of the same sequence for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
