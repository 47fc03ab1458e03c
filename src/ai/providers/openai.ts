import OpenAI from 'openai';
import type { AskOptions, Llm, LlmAnswer, LlmRequest } from '../llm.js';
import { asked } from './faults.js';
import { keyed } from './keyed.js';
import { openaiAnswer, openaiBody } from './openai-wire.js';
import type { OpenaiPiece } from './openai-wire.js';
import { KEY_PLACEHOLDER, SDK_TIMEOUT_MS, trimmed } from './settings.js';
import type { LlmSettings } from './settings.js';

/** OpenAI's chat completions, or any server that speaks like them. */
export function openaiLlm(settings: LlmSettings): Llm {
  const client = clientOf(settings);
  const capField =
    new URL(settings.baseUrl).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
  const ask = async (request: LlmRequest, { signal, onText }: AskOptions): Promise<LlmAnswer> => {
    const body = openaiBody(request, capField);
    const answer = openaiAnswer(request.model, settings.ids);
    if (onText === undefined) {
      answer.take(pieceOf(await client.chat.completions.create({ ...body, stream: false }, { signal })));
      return answer.finish();
    }
    const streamed = { ...body, stream: true, stream_options: { include_usage: true } } as const;
    for await (const piece of await client.chat.completions.create(streamed, { signal })) {
      const added = answer.take(pieceOf(piece));
      if (added !== '') onText(added);
    }
    return answer.finish();
  };
  return {
    provider: 'openai',
    ask: async (request, options) =>
      await asked(options.signal, async signal => await ask(request, { ...options, signal })),
  };
}

/** Lists the models, which costs nothing. @throws LlmError */
export async function verifyOpenai(settings: LlmSettings, signal: AbortSignal): Promise<void> {
  await asked(signal, async signal => await clientOf(settings).models.list({ signal }));
}

// Every `null` keeps the SDK from looking into the environment by itself.
const clientOf = ({ baseUrl, apiKey, wire }: LlmSettings): OpenAI =>
  new OpenAI({
    apiKey: KEY_PLACEHOLDER,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: trimmed(baseUrl),
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    // It would write parts of unreadable answers to the terminal.
    logLevel: 'off',
    fetch: keyed(wire.fetch, apiKey, { name: 'authorization', prefix: 'Bearer ' }),
  });

// The SDK's types promise what only OpenAI's own servers keep.
const pieceOf = (piece: unknown) => piece as OpenaiPiece | string | null | undefined;
