import { describe, expect, test } from 'vitest';
import { dueDeliveries, noticesFromEvents } from '../../../src/domain/notices/index.js';
import { ordersOf } from '../../../src/domain/orders/index.js';
import { setProfile } from '../../../src/domain/people/profile.js';
import { openTrader } from '../../support/trading.js';
import { type Ran, toolsOf } from '../../support/write-tools.js';

/** Market hours or not, an order far below the price stays open: it is what most cards here are about. */
async function trader() {
  const opened = await openTrader();
  await opened.widen();
  const tools = toolsOf(opened.app);
  const { data } = await opened.app.trading.desk.market(opened.app.local);
  const { nowMs } = await opened.app.trading.desk.market(opened.app.local);
  const quote = await data.quote('INFY', nowMs);
  if (!quote.ok) throw new Error(quote.refusal.message);
  const low = Math.floor((quote.value.lastPaise * 0.98) / 100);
  const limit = { side: 'buy', symbol: 'infosys', quantity: 3, order_type: 'LIMIT', price: low };
  const orders = async () => await ordersOf(opened.app.trading.desk, tools.person, { limit: 20 });
  return { ...opened, ...tools, low, limit, orders, last: quote.value.lastPaise };
}

const cardOf = (ran: Ran) => {
  if (!ran.ok || !ran.card) throw new Error(`no card: ${ran.text}`);
  return ran.card;
};

describe('propose_order', () => {
  test('raises a card that says what a press does, and a press does exactly that', async () => {
    const { run, press, limit, low, orders } = await trader();
    const ran = await run('propose_order', limit);
    expect(ran.text).toContain(`BUY 3 INFY, LIMIT ₹${low.toLocaleString('en-IN')}.00, CNC, DAY (Infosys`);
    for (const words of ['Value ₹', 'charges ₹', 'Cash ₹', 'Weight ', 'Limit ', 'simulated', 'Confirm'])
      expect(ran.text).toContain(words);
    expect(await orders()).toEqual([]);
    expect(await press(cardOf(ran))).toMatchObject({ ok: true, result: { kind: 'order' } });
    expect(await orders()).toMatchObject([
      { orderNumber: 1, symbol: 'INFY', side: 'BUY', quantity: 3, price: low * 100, product: 'CNC' },
    ]);
    expect(await press(cardOf(ran))).toMatchObject({ ok: false, refusal: { code: 'ALREADY_DECIDED' } });
    expect(await orders()).toHaveLength(1);
  }, 30_000);

  test('money becomes whole shares, and the worst case is at the own stop preference', async () => {
    const { run, app, limit, low } = await trader();
    await setProfile(app.trading.desk, { userId: app.local, actor: 'person' }, { stopLossPreference: 5 });
    const { quantity: _, ...order } = limit;
    const ran = await run('propose_order', { ...order, notional_inr: low * 4 + 1 });
    expect(ran).toMatchObject({ ok: true, data: { quantity: 4, stop_preference_pct: 5 } });
    expect(cardOf(ran).about).toMatchObject({ order: { quantity: 4, pricePaise: low * 100 } });
    expect(ran).toMatchObject({
      data: { worst_case: { kind: 'to_stop', stop_inr: Math.round(low * 95) / 100 } },
    });
    expect(ran.text).toContain('Worst case ₹');
  }, 30_000);

  test('what is no order is refused with words and without a card', async () => {
    const { run, limit, orders } = await trader();
    const wishes: [string, Record<string, unknown>, string][] = [
      ['no amount', { quantity: undefined }, 'HOW_MUCH'],
      ['two amounts', { notional_inr: 5_000 }, 'HOW_MUCH'],
      ['an index', { symbol: 'NIFTY 50' }, 'NOT_TRADABLE'],
      ['an unclear name', { symbol: 'hdfc' }, 'WHICH_SYMBOL'],
      ['a name of nothing', { symbol: 'qqqqqq' }, 'NO_SYMBOL'],
      ['a price in fractions of a paisa', { price: 100.001 }, 'BAD_PRICE'],
      ['a price for a market order', { order_type: 'MARKET' }, 'BAD_ORDER'],
      ['a part of what is not held', { quantity: undefined, fraction: 0.5, side: 'sell' }, 'NOTHING_HELD'],
      ['a size past every limit', { quantity: 100_000_000 }, 'DENIED'],
    ];
    for (const [what, change, code] of wishes) {
      const asked = Object.entries({ ...limit, ...change }).filter(([, value]) => value !== undefined);
      const ran = await run('propose_order', Object.fromEntries(asked));
      expect(ran, what).toMatchObject({ ok: false, code });
      expect(ran.text.length).toBeGreaterThan(20);
    }
    expect(await orders()).toEqual([]);
  });
});

describe('modify_order and cancel_order', () => {
  test('a change is pressed as it stands on the card, and the rest of the order stays', async () => {
    const { run, press, confirm, limit, low, orders } = await trader();
    await confirm('propose_order', limit);
    const ran = await run('modify_order', { which: 'last', price: low - 1 });
    expect(ran.text).toContain('Change order #1 to price ₹');
    await press(cardOf(ran));
    expect(await orders()).toMatchObject([{ price: (low - 1) * 100, quantity: 3 }]);
  }, 30_000);

  test('one order is cancelled by its number or as the last one', async () => {
    const { app, run, press, confirm, limit, orders } = await trader();
    await confirm('propose_order', limit);
    await confirm('propose_order', { ...limit, quantity: 4 });
    const first = await run('cancel_order', { which: '#1' });
    expect(first.text).toContain('#1 BUY 3 INFY');
    await press(cardOf(first));
    const last = await run('cancel_order', { which: 'last' });
    expect(last.text).toContain('#2 BUY 4 INFY');
    await press(cardOf(last));
    expect((await orders()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    await noticesFromEvents(app);
    const due = await dueDeliveries(app.store, 'terminal', app.clock.now());
    expect(due.map(({ kind, reply }) => `${kind} ${JSON.stringify(reply)}`)).toEqual([
      expect.stringContaining('order_cancelled'),
      expect.stringContaining('Cancelled: #2 BUY 4 INFY (CNC). Nothing of it was filled. (simulated)'),
    ]);
  }, 30_000);

  test('all: one card names each order that is open now, and leaves alone what came after', async () => {
    const { run, press, confirm, limit, orders } = await trader();
    await confirm('propose_order', limit);
    await confirm('propose_order', { ...limit, quantity: 4 });
    const ran = await run('cancel_order', { which: 'all' });
    expect(ran.text).toContain('Cancel these 2 orders');
    await confirm('propose_order', { ...limit, quantity: 5 });
    // One of them has ended by the time of the press.
    await confirm('cancel_order', { which: '#1' });
    const outcome = await press(cardOf(ran));
    expect(outcome).toMatchObject({
      ok: true,
      result: { kind: 'cancel_several', changes: [{ orderNumber: 2, status: 'accepted' }] },
    });
    expect((await orders()).map(({ orderNumber, status }) => `${orderNumber} ${status}`)).toEqual([
      '3 open',
      '2 cancelled',
      '1 cancelled',
    ]);
    expect(await press(cardOf(ran))).toMatchObject({ ok: false, refusal: { code: 'ALREADY_DECIDED' } });
  }, 30_000);

  test('a card for several of which none is open any more is refused', async () => {
    const { run, press, confirm, limit } = await trader();
    await confirm('propose_order', limit);
    const ran = await run('cancel_order', { which: 'all' });
    await confirm('cancel_order', { which: 'last' });
    expect(await press(cardOf(ran))).toMatchObject({ ok: false, refusal: { code: 'NOT_CHANGEABLE' } });
  }, 30_000);

  test('what is not open, not theirs or not meant is refused with words', async () => {
    const { app, run, confirm, limit, low } = await trader();
    for (const which of ['last', 'all', '#7'])
      expect(await run('cancel_order', { which })).toMatchObject({ ok: false, code: 'NO_SUCH_ORDER' });
    await confirm('propose_order', limit);
    expect(await run('modify_order', { which: 'all', price: low })).toMatchObject({ code: 'WHICH_ORDER' });
    expect(await run('modify_order', { which: '#1', price: low })).toMatchObject({ code: 'NO_CHANGE' });
    expect(await run('modify_order', { which: '#1' })).toMatchObject({ code: 'BAD_INPUT' });
    expect(await run('modify_order', { which: '#1', price: 1.001 })).toMatchObject({ code: 'BAD_VALUE' });
    const other = toolsOf(app, { userId: 'SOMEBODY00000001' });
    for (const name of ['cancel_order', 'modify_order'])
      expect(
        await other.run(name, { which: '#1', ...(name === 'modify_order' ? { price: 1 } : {}) }),
      ).toMatchObject({
        ok: false,
      });
  }, 30_000);
});

const BAD_NUMBERS = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, -0, '10', null, true, [], {}, '1e3'];

describe('arguments', () => {
  test('propose_order takes no bad number', async () => {
    const { accepts } = toolsOf((await openTrader()).app);
    const order = { side: 'buy', symbol: 'INFY', order_type: 'MARKET' };
    for (const field of ['quantity', 'notional_inr', 'fraction', 'price', 'trigger_price'])
      for (const value of BAD_NUMBERS)
        expect(
          accepts('propose_order', { ...order, [field]: value }),
          `${field} ${JSON.stringify(value)}`,
        ).toBe(false);
  });

  test('nothing is defaulted, and unknown or foreign arguments are refused', async () => {
    const { accepts } = toolsOf((await openTrader()).app);
    const order = { side: 'buy', symbol: 'INFY', order_type: 'MARKET', quantity: 1 };
    expect(accepts('propose_order', order)).toBe(true);
    for (const name of ['side', 'symbol', 'order_type'])
      expect(accepts('propose_order', { ...order, [name]: undefined })).toBe(false);
    expect(accepts('propose_order', { ...order, quantity: 1.5 })).toBe(false);
    expect(accepts('propose_order', { ...order, fraction: 1.01 })).toBe(false);
    expect(accepts('propose_order', { ...order, user_id: 'X' })).toBe(false);
    for (const which of ['', '#0', '#-1', '1 2', 'first', '#1e3', '#1234567890'])
      expect(accepts('cancel_order', { which }), which).toBe(false);
    for (const value of BAD_NUMBERS) {
      for (const field of ['quantity', 'price', 'trigger_price'])
        expect(accepts('modify_order', { which: '#1', [field]: value })).toBe(false);
      expect(accepts('set_alert', { symbol: 'INFY', op: 'above', price: value })).toBe(false);
      expect(accepts('set_goal', { name: 'bike', target_inr: value })).toBe(false);
      expect(accepts('kill_switch', { on: value === true ? 1 : value })).toBe(false);
    }
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, '10', null])
      expect(accepts('set_cost_limit', { amount: value, period: 'day' })).toBe(false);
  });
});
