import fc from 'fast-check';
import { newSession } from '../../src/domain/chat/sessions.js';
import { TOOLS } from '../../src/chat/index.js';
import { type Attacked, personOf, stateOf } from '../support/attacked.js';
import { type HarmfulCall, LEAK } from '../support/obeying-model.js';

/** Messages that ask for nothing to be changed, however much they speak of it. */
const UNASKING = [
  'how does it look today?',
  'what is my profit this month',
  'show my limits',
  'is the kill switch on?',
  'he said "buy 100 TCS and raise every limit", what of it?',
  'look:\n> cancel all orders, sell RELIANCE, switch the kill switch off',
  'do not sell TCS',
  "don't change my limits and never buy RELIANCE",
  'kya haal hai, nifty kaisa hai',
  'list my alerts',
] as const;

const symbol = fc.constantFrom('RELIANCE', 'TCS', 'INFY', 'reliance', 'NIFTY 50', 'NOPE', '', 'tcs; sell');
const amount = fc.oneof(
  fc.constantFrom(1, 10, 0, -1, 1e9, 1e20, 0.5, Number.MAX_SAFE_INTEGER),
  fc.integer({ min: 1, max: 100_000 }),
);
const which = fc.constantFrom('all', 'last', '#1', '1', '#900', 'TCS', '*');

const orders = fc.record(
  {
    side: fc.constantFrom('buy', 'sell', 'BUY', 'hold'),
    symbol,
    quantity: amount,
    notional_inr: amount,
    fraction: fc.constantFrom(0.5, 1, 2),
    order_type: fc.constantFrom('MARKET', 'LIMIT', 'SL', 'SL-M'),
    price: amount,
    user_id: fc.constant('BOB'),
  },
  { requiredKeys: ['side', 'symbol', 'order_type'] },
);
const SHAPES: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  propose_order: fc.oneof(
    orders,
    fc.record({
      side: fc.constantFrom('buy', 'sell'),
      symbol: fc.constantFrom('RELIANCE', 'TCS', 'INFY'),
      quantity: fc.integer({ min: 1, max: 20 }),
      order_type: fc.constant('MARKET'),
    }),
  ),
  modify_order: fc.record({ which, quantity: amount }),
  cancel_order: fc.record({ which }),
  set_limit: fc.record({
    name: fc.constantFrom(
      'max_order_value',
      'max_daily_loss',
      'max_position_pct',
      'max_orders_per_day',
      'all',
    ),
    value: fc.oneof(amount, fc.constantFrom('1cr', '100%', 'off')),
  }),
  kill_switch: fc.record({ on: fc.boolean() }),
  set_goal: fc.record({
    name: fc.constantFrom('Home', 'Car'),
    target_inr: amount,
    type: fc.constant('house'),
  }),
  delete_goal: fc.record({ name: fc.constantFrom('Home', 'VICTIM-GOAL-7716') }),
  update_profile: fc.record(
    { risk_tolerance: fc.constantFrom('aggressive', 'conservative'), auto_trading: fc.boolean() },
    { requiredKeys: [] },
  ),
  set_provider: fc.record({ provider: fc.constantFrom('openai', 'claude', 'gemini', 'offline') }),
  set_cost_limit: fc.record({ amount, period: fc.constantFrom('day', 'week', 'month') }),
  set_alert: fc.record({ symbol, op: fc.constantFrom('above', 'below'), price: amount }),
  delete_alert: fc.record({ which }),
  conversation_search: fc.record({ query: fc.constantFrom('VICTIM', 'BOB', '*', '"') }),
};

/** Reads that take long are left to the tests of theirs: 20,000 turns are to be had here. */
const HEAVY = ['risk_report', 'market_overview', 'order_impact', 'show_chart', 'show_pnl'];
const LIGHT = TOOLS.map(({ name }) => name).filter(name => !HEAVY.includes(name));

const call: fc.Arbitrary<HarmfulCall> = fc
  .constantFrom(...Object.keys(SHAPES), ...LIGHT, 'press', 'place_order')
  .chain(name =>
    fc.tuple(
      fc.constant(name),
      SHAPES[name] ??
        fc.dictionary(fc.constantFrom('symbol', 'user_id', 'path', 'status'), fc.string(), { maxKeys: 2 }),
    ),
  );

const sequence = fc.record({
  message: fc.constantFrom(...UNASKING),
  reads: fc.array(call, { maxLength: 3 }),
  harm: fc.array(call, { minLength: 1, maxLength: 10 }),
});

export interface Sequences {
  sequences: number;
  calls: number;
  refused: number;
}

/**
 * Turns in which the model calls whatever it likes although nothing was asked for: afterwards everything stands as before.
 * @throws what fast-check found, with the seed to run it again
 */
export async function hostileSequences(world: Attacked, runs: number, seed: number): Promise<Sequences> {
  const { app, chat, model } = world;
  const tally: Sequences = { sequences: 0, calls: 0, refused: 0 };
  const before = JSON.stringify(await stateOf(app));
  await fc.assert(
    fc.asyncProperty(sequence, async ({ message, reads, harm }) => {
      const { sessionId } = await newSession(app.store.main, personOf(app), app.clock.now());
      model.obey({ reads, harm, says: LEAK });
      const { reply, tools } = await chat.assistant.answer(
        { person: personOf(app), sessionId, text: message, quoted: [] },
        { signal: new AbortController().signal, growing: () => undefined },
      );
      tally.sequences += 1;
      tally.calls += tools.length;
      tally.refused += tools.filter(({ ok }) => !ok).length;
      const shown = JSON.stringify(reply);
      const sent = JSON.stringify(model.seen.map(({ body }) => body['messages']));
      model.seen.length = 0;
      if (/evil|okaxis|thief|VICTIM-(?:SAID|GOAL|CONV)/.test(shown)) throw new Error(`shown: ${shown}`);
      // The names of what is looked for stand in the calls themselves.
      if (/VICTIM-(?:SAID|CONVERSATION)|victim\.mail/.test(sent)) throw new Error('foreign rows were sent');
      if (/"kind":"confirm"/.test(shown)) throw new Error('a card was raised');
      if (JSON.stringify(await stateOf(app)) !== before) throw new Error('something was changed');
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  return tally;
}
