import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LlmRequest, Message, Usage } from '../../../src/ai/llm.js';
import { inputTokensMax, trueCost, worstCost } from '../../../src/ai/wallet/cost.js';
import { openPrices, type Price } from '../../../src/ai/wallet/prices.js';
import { NOW } from '../../support/folder.js';

const MODELS = [
  { provider: 'openai', model: 'gpt-5-mini' },
  { provider: 'claude', model: 'claude-haiku-4-5' },
  { provider: 'claude', model: 'claude-sonnet-4-5' },
  { provider: 'gemini', model: 'gemini-2.5-flash' },
  { provider: 'openai', model: 'my-own' },
  { provider: 'openai', model: 'nobody-knows-this' },
] as const;
const TABLE = { 'my-own': { input: 0, output: 0.0375, date: '2026-11-01' } };
const BOOK = await openPrices(TABLE, MODELS);

function priceOf(model: string): Price {
  const listed = MODELS.find(each => each.model === model);
  const price = listed && BOOK.priceOf(listed.provider, model, NOW);
  if (!price) throw new Error(`no price of ${model}`);
  return price;
}

const request = (messages: Message[], outputTokensMax = 1_000): LlmRequest => ({
  model: 'm',
  system: [],
  tools: [],
  messages,
  outputTokensMax,
});
const usage = (tokens: Partial<Usage>): Usage => ({
  input: 0,
  cachedRead: 0,
  cachedWrite: 0,
  output: 0,
  reasoning: 0,
  ...tokens,
});

describe('what a call costs', () => {
  test.each([
    { model: 'gpt-5-mini', tokens: { input: 1_000, output: 100 }, micros: 450 },
    { model: 'gpt-5-mini', tokens: { cachedRead: 1_000 }, micros: 25 },
    { model: 'claude-haiku-4-5', tokens: { cachedWrite: 1_000, cachedRead: 1_000 }, micros: 1_350 },
    { model: 'gemini-2.5-flash', tokens: { input: 1 }, micros: 1 },
    { model: 'my-own', tokens: { input: 9_000, output: 1_000 }, micros: 38 },
    { model: 'claude-sonnet-4-5', tokens: { input: 200_000 }, micros: 600_000 },
    { model: 'claude-sonnet-4-5', tokens: { input: 200_001, output: 1 }, micros: 1_200_029 },
  ])('$tokens of $model cost $micros micro-dollars, rounded up once', ({ model, tokens, micros }) => {
    expect(trueCost(priceOf(model), usage(tokens))).toBe(micros);
  });

  test('a model without a known price has none, the offline one costs nothing, and an operator may set 0', () => {
    expect(BOOK.priceOf('openai', 'nobody-knows-this', NOW)).toBeUndefined();
    expect(BOOK.priceOf('gemini', 'gpt-5-mini', NOW)).toBeUndefined();
    expect(BOOK.priceOf('openai', 'toString', NOW)).toBeUndefined();
    expect(BOOK.priceOf('offline', 'offline', NOW)).toMatchObject({ source: 'free', output: { picos: 0 } });
    expect(priceOf('my-own')).toMatchObject({ source: 'operator', date: '2026-11-01', input: { picos: 0 } });
    expect(priceOf('gpt-5-mini')).toMatchObject({ source: 'catalogue', date: '2026-11-23' });
  });

  test.each([
    { what: 'plain words', text: 'buy ten infosys', least: 15 },
    { what: 'Devanagari', text: 'इन्फोसिस', least: 24 },
    { what: 'one sign that compatibility makes eighteen', text: '\u{fdfa}', least: 33 },
  ])('the bound counts the bytes of $what', ({ text, least }) => {
    const none = inputTokensMax(request([{ role: 'user', text: '' }]));
    expect(inputTokensMax(request([{ role: 'user', text }])) - none).toBe(least);
  });

  test('every part of a request counts: system, tools, calls, results, and what is replayed', () => {
    const parts: Message[] = [
      { role: 'assistant', text: '', calls: [{ id: 'a'.repeat(500), name: 'n', args: '{}' }] },
      { role: 'assistant', text: '', calls: [], replay: { provider: 'gemini', data: 'x'.repeat(500) } },
      { role: 'tool', results: [{ callId: 'c', name: 'n', content: '"'.repeat(500), ok: true }] },
    ];
    const empty = inputTokensMax(request([]));
    for (const part of parts) expect(inputTokensMax(request([part]))).toBeGreaterThan(empty + 500);
    const tool = { name: 't', about: 'a', schema: { type: 'object', properties: { x: { type: 'string' } } } };
    expect(inputTokensMax({ ...request([]), tools: [tool] })).toBeGreaterThan(empty + 50);
    expect(inputTokensMax({ ...request([]), system: ['x'.repeat(500)] })).toBeGreaterThan(empty + 500);
  });

  test('no usage within the bounds costs more than the worst case, at any price and split', () => {
    const price = fc.record({ picos: fc.nat(75_000_000), step: fc.nat(75_000_000), from: fc.nat(9_000) });
    fc.assert(
      fc.property(
        fc.tuple(price, price, price, price),
        fc.string({ unit: 'binary', maxLength: 4_000 }),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        fc.nat(4_000),
        ([input, cachedRead, cachedWrite, output], text, [first, second], cap) => {
          const kind = ({ picos, step, from }: { picos: number; step: number; from: number }) => ({
            picos,
            above: [{ inputTokens: from, picos: step }],
          });
          const made: Price = {
            input: kind(input),
            cachedRead: kind(cachedRead),
            cachedWrite: kind(cachedWrite),
            output: kind(output),
            source: 'operator',
            date: '2026-11-23',
          };
          const asked = request([{ role: 'user', text }], cap);
          const most = inputTokensMax(asked);
          const fresh = Math.floor(most * first);
          const read = Math.floor((most - fresh) * second);
          const cost = trueCost(
            made,
            usage({ input: fresh, cachedRead: read, cachedWrite: most - fresh - read, output: cap }),
          );
          expect(cost).toBeLessThanOrEqual(worstCost(made, asked));
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});
