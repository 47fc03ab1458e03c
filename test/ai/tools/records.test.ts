import { describe, expect, test } from 'vitest';
import { waitingAlerts } from '../../../src/domain/alerts/index.js';
import { costLimitsOf } from '../../../src/domain/ai-limits/cost-limits.js';
import { deliver } from '../../../src/db/outbox.js';
import { preferencesOf } from '../../../src/domain/people/ai-preferences.js';
import { AUTO_TRADING_TOPIC, autoTradingHandler } from '../../../src/domain/people/auto-trading.js';
import { goalsOf } from '../../../src/domain/people/goals.js';
import { profileOf, setProfile } from '../../../src/domain/people/profile.js';
import { tradingStyleOf } from '../../../src/domain/people/trading-style.js';
import { killSwitchIsOn } from '../../../src/domain/risk/kill-switch.js';
import { limitsOf } from '../../../src/domain/risk/limits.js';
import { ordersOf } from '../../../src/domain/orders/index.js';
import { press } from '../../../src/domain/orders/press.js';
import { openTrader } from '../../support/trading.js';
import { type Ran, toolsOf } from '../../support/write-tools.js';

async function trader() {
  const opened = await openTrader();
  await opened.app.trading.catchUp(opened.app.local);
  const { app } = opened;
  const limits = async () => await limitsOf(app.store.trading.read, app.local);
  return { ...opened, ...toolsOf(app), limits };
}

const cardOf = (ran: Ran) => (ran.ok ? ran.card : undefined);

describe('set_limit', () => {
  test('a tighter one holds at once, without a card, under both names and in the units people use', async () => {
    const { run, limits } = await trader();
    const wishes = [
      ['max_order_value', 50_000, 'order_notional', 50_000_00, '₹50,000.00'],
      ['order_notional', '₹40,000', 'order_notional', 40_000_00, '₹40,000.00'],
      ['max_position_pct', 5, 'position_weight', 500, '5.00 %'],
      ['max_orders_per_day', 7, 'orders_per_day', 7, '7'],
      // The account holds ₹10,00,000 at the opening.
      ['max_daily_loss', 5_000, 'daily_loss', 50, '0.50 %'],
      ['max_daily_loss', '0.4%', 'daily_loss', 40, '0.40 %'],
      ['mis_cutoff', '90min', 'mis_cutoff', 90 * 60_000, '90 min'],
    ] as const;
    for (const [name, value, limit, kept, words] of wishes) {
      const ran = await run('set_limit', { name, value });
      expect(ran.text).toContain(`is ${words} now`);
      expect(cardOf(ran)).toBeUndefined();
      expect((await limits())[limit]).toBe(kept);
    }
  });

  test('back to what it was is an undo for ten minutes, without a card, and only untainted', async () => {
    const { run, limits } = await trader();
    const before = (await limits()).orders_per_day;
    await run('set_limit', { name: 'max_orders_per_day', value: 7 });
    const tainted = await run('set_limit', { name: 'max_orders_per_day', value: before }, { tainted: true });
    expect(cardOf(tainted)).toBeDefined();
    expect((await limits()).orders_per_day).toBe(7);
    const ran = await run('set_limit', { name: 'max_orders_per_day', value: before });
    expect(ran.text).toContain('the tightening is undone');
    expect((await limits()).orders_per_day).toBe(before);
    const again = await run('set_limit', { name: 'max_orders_per_day', value: before + 1 });
    expect(cardOf(again)).toBeDefined();
    expect((await limits()).orders_per_day).toBe(before);
  });

  test('a looser one waits for a press and a day', async () => {
    const { run, press: presses, limits } = await trader();
    const before = (await limits()).order_notional;
    const ran = await run('set_limit', { name: 'max_order_value', value: before / 100 + 1_000 });
    expect(ran.text).toContain('24 hours from the confirmation');
    expect(await presses(cardOf(ran))).toMatchObject({ ok: true, result: { kind: 'loosen_limit' } });
    expect((await limits()).order_notional).toBe(before);
    const second = await run('set_limit', { name: 'max_order_value', value: before / 100 + 2_000 });
    expect(second).toMatchObject({ ok: false, code: 'ALREADY_WAITING' });
  });

  test('what is no value of the limit is refused with what is allowed', async () => {
    const { run, limits } = await trader();
    const before = await limits();
    const wishes = [
      ['max_order_value', 0.001],
      ['max_order_value', 1e20],
      ['max_position_pct', 101],
      ['max_position_pct', '1e1'],
      ['max_orders_per_day', 2.5],
      ['max_orders_per_day', 10_000],
      ['max_daily_loss', 10],
      ['max_daily_loss', 9_00_000],
      ['max_daily_loss', 'lots'],
      ['mis_cutoff', 30],
    ] as const;
    for (const [name, value] of wishes) {
      const ran = await run('set_limit', { name, value });
      expect(ran, `${name} ${value}`).toMatchObject({ ok: false, code: 'BAD_VALUE' });
      expect(ran.text).toMatch(/from|Allowed/);
    }
    expect(await limits()).toEqual(before);
  });
});

describe('kill_switch', () => {
  test('on at once cancels entries, off takes a press', async () => {
    const { app, run, press: presses, confirm, person } = await trader();
    const { data, nowMs } = await app.trading.desk.market(app.local);
    const quote = await data.quote('INFY', nowMs);
    const price = quote.ok ? Math.floor(quote.value.lastPaise * 0.0098) : 0;
    await confirm('propose_order', { side: 'buy', symbol: 'INFY', quantity: 1, order_type: 'LIMIT', price });
    const on = await run('kill_switch', { on: true });
    expect(on.text).toContain('Open entries cancelled: 1');
    expect(await ordersOf(app.trading.desk, person, { limit: 5 })).toMatchObject([{ status: 'cancelled' }]);
    expect((await run('kill_switch', { on: true })).text).toContain('on already');
    const off = await run('kill_switch', { on: false });
    expect(await killSwitchIsOn(app.store.trading.read, app.local)).toBe(true);
    expect(await presses(cardOf(off))).toMatchObject({ ok: true });
    expect(await killSwitchIsOn(app.store.trading.read, app.local)).toBe(false);
    expect(await run('kill_switch', { on: false })).toMatchObject({ ok: false });
  });
});

describe('goals', () => {
  test('a goal is added as stated, changed by its name, and removed', async () => {
    const { app, run } = await trader();
    const goals = async () => await goalsOf(app.trading.desk, app.local);
    const bike = await run('set_goal', { name: 'bike', target_inr: 200_000, date: '2028-03' });
    expect(bike.text).toContain('Goal bike added: ₹2,00,000.00 by 31 Mar 2028');
    await run('set_goal', { name: 'Bike', target_inr: 250_000 });
    await run('set_goal', {
      name: 'house',
      target_inr: 5e7,
      date: '2040',
      kind: 'house',
      monthly_inr: 10_000,
    });
    expect(await goals()).toMatchObject([
      { name: 'bike', targetPaise: 250_000_00, targetDate: '2028-03-31', weightPercent: 100 },
      { name: 'house', type: 'house', targetDate: '2040-12-31', monthlyPaise: 10_000_00, weightPercent: 0 },
    ]);
    expect(await run('delete_goal', { which: 'boat' })).toMatchObject({ ok: false, code: 'NO_GOAL' });
    expect((await run('delete_goal', { which: 'BIKE' })).text).toContain('bike');
    await run('delete_goal', { which: 'last' });
    expect(await goals()).toEqual([]);
    expect((await run('delete_goal', { which: 'all' })).text).toBe('You have no goal.');
  });

  test('what is no goal is refused', async () => {
    const { app, run } = await trader();
    const wishes: [Record<string, unknown>, string][] = [
      [{ date: '2028-13' }, 'BAD_GOAL'],
      [{ date: '2028-02-30' }, 'BAD_GOAL'],
      [{ date: 'soon' }, 'BAD_GOAL'],
      [{ date: '2020' }, 'PAST_DATE'],
      [{ target_inr: 0.001 }, 'BAD_GOAL'],
      [{ target_inr: 1e20 }, 'BAD_GOAL'],
      [{ monthly_inr: 1.234 }, 'BAD_GOAL'],
      [{ weight_pct: 12.345 }, 'BAD_GOAL'],
      [{ name: 'a\u0000b' }, 'BAD_GOAL'],
    ];
    for (const [change, code] of wishes) {
      const ran = await run('set_goal', { name: 'bike', target_inr: 1, ...change });
      expect(ran, JSON.stringify(change)).toMatchObject({ ok: false, code });
    }
    expect(await goalsOf(app.trading.desk, app.local)).toEqual([]);
  });
});

describe('update_profile', () => {
  test('answers are kept and taken back, and no limit becomes looser', async () => {
    const { app, run, limits } = await trader();
    const before = await limits();
    const ran = await run('update_profile', {
      investment_timeline: 'long_term',
      trading_style: 'swing',
      stop_loss_pct: 5,
      largest_position_pct: 90,
    });
    expect(ran.text).toContain('timeline long term; style swing');
    expect(cardOf(ran)).toBeUndefined();
    expect(await tradingStyleOf(app.store.main.read, app.local)).toBe('swing');
    await run('update_profile', { stop_loss_pct: null, trading_style: null });
    expect(await profileOf(app.store.main.read, app.local)).toMatchObject({ stopLossPreference: null });
    expect(await tradingStyleOf(app.store.main.read, app.local)).toBeNull();
    expect(await limits()).toEqual(before);
  });

  test('what the profile may not say is refused and changes nothing', async () => {
    const { app, run } = await trader();
    const before = await profileOf(app.store.main.read, app.local);
    const wishes: [Record<string, unknown>, string][] = [
      [{}, 'NOTHING_TO_SET'],
      [{ risk_tolerance: 'aggressive' }, 'ABOVE_ASSESSMENT'],
      [{ preferred_sectors: ['Moonshots'] }, 'UNKNOWN_SECTOR'],
      [{ stop_loss_pct: 100 }, 'BAD_VALUE'],
      [{ take_profit_pct: 0.001 }, 'BAD_VALUE'],
    ];
    for (const [args, code] of wishes)
      expect(await run('update_profile', args), JSON.stringify(args)).toMatchObject({ ok: false, code });
    expect(await profileOf(app.store.main.read, app.local)).toEqual(before);
  });

  test('automatic trading goes on with a press alone, and off without one', async () => {
    const { app, run, press: presses } = await trader();
    const isOn = async () => (await profileOf(app.store.main.read, app.local)).autoTradingEnabled;
    const ran = await run('update_profile', { auto_trading: true });
    expect(await isOn()).toBe(false);
    expect(await presses(cardOf(ran))).toMatchObject({ ok: true, result: { kind: 'auto_trading_on' } });
    expect(await isOn()).toBe(true);
    expect(await run('update_profile', { auto_trading: true })).toMatchObject({ code: 'ALREADY_ON' });
    await run('update_profile', { auto_trading: false });
    expect(await isOn()).toBe(false);
    // What the press left for the other file comes after the person's own off.
    await app.settle();
    expect(await isOn()).toBe(false);
  });

  test('a press that a kill cut off between the files is carried out by the outbox, once', async () => {
    const { app, run, person } = await trader();
    const ran = await run('update_profile', { auto_trading: true });
    const { store } = app;
    const dying = { ...store, main: { ...store.main, tx: () => Promise.reject(new Error('killed')) } };
    const card = cardOf(ran);
    if (!card) throw new Error('no card');
    const broken = press({ ...app.trading.desk, store: dying }, person, card, app.trading.kinds);
    await expect(broken).rejects.toThrow('killed');
    expect((await profileOf(store.main.read, app.local)).autoTradingEnabled).toBe(false);
    const handlers = { toTrading: {}, toMain: { [AUTO_TRADING_TOPIC]: autoTradingHandler } };
    await deliver(store, handlers, app.clock);
    expect((await profileOf(store.main.read, app.local)).autoTradingEnabled).toBe(true);
    await setProfile(app.trading.desk, { userId: app.local, actor: 'person' }, { autoTradingEnabled: false });
    await deliver(store, handlers, app.clock);
    expect((await profileOf(store.main.read, app.local)).autoTradingEnabled).toBe(false);
  });
});

describe('set_provider and set_cost_limit', () => {
  test('the provider is kept', async () => {
    const { app, run } = await trader();
    expect((await run('set_provider', { provider: 'claude' })).text).toContain('claude is asked first');
    expect(await preferencesOf(app.store.main.read, app.local)).toMatchObject({ preferred: 'claude' });
  });

  test('a first and a lower cost limit hold at once, a higher one takes a press', async () => {
    const { app, run, press: presses } = await trader();
    const limit = async () => (await costLimitsOf(app.store.main.read, app.local))['*']?.week?.paise;
    expect((await run('set_cost_limit', { amount: 100, period: 'week' })).text).toContain('₹100.00 a week');
    const lower = await run('set_cost_limit', { amount: 50.5, period: 'week' });
    expect(lower.text).toContain('it was ₹100.00');
    expect(lower.text).toContain(`the rate of 2026-08-01`);
    expect((await run('set_cost_limit', { amount: 50.5, period: 'week' })).text).toContain('already');
    const higher = await run('set_cost_limit', { amount: 200, period: 'week' });
    expect(await limit()).toBe(50_50);
    expect(await presses(cardOf(higher))).toMatchObject({ ok: true });
    expect(await limit()).toBe(200_00);
    await app.settle();
    expect(await limit()).toBe(200_00);
    await run('set_cost_limit', { amount: 0, period: 'day', provider: 'gemini' });
    expect((await costLimitsOf(app.store.main.read, app.local)).gemini?.day?.paise).toBe(0);
  });

  test('an amount that is none is refused', async () => {
    const { run } = await trader();
    for (const amount of [0.001, 1e8 + 1, 1e300])
      expect(await run('set_cost_limit', { amount, period: 'day' })).toMatchObject({
        ok: false,
        code: 'BAD_VALUE',
      });
  });
});

describe('alerts', () => {
  test('one is set by name, said back with the price of now, and deleted by number or name', async () => {
    const { app, run } = await trader();
    const waiting = async () =>
      (await waitingAlerts(app.store.main.read, app.local)).map(each => each.symbol);
    const set = await run('set_alert', { symbol: 'tcs', op: 'above', price: 99_000.5 });
    expect(set.text).toContain('Alert #1: you are told once when TCS is at or above ₹99,000.50. It is at ₹');
    expect(set.text).toContain('simulated');
    await run('set_alert', { symbol: 'infosys', op: 'above', price: 99_000 });
    expect(await waiting()).toEqual(['INFY', 'TCS']);
    expect((await run('delete_alert', { which: '#1' })).text).toContain(
      'alert #1, TCS at or above ₹99,000.50',
    );
    expect((await run('delete_alert', { which: 'tcs' })).text).toContain('Those that do: #2 INFY');
    expect((await run('delete_alert', { which: 'Infosys' })).text).toContain('alert #2');
    expect(await waiting()).toEqual([]);
    expect((await run('delete_alert', { which: 'last' })).text).toBe('No alert of yours waits.');
  });

  test('a wish that no alert can have is refused', async () => {
    const { run } = await trader();
    const wishes: [Record<string, unknown>, string][] = [
      [{ symbol: 'hdfc' }, 'WHICH_SYMBOL'],
      [{ symbol: 'qqqqqq' }, 'NO_SYMBOL'],
      [{ price: 1_000.005 }, 'BAD_PRICE'],
      [{ price: 1e9 }, 'BAD_PRICE'],
      [{ op: 'below' }, 'ALREADY_MET'],
    ];
    for (const [change, code] of wishes) {
      const ran = await run('set_alert', { symbol: 'TCS', op: 'above', price: 99_000, ...change });
      expect(ran, JSON.stringify(change)).toMatchObject({ ok: false, code });
    }
  });
});

test('nothing is recorded or raised for somebody who is not there', async () => {
  const { app } = await trader();
  const other = toolsOf(app, { userId: 'SOMEBODY00000001' });
  const calls: [string, Record<string, unknown>][] = [
    ['set_goal', { name: 'bike', target_inr: 1 }],
    ['update_profile', { investment_timeline: 'long_term' }],
    ['update_profile', { auto_trading: true }],
    ['set_provider', { provider: 'offline' }],
    ['set_cost_limit', { amount: 1, period: 'day' }],
    ['set_alert', { symbol: 'INFY', op: 'above', price: 99_999 }],
    ['delete_alert', { which: 'all' }],
    ['delete_goal', { which: 'all' }],
  ];
  for (const [name, args] of calls) expect(await other.run(name, args), name).toMatchObject({ ok: false });
});
