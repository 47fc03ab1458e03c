import { expect, test } from 'vitest';
import { snapshotsOf } from '../../src/domain/portfolio/snapshots.js';
import { openTrader } from '../support/trading.js';

/** The simulated market begins here, at 10:00 of a Monday. */
const MONDAY = '2026-08-24';
const TUESDAY = '2026-08-25';

async function simulated() {
  const trader = await openTrader();
  await trader.widen();
  const lastPaise = async (symbol: string) => {
    const market = await trader.app.trading.desk.market(trader.app.local);
    const quote = await market.data.quote(symbol, market.nowMs);
    if (!quote.ok) throw new Error(quote.refusal.message);
    return quote.value.lastPaise;
  };
  return {
    ...trader,
    /** A price so many percent from the last one, in rupees on any tick. */
    near: async (symbol: string, percent: number) =>
      String(Math.round(((await lastPaise(symbol)) * (100 + percent)) / 10_000)),
  };
}

test('a day on the simulated market: bought, settled, squared off, closed, and every figure agrees', async () => {
  const { order, run, near, portfolio, change, ledger, app } = await simulated();
  expect(await order('BUY 20 INFY MARKET CNC DAY')).toMatchObject({ status: 'filled', filledQuantity: 20 });
  const resting = await order(`BUY 5 TCS LIMIT CNC DAY ${await near('TCS', -4)}`);
  expect(resting).toMatchObject({ status: 'open', filledQuantity: 0 });
  const before = await portfolio();
  expect(before.funds.blockedPaise).toBeGreaterThan(0);
  const price = await near('TCS', -5);
  const modified = await change('order modify', { number: String(resting.orderNumber), price });
  expect(modified).toMatchObject({ change: { status: 'accepted' }, order: { quantity: 5 } });
  await order('SELL 15 RELIANCE MARKET MIS DAY');
  expect((await portfolio()).positions).toMatchObject([{ symbol: 'RELIANCE', quantity: -15 }]);
  await run('replay', { date: MONDAY, at: '15:30' });
  const closed = await portfolio();
  expect(closed).toMatchObject({ positions: [], holdings: [{ symbol: 'INFY', quantity: 20 }] });
  const squared = `SELECT time(at / 1000 + 19800, 'unixepoch') AS at, quantity FROM trades WHERE product = 'MIS' AND side = 'BUY'`;
  // Stocks with derivatives stop trading at 15:15 for the closing auction.
  expect(ledger(squared)).toEqual([{ at: '15:10:00', quantity: 15 }]);
  const shown = await run('order list', { limit: '10' });
  expect(shown.text).toMatch(/TCS, LIMIT .*: expired/);
  const [snapshot] = await snapshotsOf(app.store.main.read, closed.account, { limit: 5 });
  expect(snapshot).toMatchObject({ closeDate: MONDAY, equityPaise: closed.equityPaise, positions: [] });
  // In a closed market an order waits for the open.
  expect(await order('SELL 20 INFY MARKET CNC DAY')).toMatchObject({ status: 'open', filledQuantity: 0 });
  await run('replay', { date: TUESDAY, at: '09:20' });
  expect((await portfolio()).holdings).toEqual([]);
  await run('replay', { date: TUESDAY, at: '15:30' });
  const dp = `SELECT amount, date FROM cash_entries WHERE kind = 'dp_charge'`;
  expect(ledger(dp)).toEqual([{ amount: -15_34, date: TUESDAY }]);
  const { cashPaise, equityPaise, realizedPaise, adjustmentsPaise } = await portfolio();
  expect(cashPaise).toBe(equityPaise);
  expect(cashPaise - 10_00_000_00).toBe(realizedPaise + adjustmentsPaise);
});

test('a stop at the broker and the kill switch: entries are cancelled and refused, the exit stays and fills', async () => {
  const { order, run, near, portfolio, confirmed, app } = await simulated();
  await order('BUY 20 INFY MARKET CNC DAY');
  await order(`BUY 5 TCS LIMIT CNC DAY ${await near('TCS', -4)}`);
  // A stop that the next minutes of the market reach.
  const [trigger, price] = [await near('INFY', -0.1), await near('INFY', -3)];
  await confirmed('gtt propose', {
    side: 'SELL',
    quantity: '20',
    share: 'INFY',
    product: 'CNC',
    trigger,
    price,
  });
  expect((await run('kill on')).text).toMatch(/Open entries: 1 cancelled/);
  await expect(order('BUY 1 SBIN MARKET CNC DAY')).rejects.toThrow('KILL_SWITCH');
  for (const date of [TUESDAY, '2026-08-27', '2026-08-31', '2026-09-04', '2026-09-11'])
    if ((await portfolio()).holdings.length > 0) await run('replay', { date });
  const { holdings } = await portfolio();
  expect(holdings).toEqual([]);
  const orders = (await run('order list', { limit: '10' })).data as {
    orders: { side: string; authority: string }[];
  };
  expect(orders.orders[0]).toMatchObject({ side: 'SELL', authority: 'gtt', status: 'filled' });
  const failed = await app.trading.beat(AbortSignal.timeout(5_000));
  expect(failed).toEqual([]);
});

test('the next start finds the same book, and presses a card that the first one showed', async () => {
  const first = await simulated();
  await first.order('BUY 20 INFY MARKET CNC DAY');
  await first.order(`BUY 5 TCS LIMIT CNC DAY ${await first.near('TCS', -4)}`);
  const terms = {
    side: 'BUY',
    quantity: '3',
    share: 'SBIN',
    type: 'MARKET',
    product: 'CNC',
    validity: 'DAY',
  };
  const { card } = (await first.run('order propose', terms)).data as { card: { id: string; nonce: string } };
  const before = await first.portfolio();
  await first.close();
  const second = await openTrader({}, first.folder);
  const after = await second.portfolio();
  expect([after.cashPaise, after.equityPaise, after.funds]).toEqual([
    before.cashPaise,
    before.equityPaise,
    before.funds,
  ]);
  const pressed = await second.run('order confirm', { card: card.id, code: card.nonce });
  expect(pressed.text).toMatch(/BUY 3 SBIN, .*: filled/);
  await expect(second.run('order confirm', { card: card.id, code: card.nonce })).rejects.toThrow('already');
  expect((await second.portfolio()).holdings.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
    ['INFY', 20],
    ['SBIN', 3],
  ]);
});
