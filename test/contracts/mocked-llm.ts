import { LLMock } from '@copilotkit/aimock';
import type { FixtureFileResponse } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWire } from '../../src/ai/providers/fetch.js';
import type { Wire } from '../../src/ai/providers/fetch.js';
import type { Llm } from '../../src/ai/llm.js';
import type { Dialect } from '../support/llm-dialects.js';
import { PLANTED_KEY, requestOf, says } from '../support/llm-request.js';
import { failure, llmContract, options, printed } from './llm.js';
import { llmAt, providerOf, QUICK, settingsAt } from './remote-llm.js';

/** What every provider does with a server that somebody else wrote after the provider's own. */
export function mockedLlmContract(dialect: Dialect): void {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  let wire: Wire;
  let llm: Llm;
  beforeAll(async () => {
    await mock.start();
    wire = openWire(QUICK);
    llm = await llmAt(dialect, mock.url, wire);
  });
  afterAll(async () => {
    await wire.close();
    await mock.stop();
  });
  beforeEach(() => {
    mock.clearFixtures();
    mock.on(
      { userMessage: 'prices', hasToolResult: false },
      {
        toolCalls: [
          { name: 'quote', arguments: '{"symbol":"INFY"}' },
          { name: 'quote', arguments: '{"symbol":"TCS"}' },
        ],
      },
    );
    mock.on({ userMessage: 'prices', hasToolResult: true }, { content: 'INFY 1500, TCS 3100' });
    mock.on({ userMessage: 'hello' }, { content: 'Good morning. The market is open.' });
  });
  const streamed = options({ onText: () => undefined });

  llmContract(`${dialect.provider} at aimock`, () =>
    Promise.resolve({ llm, talk: says('hello'), act: says('prices') }),
  );

  describe(`${dialect.provider} at aimock`, () => {
    test.each([
      ['whole', options()],
      ['streamed', streamed],
    ])('%s: a turn of two steps with two calls at once', async (_, ask) => {
      const first = says('prices');
      const { text, calls, replay, stop } = await llm.ask(first, ask);
      expect(stop).toBe('tools');
      expect(calls.map(call => JSON.parse(call.args) as unknown)).toEqual([
        { symbol: 'INFY' },
        { symbol: 'TCS' },
      ]);
      const results = calls.map(({ id, name }) => ({
        callId: id,
        name,
        content: '{"price_inr":1500}',
        ok: true,
      }));
      const second = requestOf([
        ...first.messages,
        { role: 'assistant', text, calls, ...(replay && { replay }) },
        { role: 'tool', results },
      ]);
      expect(await llm.ask(second, ask)).toMatchObject({
        text: 'INFY 1500, TCS 3100',
        calls: [],
        stop: 'end',
      });
    });

    test('a tool that was never offered is handed on', async () => {
      mock.clearFixtures();
      mock.on({ userMessage: 'hello' }, { toolCalls: [{ name: 'rob_bank', arguments: '{}' }] });
      expect((await llm.ask(says('hello'), streamed)).calls).toMatchObject([
        { name: 'rob_bank', args: '{}' },
      ]);
    });

    test.each([
      [429, { retryAfter: 9 }, 'rate_limited', 9_000],
      [500, {}, 'overloaded', undefined],
      [529, {}, 'overloaded', undefined],
      [401, {}, 'auth', undefined],
    ] as const)('status %i', async (status, more, kind, retryAfterMs) => {
      const response: FixtureFileResponse = { error: { message: `no ${PLANTED_KEY}` }, status, ...more };
      mock.clearFixtures();
      mock.on({ userMessage: 'hello' }, response);
      const error = await failure(llm.ask(says('hello'), streamed));
      expect(error).toMatchObject({ kind, status, retryAfterMs });
      expect(printed(error)).not.toContain(PLANTED_KEY);
    });

    test.each([
      ['malformed', { malformedRate: 1 }, ['bad_response']],
      ['dropped', { dropRate: 1 }, ['overloaded']],
      ['disconnected', { disconnectRate: 1 }, ['cut']],
    ] as const)('chaos: %s', async (_, chaos, kinds) => {
      mock.clearFixtures();
      mock.on({ userMessage: 'hello' }, { content: 'words' }, { chaos });
      expect(kinds).toContain((await failure(llm.ask(says('hello'), options()))).kind);
    });

    test('a stream that is truncated is no answer', async () => {
      mock.clearFixtures();
      const content = 'A long answer in many pieces. '.repeat(20);
      mock.on({ userMessage: 'hello' }, { content }, { truncateAfterChunks: 3, chunkSize: 10 });
      expect((await failure(llm.ask(says('hello'), streamed))).kind).toBe('cut');
    });

    test('a good key passes the cheap call, which asks no model', async () => {
      mock.clearFixtures();
      const settings = settingsAt(dialect, mock.url, wire);
      await expect(providerOf(dialect).verify(settings, options())).resolves.toBeUndefined();
    });
  });
}
