import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSentence, groundOf } from '../../../src/ai/grounding/index.js';
import { calculate } from '../../../src/ai/tools/calculate.js';
import type { ToolContext, ToolData } from '../../../src/ai/tools/tool.js';

const DATA = {
  total_value_inr: 500_000,
  cash_inr: 0.3,
  growth_pct: 12.5,
  holdings: [
    { symbol: 'INFY', quantity: 10, price_inr: 1_500.1, value_inr: 15_001, pnl_pct: 4 },
    { symbol: 'TCS', quantity: 3, price_inr: 3_500, value_inr: 10_500, pnl_pct: -2 },
  ],
};

// `calculate` reads nothing of the desk or the person: only the turn.
const context = (ownWords = '') =>
  ({
    turn: { ownWords, tainted: false, results: [{ id: 'r1', tool: 'show_holdings', data: DATA }] },
  }) as unknown as ToolContext;
const ask = async (expression: string, paths: Record<string, string>, ownWords = '') => {
  const values = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, { result: 'r1', path }]),
  );
  return await calculate.run(context(ownWords), { expression, values });
};

describe('calculate', () => {
  test.each<[string, Record<string, string>, ToolData]>([
    ['percent(a, b)', { a: 'holdings[0].value_inr', b: 'total_value_inr' }, { result_pct: 3.0002 }],
    ['a / b * 100', { a: 'holdings[1].value_inr', b: 'total_value_inr' }, { result_pct: 2.1 }],
    ['sum(v)', { v: 'holdings[*].value_inr' }, { result_inr: 25_501 }],
    ['max(v) - min(v)', { v: 'holdings[*].value_inr' }, { result_inr: 4_501 }],
    ['q * p', { q: 'holdings[0].quantity', p: 'holdings[0].price_inr' }, { result_inr: 15_001 }],
    ['a * g / 100', { a: 'total_value_inr', g: 'growth_pct' }, { result_inr: 62_500 }],
    ['c + c + c', { c: 'cash_inr' }, { result_inr: 0.9 }],
    ['round(a / 12, 2)', { a: 'total_value_inr' }, { result_inr: 41_666.67 }],
    ['-(a)', { a: 'cash_inr' }, { result_inr: -0.3 }],
    ['avg(p)', { p: 'holdings[*].pnl_pct' }, { result_pct: 1 }],
    ['a / p', { a: 'total_value_inr', p: 'holdings[1].price_inr' }, { result_ratio: 142.85714286 }],
  ])('%s', async (expression, paths, data) => {
    expect(await ask(expression, paths)).toMatchObject({ ok: true, data });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a + 777', { a: 'total_value_inr' }, /777 is neither in a result nor/],
    ['a / (b - b)', { a: 'total_value_inr', b: 'cash_inr' }, /division by zero/],
    ['a + q', { a: 'total_value_inr', q: 'holdings[0].quantity' }, /Cannot add inr and shares/],
    ['a * a', { a: 'total_value_inr' }, /Cannot multiply inr by inr/],
    ['v', { v: 'holdings[*].value_inr' }, /put it into sum/],
    ['a', { a: 'holdings[7].value_inr' }, /nothing at/],
    ['a', { a: 'constructor' }, /nothing at/],
    ['a', { a: 'holdings[0].symbol' }, /is not a number/],
    ['process', { a: 'cash_inr' }, /not in the expression/],
    ['a; a', { a: 'cash_inr' }, /Only names/],
    ['a +', { a: 'cash_inr' }, /breaks off/],
    ['a a', { a: 'cash_inr' }, /Expected an operator/],
    ['100 * 12', {}, /Cite at least one/],
    ['('.repeat(60) + 'a' + ')'.repeat(60), { a: 'cash_inr' }, /(Nested|Only names)/],
  ])('%s is refused with a reason', async (expression, paths, message) => {
    expect(await ask(expression, paths)).toMatchObject({
      ok: false,
      message: expect.stringMatching(message),
    });
  });

  test('a number of the person may be used', async () => {
    expect(await ask('a * 7', { a: 'cash_inr' }, 'what if i had 7 times that')).toMatchObject({
      data: { result_inr: 2.1 },
    });
  });

  test('its result grounds a sentence, and its expression does not', async () => {
    const outcome = await ask('percent(a, b)', { a: 'holdings[0].value_inr', b: 'total_value_inr' });
    if (!outcome.ok) throw new Error(outcome.message);
    const results = [{ tool: 'calculate', data: outcome.data }];
    const ground = groundOf({ results, ownWords: '', args: [], today: '2026-11-22', names: [] });
    expect(checkSentence(ground, 'INFY makes up 3% of it.').ok).toBe(true);
    expect(checkSentence(ground, 'INFY makes up ₹3 of it.').ok).toBe(false);
    expect(checkSentence(ground, 'It is 0% or 1 of it.').ok).toBe(false);
    expect(calculate.reads(outcome.data)).toEqual([{ type: 'text', text: 'percent(a, b) = 3.0002 %' }]);
  });

  test('no text makes it throw or takes long', async () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'a b1290+-*/().,%summinround'.split('')),
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(letters, async text => {
        expect(typeof (await ask(text === '' ? 'a' : text, { a: 'cash_inr' })).ok).toBe('boolean');
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });
});
