import { describe, expect, test } from 'vitest';
import { READ_TOOLS } from '../../../src/ai/tools/index.js';
import { toolSchemas } from '../../../src/ai/tools/schemas.js';
import { portfolioOf } from '../../../src/domain/portfolio/portfolio.js';
import { openTools } from '../../support/tools.js';
import { historyTest } from '../../support/trading.js';

async function invested() {
  const tools = await openTools();
  await tools.order('BUY 20 INFY MARKET CNC DAY');
  await tools.order('SELL 15 RELIANCE MARKET MIS DAY');
  return tools;
}

describe('the list of tools', () => {
  test('every name is there once, as the issue calls it', () => {
    const names = READ_TOOLS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.toSorted()).toEqual(
      'ai_usage conversation_search help list_alerts list_orders market_overview order_impact quote risk_report search_symbol show_chart show_goals show_holdings show_limits show_pnl show_portfolio show_positions show_profile'.split(
        ' ',
      ),
    );
    expect(READ_TOOLS.every(({ effect }) => effect === 'read')).toBe(true);
  });

  test('schemas are closed objects, and none names a person, an account or a book', () => {
    const schemas = toolSchemas(READ_TOOLS);
    for (const { name, schema } of schemas)
      expect(schema, name).toMatchObject({ type: 'object', additionalProperties: false });
    const words = schemas.flatMap(({ schema }) => Object.keys(schema['properties'] ?? {}));
    expect(words.filter(word => /user|person|account|book|id$/i.test(word))).toEqual([]);
    expect(schemas.find(({ name }) => name === 'show_pnl')?.schema).toMatchObject({
      properties: { period: { default: 'today', enum: ['today', 'week', 'month', 'year', 'fy', 'all'] } },
    });
  });

  test('an argument that nobody knows is refused', async () => {
    const { use } = await openTools();
    await expect(use('show_portfolio', { user_id: 'OTHER' })).rejects.toThrow(/user_id/);
    await expect(use('show_pnl', { period: 'decade' })).rejects.toThrow(/period/);
  });
});

test('every figure of the portfolio is that of the books, and every tool says which market it is of', async () => {
  const { use, app } = await invested();
  const account = await app.trading.accountOf(app.local);
  const { data, shown } = await use('show_portfolio');
  const book = await portfolioOf(app.trading.desk, account);
  expect(data).toMatchObject({
    market: 'simulated',
    market_open: true,
    up_to_date: true,
    equity_inr: book.equityPaise / 100,
    cash_inr: book.cashPaise / 100,
    day_pnl_inr: book.day.pnlPaise / 100,
    holdings_count: 1,
    positions_count: 1,
    prices_complete: true,
  });
  expect(shown).toMatch(/^Portfolio \(simulated\), \d+ Aug 2026 \d\d:\d\d IST, market open/);
  const holdings = await use('show_holdings');
  expect(holdings.data).toMatchObject({
    count: 1,
    rows: [{ symbol: 'INFY', quantity: 20, product: 'CNC', price: 'fresh', price_truth: 'simulated' }],
  });
  expect(holdings.shown).toMatch(/INFY\n20\n₹1,\d{3}\.\d\d/);
  const positions = await use('show_positions');
  expect(positions.data).toMatchObject({ rows: [{ symbol: 'RELIANCE', quantity: -15, product: 'MIS' }] });
});

test('profit and loss of each period adds up, of everything and of one share', async () => {
  const { use } = await invested();
  for (const period of ['today', 'week', 'month', 'year', 'fy', 'all']) {
    const { data } = await use('show_pnl', { period });
    const of = data as Record<string, number>;
    const sum =
      (of['realised_pnl_inr'] ?? 0) +
      (of['unrealised_pnl_inr'] ?? 0) +
      (of['dividends_inr'] ?? 0) -
      (of['charges_inr'] ?? 0) +
      (of['dp_and_rounding_inr'] ?? 0);
    expect(sum, period).toBeCloseTo(of['pnl_inr'] ?? Number.NaN, 2);
    expect(of['charges_inr'], period).toBeGreaterThan(0);
  }
  const own = await use('show_pnl', { period: 'today', symbol: 'infosys' });
  expect(own.data).toMatchObject({ symbol: 'INFY', statement: null });
  const other = await use('show_pnl', { period: 'fy', symbol: 'SBIN' });
  expect(other.data).toMatchObject({ symbol: 'SBIN', pnl_inr: 0, from: '2026-08-24' });
  expect(other.shown).toContain('neither held nor traded');
});

test('a quote is that of the market, an index stands in points, and an unclear name is asked about', async () => {
  const { use, app } = await openTools();
  const market = await app.trading.desk.market(app.local);
  const answer = await market.data.quote('INFY', market.nowMs);
  const share = await use('quote', { symbol: 'infosys' });
  expect(share.data).toMatchObject({
    symbol: 'INFY',
    kind: 'equity',
    price: 'fresh',
    price_truth: 'simulated',
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  // The market's clock moves on while nobody runs it by nothing: the two quotes are of one instant.
  expect(share.data).toMatchObject({ levels: { last_inr: answer.value.lastPaise / 100 } });
  expect(share.shown).toMatch(/Bid ₹[\d,.]+, ask ₹/);
  const index = await use('quote', { symbol: 'nifty 50' });
  expect(index.data).toHaveProperty('levels.last_points');
  expect(index.shown).not.toContain('₹');
  const unclear = await use('quote', { symbol: 'hdfc' });
  expect(unclear.outcome).toMatchObject({ ok: false, code: 'WHICH_SYMBOL' });
  const unknown = await use('quote', { symbol: 'nosuchshare' });
  expect(unknown.outcome).toMatchObject({ ok: false, code: 'NO_SYMBOL' });
  const found = await use('search_symbol', { query: 'hdfc' });
  expect(found.shown).toContain('HDFCBANK');
});

test('a chart has candles up to a year and a line beyond, never more points than its bound', async () => {
  const { use } = await openTools();
  for (const [range, kind] of [
    ['1m', 'candles'],
    ['6m', 'candles'],
    ['1y', 'candles'],
    ['2y', 'lines'],
    ['5y', 'lines'],
  ] as const) {
    const { parts, data } = await use('show_chart', { symbol: 'TCS', range });
    expect(parts.find(part => part.type === 'chart')).toMatchObject({ chart: { kind, unit: '₹' } });
    const points = ['candles', 'weekly_closes'].flatMap(name => data?.[name] ?? []);
    expect(points.length, range).toBeGreaterThan(range === '1m' ? 15 : 50);
    expect(points.length, range).toBeLessThanOrEqual(270);
  }
  const usual = await use('show_chart', { symbol: 'NIFTY 50' });
  expect(usual.data).toMatchObject({ range: '6m', kind: 'index' });
});

test('orders are listed by status, with what the rules said of those that they denied', async () => {
  const { use, order, near } = await invested();
  await order(`BUY 5 TCS LIMIT CNC DAY ${await near('TCS', -4)}`);
  const all = await use('list_orders');
  const rows = all.data?.['orders'] as { order_number: string; symbol: string; status: string }[];
  expect(rows.map(({ symbol }) => symbol)).toEqual(expect.arrayContaining(['INFY', 'RELIANCE']));
  expect(rows[0]?.order_number).toMatch(/^#\d+$/);
  const today = await use('list_orders', { status: 'today' });
  expect(today.data).toMatchObject({ count: rows.length });
  const open = await use('list_orders', { status: 'open' });
  expect(open.data).toMatchObject({ orders: [{ symbol: 'TCS', status: 'open', filled_quantity: 0 }] });
  expect(open.shown).toMatch(/BUY 5 TCS\n₹[\d,.]+\nopen/);
});

test('the market is told of by its indices, breadth, movers and sectors, which agree with each other', async () => {
  const { use } = await openTools();
  const { data, shown } = await use('market_overview');
  const of = data as Record<string, number>;
  const sum = (of['advances_count'] ?? 0) + (of['declines_count'] ?? 0) + (of['unchanged_count'] ?? 0);
  expect(sum).toBe(of['shares_seen_count']);
  expect(of['shares_seen_count']).toBe(of['shares_listed_count']);
  expect(data).toMatchObject({ last_close: null, truth: 'simulated' });
  const sectors = data?.['sectors'] as { change_pct: number; shares_count: number }[];
  expect(sectors.reduce((total, each) => total + each.shares_count, 0)).toBe(sum);
  expect(shown).toMatch(/NIFTY 50 \d/);
  expect(shown).toMatch(/Mood: \w+/);
});

test('the risk of what is held, and of nothing', async () => {
  const empty = await openTools();
  expect((await empty.use('risk_report')).shown).toContain('Nothing is held');
  const { use } = await invested();
  const { data, shown } = await use('risk_report');
  expect(data).toMatchObject({ positions_count: 2, unpriced: [] });
  expect(shown).toContain('95 %, 10 d');
  expect(data?.['tails']).toHaveLength(4);
  expect(shown).toMatch(/Beta: -?\d/);
});

test('limits are shown in the units people know', async () => {
  const { use } = await openTools();
  const { shown, data } = await use('show_limits');
  expect(data).toMatchObject({ kill_switch_on: false });
  expect(shown).toContain('orders per minute: 60 orders');
  expect(shown).toContain('position weight: 100.00 %');
  expect(shown).toContain('duplicate window: 1 s');
});

test('help tells of every topic, or of one', async () => {
  const { use } = await openTools();
  expect((await use('help')).shown).toContain('show my holdings');
  const one = await use('help', { topic: 'orders' });
  expect(one.shown).toContain('cancel order #8');
  expect(one.shown).not.toContain('goals');
});

historyTest(
  'a replay is told of as such: prices up to its instant, the stored figures of sessions that are over, and none after',
  async () => {
    const { use, run, importShared } = await openTools();
    const shares = ['INFY', 'TCS', 'EICHERMOT'].map(symbol => `market/daily_nse_raw/${symbol}.csv`);
    const reference = ['nse_trading_days_2019-10_2026-08.csv', 'ind_nifty50list.csv', 'symbol_changes.csv'];
    await importShared([
      ...shares,
      ...reference.map(name => `reference/${name}`),
      'market/index_daily/NIFTY50.csv',
    ]);
    await run('market practise', { from: '2024-10-01' });
    await run('replay', { date: '2024-10-01', at: '10:00' });
    const morning = await use('market_overview');
    expect(morning.data).toMatchObject({
      market: 'replay of 2024-10-01',
      shares_listed_count: 3,
      last_close: { date: '2024-09-30' },
    });
    const price = await use('quote', { symbol: 'INFY' });
    expect(price.data).toMatchObject({ price: 'fresh', price_truth: 'reconstructed', volume: null });
    expect(price.shown).not.toContain('Bid');
    const chart = await use('show_chart', { symbol: 'INFY', range: '3m' });
    expect(chart.data).toMatchObject({ to: '2024-10-01', last_is_running: true });
    await run('replay', { date: '2024-10-01', at: '15:30' });
    const evening = await use('market_overview');
    expect(evening.data).toMatchObject({ market_open: false, last_close: { date: '2024-10-01' } });
    expect((await use('quote', { symbol: 'INFY' })).data).toMatchObject({ price_truth: 'recorded' });
    expect((await use('show_chart', { symbol: 'INFY', range: '5y' })).data).toHaveProperty(
      'weekly_closes.0.date',
    );
  },
  120_000,
);
