import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { LlmError } from '../../src/ai/llm.js';
import type { AskOptions, Llm, LlmAnswer, LlmRequest } from '../../src/ai/llm.js';

/** A provider, and a request that it answers with words and one that it answers with calls of the tools offered. */
export interface LlmUnderTest {
  llm: Llm;
  talk: LlmRequest;
  act: LlmRequest;
}

/** @returns the error that `ask` ends with */
export async function failure(asked: Promise<LlmAnswer>): Promise<LlmError> {
  const error: unknown = await asked.then(
    answer => new Error(`answered: ${answer.text}`),
    (error: unknown) => error,
  );
  if (!(error instanceof LlmError)) throw error;
  return error;
}

/** @returns everything a log could print of an error, its causes included */
export const printed = (error: LlmError): string =>
  [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    String(error.stack),
  ].join('\n');

export const options = (more: Partial<AskOptions> = {}): AskOptions => ({
  signal: new AbortController().signal,
  ...more,
});

/** What everything behind the Llm port does, with a network or without. */
export function llmContract(name: string, make: () => Promise<LlmUnderTest>): void {
  describe(`${name} keeps to the Llm port`, () => {
    test('words come with an end, and streamed pieces add up to the same text', async () => {
      const { llm, talk } = await make();
      const whole = await llm.ask(talk, options());
      expect(whole).toMatchObject({ calls: [], stop: 'end' });
      expect(whole.text).not.toBe('');
      const pieces: string[] = [];
      const streamed = await llm.ask(talk, options({ onText: piece => pieces.push(piece) }));
      expect(pieces.join('')).toBe(streamed.text);
      expect(pieces).not.toContain('');
      expect(streamed.text).toBe(whole.text);
    });

    test('calls name tools that were offered, each with an id of its own and arguments as JSON', async () => {
      const { llm, act } = await make();
      const { calls, stop } = await llm.ask(act, options());
      expect(stop).toBe('tools');
      expect(calls.length).toBeGreaterThan(0);
      const offered = act.tools.map(tool => tool.name);
      for (const call of calls) {
        expect(offered).toContain(call.name);
        expect(JSON.parse(call.args)).toBeTypeOf('object');
      }
      expect(new Set(calls.map(call => call.id)).size).toBe(calls.length);
    });

    test('what is to be replayed is plain JSON, marked with the provider, and taken back', async () => {
      const { llm, act } = await make();
      const { text, calls, replay } = await llm.ask(act, options());
      if (replay !== undefined) {
        expect(replay.provider).toBe(llm.provider);
        expect(JSON.parse(JSON.stringify(replay))).toEqual(replay);
      }
      const results = calls.map(call => ({
        callId: call.id,
        name: call.name,
        content: '{"ok":1}',
        ok: true,
      }));
      const next: LlmRequest = {
        ...act,
        messages: [
          ...act.messages,
          { role: 'assistant', text, calls, ...(replay && { replay }) },
          { role: 'tool', results },
        ],
      };
      await expect(llm.ask(next, options())).resolves.toMatchObject({ model: expect.any(String) });
    });

    test('usage is whole tokens in which nothing is negative, or unknown', async () => {
      const { llm, talk } = await make();
      const { usage } = await llm.ask(talk, options());
      for (const count of Object.values(usage ?? {}))
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      expect(usage?.reasoning ?? 0).toBeLessThanOrEqual(usage?.output ?? 0);
    });

    test('who gives up before the start is told so, and nothing was billed', async () => {
      const { llm, talk } = await make();
      const error = await failure(llm.ask(talk, options({ signal: AbortSignal.abort() })));
      expect(error).toMatchObject({ kind: 'aborted', unbilled: true });
    });
  });
}
