import type { ToolData } from '../../../src/ai/tools/tool.js';

/** Shares as the simulated market has them. */
export const SHARES = [
  ['INFY', 'Infosys', 'Information Technology'],
  ['TCS', 'Tata Consultancy Services', 'Information Technology'],
  ['HDFCBANK', 'HDFC Bank', 'Financial Services'],
  ['RELIANCE', 'Reliance Industries', 'Oil Gas & Consumable Fuels'],
  ['ITC', 'ITC', 'Fast Moving Consumer Goods'],
  ['TATASTEEL', 'Tata Steel', 'Metals & Mining'],
  ['SBIN', 'State Bank of India', 'Financial Services'],
  ['BAJAJ-AUTO', 'Bajaj Auto', 'Automobile and Auto Components'],
  ['M&M', 'Mahindra & Mahindra', 'Automobile and Auto Components'],
  ['LT', 'Larsen & Toubro', 'Construction'],
] as const;

export const NAMES = [
  ...SHARES.map(([symbol, name]) => ({ symbol: symbol as string, names: [name as string] })),
  { symbol: 'NIFTY 50', names: ['NIFTY 50 (simulated)', 'Nifty 50'] },
  { symbol: 'WIPRO', names: ['Wipro Limited'] },
  { symbol: 'INDIA VIX', names: ['India VIX (simulated)'] },
];

export const two = (value: number): number => Math.round(value * 100) / 100;
const BEGIN = { market: 'simulated', market_time: '24 Aug 2026 10:30 IST', market_open: true };
const HEAD = { ...BEGIN, up_to_date: true, problem: null };

export interface Row {
  symbol: string;
  name: string;
  sector: string;
  quantity: number;
  average_inr: number;
  last_inr: number;
  value_inr: number;
  unrealised_pnl_inr: number;
  unrealised_pnl_pct: number;
  weight_pct: number;
}

/** A turn's figures in the shapes that the read tools return. */
export function freshScene(random: () => number) {
  const between = (low: number, high: number) => two(low + random() * (high - low));
  const whole = (low: number, high: number) => Math.floor(low + random() * (high - low + 1));
  const pick = <T>(items: readonly [T, ...T[]]): T => items[whole(0, items.length - 1)] ?? items[0];
  const shares = SHARES.map(share => ({ share, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ share }) => share);
  const count = whole(3, 6);
  const sized = shares.slice(0, count).map(([symbol, name, sector]) => {
    const [quantity, average] = [whole(11, 480), between(140, 3900)];
    const last = two(average * (0.72 + random() * 0.68));
    const value = two(quantity * last);
    const pnl = two(value - quantity * average);
    const pnlPct = two((pnl / (quantity * average)) * 100);
    return {
      symbol,
      name,
      sector,
      product: 'CNC',
      strategy: null,
      quantity,
      average_inr: average,
      last_inr: last,
      value_inr: value,
      unrealised_pnl_inr: pnl,
      unrealised_pnl_pct: pnlPct,
    };
  });
  const held = two(sized.reduce((sum, row) => sum + row.value_inr, 0));
  const cash = between(40_000, 900_000);
  const equity = two(held + cash);
  const share = (value: number) => two((value / equity) * 100);
  const rows: Row[] = sized
    .map(row => Object.assign(row, { weight_pct: share(row.value_inr) }))
    .sort((a, b) => b.value_inr - a.value_inr);
  const unrealised = two(rows.reduce((sum, row) => sum + row.unrealised_pnl_inr, 0));
  const dayPnl = (random() < 0.5 ? -1 : 1) * between(1_500, 9_000);
  const portfolio = {
    ...HEAD,
    equity_inr: equity,
    cash_inr: cash,
    cash_weight_pct: share(cash),
    holdings_value_inr: held,
    day_pnl_inr: dayPnl,
    day_pnl_pct: share(dayPnl),
    unrealised_pnl_inr: unrealised,
    realised_pnl_inr: between(-7_000, 7_000),
    dividends_inr: between(100, 2_500),
    charges_inr: between(60, 900),
    net_deposits_inr: whole(2, 20) * 50_000,
    drawdown_pct: -between(0.3, 9),
    holdings_count: count,
    positions_count: 0,
    prices_complete: true,
    unpriced: [],
    largest: rows.map(({ symbol, name, quantity, value_inr, weight_pct, unrealised_pnl_pct }) => ({
      symbol,
      name,
      quantity,
      value_inr,
      weight_pct,
      unrealised_pnl_pct,
    })),
  };
  const holdings = {
    ...HEAD,
    count,
    value_inr: held,
    invested_inr: two(held - unrealised),
    unrealised_pnl_inr: unrealised,
    more_count: 0,
    rows,
  };
  const pnl = {
    ...HEAD,
    period: 'month',
    symbol: null,
    from: '2026-08-01',
    to: '2026-08-24',
    is_final: false,
    pnl_inr: between(-40_000, 40_000),
    realised_pnl_inr: between(-9_000, 9_000),
    unrealised_pnl_inr: between(-30_000, 30_000),
    dividends_inr: between(100, 3_000),
    charges_inr: between(90, 1_500),
    return_pct: between(-6, 6),
    xirr_pct: between(4, 31),
    nifty_return_pct: between(-4, 4),
    excess_return_pct: between(-3, 3),
    symbols: rows.map(({ symbol }) => ({ symbol, pnl_inr: between(-20_000, 20_000) })),
    more_count: 0,
  };
  const [symbol, name] = shares[7] ?? SHARES[0];
  const last = between(300, 4_200);
  const previous = two(last * (0.965 + random() * 0.07));
  const quote = {
    ...BEGIN,
    symbol,
    name,
    kind: 'equity',
    levels: {
      last_inr: last,
      change_inr: two(last - previous),
      previous_close_inr: previous,
      open_inr: two(previous * (0.99 + random() * 0.02)),
      high_inr: two(Math.max(last, previous) * between(1.011, 1.02)),
      low_inr: two(Math.min(last, previous) * between(0.97, 0.989)),
      year_high_inr: two(last * between(1.1, 1.5)),
      year_low_inr: two(last * between(0.5, 0.8)),
      bid_inr: two(last - 0.1),
      ask_inr: two(last + 0.1),
    },
    change_pct: two(((last - previous) / previous) * 100),
    volume: whole(400_000, 9_000_000),
    year_sessions: 252,
    price: 'fresh',
    price_truth: 'simulated',
    price_time: '24 Aug 2026 10:30 IST',
    price_age: `${whole(1, 14)} s old`,
  };
  const first = two(last * (random() < 0.5 ? between(0.7, 0.95) : between(1.05, 1.3)));
  const chart = {
    ...BEGIN,
    symbol,
    name,
    range: '3m',
    from: '2026-05-25',
    to: '2026-08-24',
    sessions: 66,
    first_close: first,
    last_close: last,
    change_pct: two(((last - first) / first) * 100),
    high: two(Math.max(first, last) * between(1.02, 1.1)),
    high_date: '2026-08-12',
    low: two(Math.min(first, last) * between(0.9, 0.98)),
    low_date: '2026-06-04',
  };
  const tail = (confidence: number, days: number) => ({
    confidence_pct: confidence,
    horizon_days: days,
    historical_var: {
      value: { loss_inr: between(9_000, 60_000), loss_pct: between(1, 6) },
      because: null,
      days: 500,
    },
    historical_shortfall: {
      value: { loss_inr: between(9_000, 90_000), loss_pct: between(1, 9) },
      because: null,
      days: 500,
    },
  });
  const risk = {
    ...HEAD,
    equity_inr: equity,
    held_inr: held,
    held_pct: share(held),
    positions_count: count,
    tails: [tail(95, 1), tail(99, 1)],
    volatility: {
      value: { volatility_inr: between(50_000, 200_000), volatility_pct: between(8, 30) },
      because: null,
      days: 500,
    },
    beta: { value: between(0.4, 1.6), because: null, days: 500 },
    stress: [-20, -10, -5, 5].map(nifty_pct => ({
      shock: `NIFTY 50 ${nifty_pct > 0 ? '+' : ''}${nifty_pct} %`,
      nifty_pct,
      profit_inr: two((nifty_pct / 100) * held * 0.83),
      profit_pct: two(nifty_pct * 0.71),
      without: [],
    })),
    concentration: {
      hhi_ratio: between(0.18, 0.5),
      effective_positions: Math.round(between(2, 6) * 10) / 10,
      more_count: 0,
      largest: rows.map(row => ({
        symbol: row.symbol,
        weight_of_held_pct: two((row.value_inr / held) * 100),
        exit_days: 0,
      })),
    },
  };
  const quantity = whole(5, 90);
  const orderValue = two(quantity * last);
  const weightBefore = between(1, 12);
  const impact = {
    ...HEAD,
    side: 'BUY',
    symbol,
    quantity,
    order_type: 'MARKET',
    product: 'CNC',
    limit_price_inr: null,
    name,
    price_inr: last,
    value_inr: orderValue,
    charges_inr: between(15, 300),
    break_even_price_inr: two(last * 1.003),
    cash: { before_inr: cash, after_inr: two(cash - orderValue) },
    weight: { before_pct: weightBefore, after_pct: two(weightBefore + between(1, 9)) },
    sector_weight: { before_pct: between(5, 15), after_pct: between(16, 28) },
    var_before_inr: between(9_000, 30_000),
    var_after_inr: between(31_000, 60_000),
    worst_case: {
      kind: 'no_stop',
      stop_inr: null,
      loss_inr: null,
      words: 'No stop was given: all that it costs can be lost.',
    },
    least_room: [{ limit_name: 'orders_per_day', would_be: '6', limit: '20' }],
    denials: [],
  };
  const limitOf = (limit: string, words: string, value: number, unit: string) => ({
    name: limit,
    words,
    tighter: 'lower',
    value,
    unit,
  });
  const limits = {
    at: '24 Aug 2026 10:30 IST',
    kill_switch_on: false,
    limits: [
      limitOf('order_notional', 'most money in one order', whole(2, 40) * 25_000, 'inr'),
      limitOf('position_weight', 'largest share of the equity in one symbol', whole(10, 35), 'pct'),
      limitOf('orders_per_day', 'orders of one trading day', whole(12, 60), 'orders'),
      limitOf(
        'daily_loss',
        "loss of the day, realised and open, at which new entries stop, of the day's opening equity",
        whole(4, 16) / 4,
        'pct',
      ),
      limitOf(
        'quote_age',
        'oldest price that is decided on while the market is open',
        whole(16, 50),
        'seconds',
      ),
    ],
    waiting: [],
  };
  const orders = {
    ...HEAD,
    status: 'all',
    count: 3,
    more_count: 0,
    on_another_market_count: 0,
    orders: rows.slice(0, 3).map((row, at) => ({
      order_number: `#${41 - at}`,
      side: at === 1 ? 'SELL' : 'BUY',
      symbol: row.symbol,
      quantity: row.quantity + 7,
      filled_quantity: at === 2 ? 0 : row.quantity + 7,
      order_type: at === 2 ? 'LIMIT' : 'MARKET',
      product: 'CNC',
      limit_price_inr: at === 2 ? row.average_inr : null,
      trigger_price_inr: null,
      average_fill_inr: at === 2 ? null : two(row.last_inr * 0.98),
      charges_inr: between(12, 80),
      status: at === 2 ? 'open' : 'filled',
      why: null,
      confirmed: '24 Aug 2026 09:47 IST',
    })),
    waiting_triggers: [],
  };
  const mover = (low: number, high: number) => (at: number) => {
    const [id, its] = shares[at] ?? SHARES[0];
    return {
      symbol: id as string,
      name: its as string,
      last_inr: between(200, 4_000),
      change_pct: between(low, high),
    };
  };
  const advances = whole(27, 44);
  const overview = {
    ...BEGIN,
    truth: 'simulated',
    indices: [
      {
        symbol: 'NIFTY 50',
        name: 'NIFTY 50 (simulated)',
        last_points: between(21_000, 26_000),
        change_pct: between(-1.9, 1.9),
      },
      {
        symbol: 'INDIA VIX',
        name: 'India VIX (simulated)',
        last_points: between(10.5, 22),
        change_pct: between(-6, 6),
      },
    ],
    shares_seen_count: 50,
    shares_listed_count: 50,
    advances_count: advances,
    declines_count: 50 - advances,
    unchanged_count: 0,
    fear_greed: whole(120, 900) / 10,
    sentiment: 'bullish',
    gainers: [0, 1, 2].map(mover(0.4, 5.5)),
    losers: [3, 4, 5].map(mover(-4.5, -0.3)),
    sectors: [
      { sector: 'Information Technology', change_pct: between(0.3, 2), shares_count: 5 },
      { sector: 'Financial Services', change_pct: between(-2, -0.3), shares_count: 11 },
    ],
    last_close: null,
  };
  const usage = {
    period: 'month',
    date: '2026-08-24',
    inr_per_usd: 88.5,
    rate_date: '2026-08-01',
    spent_inr: between(30, 400),
    under_way_inr: 0,
    providers: [
      { provider: 'openai', spent_inr: between(10, 90), calls_count: whole(15, 120) },
      { provider: 'claude', spent_inr: between(91, 200), calls_count: whole(121, 300) },
    ],
    limits: [{ period: 'day', limit_inr: whole(3, 9) * 100 }],
  };
  const [top, next] = [rows[0], rows[1]];
  if (top === undefined || next === undefined) throw new Error('a scene has at least three holdings');
  const topTwo = two(top.value_inr + next.value_inr);
  const sum = {
    expression: 'a + b',
    from: 'a = r1 rows[0].value_inr; b = r1 rows[1].value_inr',
    result_inr: topTwo,
  };
  const part = {
    expression: 'percent(a, b)',
    from: 'a = r1 rows[0].value_inr; b = r1 value_inr',
    result_pct: two((top.value_inr / held) * 100),
  };
  const results = {
    show_portfolio: portfolio,
    show_holdings: holdings,
    show_pnl: pnl,
    quote,
    show_chart: chart,
    risk_report: risk,
    order_impact: impact,
    show_limits: limits,
    list_orders: orders,
    market_overview: overview,
    ai_usage: usage,
    calculate_sum: sum,
    calculate_part: part,
  };
  return {
    results,
    between,
    whole,
    pick,
    rows,
    top,
    next,
    third: rows[2] ?? next,
    low: rows[rows.length - 1] ?? next,
  };
}

export type FreshScene = ReturnType<typeof freshScene>;
export type ResultName = keyof FreshScene['results'];

export const dataOf = (scene: FreshScene, name: ResultName): ToolData =>
  JSON.parse(JSON.stringify(scene.results[name])) as ToolData;
