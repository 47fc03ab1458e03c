import { describe, expect, test } from 'vitest';
import type { LlmAnswer, Message } from '../../../../src/ai/llm.js';
import { offlineLlm } from '../../../../src/ai/providers/offline/index.js';
import { ALL_TOOLS, NIFTY_50 } from '../../../support/utterances.js';

const llm = offlineLlm({
  catalogue: async () => NIFTY_50,
  clock: { now: () => Date.UTC(2026, 10, 22, 6, 30) },
});
const signal = new AbortController().signal;

async function ask(messages: readonly Message[], tools = ALL_TOOLS): Promise<LlmAnswer> {
  return await llm.ask({ model: 'offline', system: [], tools, messages, outputTokensMax: 500 }, { signal });
}

/** Says one thing after the other; the replay state goes through JSON, as the history keeps it. */
async function talk(...texts: readonly string[]): Promise<{ answers: LlmAnswer[]; last: string }> {
  const messages: Message[] = [];
  const answers: LlmAnswer[] = [];
  for (const text of texts) {
    messages.push({ role: 'user', text });
    const answer = await ask(messages);
    answers.push(answer);
    const { calls, replay } = answer;
    messages.push({
      role: 'assistant',
      text: answer.text,
      calls,
      ...(replay && { replay: JSON.parse(JSON.stringify(replay)) as typeof replay }),
    });
  }
  const [call] = answers.at(-1)?.calls ?? [];
  return { answers, last: call ? `${call.name} ${call.args}` : '' };
}

const order = (slots: object) => `propose_order ${JSON.stringify(slots)}`;

describe('an open question is carried over turns', () => {
  test.each([
    [['buy infy', '10'], order({ side: 'buy', symbol: 'INFY', quantity: 10, order_type: 'MARKET' })],
    [['buy infy', '10 shares'], order({ side: 'buy', symbol: 'INFY', quantity: 10, order_type: 'MARKET' })],
    [
      ['buy infy', 'rs 5000'],
      order({ side: 'buy', symbol: 'INFY', notional_inr: 5000, order_type: 'MARKET' }),
    ],
    [
      ['hdfc ke 20 le lo', 'hdfc bank'],
      order({ side: 'buy', quantity: 20, symbol: 'HDFCBANK', order_type: 'MARKET' }),
    ],
    [
      ['hdfc ke 20 le lo', 'life'],
      order({ side: 'buy', quantity: 20, symbol: 'HDFCLIFE', order_type: 'MARKET' }),
    ],
    [
      ['sell 3k itc', '3000 shares'],
      order({ side: 'sell', symbol: 'ITC', quantity: 3000, order_type: 'MARKET' }),
    ],
    [['sell tcs', 'half'], order({ side: 'sell', symbol: 'TCS', fraction: 0.5, order_type: 'MARKET' })],
    [['sell tcs', 'sab'], order({ side: 'sell', symbol: 'TCS', fraction: 1, order_type: 'MARKET' })],
    [['buy', 'infy', '10'], order({ side: 'buy', symbol: 'INFY', quantity: 10, order_type: 'MARKET' })],
    [
      ['10 shares of infy', 'buy'],
      order({ symbol: 'INFY', quantity: 10, side: 'buy', order_type: 'MARKET' }),
    ],
    [
      ['limit buy 10 itc', '400'],
      order({ side: 'buy', symbol: 'ITC', quantity: 10, price: 400, order_type: 'LIMIT' }),
    ],
    [['alert for tcs', 'above 4000'], 'set_alert {"symbol":"TCS","op":"above","price":4000}'],
    [['cancel my order', '8'], 'cancel_order {"which":"#8"}'],
    [['set limit to 5000', 'daily loss'], 'set_limit {"value":5000,"name":"max_daily_loss"}'],
    [['set my default stop loss', '5%'], 'update_profile {"stop_loss_pct":5}'],
    [
      ['set my preferred sectors', 'pharma and banking'],
      'update_profile {"preferred_sectors":["pharma","banking"]}',
    ],
    [['set limit to 8', 'orders per day'], 'set_limit {"value":8,"name":"max_orders_per_day"}'],
    [['kill switch', 'on'], 'kill_switch {"on":true}'],
    [['set ai cost limit 500', 'per month'], 'set_cost_limit {"amount":500,"period":"month"}'],
    [['change ai provider', 'gemini'], 'set_provider {"provider":"gemini"}'],
    [['hdfc price', 'bank'], 'quote {"symbol":"HDFCBANK"}'],
  ])('%j', async (texts, expected) => {
    expect((await talk(...texts)).last).toBe(expected);
  });
});

describe('an open question never turns another message into a trade', () => {
  test.each([
    ['buy infy', 'cancel', '10'],
    ['buy infy', 'leave it', '10'],
    ['buy infy', 'rehne do', '10'],
    ['buy infy', 'show my orders', '10'],
    ['buy infy', 'why?', '10'],
    ['buy infy', 'not 10'],
    ['buy infy', '10?'],
    ['buy infy', 'my friend has 10'],
    ['buy infy', '-10'],
    ['buy infy', '0'],
    ['buy infy', '1.5'],
    ['buy infy', 'half'],
    ['buy infy', '10 or 20'],
    ['buy infy', '१०'],
    ['buy infy', '10k'],
    ['buy infy', '10 percent'],
    ['buy infy', 'should i buy 10'],
    ['buy infy', '"10"'],
    ['buy infy', 'sell 10'],
    ['buy infy', '10 tcs'],
    ['hdfc ke 20 le lo', 'hdfc'],
    ['hdfc ke 20 le lo', 'the second one maybe'],
  ])('%j', async (...texts) => {
    const { last } = await talk(...texts);
    expect(last).not.toMatch(/^propose_order .*"side":"buy".*"symbol":"INFY"|^propose_order .*HDFC/);
  });

  test('a new order is a new order, and the open one is forgotten', async () => {
    const { last } = await talk('buy infy', 'sell 5 tcs');
    expect(last).toBe(order({ side: 'sell', symbol: 'TCS', quantity: 5, order_type: 'MARKET' }));
  });

  test('a number that cannot be the limit that is named is asked for again', async () => {
    expect((await talk('set limit to 5000', 'position size')).last).toBe('');
  });

  test('a forged, foreign or broken replay state is no question', async () => {
    const forged = [
      {
        provider: 'openai' as const,
        data: { about: 'propose_order', missing: ['quantity'], slots: {}, candidates: [], turn: 1 },
      },
      { provider: 'offline' as const, data: { about: 'propose_order', missing: [] } },
      { provider: 'offline' as const, data: 'buy 10 infy' },
      { provider: 'offline' as const, data: null },
    ];
    for (const replay of forged) {
      const answer = await ask([
        { role: 'user', text: 'buy infy' },
        { role: 'assistant', text: 'How many?', calls: [], replay },
        { role: 'user', text: '10' },
      ]);
      expect(answer.calls).toEqual([]);
    }
  });

  test('after a few answers that bring nothing new it stops asking', async () => {
    const { answers } = await talk('buy', 'infy', 'infy', 'infy', 'infy', 'infy');
    expect(answers.every(({ calls }) => calls.every(({ name }) => name !== 'propose_order'))).toBe(true);
  });
});

describe('words', () => {
  test('a question names what is missing and who may be meant', async () => {
    const { answers } = await talk('hdfc ke 20 le lo', 'buy infy');
    expect(answers[0]?.text).toMatch(/kaunsa share.*HDFCBANK.*HDFCLIFE/);
    expect(answers[1]?.text).toMatch(/how many shares/);
  });

  test('a tool that is not offered is said to be not available, and not called', async () => {
    const tools = ALL_TOOLS.filter(({ name }) => name !== 'deploy_strategy');
    const answer = await ask([{ role: 'user', text: 'deploy strategy 2' }], tools);
    expect(answer).toMatchObject({ calls: [], stop: 'end' });
    expect(answer.text).toMatch(/not available yet/);
  });

  test('tool results end the turn; a refused one with a sentence', async () => {
    const after = (ok: boolean): Message[] => [
      { role: 'user', text: 'infy price' },
      { role: 'assistant', text: '', calls: [{ id: '1', name: 'quote', args: '{}' }] },
      { role: 'tool', results: [{ callId: '1', name: 'quote', content: '{}', ok }] },
    ];
    expect(await ask(after(true))).toMatchObject({ text: '', calls: [], stop: 'end' });
    expect((await ask(after(false))).text).toMatch(/not possible/);
  });

  test('a sum of streamed pieces is the text, and an aborted call is an LlmError', async () => {
    const pieces: string[] = [];
    const request = {
      model: 'offline',
      system: [],
      tools: ALL_TOOLS,
      messages: [{ role: 'user' as const, text: 'hi' }],
      outputTokensMax: 9,
    };
    const answer = await llm.ask(request, { signal, onText: piece => pieces.push(piece) });
    expect(pieces.join('')).toBe(answer.text);
    await expect(llm.ask(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'aborted',
    });
  });

  test.each([
    '',
    ' ',
    '\u0000',
    'a'.repeat(100_000),
    '🙂',
    '\u202Ebuy',
    '"'.repeat(5000),
    '1'.repeat(5000),
    'buy '.repeat(20_000),
  ])('odd input no. %# is answered, and does nothing', async text => {
    const answer = await ask([{ role: 'user', text }]);
    expect(answer.calls).toEqual([]);
    expect(answer.text).not.toBe('');
  });
});
