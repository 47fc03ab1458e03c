import {
  type AskOptions,
  type Llm,
  type LlmAnswer,
  LlmError,
  type LlmErrorKind,
  type LlmRequest,
  type Provider,
} from '../../src/ai/llm.js';

/** What a scripted model does next. `pieces` are streamed one by one before `then`, which can be a fault in mid-stream. */
export type Line =
  | Partial<LlmAnswer>
  | { fails: LlmErrorKind; unbilled?: boolean; pieces?: readonly string[] }
  | { throws: Error }
  | { hangs: true; pieces?: readonly string[] };

let calls = 0;
/** A call of a tool, as a model writes it. */
export const tool = (name: string, args: unknown = {}) => ({
  id: `call-${(calls += 1)}`,
  name,
  args: typeof args === 'string' ? args : JSON.stringify(args),
});
export const calling = (...list: ReturnType<typeof tool>[]): Line => ({ calls: list, stop: 'tools' });
export const saying = (text: string): Line => ({ text });

export interface ScriptedLlm extends Llm {
  requests: LlmRequest[];
  /** Lines that were not asked for. */
  left(): number;
}

/** A model that answers a list, and keeps what it was asked. Past the end of its list it says nothing. */
export function scriptedLlm(provider: Provider, lines: readonly Line[]): ScriptedLlm {
  const open = [...lines];
  const requests: LlmRequest[] = [];
  return {
    provider,
    requests,
    left: () => open.length,
    ask: async (request, options) => {
      requests.push(structuredClone(request));
      await Promise.resolve();
      return await play(open.shift() ?? {}, request, options);
    },
  };
}

async function play(line: Line, { model }: LlmRequest, { signal, onText }: AskOptions): Promise<LlmAnswer> {
  if (signal.aborted) throw new LlmError('aborted', 'gave up', { unbilled: true });
  if ('throws' in line) throw line.throws;
  if ('fails' in line) {
    for (const piece of line.pieces ?? []) onText?.(piece);
    throw new LlmError(line.fails, line.fails, { unbilled: line.unbilled ?? false });
  }
  if ('hangs' in line) {
    for (const piece of line.pieces ?? []) onText?.(piece);
    await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
    throw new LlmError('aborted', 'gave up', { unbilled: false });
  }
  const text = line.text ?? '';
  for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) onText?.(piece);
  const usage = { input: 100, cachedRead: 0, cachedWrite: 0, output: 20, reasoning: 0 };
  return { text, calls: [], usage, stop: 'end', model, ...line };
}
