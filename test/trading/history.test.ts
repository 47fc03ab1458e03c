import { expect } from 'vitest';
import { attributionOf } from '../../src/domain/portfolio/attribution.js';
import { equityCurveOf, returnsOf } from '../../src/domain/portfolio/returns.js';
import { historyTest, openTrader } from '../support/trading.js';

const REFERENCE = [
  'reference/corporate_actions_detected.csv',
  'reference/symbol_changes.csv',
  'reference/ind_nifty50list.csv',
  'reference/nse_holidays_2015_2026.csv',
  'reference/nse_special_sessions.json',
  'reference/nse_trading_days_2019-10_2026-08.csv',
  'market/index_daily/NIFTY50.csv',
];
const shares = (...symbols: string[]) => symbols.map(symbol => `market/daily_nse_raw/${symbol}.csv`);

/** A trader on the real history of these shares, from the open of a day. */
async function replayOf(symbols: string[], from: string) {
  const trader = await openTrader();
  await trader.importShared([...shares(...symbols), ...REFERENCE]);
  await trader.run('market practise', { from });
  await trader.widen();
  return trader;
}

interface Trade {
  side: string;
  quantity: number;
  price: number;
  charges: number;
  date: string;
}
const TRADES = 'SELECT side, quantity, price, charges, date FROM trades ORDER BY id';
const CASH = 'SELECT kind, amount, date FROM cash_entries ORDER BY id';

// All figures were worked out apart from this program, from the files of ../shared/data and the rates of each date.
historyTest(
  'a year of EICHERMOT from July 2020: fills, charges, notes, a split and a stop come to the paisa',
  async () => {
    const trader = await replayOf(['EICHERMOT'], '2020-07-15');
    const { order, run, leap, ledger, portfolio, app } = trader;
    // The open of ₹19,010.00, half a spread of 5 basis points and the impact of 10 shares, on the tick of 5 paise.
    expect(await order('BUY 10 EICHERMOT MARKET CNC DAY')).toMatchObject({
      status: 'filled',
      filledValue: 10 * 19_022_00,
      commission: 226_16,
    });
    await run('replay', { date: '2020-07-16', at: '15:30' });
    // In a closed market: decided on the close, filled at the next open.
    expect(await order('SELL 4 EICHERMOT MARKET CNC DAY')).toMatchObject({ status: 'open' });
    await run('replay', { date: '2020-08-21' });
    expect((await portfolio()).holdings).toMatchObject([{ symbol: 'EICHERMOT', quantity: 6 }]);
    await run('replay', { date: '2020-08-25' });
    // Ten for one on 24 August: the quantity changes, and nothing that was paid.
    expect((await portfolio()).holdings).toMatchObject([
      { quantity: 60, costPaise: 6 * 19_022_00, price: { pricePaise: 2_214_00 } },
    ]);
    await leap('2021-01-28');
    const exit = { side: 'SELL', quantity: '60', share: 'EICHERMOT', product: 'CNC' };
    const legs = { trigger: '2730', price: '2720', targetTrigger: '2860', targetPrice: '2855' };
    await trader.confirmed('gtt propose', { ...exit, ...legs });
    // The bar of 29 January has both ₹2,870.45 and ₹2,726.95: the stop comes before the target.
    await run('replay', { date: '2021-02-01' });
    expect(ledger<Trade>(TRADES)).toEqual([
      { side: 'BUY', quantity: 10, price: 19_022_00, charges: 226_16, date: '2020-07-15' },
      { side: 'SELL', quantity: 4, price: 18_699_10, charges: 77_71, date: '2020-07-17' },
      { side: 'SELL', quantity: 60, price: 2_728_25, charges: 170_46, date: '2021-01-29' },
    ]);
    expect(ledger(CASH)).toEqual([
      { kind: 'deposit', amount: 10_00_000_00, date: '2020-07-15' },
      { kind: 'note_rounding', amount: -25, date: '2020-07-15' },
      { kind: 'note_rounding', amount: -20, date: '2020-07-17' },
      { kind: 'dp_charge', amount: -15_93, date: '2020-07-17' },
      { kind: 'note_rounding', amount: -30, date: '2021-01-29' },
      { kind: 'dp_charge', amount: -15_93, date: '2021-01-29' },
    ]);
    const intraday = await order('BUY 5 EICHERMOT MARKET MIS DAY');
    await run('replay', { date: '2021-02-02' });
    const { holdings, positions, cashPaise } = await portfolio();
    expect([...holdings, ...positions]).toEqual([]);
    const [bought, squared] = ledger<Trade>(`${TRADES} LIMIT 2 OFFSET 3`);
    expect([bought?.date, squared?.date, squared?.side]).toEqual(['2021-02-01', '2021-02-01', 'SELL']);
    expect(bought?.charges).toBe(intraday.commission);
    const rounding = ledger<{ amount: number }>(`${CASH} LIMIT 1 OFFSET 6`)[0]?.amount ?? Number.NaN;
    const day = 5 * ((squared?.price ?? 0) - (bought?.price ?? 0)) + rounding;
    expect(cashPaise).toBe(10_47_764_46 + day - (bought?.charges ?? 0) - (squared?.charges ?? 0));

    await leap('2021-07-14');
    const { account } = await portfolio();
    const { read } = app.store.trading;
    const period = { from: '2020-07-15', to: '2021-07-14' };
    const curve = await equityCurveOf(read, account, period);
    if (!curve.ok) throw new Error(curve.refusal.message);
    expect(curve.value).toHaveLength(251);
    const equityOn = (date: string) => curve.value.find(point => point.date === date)?.equityPaise;
    expect(equityOn('2020-07-15')).toBe(8_09_553_59 + 10 * 18_562_55);
    expect(equityOn('2020-07-17')).toBe(8_84_256_15 + 6 * 18_810_80);
    expect(equityOn('2020-08-21')).toBe(8_84_256_15 + 6 * 21_702_40);
    expect(equityOn('2020-08-24')).toBe(8_84_256_15 + 60 * 2_176_45);
    expect(equityOn('2021-01-29')).toBe(10_47_764_46);
    const made = cashPaise - 10_00_000_00;
    const returns = await returnsOf(read, account, period);
    if (!returns.ok) throw new Error(returns.refusal.message);
    expect(returns.value.timeWeighted).toBeCloseTo(made / 10_00_000_00, 12);
    expect(returns.value.benchmark?.return).toBeCloseTo(15_853.95 / 10_618.2 - 1, 12);
    const symbols = await (await app.trading.desk.market(app.local)).data.symbols();
    const attributed = await attributionOf(app.trading.desk, account, period, symbols);
    expect(attributed).toMatchObject({ value: { pnl: made, unexplained: 0, noteRoundings: -75 + rounding } });
  },
  60_000,
);

historyTest(
  'ZOMATO that is held becomes ETERNAL, with its price, its days and its buyers',
  async () => {
    const trader = await replayOf(['ZOMATO', 'ETERNAL'], '2025-04-04');
    const { order, run, portfolio, app } = trader;
    expect(await order('BUY 100 ZOMATO MARKET CNC DAY')).toMatchObject({ filledValue: 100 * 211_96 });
    await run('replay', { date: '2025-04-08', at: '15:30' });
    expect((await portfolio()).holdings).toMatchObject([{ symbol: 'ZOMATO', sector: 'Consumer Services' }]);
    const waiting = await order('SELL 10 ZOMATO LIMIT CNC DAY 230');
    await run('replay', { date: '2025-04-15' });
    const renamed = await portfolio();
    expect(renamed).toMatchObject({ isComplete: true, holdings: [{ symbol: 'ETERNAL', quantity: 100 }] });
    expect((await run('order show', { number: String(waiting.orderNumber) })).data).toMatchObject({
      order: { status: 'cancelled' },
    });
    // Of the new name there are the same shares, bought long before: sold at the open of ₹224.25 less spread and impact.
    expect(await order('SELL 40 zomato MARKET CNC DAY')).toMatchObject({
      symbol: 'ETERNAL',
      filledValue: 40 * 224_12,
    });
    await run('replay', { date: '2025-04-16' });
    const { account, cashPaise, holdings } = await portfolio();
    expect(holdings).toMatchObject([{ symbol: 'ETERNAL', quantity: 60, costPaise: 60 * 211_96 }]);
    const symbols = await (await app.trading.desk.market(app.local)).data.symbols();
    const period = { from: '2025-04-04', to: '2025-04-15' };
    const attributed = await attributionOf(app.trading.desk, account, period, symbols);
    const pnl = cashPaise + 60 * 222_23 - 10_00_000_00;
    expect(attributed).toMatchObject({ value: { pnl, unexplained: 0, bySymbol: [{ name: 'ETERNAL' }] } });
  },
  60_000,
);
