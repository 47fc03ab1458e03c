import { expect, test } from 'vitest';
import { bookOf } from '../../../src/ai/tools/book.js';
import { orderArgs, readOrder } from '../../../src/ai/tools/order-args.js';
import { setProfile } from '../../../src/domain/people/profile.js';
import { openTools, toolDesk } from '../../support/tools.js';

async function reader() {
  const tools = await openTools();
  const { app, contextOf } = tools;
  const market = await app.trading.desk.market(app.local);
  const answer = await market.data.quote('INFY', market.nowMs);
  if (!answer.ok) throw new Error(answer.refusal.message);
  const read = async (asked: Record<string, unknown>) => {
    const context = contextOf(app.local);
    const base = { side: 'buy', symbol: 'INFY', order_type: 'MARKET' };
    const args = orderArgs.parse({ ...base, ...asked });
    return await readOrder(context.desk, await bookOf(context), args);
  };
  return { ...tools, read, infy: answer.value };
}

test('money becomes whole shares at what a buyer pays and a seller gets, or at the stated price, rounded down', async () => {
  const { read, infy } = await reader();
  const ask = infy.askPaise ?? Number.NaN;
  const bid = infy.bidPaise ?? Number.NaN;
  expect(ask).toBeGreaterThan(bid);
  const cases = [
    { asked: { notional_inr: 50_000 }, quantity: Math.floor(50_000_00 / ask) },
    { asked: { side: 'sell', notional_inr: 50_000 }, quantity: Math.floor(50_000_00 / bid) },
    { asked: { notional_inr: (3 * ask) / 100 }, quantity: 3 },
    { asked: { notional_inr: (3 * ask - 1) / 100 }, quantity: 2 },
    { asked: { order_type: 'LIMIT', price: 1_000, notional_inr: 12_999.99 }, quantity: 12 },
    { asked: { order_type: 'SL-M', trigger_price: 2_000, notional_inr: 6_000 }, quantity: 3 },
  ];
  for (const { asked, quantity } of cases)
    expect(await read(asked), JSON.stringify(asked)).toMatchObject({ ok: true, draft: { quantity } });
  expect(await read({ notional_inr: (ask - 1) / 100 })).toMatchObject({ ok: false, code: 'TOO_LITTLE' });
});

test('a part is of what is held of the product, and of nothing it is refused', async () => {
  const { read, order } = await reader();
  expect(await read({ side: 'sell', fraction: 1 })).toMatchObject({ ok: false, code: 'NOTHING_HELD' });
  await order('BUY 30 INFY MARKET CNC DAY');
  const cases = [
    [1, 30],
    [0.5, 15],
    [0.1, 3],
    [0.33, 9],
  ] as const;
  for (const [fraction, quantity] of cases)
    expect(await read({ side: 'sell', fraction })).toMatchObject({ draft: { quantity, product: 'CNC' } });
  expect(await read({ side: 'sell', fraction: 0.03 })).toMatchObject({ ok: false, code: 'TOO_LITTLE' });
  expect(await read({ side: 'sell', fraction: 1, product: 'MIS' })).toMatchObject({ code: 'NOTHING_HELD' });
  await order('SELL 8 SBIN MARKET MIS DAY');
  const cover = { side: 'buy', symbol: 'SBIN', fraction: 0.5, product: 'MIS' };
  expect(await read(cover)).toMatchObject({ draft: { quantity: 4, side: 'BUY' } });
});

test('prices are exact to the paisa, and nothing of a trade is guessed', async () => {
  const { read } = await reader();
  expect(await read({ order_type: 'LIMIT', price: 1450.55, quantity: 2 })).toMatchObject({
    draft: { pricePaise: 1450_55, triggerPaise: null, validity: 'DAY', product: 'CNC' },
    notes: ['Delivery (CNC), since nothing else was said.'],
  });
  const refusals = [
    [{}, 'HOW_MUCH'],
    [{ quantity: 1, notional_inr: 5_000 }, 'HOW_MUCH'],
    [{ quantity: 1, order_type: 'LIMIT' }, 'BAD_ORDER'],
    [{ quantity: 1, price: 1_400 }, 'BAD_ORDER'],
    [{ quantity: 1, order_type: 'LIMIT', price: 0.1 + 0.2 }, 'BAD_PRICE'],
    [{ quantity: 1, symbol: 'hdfc' }, 'WHICH_SYMBOL'],
    [{ quantity: 1, symbol: 'NIFTY 50' }, 'NOT_TRADABLE'],
  ] as const;
  for (const [asked, code] of refusals)
    expect(await read(asked), JSON.stringify(asked)).toMatchObject({ ok: false, code });
  for (const asked of [
    { quantity: 1.5 },
    { quantity: -1 },
    { fraction: 1.2 },
    { notional_inr: 0 },
    { qty: 1 },
  ])
    await expect(read(asked)).rejects.toThrow();
});

test('what an order would do is told without a card, a denial that is recorded, or anything placed', async () => {
  const { use, app, near } = await reader();
  const before = await use('order_impact', {
    side: 'buy',
    symbol: 'INFY',
    quantity: 10,
    order_type: 'MARKET',
  });
  expect(before.outcome).not.toHaveProperty('card');
  expect(before.data).toMatchObject({
    side: 'BUY',
    quantity: 10,
    product: 'CNC',
    denials: [],
    stop_preference_pct: null,
  });
  expect(before.shown).toContain('Nothing is placed.');
  const desk = toolDesk(app);
  await setProfile(desk, { userId: app.local, actor: 'person' }, { stopLossPreference: 5 });
  const price = Number(await near('INFY', -1));
  const asked = { side: 'buy', symbol: 'INFY', quantity: 10, order_type: 'LIMIT', price };
  const stopped = await use('order_impact', asked);
  expect(stopped.data).toMatchObject({
    stop_preference_pct: 5,
    worst_case: { kind: 'to_stop', stop_inr: price * 0.95 },
  });
  const tooMuch = await use('order_impact', { ...asked, quantity: 100_000 });
  expect(tooMuch.shown).toContain('It would be denied:');
  for (const [table, of] of [
    ['trading_orders', app.store.trading],
    ['risk_violations', app.store.trading],
    ['pending_actions', app.store.trading],
  ] as const)
    expect(await of.read.all(`SELECT * FROM ${table}`), table).toEqual([]);
});
